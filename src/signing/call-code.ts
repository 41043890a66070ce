import { createHmac } from 'node:crypto';
import { secretsIn } from './signature';

/** Sets these codes apart from whatever else is made with the same secret. */
const LABEL = 'oncall call code 1';

const DIGITS = 6;

/**
 * The digits that prove, in this call and in no other, that the caller reads the agent's SMS. Nothing is kept: the same call has the
 * same code. Undefined without a secret, for then anybody could make it.
 */
export function callCode(secretsCommaList: string, call: string, agent: string): string | undefined {
  const [secret] = secretsIn(secretsCommaList);
  if (secret === undefined) return undefined;
  const key = createHmac('sha256', secret).update(LABEL).digest();
  const digest = createHmac('sha256', key).update(`${call} ${agent}`).digest();
  return String(digest.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0');
}

import { SIGNATURE_AGE_SECONDS } from './limits';
import type * as NodeCrypto from 'node:crypto';
import type { AlarmRequest, Delivery } from './request';

/** What a signature turned out to be; anything but `valid` is answered with 401 and changes nothing. */
export type Verdict = 'valid' | 'malformed' | 'wrong' | 'expired';

/** The secrets in `ALERT_SECRET`: a comma list, so that a new one can be added before the old one is taken away. */
export function secretsIn(secretsCommaList: string): string[] {
  return secretsCommaList
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
}

/** The body of a request to `/alarm`, signed at `nowMs`. Throws as {@link sign} does. */
export function signedRequest(secretsCommaList: string, nowMs: number, delivery: Delivery): AlarmRequest {
  const payload = JSON.stringify(delivery);
  return { ts: nowMs, payload, sig: sign(secretsCommaList, nowMs, payload) };
}

/**
 * The hexadecimal HMAC-SHA256 of `ts.payload` under the first secret of the list.
 *
 * @throws when the list holds no secret: an empty key would be a signature that anybody can make.
 */
export function sign(secretsCommaList: string, tsMs: number, payload: string): string {
  const [secret] = secretsIn(secretsCommaList);
  if (secret === undefined) throw new Error('ALERT_SECRET is empty.');
  return hmac(secret, tsMs, payload).toString('hex');
}

/**
 * Whether the request was signed with any secret of the list, at most five minutes before or after `nowMs`.
 *
 * It takes the same time whichever secret fits, and `expired` is said only of a signature that is otherwise right.
 */
export function verify(request: AlarmRequest, secretsCommaList: string, nowMs: number): Verdict {
  const isTime = Number.isSafeInteger(request.ts) && request.ts >= 0;
  if (!isTime || !/^[0-9a-f]{64}$/i.test(request.sig)) return 'malformed';
  const { timingSafeEqual } = crypto();
  const given = Buffer.from(request.sig, 'hex');
  const fits = secretsIn(secretsCommaList).filter((secret) =>
    timingSafeEqual(hmac(secret, request.ts, request.payload), given),
  );
  if (fits.length === 0) return 'wrong';
  return Math.abs(nowMs - request.ts) > SIGNATURE_AGE_SECONDS * 1000 ? 'expired' : 'valid';
}

function hmac(secret: string, tsMs: number, payload: string): Buffer {
  return crypto().createHmac('sha256', secret).update(`${tsMs}.${payload}`).digest();
}

/** Loaded when first needed: it costs 3 ms, ten times what the rest of the Lambda takes to load (measured). */
function crypto(): typeof NodeCrypto {
  // oxlint-disable-next-line typescript/no-require-imports -- an import would be loaded with the bundle
  return require('node:crypto');
}

import type { SSMClient, Tag } from '@aws-sdk/client-ssm';
import { compareSecret, createSecret, replaceSecret, type SecretPlace, type SecretState } from '../../aws/secret';
import type { JsonLine, Teller } from '../terminal/teller';

interface Wanted {
  readonly place: SecretPlace;
  /** Whether it is to be encrypted with another key than before. */
  readonly hasNewKey: boolean;
  /** ALERT_SECRET as it is written. Never printed. */
  readonly secrets: string;
  readonly stack: string;
  readonly tags: readonly Tag[];
}

/** What is to be done about the secret. */
export interface SecretPlan extends Wanted {
  readonly found: SecretState;
}

/** Looks at what is there and changes nothing. */
export async function planSecret(client: SSMClient, wanted: Wanted): Promise<SecretPlan> {
  return { ...wanted, found: await compareSecret(client, wanted.place.name, wanted.secrets) };
}

/** Puts the secret into its place, unless it is there or this is a dry run, and says so. */
export async function placeSecret(
  client: SSMClient,
  plan: SecretPlan,
  isDryRun: boolean,
  teller: Teller,
): Promise<void> {
  const { found, hasNewKey, place, secrets } = plan;
  if (found === 'same' && !hasNewKey) {
    teller.tell(secretJson('same', place), `The secret in ${place.name} is ALERT_SECRET already.`);
    return;
  }
  if (!isDryRun) {
    if (found === 'missing') await createSecret(client, place, secrets, plan);
    else await replaceSecret(client, place, secrets);
  }
  const [would, did] = wordsFor(plan);
  teller.tell(
    secretJson(isDryRun ? 'would' : 'written', place),
    `ALERT_SECRET ${isDryRun ? would : did} ${place.name} (Parameter Store).`,
  );
}

/** What a program reads of a secret: never what it is. */
export function secretJson(is: string, { name: parameter }: Pick<SecretPlace, 'name'>): JsonLine {
  return { kind: 'secret', is, parameter };
}

function wordsFor({ found, place }: SecretPlan): readonly [would: string, did: string] {
  switch (found) {
    case 'missing':
      return ['would be put into', 'has been put into'];
    case 'different':
      return ['would replace that in', 'has replaced that in'];
    case 'same': {
      const key = place.keyArn === '' ? 'the key aws/ssm' : place.keyArn;
      return [`would be encrypted with ${key} in`, `has been encrypted with ${key} in`];
    }
  }
}

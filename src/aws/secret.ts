import {
  DeleteParameterCommand,
  GetParameterCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import type { SSMClient, Tag } from '@aws-sdk/client-ssm';
import { isNamed } from './failure';

/** What was found where the secret belongs. */
export type SecretState = 'missing' | 'same' | 'different';

/** Compares without telling: neither secret leaves this function. */
export async function compareSecret(client: SSMClient, name: string, secret: string): Promise<SecretState> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter?.Value === secret && Parameter.Type === 'SecureString' ? 'same' : 'different';
  } catch (error) {
    if (isNamed(error, 'ParameterNotFound')) return 'missing';
    throw error;
  }
}

/** Where the secret is kept and how. */
export interface SecretPlace {
  readonly name: string;
  /** The ARN of a KMS key; empty for the account's own key for the Parameter Store, which costs nothing. */
  readonly keyArn: string;
}

/** Says which stack a parameter was made for: only that one's end is its end. Whatever is overwritten keeps its tags. */
const MADE_FOR = 'oncall:stack';

/** Makes the parameter, marked as made for this stack. */
export async function createSecret(
  client: SSMClient,
  place: SecretPlace,
  secret: string,
  { stack, tags }: { readonly stack: string; readonly tags: readonly Tag[] },
): Promise<void> {
  const own = { Key: MADE_FOR, Value: stack };
  await client.send(new PutParameterCommand({ ...parameterIn(place, secret), Tags: [own, ...tags] }));
}

/** Puts the secret in place of what the parameter holds. */
export async function replaceSecret(client: SSMClient, place: SecretPlace, secret: string): Promise<void> {
  await client.send(new PutParameterCommand({ ...parameterIn(place, secret), Overwrite: true }));
}

function parameterIn({ name, keyArn }: SecretPlace, secret: string) {
  return {
    Name: name,
    Type: 'SecureString',
    Value: secret,
    ...(keyArn === '' ? {} : { KeyId: keyArn }),
    Description: 'Signs what the on-call Lambda posts to /alarm (ALERT_SECRET)',
  } as const;
}

/**
 * What became of the secret at the end of its stack: `deleted`, it was `missing`, or it is `another's`: not made by a deployment
 * of this stack, and so left as it is.
 */
export type SecretEnd = 'deleted' | 'missing' | "another's";

/** Deletes the secret if a deployment of this stack made the parameter. */
export async function deleteSecret(client: SSMClient, name: string, stack: string): Promise<SecretEnd> {
  try {
    const { TagList = [] } = await client.send(
      new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: name }),
    );
    if (!TagList.some(({ Key, Value }) => Key === MADE_FOR && Value === stack)) return "another's";
    await client.send(new DeleteParameterCommand({ Name: name }));
    return 'deleted';
  } catch (error) {
    // ListTagsForResource and DeleteParameter have different names for it.
    if (isNamed(error, 'InvalidResourceId', 'ParameterNotFound')) return 'missing';
    throw error;
  }
}

import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
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

/** Writes the secret, encrypted with the account's own key for the Parameter Store, which costs nothing. */
export async function writeSecret(client: SSMClient, name: string, secret: string): Promise<void> {
  await client.send(
    new PutParameterCommand({
      Name: name,
      Type: 'SecureString',
      Value: secret,
      Overwrite: true,
      Description: 'Signs what the on-call Lambda posts to /alarm (ALERT_SECRET)',
    }),
  );
}

/** Deletes the secret; false when there was none. */
export async function deleteSecret(client: SSMClient, name: string): Promise<boolean> {
  try {
    await client.send(new DeleteParameterCommand({ Name: name }));
    return true;
  } catch (error) {
    if (isNamed(error, 'ParameterNotFound')) return false;
    throw error;
  }
}

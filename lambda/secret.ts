// oxlint-disable-next-line no-restricted-imports -- its types only; the SDK itself is part of Lambda's runtime
import type * as Ssm from '@aws-sdk/client-ssm';

let kept: string | undefined;

/** The Parameter Store did not give the secret. The message says why and what to do; it has nothing to do with `/alarm`. */
export class SecretUnread extends Error {
  override readonly name = 'SecretUnread';
}

/**
 * The secrets in the SSM parameter, a comma list. Read once and kept, until `/alarm` has refused them: then somebody has
 * put a new one there, or will.
 *
 * @throws SecretUnread when the parameter cannot be read.
 */
export async function secretsIn(parameter: string, limit: AbortSignal, refused?: string): Promise<string> {
  if (kept === undefined || kept === refused) kept = await read(parameter, limit);
  return kept;
}

async function read(parameter: string, limit: AbortSignal): Promise<string> {
  // Lambda's runtime has the SDK; inside the bundle it would be 640 kB. Loaded when first needed: 100 ms.
  // oxlint-disable-next-line typescript/no-require-imports -- an import would be loaded with the bundle
  const { GetParameterCommand, SSMClient }: typeof Ssm = require('@aws-sdk/client-ssm');
  try {
    const request = new GetParameterCommand({ Name: parameter, WithDecryption: true });
    const { Parameter } = await new SSMClient().send(request, { abortSignal: limit });
    return Parameter?.Value ?? '';
  } catch (cause) {
    throw new SecretUnread(limit.aborted ? tooLate(parameter) : refusal(parameter, cause), { cause });
  }
}

function tooLate(parameter: string): string {
  return `The Parameter Store did not give ${parameter} in time: see whether AWS reports trouble with Systems Manager in this region.`;
}

function refusal(parameter: string, cause: unknown): string {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return `The Parameter Store does not give ${parameter} (${reason}): the parameter must be there, and the Lambda's role must be allowed ssm:GetParameter on it and kms:Decrypt on a key of your own.`;
}

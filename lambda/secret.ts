// oxlint-disable-next-line no-restricted-imports -- its types only; the SDK itself is part of Lambda's runtime
import type * as Ssm from '@aws-sdk/client-ssm';

let kept: string | undefined;

/**
 * The secrets in the SSM parameter, a comma list. Read once and kept, until `/alarm` has refused them: then somebody has
 * put a new one there, or will.
 *
 * @throws Error when the parameter cannot be read, with SSM's reason as its cause.
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
    throw new Error(`SSM does not give ${parameter}`, { cause });
  }
}

import { GetFunctionConfigurationCommand, InvokeCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { UserMistake } from '../mistake';
import { ONCALL } from '../oncall';
import { field, parsedJson } from '../text/json';
import { isNamed } from './failure';
import type { Waiting } from './follow';

const POLL_MS = 1_000;

/**
 * Puts this archive in place of the Lambda's code and waits until AWS runs it. Returns the code's hash (base64 SHA-256). Throws
 * a UserMistake when another update is going on or this one fails.
 */
export async function updateCode(
  client: LambdaClient,
  name: string,
  zip: Uint8Array,
  { pause }: Waiting,
): Promise<string> {
  const { CodeSha256 = '' } = await startUpdate(client, name, zip);
  for (;;) {
    const { LastUpdateStatus, LastUpdateStatusReason } = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName: name }),
    );
    if (LastUpdateStatus === 'Failed') {
      throw new UserMistake(
        `AWS could not put the new code in place: ${LastUpdateStatusReason ?? 'AWS gave no reason'}. The former code still runs; run this again, or ${ONCALL} aws deploy.`,
      );
    }
    if (LastUpdateStatus !== 'InProgress') return CodeSha256;
    await pause(POLL_MS);
  }
}

async function startUpdate(
  client: LambdaClient,
  name: string,
  zip: Uint8Array,
): Promise<{ readonly CodeSha256?: string | undefined }> {
  try {
    return await client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip }));
  } catch (error) {
    if (isNamed(error, 'ResourceConflictException')) {
      throw new UserMistake(`another update of ${name} is going on. Wait a minute, then run this again.`);
    }
    throw error;
  }
}

/** What the Lambda returned, or how it failed in its own words. */
export type Invoked = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly why: string };

/** Invokes the Lambda and waits for what it says. */
export async function invoke(client: LambdaClient, name: string, event: object): Promise<Invoked> {
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)) }),
  );
  const text = Payload === undefined ? '' : Buffer.from(Payload).toString('utf8');
  const parsed = parsedJson(text);
  const result = parsed === undefined ? text : parsed;
  return FunctionError === undefined ? { ok: true, result } : { ok: false, why: reasonIn(result) ?? FunctionError };
}

/** Lambda reports what a function threw as `{ errorType, errorMessage }`. */
function reasonIn(result: unknown): string | undefined {
  const errorMessage = field(result, 'errorMessage');
  return typeof errorMessage === 'string' ? errorMessage : undefined;
}

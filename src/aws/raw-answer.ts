import { Readable } from 'node:stream';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';

const TOLD = Symbol('what AWS told');

/** Has the client keep, beside each answer as the SDK reads it, the JSON that AWS sent. */
export function keepingWhatIsTold(client: CloudWatchClient): CloudWatchClient {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const text = await bodyOf(result.response);
      if (text !== undefined) Object.assign(context, { [TOLD]: text });
      return result;
    },
    // The last before the network, so that it sees the answer before anything else reads it.
    { step: 'deserialize', priority: 'low', name: 'keepWhatIsTold' },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      Object.assign(result.output, { [TOLD]: Reflect.get(context, TOLD) });
      return result;
    },
    { step: 'initialize', name: 'handOverWhatIsTold' },
  );
  return client;
}

/** The JSON of an answer of such a client; undefined when it was none. */
export function toldIn(output: object): unknown {
  const text: unknown = Reflect.get(output, TOLD);
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the body and puts it back for the SDK. */
async function bodyOf(response: unknown): Promise<string | undefined> {
  if (typeof response !== 'object' || response === null || !('body' in response)) return undefined;
  if (!(response.body instanceof Readable)) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(Buffer.from(chunk as Uint8Array));
  const whole = Buffer.concat(chunks);
  response.body = Readable.from([whole]);
  return whole.toString('utf8');
}

import { Readable } from 'node:stream';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { parsedJson } from '../text/json';

const RAW = Symbol('raw answer');

/** Has the client keep, beside each answer as the SDK reads it, the JSON that AWS sent. */
export function keepingRawAnswers(client: CloudWatchClient): CloudWatchClient {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const text = await bodyOf(result.response);
      if (text !== undefined) Object.assign(context, { [RAW]: text });
      return result;
    },
    // The last before the network, so that it sees the answer before anything else reads it.
    { step: 'deserialize', priority: 'low', name: 'keepRawAnswer' },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      Object.assign(result.output, { [RAW]: Reflect.get(context, RAW) });
      return result;
    },
    { step: 'initialize', name: 'handOverRawAnswer' },
  );
  return client;
}

/** The JSON of an answer of such a client; undefined when it was none. */
export function rawAnswerOf(output: object): unknown {
  const text: unknown = Reflect.get(output, RAW);
  return typeof text === 'string' ? parsedJson(text) : undefined;
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

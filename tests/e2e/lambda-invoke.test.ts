import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { awsEvent } from '../fixtures/aws/fixture';
import { verify } from '../../src/signing/signature';

const SECRET = 'an alert secret of the test';

/** What `/alarm` got, and what it is to answer about every message. */
let requests: { payload: string; isSigned: boolean }[] = [];
let status: 'settled' | 'watching' = 'settled';

let alarm: Server;
let aws: Server;
let client: LambdaClient;

beforeAll(async () => {
  // The Lambda's log is its console.
  jest.spyOn(console, 'log').mockImplementation(() => {});
  alarm = await listening(async (request, response) => {
    const sent = JSON.parse(await bodyOf(request)) as { ts: string; payload: string; sig: string };
    requests.push({ payload: sent.payload, isSigned: verify(sent, SECRET, Date.now()) === 'valid' });
    const { messages } = JSON.parse(sent.payload) as { messages: { id: string }[] };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ results: messages.map(({ id }) => ({ id, status })) }));
  });
  process.env['FUNCTION_URL'] = `${addressOf(alarm)}/alarm`;
  process.env['ALERT_SECRET'] = SECRET;
  // oxlint-disable-next-line typescript/no-require-imports -- the built bundle, as Lambda's runtime requires it
  const bundle = require(join(__dirname, '..', '..', 'dist', 'lambda', 'index.js')) as {
    handler: (event: unknown, context: object) => Promise<unknown>;
  };
  // Lambda's own answer to Invoke: the function's result as the body, or its error with X-Amz-Function-Error.
  aws = await listening(async (request, response) => {
    const event: unknown = JSON.parse(await bodyOf(request));
    try {
      const result = await bundle.handler(event, { awsRequestId: 'test' });
      response.end(JSON.stringify(result ?? null));
    } catch (error) {
      response.setHeader('x-amz-function-error', 'Unhandled');
      response.end(JSON.stringify({ errorMessage: error instanceof Error ? error.message : String(error) }));
    }
  });
  client = new LambdaClient({
    endpoint: addressOf(aws),
    region: 'eu-west-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
  });
});

beforeEach(() => {
  requests = [];
  status = 'settled';
});

afterAll(() => {
  jest.restoreAllMocks();
  client.destroy();
  for (const server of [alarm, aws]) {
    server.close();
    server.closeAllConnections();
  }
  delete process.env['FUNCTION_URL'];
  delete process.env['ALERT_SECRET'];
});

describe('the built Lambda, invoked through the AWS SDK', () => {
  it('forwards an alarm, signed, over real HTTP', async () => {
    const { error } = await invoke('sns-status-check');

    expect(error).toBeUndefined();
    expect(requests.map(({ isSigned }) => isSigned)).toEqual([true]);
    expect(requests[0]?.payload).toContain('web-1 status check');
  });

  it('gives back to the queue exactly what is still watched', async () => {
    status = 'watching';
    const event = awsEvent('sqs-enveloped') as { Records: { messageId: string }[] };
    const { result } = await invoke('sqs-enveloped');

    expect(event.Records.length).toBeGreaterThan(0);
    expect(result).toEqual({
      batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })),
    });
  });

  it('lets the queue delete what is settled', async () => {
    expect((await invoke('sqs-enveloped')).result).toEqual({ batchItemFailures: [] });
  });
});

async function invoke(fixture: string): Promise<{ result: unknown; error: string | undefined }> {
  const reply = await client.send(
    new InvokeCommand({ FunctionName: 'on-call-alarms', Payload: JSON.stringify(awsEvent(fixture)) }),
  );
  return { result: JSON.parse(Buffer.from(reply.Payload ?? []).toString()), error: reply.FunctionError };
}

function listening(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Promise<Server> {
  const server = createServer((request, response) => void answer(request, response));
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type * as Handler from '../../lambda/handler';

type Send = (command: unknown, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;

let send: Send = () => Promise.reject(new Error('no test expected this'));

jest.mock('@aws-sdk/client-ssm', () => ({
  GetParameterCommand: jest.fn(),
  SSMClient: class {
    // oxlint-disable-next-line class-methods-use-this -- the shape of the SDK's client
    send(command: unknown, options: { readonly abortSignal: AbortSignal }): Promise<unknown> {
      return send(command, options);
    }
  },
}));

const EVENT = { Records: [{ messageId: 'q-1', body: 'an alarm', eventSource: 'aws:sqs' }] };
const COMES_BACK = { batchItemFailures: [{ itemIdentifier: 'q-1' }] };

let problems: string[];
let posted: number;

/** A Lambda that has just been started: it has not read the secret yet. */
async function coldStart(): Promise<typeof Handler.handler> {
  jest.resetModules();
  return (await import('../../lambda/handler')).handler;
}

beforeEach(() => {
  problems = [];
  posted = 0;
  process.env.FUNCTION_URL = 'https://alerts.example.com/alarm';
  process.env.SECRET_PARAMETER = '/oncall/alert-secret';
  jest.spyOn(console, 'error').mockImplementation((line) => {
    problems.push((JSON.parse(String(line)) as { problem: string }).problem);
  });
  jest.spyOn(globalThis, 'fetch').mockImplementation(() => {
    posted++;
    return Promise.resolve(new Response('{"error":{"code":"unauthorized","message":"wrong"}}', { status: 401 }));
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  delete process.env.FUNCTION_URL;
  delete process.env.SECRET_PARAMETER;
});

describe('a Parameter Store', () => {
  it('that refuses is named, with its reason and what to allow; /alarm is not asked and not blamed', async () => {
    send = () =>
      Promise.reject(named('AccessDeniedException', 'User: x is not authorized to perform: ssm:GetParameter'));
    expect(await (await coldStart())(EVENT)).toEqual(COMES_BACK);

    expect(posted).toBe(0);
    expect(problems).toEqual([
      expect.stringMatching(
        /^The Parameter Store does not give \/oncall\/alert-secret \(AccessDeniedException: User: x is not authorized.*kms:Decrypt on a key of your own\.$/,
      ),
    ]);
    expect(problems.join()).not.toMatch(/\/alarm\b/);
  });

  it('that hangs is named when the time is up', async () => {
    const handler = await coldStart();
    jest.useFakeTimers();
    send = hangs;
    const run = handler(EVENT);
    await jest.advanceTimersByTimeAsync(11_000);

    expect(await run).toEqual(COMES_BACK);
    expect(problems).toEqual([
      'The Parameter Store did not give /oncall/alert-secret in time: see whether AWS reports trouble with Systems Manager in this region.',
    ]);
  });

  it('that hangs when a refused secret is read again is named as well', async () => {
    const handler = await coldStart();
    jest.useFakeTimers();
    const answers: Send[] = [() => Promise.resolve({ Parameter: { Value: 'an old secret of the test' } }), hangs];
    send = (command, options) => (answers.shift() ?? hangs)(command, options);
    const run = handler(EVENT);
    await jest.advanceTimersByTimeAsync(11_000);

    expect(await run).toEqual(COMES_BACK);
    expect(posted).toBe(1);
    expect(problems).toEqual([expect.stringContaining('did not give /oncall/alert-secret in time')]);
  });
});

const hangs: Send = (_command, { abortSignal }) =>
  new Promise((_resolve, reject) => {
    abortSignal.addEventListener('abort', () => reject(named('AbortError', 'Request aborted')));
  });

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

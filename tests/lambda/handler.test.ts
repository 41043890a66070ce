import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { handler } from '../../lambda/handler';
import { verify } from '../../src/signing/signature';
import { awsEvent } from '../fixtures/aws/fixture';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly request: { ts: number; payload: string; sig: string };
  readonly messages: { id: string; body: string; redelivered?: boolean }[];
}

const queueIds = ['00000001-5d1e-4b62-9c7f-0e1d2c3b4a59', '00000002-5d1e-4b62-9c7f-0e1d2c3b4a59'] as const;
const messageIds = ['00000011-1d2e-5f30-8a41-9b5c6d7e8f90', '00000012-1d2e-5f30-8a41-9b5c6d7e8f90'] as const;
const context = { awsRequestId: 'run-1', getRemainingTimeInMillis: () => 12_000 };

let sent: Sent[];
let lines: string[];
/** What went to the output as it is: metrics. */
let written: string[];

/** Lets `/alarm` answer as `reply` says. */
function alarmFunction(reply: (each: Sent) => Response | Promise<Response>): void {
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init = {}) => {
    if (typeof init.body !== 'string' || typeof url !== 'string') throw new Error('expected a text body and address');
    const request = JSON.parse(init.body);
    const each = { url, init, request, messages: JSON.parse(request.payload).messages };
    sent.push(each);
    return reply(each);
  });
}

function answering(statuses: Readonly<Record<string, string>>) {
  return () => {
    const results = Object.entries(statuses).map(([id, status]) => ({
      id,
      status,
      agent: { id: 'ann', name: 'Ann Lee', number: '+447700900001' },
    }));
    return new Response(JSON.stringify({ results }));
  };
}

/** A queued message of which only one fits into a request. */
function longRecord(id: string) {
  return { messageId: id, body: `secret words ${id.repeat(150_000)}`, eventSource: 'aws:sqs' };
}

function errors(): { message: string; ids: string[]; problem: string }[] {
  return lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
}

beforeEach(() => {
  sent = [];
  lines = [];
  written = [];
  process.env.FUNCTION_URL = 'https://alerts.example.com/alarm';
  process.env.ALERT_SECRET = 'new-secret,old-secret';
  for (const method of ['log', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((line) => void lines.push(String(line)));
  }
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  delete process.env.FUNCTION_URL;
  delete process.env.ALERT_SECRET;
});

describe('a batch from the queue', () => {
  it('is posted in one request, signed with the first secret', async () => {
    alarmFunction(answering({}));
    await handler(awsEvent('sqs-enveloped'), context);
    expect(sent).toHaveLength(1);
    const [post] = sent;
    expect(post?.url).toBe('https://alerts.example.com/alarm');
    expect(post?.init).toMatchObject({
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json' },
    });
    expect(Object.keys(post?.request ?? {})).toEqual(['ts', 'payload', 'sig']);
    expect(post && verify(post.request, 'new-secret', Date.now())).toBe('valid');
    expect(post?.messages.map(({ id, redelivered }) => [id, redelivered])).toEqual([
      [messageIds[0], undefined],
      [messageIds[1], true],
    ]);
  });

  it.each([
    ['both settled', { [messageIds[0]]: 'settled', [messageIds[1]]: 'settled' }, []],
    ['one watching', { [messageIds[0]]: 'settled', [messageIds[1]]: 'watching' }, [queueIds[1]]],
    ['both watching', { [messageIds[0]]: 'watching', [messageIds[1]]: 'watching' }, [...queueIds]],
    ['one not answered for', { [messageIds[1]]: 'settled' }, [queueIds[0]]],
    ['one with an unknown status', { [messageIds[0]]: 'done', [messageIds[1]]: 'settled' }, [queueIds[0]]],
    ['answers for other messages only', { other: 'settled' }, [...queueIds]],
  ])('%s', async (_what, statuses, failed) => {
    alarmFunction(answering(statuses));
    expect(await handler(awsEvent('sqs-enveloped'), context)).toEqual({
      batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })),
    });
  });

  it('stays in the queue while two answers for one message disagree', async () => {
    const [first, second] = messageIds;
    const results = [
      { id: first, status: 'watching' },
      { id: first, status: 'settled' },
      { id: second, status: 'settled' },
    ];
    alarmFunction(() => new Response(JSON.stringify({ results })));
    expect(await handler(awsEvent('sqs-enveloped'), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: queueIds[0] }],
    });
  });

  it.each([
    ['401', () => new Response('{}', { status: 401 }), 'ALERT_SECRET differs between the Lambda and the Function'],
    ['400', () => new Response('{}', { status: 400 }), 'from the same version'],
    ['503', () => new Response('{}', { status: 503 }), 'Twilio is busy or out of reach'],
    ['a page', () => new Response('<html>'), 'FUNCTION_URL must end in /alarm'],
    [
      'no connection',
      () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
      '/alarm could not be reached (fetch failed: Error: connect ECONNREFUSED)',
    ],
  ])('comes back whole after %s, and the log says what to do', async (_what, reply, problem) => {
    alarmFunction(reply);
    expect(await handler(awsEvent('sqs-enveloped'), context)).toEqual({
      batchItemFailures: queueIds.map((itemIdentifier) => ({ itemIdentifier })),
    });
    expect(errors()).toEqual([
      { level: 'error', message: 'Not accepted.', ids: [...messageIds], problem: expect.stringContaining(problem) },
    ]);
  });

  it.each([
    ['FUNCTION_URL', undefined, 'set FUNCTION_URL to the address of the deployed /alarm'],
    ['FUNCTION_URL', 'alerts.example.com', 'set FUNCTION_URL to the address of the deployed /alarm'],
    ['FUNCTION_URL', 'https://', 'set FUNCTION_URL to the address of the deployed /alarm'],
    ['ALERT_SECRET', undefined, 'set ALERT_SECRET to the same secret as on the Function'],
    ['ALERT_SECRET', ' , ', 'set ALERT_SECRET to the same secret as on the Function'],
  ])('comes back whole when %s is %j', async (name, value, problem) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
    alarmFunction(answering({}));
    expect(await handler(awsEvent('sqs-enveloped'), context)).toEqual({
      batchItemFailures: queueIds.map((itemIdentifier) => ({ itemIdentifier })),
    });
    expect(errors()).toEqual([
      {
        level: 'error',
        message: 'Not accepted.',
        ids: [...messageIds],
        problem: `The Lambda cannot send: ${problem}.`,
      },
    ]);
    expect(sent).toEqual([]);
  });

  it('is sent in parts when it is long, and one failing part does not fail the others', async () => {
    alarmFunction(({ messages: [first] }) =>
      first?.id === 'b'
        ? new Response('', { status: 500 })
        : new Response(JSON.stringify({ results: [{ id: first?.id, status: 'settled' }] })),
    );
    expect(await handler({ Records: ['a', 'b', 'c'].map(longRecord) }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'b' }],
    });
    expect(sent).toHaveLength(3);
  });

  it('that holds one message twice sends it once and answers for both', async () => {
    const body = JSON.stringify({ Type: 'Notification', MessageId: 'm', Message: 'text' });
    const record = (id: string) => ({ messageId: id, body, eventSource: 'aws:sqs' });
    alarmFunction(answering({ m: 'watching' }));
    expect(await handler({ Records: [record('a'), record('b')] }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'b' }],
    });
    expect(sent[0]?.messages.map(({ id }) => id)).toEqual(['m']);
  });

  it('deletes a subscription confirmation after saying so', async () => {
    alarmFunction(
      ({ messages }) =>
        new Response(JSON.stringify({ results: messages.map(({ id }) => ({ id, status: 'settled' })) })),
    );
    expect(await handler(awsEvent('sqs-confirmation'), context)).toEqual({ batchItemFailures: [] });
    expect(lines.some((line) => line.includes('"level":"warn"') && line.includes('SubscriptionConfirmation'))).toBe(
      true,
    );
  });
});

/** One heartbeat as the queue brings it, taken in so many minutes ago. */
function beat(receiveCount: number, minutesAgo: number) {
  return queued('beat', '{"source":"oncall.heartbeat"}', receiveCount, minutesAgo);
}

/** One alarm as the queue brings it, taken in so many minutes ago. */
function alarm(id: string, receiveCount: number, minutesAgo: number) {
  return queued(id, '{"AlarmName":"web-1 cpu","NewStateValue":"ALARM"}', receiveCount, minutesAgo);
}

function queued(messageId: string, body: string, receiveCount: number, minutesAgo: number) {
  const attributes = {
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: String(NOW_MS - minutesAgo * 60_000),
  };
  return { messageId, body, attributes, eventSource: 'aws:sqs' };
}

const NOW_MS = Date.parse('2026-11-22T03:00:00Z');
/** `/alarm` says this of every message, and of heartbeats that all is well. */
function says(status: string): void {
  alarmFunction(({ messages }) => {
    const results = messages.map(({ id }) => (id === 'beat' ? { id, status, health: WELL } : { id, status }));
    return new Response(JSON.stringify({ results }));
  });
}

function reported(): { readonly Healthy?: number; readonly Unsettled?: number }[] {
  return written.map((line) => JSON.parse(line));
}

const WELL = { version: 'v', roster: true, onCall: true, flow: true, sync: true, problems: [] };

describe('what is reported to CloudWatch', () => {
  beforeEach(() => {
    process.env.AWS_LAMBDA_FUNCTION_NAME = 'oncall-Lambda-1';
    jest.useFakeTimers({ now: NOW_MS });
  });

  afterEach(() => {
    delete process.env.AWS_LAMBDA_FUNCTION_NAME;
  });

  it.each([
    ['for the first time: its health', 1, 'settled', [1]],
    ['for the first time and is watched: its health', 1, 'watching', [1]],
    ['again: nothing', 2, 'settled', []],
    ['again and is watched: nothing', 2, 'watching', []],
  ])('of a heartbeat that is delivered %s', async (_what, receiveCount, status, healthy) => {
    says(status);
    await handler({ Records: [beat(receiveCount, 1)] }, context);
    expect(reported().map(({ Healthy }) => Healthy)).toEqual(healthy);
  });

  it('of a batch: its health only, when a heartbeat stands beside one that comes back', async () => {
    const first = { ...beat(1, 0), messageId: 'first' };
    alarmFunction(({ messages }) => {
      const results = messages.map(({ id }) => ({
        id,
        status: 'settled',
        health: { ...WELL, problems: id === 'first' ? ['No flow.'] : [] },
      }));
      return new Response(JSON.stringify({ results }));
    });
    await handler({ Records: [beat(7, 8), first] }, context);
    expect(reported().map(({ Healthy }) => Healthy)).toEqual([0]);
  });

  it.each([
    ['watching', 15, [1]],
    ['watching', 14.9, []],
    ['settled', 15, []],
    ['watching', 600, [1]],
  ])('of an alarm that is %s after %d minutes: %j', async (status, minutes, unsettled) => {
    says(status);
    await handler({ Records: [alarm('a', 13, minutes)] }, context);
    expect(reported().map(({ Unsettled }) => Unsettled)).toEqual(unsettled);
  });

  it('counts what /alarm did not answer for as well, and takes no heartbeat for an alarm', async () => {
    alarmFunction(() => new Response('', { status: 503 }));
    await handler({ Records: [alarm('a', 13, 16), alarm('b', 1, 1), alarm('c', 30, 40), beat(13, 16)] }, context);
    expect(reported()).toEqual([
      {
        _aws: {
          Timestamp: NOW_MS,
          CloudWatchMetrics: [{ Namespace: 'oncall', Dimensions: [['Lambda']], Metrics: [{ Name: 'Unsettled' }] }],
        },
        Lambda: 'oncall-Lambda-1',
        Unsettled: 2,
      },
    ]);
  });

  it('does not mind a queue that does not say when it took a message in', async () => {
    says('watching');
    const { attributes: _attributes, ...record } = alarm('a', 1, 0);
    expect(await handler({ Records: [record] }, context)).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
    expect(reported()).toEqual([]);
  });

  it.each([
    ['is watched', 'watching', 89.9, true],
    ['is watched', 'watching', 90, false],
    ['is not answered', 'no status at all', 89.9, true],
    ['is not answered', 'no status at all', 90, false],
  ])('lets a heartbeat that %s come back (%s, %d minutes): %s', async (_what, status, minutes, comesBack) => {
    says(status);
    const { batchItemFailures } = Object(await handler({ Records: [beat(70, minutes)] }, context));
    expect(batchItemFailures).toEqual(comesBack ? [{ itemIdentifier: 'beat' }] : []);
    expect(lines.filter((line) => line.includes('Old heartbeats are dropped'))).toHaveLength(comesBack ? 0 : 1);
    expect(reported()).toEqual([]);
  });

  it('lets no alarm go, however old it is', async () => {
    says('watching');
    const { batchItemFailures } = Object(await handler({ Records: [alarm('a', 999, 1200)] }, context));
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'a' }]);
  });
});

describe('the time limit', () => {
  it.each([
    ['after 11 s', 12_000, 11_000],
    ['half a second before a Lambda that is stopped sooner', 3_000, 2_500],
  ])('gives up %s', async (_what, remainingMs, givesUpAfterMs) => {
    jest.useFakeTimers();
    alarmFunction(
      ({ init }) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    );
    const run = handler(awsEvent('sqs-enveloped'), { getRemainingTimeInMillis: () => remainingMs });
    await jest.advanceTimersByTimeAsync(givesUpAfterMs - 1);
    expect(lines).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(await run).toEqual({ batchItemFailures: queueIds.map((itemIdentifier) => ({ itemIdentifier })) });
    expect(errors()[0]?.problem).toBe('/alarm did not answer in time; see the Function log.');
  });

  it('leaves no timer behind', async () => {
    jest.useFakeTimers();
    alarmFunction(answering({}));
    await handler(awsEvent('sqs-enveloped'), context);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('an event that no queue keeps', () => {
  const id = '00000001-1d2e-5f30-8a41-9b5c6d7e8f90';

  it.each(['settled', 'watching'])('is accepted when %s', async (status) => {
    alarmFunction(answering({ [id]: status }));
    expect(await handler(awsEvent('sns-status-check'), context)).toEqual({ accepted: [{ id, status }] });
  });

  it('throws when it was not accepted, so that Lambda tries again', async () => {
    alarmFunction(() => new Response('', { status: 401 }));
    await expect(handler(awsEvent('sns-three-records'), context)).rejects.toThrow(
      '3 of 3 alarm messages were not accepted: /alarm answered 401: ALERT_SECRET differs',
    );
  });

  it('throws when only one of three was not accepted', async () => {
    const ids = ['00000002', '00000003'].map((start) => `${start}-1d2e-5f30-8a41-9b5c6d7e8f90`);
    alarmFunction(answering(Object.fromEntries(ids.map((each) => [each, 'settled']))));
    await expect(handler(awsEvent('sns-three-records'), context)).rejects.toThrow(
      '1 of 3 alarm messages were not accepted: /alarm did not answer for every message',
    );
  });

  it('throws without telling a phone number', async () => {
    alarmFunction(() => new Response('{"error":{"code":"x","message":"to +447700900001"}}', { status: 500 }));
    await expect(handler(awsEvent('sns-status-check'), context)).rejects.toThrow('(x: to +44•••••0001)');
  });

  it('throws when nothing is configured', async () => {
    delete process.env.FUNCTION_URL;
    delete process.env.ALERT_SECRET;
    await expect(handler(awsEvent('alarm-action'), context)).rejects.toThrow(
      'The Lambda cannot send: set FUNCTION_URL to the address of the deployed /alarm, ALERT_SECRET to the same secret',
    );
  });

  it('is nothing when its list of records is empty', async () => {
    alarmFunction(answering({}));
    expect(await handler({ Records: [] }, context)).toEqual({ accepted: [] });
    expect(sent).toEqual([]);
  });

  it('is forwarded also when it is no alarm, and the log says so', async () => {
    alarmFunction(answering({ 'run-1': 'settled' }));
    await handler({ order: 7 }, context);
    expect(sent[0]?.messages).toEqual([{ id: 'run-1', source: 'sns', body: '{"order":7}' }]);
    expect(lines[0]).toContain('none of the known shapes');
  });
});

describe('the log', () => {
  it('is one line of JSON each, without numbers, bodies, names or secrets', async () => {
    alarmFunction(({ messages: [first] }) =>
      first?.id === 'b'
        ? new Response('{"error":{"code":"x","message":"cannot call +447700900002"}}', { status: 500 })
        : new Response(
            JSON.stringify({
              results: [
                {
                  id: first?.id,
                  status: 'watching',
                  outcome: 'called +447700900001',
                  agent: { id: 'ann', name: 'Ann Lee', number: '+447700900001' },
                },
              ],
            }),
          ),
    );
    await handler({ Records: ['a', 'b'].map(longRecord) }, context);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'info',
        message: 'Forwarded.',
        answers: [{ id: 'a', status: 'watching', outcome: 'called +44•••••0001' }],
      },
      {
        level: 'error',
        message: 'Not accepted.',
        ids: ['b'],
        problem: expect.stringContaining('/alarm answered 500 (x: cannot call +44•••••0002)'),
      },
    ]);
  });
});

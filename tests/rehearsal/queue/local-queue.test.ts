import { describe, expect, it } from '@jest/globals';
import { VirtualClock, sleep } from '../../../src/rehearsal/clock';
import { Ledger } from '../../../src/rehearsal/ledger';
import { LocalQueue } from '../../../src/rehearsal/queue/local-queue';
import type { QueueSettings } from '../../../src/rehearsal/queue/local-queue';
import { localTopic } from '../../../src/rehearsal/queue/local-topic';
import type { SqsEvent } from '../../../src/rehearsal/queue/sqs-event';

const startMs = Date.UTC(2026, 10, 2, 3, 14, 7);
const daySeconds = 86_400;

type Respond = (bodies: string[], event: SqsEvent) => unknown;

/** A queue on virtual time whose deliveries are written down as `[seconds, bodies]`. */
function queueWith(respond: Respond, settings: Partial<QueueSettings> = {}) {
  const clock = new VirtualClock(startMs);
  const ledger = new Ledger(() => clock.now());
  const deliveries: [number, string[]][] = [];
  const queue = new LocalQueue(
    clock,
    ledger,
    async (event) => {
      const sqsEvent = event as SqsEvent;
      const bodies = sqsEvent.Records.map(({ body }) => body);
      deliveries.push([(clock.now() - startMs) / 1000, bodies]);
      return respond(bodies, sqsEvent);
    },
    settings,
  );
  const runSeconds = (seconds: number) => clock.run(() => false, startMs + seconds * 1000);
  return { clock, ledger, queue, deliveries, runSeconds };
}

function failing(event: SqsEvent, ...bodies: string[]) {
  const failed = event.Records.filter(({ body }) => bodies.includes(body));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

describe('delivery', () => {
  it('happens once and at once for a message that is handled', async () => {
    const { queue, deliveries, ledger, runSeconds } = queueWith(() => null);
    const id = queue.publish('a');
    await runSeconds(1000);
    expect(deliveries).toEqual([[0, ['a']]]);
    expect(queue.depth).toBe(0);
    expect(ledger.entries.map(({ kind }) => kind)).toEqual(['enqueued', 'delivered', 'deleted']);
    expect(ledger.entries).toContainEqual({ atMs: startMs, kind: 'delivered', message: id, receiveCount: 1 });
  });

  it('looks like Lambda gets it from SQS', async () => {
    const events: SqsEvent[] = [];
    const { queue, runSeconds } = queueWith((_bodies, event) => void events.push(event));
    const id = queue.publish('hello');
    await runSeconds(1);
    expect(events).toEqual([
      {
        Records: [
          {
            messageId: id,
            receiptHandle: expect.any(String),
            body: 'hello',
            attributes: {
              ApproximateReceiveCount: '1',
              SentTimestamp: String(startMs),
              SenderId: 'AIDAEXAMPLESENDER0001',
              ApproximateFirstReceiveTimestamp: String(startMs),
            },
            messageAttributes: {},
            md5OfBody: '5d41402abc4b2a76b9719d911017c592',
            eventSource: 'aws:sqs',
            eventSourceARN: 'arn:aws:sqs:eu-west-1:111122223333:on-call-alarms',
            awsRegion: 'eu-west-1',
          },
        ],
      },
    ]);
  });

  it('brings messages of one instant in batches of at most ten', async () => {
    const { queue, deliveries, runSeconds } = queueWith(() => null);
    for (let index = 0; index < 23; index += 1) queue.publish(String(index));
    await runSeconds(1);
    expect(deliveries.map(([, bodies]) => bodies.length)).toEqual([10, 10, 3]);
    expect(deliveries.flatMap(([, bodies]) => bodies)).toEqual(Array.from({ length: 23 }, (_, index) => String(index)));
  });

  it('runs at most five handlers at the same time, and the next as soon as one is done', async () => {
    let running = 0;
    let most = 0;
    const { queue, deliveries, clock, runSeconds } = queueWith(async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(clock, 4000);
      running -= 1;
      return null;
    });
    for (let index = 0; index < 70; index += 1) queue.publish(String(index));
    await runSeconds(60);
    expect(most).toBe(5);
    expect(deliveries.map(([seconds]) => seconds)).toEqual([0, 0, 0, 0, 0, 4, 4]);
    expect(queue.depth).toBe(0);
  });
});

describe('redelivery', () => {
  it('brings a failed message back exactly when its visibility timeout ends, and only that one', async () => {
    const counts: string[] = [];
    const { queue, deliveries, ledger, runSeconds } = queueWith((_bodies, event) => {
      counts.push(...event.Records.map(({ attributes }) => attributes['ApproximateReceiveCount'] ?? ''));
      return deliveries.length < 3 ? failing(event, 'b') : null;
    });
    queue.publish('a');
    const b = queue.publish('b');
    queue.publish('c');
    await runSeconds(1000);
    expect(deliveries).toEqual([
      [0, ['a', 'b', 'c']],
      [72, ['b']],
      [144, ['b']],
    ]);
    expect(counts).toEqual(['1', '1', '1', '2', '3']);
    expect(ledger.entries.filter(({ kind }) => kind === 'returned')).toEqual([
      { atMs: startMs, kind: 'returned', message: b },
      { atMs: startMs + 72_000, kind: 'returned', message: b },
    ]);
  });

  it('counts the visibility timeout from the receipt, not from the end of the run', async () => {
    const { queue, deliveries, clock, runSeconds } = queueWith(async (_bodies, event) => {
      await sleep(clock, 10_000);
      return failing(event, 'a');
    });
    queue.publish('a');
    await runSeconds(100);
    expect(deliveries.map(([seconds]) => seconds)).toEqual([0, 72]);
  });

  it.each<[string, Respond]>([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['answers nonsense', () => 'ok'],
    ['names a message that is not in the batch', () => ({ batchItemFailures: [{ itemIdentifier: 'stranger' }] })],
  ])('brings the whole batch back when the handler %s', async (_what, respond) => {
    const { queue, deliveries, runSeconds } = queueWith(respond);
    queue.publish('a');
    queue.publish('b');
    await runSeconds(73);
    expect(deliveries).toEqual([
      [0, ['a', 'b']],
      [72, ['a', 'b']],
    ]);
  });

  it('never meets a message that is still being handled', async () => {
    const { queue, deliveries, clock, runSeconds } = queueWith(async () => {
      await sleep(clock, 50_000);
      return null;
    });
    queue.publish('a');
    await runSeconds(1);
    queue.publish('b');
    await runSeconds(200);
    expect(deliveries).toEqual([
      [0, ['a']],
      [1, ['b']],
    ]);
  });
});

describe('dead letters', () => {
  it('take a message that was received too often, when it would be received once more', async () => {
    const { queue, deliveries, ledger, runSeconds } = queueWith((_bodies, event) => failing(event, 'a'), {
      maxReceiveCount: 3,
    });
    const id = queue.publish('a');
    await runSeconds(3 * 72 - 1);
    expect(queue.deadLetters).toEqual([]);
    await runSeconds(1000);
    expect(deliveries.map(([seconds]) => seconds)).toEqual([0, 72, 144]);
    expect(queue.deadLetters).toEqual([{ id, body: 'a', sentAtMs: startMs }]);
    expect(ledger.entries.at(-1)).toEqual({ atMs: startMs + 216_000, kind: 'dead-letter', message: id });
    expect(queue.depth).toBe(0);
  });

  it('come after a thousand deliveries, within the retention, as deployed', async () => {
    const { queue, deliveries, runSeconds } = queueWith((_bodies, event) => failing(event, 'a'));
    queue.publish('a');
    await runSeconds(4 * daySeconds);
    expect(deliveries).toHaveLength(1000);
    expect(queue.deadLetters).toHaveLength(1);
    expect(queue.expired).toBe(0);
  });

  it('are kept for 14 days from when they were first sent', async () => {
    const { queue, clock, runSeconds } = queueWith((_bodies, event) => failing(event, 'a'), { maxReceiveCount: 1 });
    const kept: number[] = [];
    queue.publish('a');
    for (const earlierMs of [1, 0]) {
      clock.after(14 * daySeconds * 1000 - earlierMs, () => void kept.push(queue.deadLetters.length));
    }
    await runSeconds(15 * daySeconds);
    expect(kept).toEqual([1, 0]);
  });
});

describe('retention', () => {
  it('throws a message away after four days', async () => {
    const { queue, deliveries, clock, runSeconds } = queueWith((_bodies, event) => failing(event, 'a'), {
      visibilitySeconds: 3 * daySeconds,
    });
    queue.publish('a');
    clock.after(4 * daySeconds * 1000 - 1, () => expect(queue.depth).toBe(1));
    await runSeconds(10 * daySeconds);
    expect(deliveries.map(([seconds]) => seconds)).toEqual([0, 3 * daySeconds]);
    expect(queue.depth).toBe(0);
    expect(queue.expired).toBe(1);
  });

  it('is visible beforehand as the age of the oldest message', async () => {
    const { queue, runSeconds } = queueWith((_bodies, event) => failing(event, 'a'));
    expect(queue.oldestSentAtMs).toBeUndefined();
    queue.publish('a');
    await runSeconds(500);
    queue.publish('b');
    expect(queue.oldestSentAtMs).toBe(startMs);
  });
});

describe('a delivery policy', () => {
  it('may deliver a message late and twice, the second time after it was deleted', async () => {
    const { queue, deliveries, ledger, runSeconds } = queueWith(() => null, {
      policy: { arrivalsMs: () => [2000, 9000], pick: (visible, count) => visible.slice(0, count) },
    });
    const id = queue.publish('a');
    await runSeconds(100);
    expect(deliveries).toEqual([
      [2, ['a']],
      [9, ['a']],
    ]);
    expect(ledger.entries.filter((entry) => 'message' in entry && entry.message === id)).toHaveLength(5);
  });

  it('may change the order', async () => {
    const { queue, deliveries, runSeconds } = queueWith(() => null, {
      batchSize: 2,
      policy: { arrivalsMs: () => [0], pick: (visible, count) => visible.slice(-count).toReversed() },
    });
    for (const body of ['a', 'b', 'c']) queue.publish(body);
    await runSeconds(1);
    expect(deliveries).toEqual([
      [0, ['c', 'b']],
      [0, ['a']],
    ]);
  });
});

describe('stop', () => {
  it('delivers nothing any more and leaves no timer', async () => {
    const { queue, deliveries, clock, runSeconds } = queueWith((_bodies, event) => failing(event, 'a'));
    queue.publish('a');
    await runSeconds(1);
    queue.stop();
    queue.publish('b');
    expect(await clock.run(() => false, Infinity)).toBe(false);
    expect(deliveries).toEqual([[0, ['a']]]);
    expect(clock.now()).toBe(startMs + 1000);
  });
});

describe('localTopic', () => {
  it("sends SNS's envelope", async () => {
    const { queue, deliveries, runSeconds } = queueWith(() => null);
    const id = localTopic(queue).publish({ message: '{"AlarmName":"a"}', subject: 'ALARM: "a"' });
    await runSeconds(1);
    expect(JSON.parse(deliveries[0]?.[1][0] ?? '')).toEqual({
      Type: 'Notification',
      MessageId: id,
      TopicArn: 'arn:aws:sns:eu-west-1:111122223333:on-call-alarms',
      Subject: 'ALARM: "a"',
      Message: '{"AlarmName":"a"}',
      Timestamp: '2026-11-02T03:14:07.000Z',
      SignatureVersion: '1',
      Signature: expect.any(String),
      SigningCertURL: expect.stringMatching(/^https:\/\/sns\.eu-west-1\.amazonaws\.com\//),
      UnsubscribeURL: expect.stringMatching(/^https:\/\/sns\.eu-west-1\.amazonaws\.com\//),
    });
  });

  it.each([
    [{ message: 'm' }, false, undefined],
    [{ message: 'm', subject: '' }, true, ''],
    [{ message: 'm', subject: null }, true, null],
  ])('%j', async (notification, hasSubject, subject) => {
    const { queue, deliveries, runSeconds } = queueWith(() => null);
    localTopic(queue).publish(notification);
    await runSeconds(1);
    const envelope: { Subject?: unknown } = JSON.parse(deliveries[0]?.[1][0] ?? '');
    expect('Subject' in envelope).toBe(hasSubject);
    expect(envelope.Subject).toBe(subject);
  });
});

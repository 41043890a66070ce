import { describe, expect, it } from '@jest/globals';
import { sleep, VirtualClock } from '../../src/rehearsal/clock';
import { Ledger } from '../../src/rehearsal/ledger';
import { LocalQueue } from '../../src/rehearsal/queue/local-queue';
import type { LambdaHandler } from '../../src/rehearsal/queue/local-queue';
import { deployedStack } from '../support/stack';
import { propertiesOf } from './template-file';

const { queue: settings, lambda } = deployedStack({ FunctionUrl: 'https://x.twil.io/alarm', SecretParameter: '/x' });
const { visibilitySeconds, maxReceiveCount, retentionSeconds, deadLetterSeconds, batchSize, concurrency } = settings;

const DAY_SECONDS = 86_400;

type Batch = { readonly Records: readonly { readonly messageId: string }[] };

/** A queue of the template's numbers in front of a Lambda that does this with each batch. */
function queueBefore(handle: (batch: Batch, clock: VirtualClock) => Promise<unknown>) {
  const clock = new VirtualClock(0);
  const ledger = new Ledger(() => clock.now());
  const handler: LambdaHandler = (event) => handle(event as Batch, clock);
  return { clock, ledger, queue: new LocalQueue(clock, ledger, handler, settings) };
}

function failuresOf({ Records }: Batch): unknown {
  return { batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

describe("the queue's numbers in the template", () => {
  it('are those that AWS and Twilio leave room for', () => {
    // Lambda developer guide, "Configuring a queue to use with Lambda": at least six times the function's time limit.
    expect(visibilitySeconds).toBeGreaterThanOrEqual(6 * lambda.limitSeconds);
    // A Function runs for 10 s at most, and the Lambda must outlive its own request.
    expect(lambda.limitSeconds).toBeGreaterThan(11);
    // SQS: at most 1,000 receives, 14 days; a dead letter's age counts from when it was first sent.
    expect(maxReceiveCount).toBeLessThanOrEqual(1000);
    expect(deadLetterSeconds).toBe(14 * DAY_SECONDS);
    expect(deadLetterSeconds).toBeGreaterThan(retentionSeconds);
    // Twilio runs 30 Functions at once per account; CloudFormation takes 2 to 1,000.
    expect(concurrency).toBeGreaterThanOrEqual(2);
    expect(concurrency).toBeLessThan(30);
    expect(batchSize).toBe(10);
    expect(propertiesOf('LambdaLog')['RetentionInDays']).toBe(30);
  });

  it('bring a message that is watched back at every visibility timeout', async () => {
    const at: number[] = [];
    const { clock, queue } = queueBefore((batch) => {
      at.push(clock.now() / 1000);
      return Promise.resolve(at.length < 4 ? failuresOf(batch) : { batchItemFailures: [] });
    });
    queue.publish('an alarm');
    await clock.run(() => queue.depth === 0, DAY_SECONDS * 1000);

    expect(at).toEqual([0, 1, 2, 3].map((times) => times * visibilitySeconds));
  });

  it('put a message with the dead letters long before the queue forgets it, and keep it there for days', async () => {
    const { clock, ledger, queue } = queueBefore((batch) => Promise.resolve(failuresOf(batch)));
    queue.publish('an alarm');
    await clock.run(() => queue.deadLetters.length > 0, retentionSeconds * 1000);

    expect(ledger.entries.filter(({ kind }) => kind === 'delivered')).toHaveLength(maxReceiveCount);
    expect(clock.now() / 1000).toBe(maxReceiveCount * visibilitySeconds);
    expect(clock.now() / 1000).toBeLessThan(retentionSeconds);
    expect(queue.expired).toBe(0);
    await clock.run(() => false, (deadLetterSeconds - 1) * 1000);
    expect(queue.deadLetters).toHaveLength(1);
  });

  it('outlast an outage of a whole night: nothing is given up', async () => {
    const nightSeconds = 12 * 3600;
    const { clock, queue } = queueBefore((batch) =>
      Promise.resolve(clock.now() < nightSeconds * 1000 ? failuresOf(batch) : { batchItemFailures: [] }),
    );
    for (let count = 0; count < 20; count++) queue.publish(`alarm ${count}`);
    await clock.run(() => queue.depth === 0, 2 * DAY_SECONDS * 1000);

    expect(clock.now() / 1000).toBeLessThan(nightSeconds + visibilitySeconds + 1);
    expect(queue.deadLetters).toEqual([]);
  });

  it('let a batch whose Lambda is stopped come back only after it was stopped', async () => {
    const runs: { readonly from: number; to?: number }[] = [];
    const { clock, queue } = queueBefore(async (_batch, time) => {
      const run: (typeof runs)[number] = { from: time.now() };
      runs.push(run);
      await sleep(time, lambda.limitSeconds * 1000);
      run.to = time.now();
      throw new Error('Task timed out');
    });
    queue.publish('an alarm');
    await clock.run(() => runs.length === 3, DAY_SECONDS * 1000);

    for (const [index, run] of runs.slice(1).entries()) {
      expect(run.from).toBeGreaterThan(runs[index]?.to ?? Infinity);
    }
  });

  it('start no more Lambdas at once than Twilio can take, each with a batch', async () => {
    let running = 0;
    let most = 0;
    const sizes: number[] = [];
    const { clock, queue } = queueBefore(async ({ Records }, time) => {
      most = Math.max(most, ++running);
      sizes.push(Records.length);
      await sleep(time, 1000);
      running--;
      return { batchItemFailures: [] };
    });
    for (let count = 0; count < 200; count++) queue.publish(`alarm ${count}`);
    await clock.run(() => queue.depth === 0, DAY_SECONDS * 1000);

    expect(most).toBe(concurrency);
    expect(new Set(sizes)).toEqual(new Set([batchSize]));
    expect(clock.now()).toBe((200 / batchSize / concurrency) * 1000);
  });
});

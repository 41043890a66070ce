import { describe, expect, it } from '@jest/globals';
import { awsIn } from '../../src/aws/clients';
import { followStack, StackEvents } from '../../src/aws/follow';
import type { Happening } from '../../src/aws/events';
import { awsAtHand } from './aws-at-hand';
import { STACK_ID, stackEvent, stackReply } from './sample';

const aws = awsAtHand();

/** Follows a stack to its end; returns what was told and how long it waited, without waiting. */
async function followed(): Promise<{ told: readonly Happening[]; status: string; waitedMs: readonly number[] }> {
  const client = awsIn({}).cloudFormation;
  const told: Happening[] = [];
  const waitedMs: number[] = [];
  const events = new StackEvents(client, STACK_ID);
  await events.next();
  const status = await followStack(client, STACK_ID, events, (happening) => void told.push(happening), {
    pause: async (ms) => void waitedMs.push(ms),
  });
  return { told, status, waitedMs };
}

describe('following a stack', () => {
  it('tells each event once and in order of time, over pages that overlap and repeat', async () => {
    const before = stackEvent(0, 'oncall', 'UPDATE_COMPLETE');
    const [one, two, three, four] = [1, 2, 3, 4].map((second) =>
      stackEvent(second, 'Topic', `STATUS_${String(second)}`),
    );
    aws.on('DescribeStacks', stackReply('UPDATE_IN_PROGRESS'), stackReply('UPDATE_COMPLETE'));
    aws.on(
      'DescribeStackEvents',
      { StackEvents: [before] },
      { StackEvents: [two, one], NextToken: 'older' },
      { StackEvents: [one, before] },
      { StackEvents: [four, three, two], NextToken: 'older' },
    );

    const { told, status, waitedMs } = await followed();

    expect(told.map((happening) => happening.status)).toEqual(['STATUS_1', 'STATUS_2', 'STATUS_3', 'STATUS_4']);
    expect(status).toBe('UPDATE_COMPLETE');
    expect(waitedMs).toEqual([3000]);
    // What is older than a known event was not asked for again.
    expect(aws.inputs('DescribeStackEvents')).toHaveLength(4);
  });

  it('does not take the state of before for the end', async () => {
    aws.on(
      'DescribeStacks',
      stackReply('UPDATE_COMPLETE'),
      stackReply('UPDATE_IN_PROGRESS'),
      stackReply('UPDATE_ROLLBACK_COMPLETE'),
    );
    aws.on(
      'DescribeStackEvents',
      { StackEvents: [] },
      { StackEvents: [] },
      { StackEvents: [stackEvent(1, 'Topic', 'X')] },
    );

    expect(await followed()).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', waitedMs: [3000, 3000] });
  });

  it('does not wait for ever for something that never begins', async () => {
    aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
    aws.on('DescribeStackEvents', { StackEvents: [] });

    expect(await followed()).toMatchObject({ status: 'UPDATE_COMPLETE', waitedMs: [3000, 3000, 3000] });
  });
});

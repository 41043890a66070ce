import { beforeEach, describe, expect, it } from '@jest/globals';
import { AwsError, awsAtHand } from '../../aws/aws-at-hand';
import { DEAD_LETTERS_URL, QUEUE_URL, STACK_ID, stackEvent, stackReply, TOPIC } from '../../aws/sample';
import { typed } from '../command-line';

const aws = awsAtHand();

beforeEach(() => {
  aws.on('DescribeStacks', stackReply('CREATE_COMPLETE'), stackReply('DELETE_COMPLETE'));
  aws.on('ListStackResources', { StackResourceSummaries: [] });
  aws.on('DescribeAlarms', {
    MetricAlarms: [
      { AlarmName: 'web-1 cpu', AlarmActions: [TOPIC], OKActions: [TOPIC], AlarmConfigurationUpdatedTimestamp: 1 },
      { AlarmName: 'db-1 cpu', AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:mail'] },
    ],
  });
  aws.on('PutMetricAlarm', {});
  aws.on('DeleteStack', {});
  aws.on('DeleteParameter', {});
  // The secret was made for this stack.
  aws.on('ListTagsForResource', { TagList: [{ Key: 'oncall:stack', Value: 'oncall' }] });
  aws.on('GetQueueAttributes', { Attributes: counts(0) });
  aws.on('DeleteQueue', {});
  aws.on(
    'DescribeStackEvents',
    { StackEvents: [] },
    { StackEvents: [stackEvent(20, 'oncall', 'DELETE_COMPLETE'), stackEvent(1, 'Queue', 'DELETE_IN_PROGRESS')] },
  );
});

/** How many messages a queue has, in the three counts that SQS keeps. */
function counts(visible: number, inFlight = 0, delayed = 0): Counts {
  return {
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
  };
}

type Counts = Readonly<Record<string, string>>;

const NO_QUEUE = new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');

/** Each queue as it is before the stack is deleted and after. */
function queues(each: Readonly<Record<string, readonly (Counts | AwsError)[]>>): void {
  const left = new Map(Object.entries(each).map(([url, replies]) => [url, [...replies]]));
  aws.on('GetQueueAttributes', ({ QueueUrl, AttributeNames }) => {
    const reply = left.get(String(QueueUrl))?.shift() ?? NO_QUEUE;
    if (reply instanceof AwsError) return reply;
    // Only those that were asked for.
    const asked = Object.entries(reply).filter(
      ([name]) => Array.isArray(AttributeNames) && AttributeNames.includes(name),
    );
    return { Attributes: Object.fromEntries(asked) };
  });
}

describe('oncall aws destroy', () => {
  it('takes the topic away, deletes the stack, then its secret and its empty queues', async () => {
    const ran = await typed('aws', 'destroy', '--yes');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.changes).toEqual(['PutMetricAlarm', 'DeleteStack', 'DeleteParameter', 'DeleteQueue', 'DeleteQueue']);
    expect(aws.inputs('DeleteQueue')).toEqual([{ QueueUrl: QUEUE_URL }, { QueueUrl: DEAD_LETTERS_URL }]);
    expect(aws.inputs('PutMetricAlarm')).toEqual([{ AlarmName: 'web-1 cpu' }]);
    expect(aws.inputs('DeleteStack')).toEqual([{ StackName: STACK_ID }]);
    expect(aws.inputs('DeleteParameter')).toEqual([{ Name: '/oncall/alert-secret' }]);
    expect(ran.out).toContain('   19 s  DELETE_COMPLETE      oncall');
    expect(ran.out).toContain('The stack oncall is gone, and so is the secret in /oncall/alert-secret.');
  });

  it('leaves the alarms alone with --keep-actions', async () => {
    await typed('aws', 'destroy', '--yes', '--keep-actions');
    expect(aws.changes).toEqual(['DeleteStack', 'DeleteParameter', 'DeleteQueue', 'DeleteQueue']);
  });

  it.each([
    ['before and after', [counts(1, 2), counts(3)], 'now about 3 messages'],
    ['only in flight', [counts(0, 1), counts(0, 1)], 'now about 1 message)'],
    ['only delayed', [counts(0, 0, 1), counts(0, 0, 1)], 'now about 1 message)'],
    ['only before, as far as SQS knows', [counts(1), counts(0)], 'now about 0 messages'],
    ['only after', [counts(0), counts(1)], 'now about 1 message)'],
  ])('keeps a queue that has messages %s, and says how to read and to delete it', async (_when, replies, words) => {
    queues({ [QUEUE_URL]: [counts(0), counts(0)], [DEAD_LETTERS_URL]: replies });

    const ran = await typed('aws', 'destroy', '--yes');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.inputs('DeleteQueue')).toEqual([{ QueueUrl: QUEUE_URL }]);
    expect(ran.out).toContain('The dead-letter queue stays');
    expect(ran.out).toContain(words);
    const where = `--queue-url ${DEAD_LETTERS_URL} --region eu-west-1`;
    expect(ran.out).toContain(`aws sqs receive-message --max-number-of-messages 10 ${where}`);
    expect(ran.out).toContain(`aws sqs delete-queue ${where}`);
  });

  it('has nothing to say of queues that an older stack took with it', async () => {
    queues({ [QUEUE_URL]: [counts(2), NO_QUEUE], [DEAD_LETTERS_URL]: [counts(0), NO_QUEUE] });

    const ran = await typed('aws', 'destroy', '--yes');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.inputs('DeleteQueue')).toEqual([]);
    expect(ran.out).not.toContain('queue stays');
  });

  it.each([
    ['nobody marked', []],
    ['another stack made', [{ Key: 'oncall:stack', Value: 'oncall-test' }]],
    ['somebody else marked', [{ Key: 'team', Value: 'oncall' }]],
  ])('leaves a secret alone that %s, and says how to delete it', async (_who, TagList) => {
    aws.on('ListTagsForResource', { TagList });

    const ran = await typed('aws', 'destroy', '--yes');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.changes).not.toContain('DeleteParameter');
    expect(ran.out).toContain('The secret in /oncall/alert-secret stays');
    expect(ran.out).toContain('aws ssm delete-parameter --name /oncall/alert-secret --region eu-west-1');
  });

  it('asks for the tags of the parameter that the stack names', async () => {
    await typed('aws', 'destroy', '--yes');
    expect(aws.inputs('ListTagsForResource')).toEqual([
      { ResourceType: 'Parameter', ResourceId: '/oncall/alert-secret' },
    ]);
  });

  it('says what to do in the other accounts that it let in', async () => {
    const Parameters = [{ ParameterKey: 'AlarmAccounts', ParameterValue: '222233334444' }];
    aws.on('DescribeStacks', stackReply('CREATE_COMPLETE', { Parameters }), stackReply('DELETE_COMPLETE'));

    const ran = await typed('aws', 'destroy', '--yes');

    expect(ran.out).toContain(`npx --no oncall aws attach --detach --topic ${TOPIC} --region eu-west-1 --apply`);
  });

  it('deletes nothing when nobody is there to be asked', async () => {
    const ran = await typed('aws', 'destroy');

    expect(ran.status).toBe(2);
    expect(ran.err).toContain('Write --yes if you are sure.');
    expect(aws.changes).toEqual([]);
  });

  it('deletes nothing while an alarm still names the topic', async () => {
    aws.on('PutMetricAlarm', new AwsError('ValidationError', 'Period must not be null'));

    const ran = await typed('aws', 'destroy', '--yes');

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('nothing was deleted');
    expect(ran.err).toContain('--keep-actions');
    expect(aws.changes).toEqual(['PutMetricAlarm']);
  });

  it('keeps the secret when the stack cannot be deleted, and says why', async () => {
    aws.on('DescribeStacks', stackReply('CREATE_COMPLETE'), stackReply('DELETE_FAILED'));
    aws.on(
      'DescribeStackEvents',
      { StackEvents: [] },
      {
        StackEvents: [stackEvent(9, 'Queue', 'DELETE_FAILED', 'User: x is not authorized to perform: sqs:DeleteQueue')],
      },
    );

    const ran = await typed('aws', 'destroy', '--yes');

    expect(ran.status).toBe(1);
    expect(ran.out).toContain('→ These credentials need sqs:DeleteQueue');
    expect(ran.err).toContain('is DELETE_FAILED');
    expect(aws.changes).not.toContain('DeleteParameter');
  });

  it('a stack that failed before it had a topic is deleted too, and a secret that is gone is no trouble', async () => {
    aws.on('DescribeStacks', stackReply('ROLLBACK_COMPLETE', { Outputs: [] }), stackReply('DELETE_COMPLETE'));
    aws.on('ListTagsForResource', new AwsError('InvalidResourceId', ''));

    const ran = await typed('aws', 'destroy', '--yes');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toContain('The stack oncall is gone.\n');
    expect(aws.inputs('DescribeAlarms')).toEqual([]);
  });

  it('waits for what AWS is doing', async () => {
    aws.on('DescribeStacks', stackReply('UPDATE_IN_PROGRESS'));

    const ran = await typed('aws', 'destroy', '--yes');

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('still at work');
    expect(aws.changes).toEqual([]);
  });
});

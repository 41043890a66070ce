import { beforeEach, describe, expect, it } from '@jest/globals';
import { AwsError, awsAtHand } from '../aws/aws-at-hand';
import { STACK_ID, stackEvent, stackReply, TOPIC } from '../aws/sample';
import { typed } from './command-line';

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
  aws.on(
    'DescribeStackEvents',
    { StackEvents: [] },
    { StackEvents: [stackEvent(20, 'oncall', 'DELETE_COMPLETE'), stackEvent(1, 'Queue', 'DELETE_IN_PROGRESS')] },
  );
});

describe('oncall aws destroy', () => {
  it('takes the topic away, deletes the stack and then the secret', async () => {
    const ran = await typed('aws', 'destroy', '--yes');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.changes).toEqual(['PutMetricAlarm', 'DeleteStack', 'DeleteParameter']);
    expect(aws.inputs('PutMetricAlarm')).toEqual([{ AlarmName: 'web-1 cpu' }]);
    expect(aws.inputs('DeleteStack')).toEqual([{ StackName: STACK_ID }]);
    expect(aws.inputs('DeleteParameter')).toEqual([{ Name: '/oncall/alert-secret' }]);
    expect(ran.out).toContain('   19 s  DELETE_COMPLETE      oncall');
    expect(ran.out).toContain('The stack oncall is gone, and so is the secret in /oncall/alert-secret.');
  });

  it('leaves the alarms alone with --keep-actions', async () => {
    await typed('aws', 'destroy', '--yes', '--keep-actions');
    expect(aws.changes).toEqual(['DeleteStack', 'DeleteParameter']);
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
    aws.on('DeleteParameter', new AwsError('ParameterNotFound', ''));

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

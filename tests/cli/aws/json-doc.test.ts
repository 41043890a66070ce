import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FINDING_CODES } from '../../../src/account/finding';
import { AwsError, awsAtHand } from '../../aws/aws-at-hand';
import { DEAD_LETTERS_URL, LAMBDA, STACK_ID, stackEvent, stackReply, TOPIC } from '../../aws/sample';
import { typed } from '../command-line';
import { expectCodes, expectDocumented, objectsIn } from '../json-doc';
import { projectCopy, ran, removeProject } from '../live/live';
import { drillNight, quietly } from './drill-night';

const aws = awsAtHand();

const SECRET = 'the alert secret of the test';
const MAIL = 'arn:aws:sns:eu-west-1:111122223333:mail';
const REFUSED = 'User: x is not authorized to perform: sqs:DeleteQueue';

/** The lines that a command printed. */
async function printed(...args: readonly string[]): Promise<string> {
  const { out } = await typed(...args, '--json');
  for (const line of out.trimEnd().split('\n')) expect(line).toMatch(/^\{"schemaVersion":1,"kind":"/);
  return out;
}

/** The last line of what was printed. */
function endOf(out: string): unknown {
  return objectsIn(out).at(-1);
}

describe('docs/json.md has what is printed about AWS by', () => {
  beforeEach(() => {
    process.env['FUNCTION_URL'] = 'https://oncall-1234.twil.io/alarm';
    process.env['ALERT_SECRET'] = SECRET;
    aws.on('DescribeStacks', stackReply('CREATE_COMPLETE'));
    aws.on('ListStackResources', {
      StackResourceSummaries: [{ PhysicalResourceId: 'oncall-watcher-age', ResourceType: 'AWS::CloudWatch::Alarm' }],
    });
    aws.on('GetParameter', { Parameter: { Value: 'another secret' } });
    aws.on('PutParameter', { Version: 2 });
    aws.on('CreateChangeSet', { Id: 'change-set', StackId: STACK_ID });
    aws.on('DescribeChangeSet', {
      Status: 'CREATE_COMPLETE',
      Changes: [{ ResourceChange: { Action: 'Add', LogicalResourceId: 'Queue', ResourceType: 'AWS::SQS::Queue' } }],
    });
    aws.on('DeleteChangeSet', {});
    aws.on('ExecuteChangeSet', {});
    alarms();
    aws.on('PutMetricAlarm', {});
    aws.on('DeleteStack', {});
    aws.on('ListTagsForResource', { TagList: [{ Key: 'oncall:stack', Value: 'oncall' }] });
    aws.on('DeleteParameter', {});
    aws.on('GetQueueAttributes', ({ QueueUrl }) => ({
      Attributes: { ApproximateNumberOfMessages: QueueUrl === DEAD_LETTERS_URL ? '3' : '0' },
    }));
    aws.on('DeleteQueue', {});
  });

  it('aws deploy and aws destroy', async () => {
    const dryRun = await printed('aws', 'deploy', '--dry-run');
    happens('DELETE_FAILED', REFUSED);
    const deployed = await printed('aws', 'deploy');
    happens('DELETE_COMPLETE');
    aws.on('DescribeStacks', stackReply('CREATE_COMPLETE'), stackReply('DELETE_COMPLETE'));
    const destroyed = await printed('aws', 'destroy', '--yes');

    expectDocumented(['aws deploy, aws destroy'], [dryRun, deployed, destroyed]);
    const region = 'eu-west-1';
    expect([dryRun, deployed, destroyed].map(endOf)).toEqual([
      { schemaVersion: 1, kind: 'end', is: 'would', stack: 'oncall', region },
      {
        schemaVersion: 1,
        kind: 'end',
        is: 'done',
        stack: 'oncall',
        region,
        status: 'CREATE_COMPLETE',
        topic: TOPIC,
        dashboard: 'https://example.com/dashboard',
      },
      { schemaVersion: 1, kind: 'end', is: 'done', stack: 'oncall', region, topic: TOPIC, otherAccounts: false },
    ]);
    expect(objectsIn(deployed)).toContainEqual({
      schemaVersion: 1,
      kind: 'secret',
      is: 'written',
      parameter: '/oncall/alert-secret',
    });
    expect(objectsIn(destroyed)).toContainEqual({
      schemaVersion: 1,
      kind: 'queue',
      is: 'kept',
      queue: 'dead-letters',
      url: DEAD_LETTERS_URL,
      messages: 3,
    });
    expect(dryRun + deployed + destroyed).not.toContain(SECRET);
  });

  it('aws destroy, which with --json asks nothing', async () => {
    const asked = await typed('aws', 'destroy', '--json');
    expect(asked).toMatchObject({ status: 2, out: '', err: expect.stringContaining('write --yes') });
    expect(aws.changes).toEqual([]);
  });

  it('aws attach', async () => {
    const looked = await printed('aws', 'attach', '--all');
    aws.on('PutMetricAlarm', {}, new AwsError('ValidationError', 'Period must not be null'));
    const applied = await printed('aws', 'attach', '--all', '--apply');

    expectDocumented(['aws attach'], [looked, applied]);
    expect(endOf(looked)).toEqual({ schemaVersion: 1, kind: 'end', topic: TOPIC, changed: 0, left: 4 });
    expect(endOf(applied)).toEqual({ schemaVersion: 1, kind: 'end', topic: TOPIC, changed: 1, left: 6 });
    const codes = ['watcher', 'scaling', 'full', 'newer', 'changed-meanwhile', 'refused'];
    expectCodes('aws attach', codes);
    const found = objectsIn(applied).flatMap((line) => (line as { code?: string }).code ?? []);
    expect(new Set(found)).toEqual(new Set(codes));
  });

  it('aws update-code', async () => {
    aws.on('UpdateFunctionCode', { CodeSha256: 'abc=', LastUpdateStatus: 'Successful' });
    aws.on('GetFunctionConfiguration', { LastUpdateStatus: 'Successful' });

    const out = await printed('aws', 'update-code');

    expectDocumented(['aws update-code'], [out]);
    expect(objectsIn(out)).toEqual([{ schemaVersion: 1, kind: 'end', lambda: LAMBDA, codeSha256: 'abc=' }]);
  });
});

/** One thing happens to the stack. */
function happens(status: string, reason?: string): void {
  aws.on('DescribeStackEvents', { StackEvents: [] }, { StackEvents: [stackEvent(1, 'oncall', status, reason)] });
}

/** An alarm of every kind; one is changed by somebody between two readings. */
function alarms(): void {
  const plain = { AlarmActions: [MAIL], AlarmConfigurationUpdatedTimestamp: 1, StateValue: 'OK' };
  const all = [
    { ...plain, AlarmName: 'a is attached', AlarmActions: [TOPIC], OKActions: [TOPIC] },
    { ...plain, AlarmName: 'b can be' },
    { ...plain, AlarmName: 'c is refused' },
    { ...plain, AlarmName: 'd is edited meanwhile' },
    { ...plain, AlarmName: 'e is full', AlarmActions: [1, 2, 3, 4, 5].map((each) => `${MAIL}-${String(each)}`) },
    { ...plain, AlarmName: 'f is newer', Colour: 'red' },
    { ...plain, AlarmName: 'oncall-watcher-age' },
    { ...plain, AlarmName: 'TargetTracking-web' },
  ];
  aws.on('DescribeAlarms', ({ AlarmNames }) => {
    const asked = Array.isArray(AlarmNames) ? AlarmNames : undefined;
    const found = all.filter(({ AlarmName }) => asked?.includes(AlarmName) ?? true);
    const isEdited = asked?.includes('d is edited meanwhile') === true;
    return {
      MetricAlarms: found.map((each) => (isEdited ? { ...each, AlarmConfigurationUpdatedTimestamp: 2 } : each)),
    };
  });
}

describe('docs/json.md has what is printed of a drill', () => {
  let folder = '';
  beforeEach(() => {
    folder = projectCopy();
    aws.on('DescribeStacks', stackReply('CREATE_COMPLETE'));
  });
  afterEach(() => removeProject(folder));

  it('that rings, and of one that does not', async () => {
    const { story, drill } = drillNight(aws, folder, { agents: ['decline', 'take'] });
    const quiet = (await quietly(story, drill, '--json')).out;
    const rang = (await ran(drill, '--json')).out;
    await story.toTheEnd();
    const { story: sickStory, drill: sick } = drillNight(aws, folder, { agents: ['take'], roster: '{' });
    const unwell = (await quietly(sickStory, sick, '--json')).out;

    expectDocumented(['drill'], [quiet, rang, unwell]);
    expect(objectsIn(rang).map((line) => (line as { step?: string }).step)).toEqual([
      'sent',
      'accepted',
      'starts',
      'dials',
      'key-2',
      'starts',
      'dials',
      'key-1',
      'recovery',
      undefined,
    ]);
    expect(objectsIn(rang)[5]).toMatchObject({ step: 'starts', agent: 'bob', attempt: 2 });
    expect(endOf(rang)).toMatchObject({ kind: 'end', is: 'taken', team: 'main', by: 'bob' });
    expect(endOf(quiet)).toEqual({ schemaVersion: 1, kind: 'end', is: 'healthy' });
    expect(endOf(unwell)).toEqual({ schemaVersion: 1, kind: 'end', is: 'unhealthy' });
    const codes = objectsIn(unwell).flatMap((line) => (line as { code?: string }).code ?? []);
    expect(codes).not.toEqual([]);
    expect(codes.filter((code) => !(FINDING_CODES as readonly string[]).includes(code))).toEqual([]);
  });
});

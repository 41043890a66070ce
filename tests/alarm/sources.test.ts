import { describe, expect, it } from '@jest/globals';
import { englishText } from '../../src/incident/said/told';
import { readAlarm } from '../../src/alarm/alarm';
import type { Alarm } from '../../src/alarm/alarm';
import {
  ACCOUNT,
  AT,
  BUILD,
  event,
  FINDING,
  HEALTH,
  RDS_SNS,
  REGION,
  SERVICE,
  SOURCE_CASES,
  TEXT_NOTICES,
} from './source-cases';

function read(body: unknown, subject?: string): Alarm {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readAlarm({ id: 'm1', body: text, ...(subject === undefined ? {} : { subject }) });
}

/** What is said of it first, and whether it calls: `alarm`, `ok` or `calm`. */
function gist(alarm: Alarm): readonly [string, string] {
  return [alarm.calm === undefined ? alarm.state : 'calm', alarm.summary];
}

describe('title first', () => {
  it.each(SOURCE_CASES)('%s', (_what, body, state, summary) => {
    const alarm = read(body);
    expect(gist(alarm)).toEqual([state, summary]);
    expect(alarm.unknown).toBe(false);
  });

  it.each(TEXT_NOTICES)('%s', (_what, subject, body, state, summary) => {
    expect(gist(read(body, subject))).toEqual([state, summary]);
  });
});

describe('a recovery', () => {
  it.each<readonly [string, object, object]>([
    [
      'AWS Health',
      event('aws.health', 'AWS Health Event', HEALTH),
      event('aws.health', 'AWS Health Event', { ...HEALTH, statusCode: 'closed' }),
    ],
    [
      'an ECS deployment',
      event('aws.ecs', 'ECS Deployment State Change', { eventName: 'SERVICE_DEPLOYMENT_FAILED' }, [SERVICE]),
      event('aws.ecs', 'ECS Deployment State Change', { eventName: 'SERVICE_DEPLOYMENT_COMPLETED' }, [SERVICE]),
    ],
    [
      'an ECS service',
      event('aws.ecs', 'ECS Service Action', { eventType: 'ERROR', eventName: 'SERVICE_TASK_PLACEMENT_FAILURE' }, [
        SERVICE,
      ]),
      event('aws.ecs', 'ECS Service Action', { eventType: 'INFO', eventName: 'SERVICE_STEADY_STATE' }, [SERVICE]),
    ],
    [
      'an EC2 instance',
      event('aws.ec2', 'EC2 Instance State-change Notification', { 'instance-id': 'i-0aaa', state: 'stopped' }),
      event('aws.ec2', 'EC2 Instance State-change Notification', { 'instance-id': 'i-0aaa', state: 'running' }),
    ],
    [
      'a build',
      event('aws.codebuild', 'CodeBuild Build State Change', BUILD),
      event('aws.codebuild', 'CodeBuild Build State Change', { ...BUILD, 'build-status': 'SUCCEEDED' }),
    ],
    [
      'Auto Scaling, by one path and the other',
      event('aws.autoscaling', 'EC2 Instance Launch Unsuccessful', { AutoScalingGroupName: 'web' }),
      {
        Event: 'autoscaling:EC2_INSTANCE_LAUNCH',
        AutoScalingGroupName: 'web',
        AutoScalingGroupARN: `arn:aws:autoscaling:${REGION}:${ACCOUNT}:autoScalingGroup:0:autoScalingGroupName/web`,
        AccountId: ACCOUNT,
        Time: AT,
      },
    ],
    [
      'RDS, by one path and the other',
      RDS_SNS,
      event('aws.rds', 'RDS DB Instance Event', {
        SourceIdentifier: 'db-main',
        EventID: 'RDS-EVENT-0006',
        Message: 'DB instance restarted',
      }),
    ],
    [
      'a Glue job',
      event('aws.glue', 'Glue Job State Change', { jobName: 'nightly', state: 'FAILED' }),
      event('aws.glue', 'Glue Job State Change', { jobName: 'nightly', state: 'SUCCEEDED' }),
    ],
  ])('of %s has the key of what was wrong', (_what, wrong, over) => {
    const [before, after] = [read(wrong), read(over)];
    expect([before.state, after.state]).toEqual(['alarm', 'ok']);
    expect(after.key).toBe(before.key);
    expect(before.stateAtMs).toBe(Date.parse(AT));
    expect(after).toMatchObject({ account: ACCOUNT, region: REGION });
  });

  it('of a group of Alertmanager is known while it grows and shrinks, and when it is over', () => {
    const texts = ['[FIRING:1] InstanceDown (web-1)', '[FIRING:2] InstanceDown', '[RESOLVED] InstanceDown (critical)'];
    const source = 'Source: http://prometheus.example.com/graph?g0.expr=up';
    const group = (subject: string, from = source): Alarm =>
      read({ Type: 'Notification', Timestamp: AT, Message: `Alerts:\n${from}\n` }, subject);
    const [one, two, over] = texts.map((subject) => group(subject));
    expect([one?.state, two?.state, over?.state]).toEqual(['alarm', 'alarm', 'ok']);
    expect([two?.key, over?.key]).toEqual([one?.key, one?.key]);
    expect(over?.stateAtMs).toBe(Date.parse(AT));
    expect(group('[FIRING:1] DiskFull (web-1)').key).not.toBe(one?.key);
    expect(group('[FIRING:1] InstanceDown', source.replace('prometheus', 'staging')).key).not.toBe(one?.key);
  });

  it('is not a restart of a database that has no room left', () => {
    const full = { SourceIdentifier: 'db-main', EventID: 'RDS-EVENT-0007', Message: 'no room left' };
    const restarted = { SourceIdentifier: 'db-main', EventID: 'RDS-EVENT-0006', Message: 'restarted' };
    const [before, after] = [full, restarted].map((detail) => read(event('aws.rds', 'RDS DB Instance Event', detail)));
    expect(after?.key).not.toBe(before?.key);
  });

  it('is not another resource, another account or a CloudWatch alarm of the same name', () => {
    const stopped = { 'instance-id': 'i-0aaa', state: 'stopped' };
    const type = 'EC2 Instance State-change Notification';
    const keys = [
      read(event('aws.ec2', type, stopped)),
      read(event('aws.ec2', type, { ...stopped, 'instance-id': 'i-0bbb' })),
      read({ ...event('aws.ec2', type, stopped), account: '444455556666' }),
      read({ AlarmName: 'aws.ec2/i-0aaa', NewStateValue: 'ALARM', AWSAccountId: ACCOUNT, Region: REGION }),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
  });

  it('of what says no time, or is about several things, is its message’s alone', () => {
    expect(read('text', '[FIRING:1] InstanceDown')).toMatchObject({ key: 'message/m1', stateAtMs: null });
    const two = event('aws.securityhub', 'Security Hub Findings - Imported', {
      findings: [FINDING, { ...FINDING, Id: '2' }],
    });
    expect(read(two)).toMatchObject({ key: 'message/m1', stateAtMs: null });
    expect(englishText(read(two))).toMatch(/and 1 other finding\.$/);
  });
});

describe('a message in a message', () => {
  const ALARM = { AlarmName: 'web-1', NewStateValue: 'ALARM', StateChangeTime: AT };

  it.each<readonly [string, unknown]>([
    ['a notification in a notification', { Type: 'Notification', MessageId: 'x', Message: JSON.stringify(ALARM) }],
    ['a text for every protocol', { default: JSON.stringify(ALARM), email: 'see the wiki' }],
    ['one record of SNS', { Records: [{ EventSource: 'aws:sns', Sns: { Message: JSON.stringify(ALARM) } }] }],
    ['one record of SQS', { Records: [{ eventSource: 'aws:sqs', body: JSON.stringify(ALARM) }] }],
    ['a list of one', [ALARM]],
  ])('%s is read in its place', (_what, body) => {
    expect(read(body)).toEqual(read(ALARM));
  });

  it('is called by its own subject', () => {
    const inner = { Type: 'Notification', Subject: 'Nagios', Message: 'disk full' };
    expect(englishText(read(inner, 'outer'))).toBe('Unknown alert: Nagios: disk full.');
  });

  it('is read with the failures first, as one alarm that no recovery is taken for', () => {
    const ok = { ...ALARM, AlarmName: 'web-2', NewStateValue: 'OK' };
    const other = { ...ALARM, AlarmName: 'web-3' };
    const several = read({ Records: [ok, ALARM, other] });
    expect(several).toMatchObject({
      state: 'alarm',
      summary: 'web-1.',
      facts: { others: 1 },
      key: 'message/m1',
      stateAtMs: null,
    });
    expect(read([ok, { ...ok, AlarmName: 'web-4' }])).toMatchObject({ state: 'ok', key: 'message/m1' });
  });

  it('may lie deep, but not for ever', () => {
    const nest = (body: unknown, times: number): unknown =>
      times === 0 ? body : nest({ Type: 'Notification', Message: JSON.stringify(body) }, times - 1);
    expect(read(nest(ALARM, 3)).name).toBe('web-1');
    expect(read(nest(ALARM, 6))).toMatchObject({ state: 'alarm', unknown: true });
  });
});

describe('what nobody knows', () => {
  it.each<readonly [string, object, string]>([
    ['its title', { id: '42', title: 'Disk full', severity: 'high' }, 'Disk full'],
    [
      'its title and what says more',
      { title: 'Disk full', description: 'web-1 has no room' },
      'Disk full. web-1 has no room',
    ],
    ['its subject', { version: '0', subject: 'Disk full' }, 'Disk full'],
    ['its summary', { incident: { id: 'x', summary: 'Disk full' } }, 'Disk full'],
    ['its message', { level: 5, message: 'Disk full' }, 'Disk full'],
    ['its reason', { reason: 'Disk full', code: 5 }, 'Disk full'],
    ['the type of its event', event('aws.nosuch', 'Thing Broken', { part: 'disk' }), 'Thing Broken'],
    ['whatever it says', { job: 'nightly', failed: 3 }, 'job: nightly, failed: 3'],
  ])('is called by %s', (_what, body, said) => {
    expect(englishText(read(body))).toBe(`Unknown alert: ${said}.`);
    expect(read(body).unknown).toBe(true);
  });

  it('says no id, token or signature', () => {
    const secret = 'do-not-say-me';
    const body = {
      part: 'disk',
      id: secret,
      requestId: secret,
      Token: secret,
      SubscribeURL: `https://sns.example.com/?Token=${secret}`,
      Signature: secret,
      api_key: secret,
      password: secret,
      accessKey: secret,
      nested: { session_token: secret, clientSecret: secret },
      trace: '01234567-0123-0123-0123-012345678901',
      blob: 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY3ODkw',
    };
    expect(englishText(read(body))).toBe('Unknown alert: part: disk.');
  });
});

describe('what calls nobody', () => {
  const ARN = `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:shop is down`;
  const change = (detail: object): Alarm =>
    read(event('aws.cloudwatch', 'CloudWatch Alarm State Change', { alarmName: 'shop is down', ...detail }, [ARN]));
  const state = { value: 'ALARM', timestamp: '2026-11-22T03:00:00.000+0000', reason: 'r' };

  it.each<readonly [string, object, string]>([
    [
      'suppressed by an alarm',
      { state: { ...state, actionsSuppressedBy: 'Alarm', actionsSuppressedReason: 'maintenance is in ALARM' } },
      'CloudWatch suppresses its actions (Alarm) maintenance is in ALARM',
    ],
    [
      'suppressed while it waits',
      { state: { ...state, actionsSuppressedBy: 'WaitPeriod' } },
      'CloudWatch suppresses its actions (WaitPeriod)',
    ],
    [
      'muted',
      {
        state,
        muteDetail: {
          mutedByArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm-mute-rule:works`,
          muteWindowEnd: '2026-11-22T05:00:00.000+0000',
        },
      },
      'CloudWatch mutes its actions (works) until 2026-11-22T05:00:00.000+0000',
    ],
    ['switched off', { state, configuration: { actionsEnabled: false } }, 'its actions are switched off in CloudWatch'],
  ])('a state change that is %s, and it says why', (_what, detail, why) => {
    expect(change(detail)).toMatchObject({ state: 'alarm', calm: why });
  });

  it('but a suppressed one that is over is over', () => {
    const over = change({ state: { ...state, value: 'OK', actionsSuppressedBy: 'Alarm' } });
    expect(over.state).toBe('ok');
    expect(over.calm).toBeUndefined();
    expect(change({ state }).calm).toBeUndefined();
  });

  it.each(['create', 'update'])('an alarm that was edited (%s)', (operation) => {
    const detail = { alarmName: 'shop is down', operation, state, configuration: {} };
    const alarm = read(event('aws.cloudwatch', 'CloudWatch Alarm Configuration Change', detail, [ARN]));
    expect(alarm).toMatchObject({
      state: 'ok',
      key: 'message/m1',
      calm: 'the alarm was created or edited in CloudWatch',
    });
  });

  it('an alarm that was deleted, known by the key of the alarm', () => {
    const detail = { alarmName: 'shop is down', operation: 'delete', state, configuration: {} };
    const alarm = read(event('aws.cloudwatch', 'CloudWatch Alarm Configuration Change', detail, [ARN]));
    expect(alarm).toMatchObject({ state: 'ok', isDeleted: true, key: change({ state }).key });
    expect(englishText(alarm)).toBe(
      'shop is down. The alarm was deleted in CloudWatch, so nothing more will be heard of it.',
    );
  });

  it('a subscription that asks to be confirmed, whose token is not repeated', () => {
    const alarm = read({
      Type: 'SubscriptionConfirmation',
      TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:shop`,
      Token: 'do-not-say-me',
      Message: 'You have chosen to subscribe',
      SubscribeURL: 'https://sns.example.com/?Token=do-not-say-me',
    });
    expect(alarm).toMatchObject({ state: 'ok', key: 'message/m1' });
    expect(alarm.calm).toBe(
      `SubscriptionConfirmation from arn:aws:sns:${REGION}:${ACCOUNT}:shop is not an alarm: confirm or repeat the subscription`,
    );
    expect(JSON.stringify(alarm)).not.toContain('do-not-say-me');
  });
});

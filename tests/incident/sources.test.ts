import { describe, expect, it } from '@jest/globals';
import { readAlarm } from '../../src/incident/alarm';
import type { Alarm } from '../../src/incident/alarm';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const AT = '2026-11-22T03:00:00Z';

/** An event of EventBridge, as a topic brings it. */
function event(source: string, type: string, detail: object, resources: readonly string[] = []): object {
  const envelope = { version: '0', id: '0f0f0f0f-1111-4222-8333-444455556666', source, account: ACCOUNT };
  return { ...envelope, 'detail-type': type, time: AT, region: REGION, resources, detail };
}

function read(body: unknown, subject?: string): Alarm {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readAlarm({ id: 'm1', body: text, ...(subject === undefined ? {} : { subject }) });
}

/** What is said of it first, and whether it calls: `alarm`, `ok` or `calm`. */
function gist(alarm: Alarm): readonly [string, string] {
  return [alarm.calm === undefined ? alarm.state : 'calm', alarm.summary];
}

const SERVICE = `arn:aws:ecs:${REGION}:${ACCOUNT}:service/shop/web`;
const CLUSTER = `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/shop`;

const HEALTH = {
  eventArn: `arn:aws:health:${REGION}::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_X1`,
  service: 'EC2',
  eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
  eventTypeCategory: 'issue',
  statusCode: 'open',
  eventDescription: [
    { language: 'de_DE', latestDescription: 'Erhöhte Fehlerraten.' },
    { language: 'en_US', latestDescription: 'Increased error rates in one zone.' },
  ],
  affectedEntities: [{ entityValue: 'i-0aaa' }, { entityValue: 'i-0bbb' }, { entityValue: 'i-0ccc' }],
};

const TASK = {
  clusterArn: CLUSTER,
  taskArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:task/shop/0123456789abcdef0123456789abcdef`,
  group: 'service:web',
  lastStatus: 'STOPPED',
  stoppedReason: 'Essential container in task exited',
  containers: [
    { name: 'log', exitCode: 0 },
    { name: 'app', exitCode: 137, reason: 'OutOfMemoryError' },
  ],
};

const FINDING = {
  Id: `arn:aws:securityhub:${REGION}:${ACCOUNT}:subscription/x/finding/1`,
  Title: 'S3.1 Block public access should be on',
  Description: 'The bucket is open to everybody.',
  Severity: { Label: 'HIGH' },
  Resources: [{ Id: 'arn:aws:s3:::shop-files' }],
  RecordState: 'ACTIVE',
  Workflow: { Status: 'NEW' },
};
const OVER = { ...FINDING, Id: 'finding/2', Title: 'IAM.1 is fine', Workflow: { Status: 'RESOLVED' } };

const BUILD = {
  'project-name': 'shop',
  'build-status': 'FAILED',
  'additional-information': {
    logs: { 'deep-link': 'https://console.aws.amazon.com/codebuild/shop' },
    phases: [
      { 'phase-type': 'INSTALL', 'phase-status': 'SUCCEEDED', 'phase-context': [': '] },
      { 'phase-type': 'BUILD', 'phase-status': 'FAILED', 'phase-context': ['npm test exited with 1'] },
    ],
  },
};

const RDS_SNS = {
  'Event Source': 'db-instance',
  'Event Time': '2026-11-22 03:00:00.000',
  'Identifier Link': 'https://console.aws.amazon.com/rds/home?region=eu-west-1#dbinstance:id=db-main',
  'Source ID': 'db-main',
  'Source ARN': `arn:aws:rds:${REGION}:${ACCOUNT}:db:db-main`,
  'Event ID': 'http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html#RDS-EVENT-0004',
  'Event Message': 'DB instance shutdown',
};

describe('title first', () => {
  it.each<readonly [string, unknown, string, string]>([
    [
      'AWS Health, open',
      event('aws.health', 'AWS Health Event', HEALTH),
      'alarm',
      'AWS Health: EC2 operational issue: i-0aaa, i-0bbb and 1 other. Increased error rates in one zone.',
    ],
    [
      'AWS Health, closed',
      event('aws.health', 'AWS Health Event', { ...HEALTH, statusCode: 'closed', affectedEntities: [] }),
      'ok',
      'AWS Health: EC2 operational issue. Increased error rates in one zone.',
    ],
    [
      'an ECS task that stopped',
      event('aws.ecs', 'ECS Task State Change', TASK),
      'alarm',
      'ECS task stopped: web in shop. Essential container in task exited. Container app exited with 137: OutOfMemoryError.',
    ],
    [
      'an ECS task that starts',
      event('aws.ecs', 'ECS Task State Change', { ...TASK, lastStatus: 'RUNNING' }),
      'calm',
      'ECS task changed its state: web in shop.',
    ],
    [
      'an ECS deployment that failed',
      event(
        'aws.ecs',
        'ECS Deployment State Change',
        { eventType: 'ERROR', eventName: 'SERVICE_DEPLOYMENT_FAILED', reason: 'tasks failed to start' },
        [SERVICE],
      ),
      'alarm',
      'ECS deployment failed: web. tasks failed to start.',
    ],
    [
      'an ECS deployment that goes on',
      event('aws.ecs', 'ECS Deployment State Change', { eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS' }, [SERVICE]),
      'calm',
      'ECS deployment in progress: web.',
    ],
    [
      'an ECS service that cannot start tasks',
      event(
        'aws.ecs',
        'ECS Service Action',
        { eventType: 'WARN', eventName: 'SERVICE_TASK_START_IMPAIRED', clusterArn: CLUSTER },
        [SERVICE],
      ),
      'alarm',
      'ECS service task start impaired: web in shop.',
    ],
    [
      'an EC2 instance that stopped',
      event('aws.ec2', 'EC2 Instance State-change Notification', { 'instance-id': 'i-0aaa', state: 'stopped' }),
      'alarm',
      'EC2 instance stopped: i-0aaa.',
    ],
    [
      'an EC2 instance that starts',
      event('aws.ec2', 'EC2 Instance State-change Notification', { 'instance-id': 'i-0aaa', state: 'pending' }),
      'calm',
      'EC2 instance pending: i-0aaa.',
    ],
    [
      'a GuardDuty finding',
      event('aws.guardduty', 'GuardDuty Finding', {
        id: 'aab0000000000000000000000000000b',
        title: 'i-0aaa is querying a domain of a mining pool.',
        description: 'Somebody may be mining.',
        severity: 8,
        service: { archived: false },
      }),
      'alarm',
      'i-0aaa is querying a domain of a mining pool: GuardDuty, severity 8. Somebody may be mining.',
    ],
    [
      'Security Hub findings, the failed one first',
      event('aws.securityhub', 'Security Hub Findings - Imported', { findings: [OVER, FINDING] }),
      'alarm',
      'S3.1 Block public access should be on: Security Hub, high, shop-files. The bucket is open to everybody.',
    ],
    [
      'Security Hub findings that are over',
      event('aws.securityhub', 'Security Hub Findings - Imported', { findings: [OVER] }),
      'ok',
      'IAM.1 is fine: Security Hub, high, shop-files. The bucket is open to everybody.',
    ],
    [
      'a pipeline that failed',
      event('aws.codepipeline', 'CodePipeline Action Execution State Change', {
        pipeline: 'shop',
        stage: 'Deploy',
        action: 'ToProd',
        state: 'FAILED',
        'execution-id': '01234567-0123-0123-0123-012345678901',
        'execution-result': { 'external-execution-summary': 'The stack was rolled back' },
      }),
      'alarm',
      'CodePipeline failed: shop, Deploy, ToProd. The stack was rolled back.',
    ],
    [
      'a pipeline by CodeStar Notifications',
      {
        account: ACCOUNT,
        detailType: 'CodePipeline Pipeline Execution State Change',
        region: REGION,
        source: 'aws.codepipeline',
        time: AT,
        detail: { pipeline: 'shop', state: 'SUCCEEDED' },
      },
      'ok',
      'CodePipeline succeeded: shop.',
    ],
    [
      'a build that failed',
      event('aws.codebuild', 'CodeBuild Build State Change', BUILD),
      'alarm',
      'CodeBuild failed: shop. build: npm test exited with 1. https://console.aws.amazon.com/codebuild/shop.',
    ],
    [
      'a build that began',
      event('aws.codebuild', 'CodeBuild Build State Change', { ...BUILD, 'build-status': 'IN_PROGRESS' }),
      'calm',
      'CodeBuild in progress: shop.',
    ],
    [
      'a backup that failed',
      event('aws.backup', 'Backup Job State Change', {
        backupJobId: '01234567-0123-0123-0123-012345678901',
        state: 'FAILED',
        resourceType: 'RDS',
        resourceArn: `arn:aws:rds:${REGION}:${ACCOUNT}:db:db-main`,
        statusMessage: 'The vault is locked',
      }),
      'alarm',
      'AWS backup job failed: RDS db-main. The vault is locked.',
    ],
    [
      'an instance that Auto Scaling could not start',
      event('aws.autoscaling', 'EC2 Instance Launch Unsuccessful', {
        AutoScalingGroupName: 'web',
        StatusMessage: 'There is no capacity',
      }),
      'alarm',
      'Auto Scaling launch failed: web. There is no capacity.',
    ],
    [
      'the same by SNS',
      {
        Event: 'autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
        AutoScalingGroupName: 'web',
        AutoScalingGroupARN: `arn:aws:autoscaling:${REGION}:${ACCOUNT}:autoScalingGroup:0:autoScalingGroupName/web`,
        AccountId: ACCOUNT,
        Time: AT,
        RequestId: '01234567-0123-0123-0123-012345678901',
        StatusMessage: 'There is no capacity',
      },
      'alarm',
      'Auto Scaling launch failed: web. There is no capacity.',
    ],
    [
      'the test notification of Auto Scaling',
      { Event: 'autoscaling:TEST_NOTIFICATION', AutoScalingGroupName: 'web', AccountId: ACCOUNT },
      'calm',
      'Auto Scaling test notification: web.',
    ],
    [
      'RDS by EventBridge',
      event('aws.rds', 'RDS DB Instance Event', {
        SourceIdentifier: 'db-main',
        EventID: 'RDS-EVENT-0007',
        Message: 'Allocated storage has been exhausted',
      }),
      'alarm',
      'RDS db-main. Allocated storage has been exhausted.',
    ],
    ['RDS by SNS', RDS_SNS, 'alarm', 'RDS db-main. DB instance shutdown.'],
    [
      'DMS by EventBridge',
      event(
        'aws.dms',
        'DMS Replication Task State Change',
        { eventType: 'REPLICATION_TASK_FAILED', category: 'Failure', detailMessage: 'The source is gone' },
        [`arn:aws:dms:${REGION}:${ACCOUNT}:task:orders`],
      ),
      'alarm',
      'DMS replication task failed: orders. The source is gone.',
    ],
    [
      'DMS by SNS',
      {
        'Event Source': 'replication-task',
        'Event Time': '2026-11-22 03:00:00.000',
        SourceId: 'orders',
        'Event ID': 'http://docs.aws.amazon.com/dms/latest/userguide/CHAP_Events.html#DMS-EVENT-0078',
        'Event Message': 'Replication task has failed.',
      },
      'alarm',
      'DMS orders. Replication task has failed.',
    ],
    [
      'a Glue job that ran out of time',
      event('aws.glue', 'Glue Job State Change', {
        jobName: 'nightly',
        severity: 'WARN',
        state: 'TIMEOUT',
        jobRunId: 'jr_0123456789abcdef',
        message: 'Job run timed out',
      }),
      'alarm',
      'Glue job timeout: nightly. Job run timed out.',
    ],
    [
      'a Glue crawler that succeeded',
      event('aws.glue', 'Glue Crawler State Change', { crawlerName: 'orders', state: 'Succeeded' }),
      'ok',
      'Glue crawler succeeded: orders.',
    ],
    [
      'a bounce',
      {
        notificationType: 'Bounce',
        mail: { source: 'shop@example.com', messageId: '0000' },
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          feedbackId: '0000',
          bouncedRecipients: [
            { emailAddress: 'ann@example.com', diagnosticCode: 'smtp; 550 no such user <ann@example.com>' },
          ],
        },
      },
      'alarm',
      'SES bounce (Permanent, General): shop@example.com. 1 recipient. smtp; 550 no such user the recipient.',
    ],
    [
      'a mail that arrived',
      { eventType: 'Delivery', mail: { source: 'shop@example.com' }, delivery: {} },
      'calm',
      'SES delivery: shop@example.com.',
    ],
    [
      'the schema for chats',
      {
        version: '1.0',
        source: 'custom',
        id: 'c-1',
        content: {
          textType: 'client-markdown',
          title: ':warning: *Orders are late*',
          description: 'The queue has 5,000 orders.',
          nextSteps: ['Look at <https://wiki.example.com/orders|the runbook>'],
        },
        metadata: { threadId: 't-1', summary: 'late' },
      },
      'alarm',
      'warning: Orders are late. The queue has 5,000 orders. Look at the runbook https://wiki.example.com/orders.',
    ],
  ])('%s', (_what, body, state, summary) => {
    const alarm = read(body);
    expect(gist(alarm)).toEqual([state, summary]);
    expect(alarm.unknown).toBe(false);
  });

  it.each<readonly [string, string | undefined, string, string, string]>([
    [
      'Alertmanager, firing',
      '[FIRING:1] InstanceDown (web-1)',
      'Alerts Firing:\nLabels:\n - alertname = InstanceDown\nAnnotations:\n - summary = web-1 does not answer\nSource: http://prometheus.example.com/graph\n',
      'alarm',
      'InstanceDown (web-1). web-1 does not answer.',
    ],
    ['Alertmanager, resolved', '[RESOLVED] InstanceDown (web-1)', 'Alerts Resolved:\n', 'ok', 'InstanceDown (web-1).'],
    ['Alertmanager without a subject', undefined, '[FIRING:2] DiskFull\nmore', 'alarm', 'DiskFull.'],
    [
      'a budget',
      'AWS Budgets: Monthly total has exceeded your alert threshold',
      `AWS Budget Notification November 2, 2026\nAWS Account ${ACCOUNT}\n\nDear AWS Customer,\n\nBudget Name: Monthly total\nAlert Threshold: > $500.00\nACTUAL Amount: $512.37\n`,
      'alarm',
      'AWS Budgets: Monthly total has exceeded your alert threshold. ACTUAL Amount: $512.37, Alert Threshold: over $500.00.',
    ],
    [
      'a backup by SNS',
      'Notification from AWS Backup',
      `An AWS Backup job failed. Resource ARN : arn:aws:rds:${REGION}:${ACCOUNT}:db:db-main. BackupJob ID : 01234567-0123-0123-0123-012345678901`,
      'alarm',
      'AWS Backup job failed: db-main.',
    ],
  ])('%s', (_what, subject, body, state, summary) => {
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
    expect(read(two).summary).toMatch(/and 1 other finding\.$/);
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
    expect(read(inner, 'outer').summary).toBe('Unknown alert: Nagios: disk full.');
  });

  it('is read with the failures first, as one alarm that no recovery is taken for', () => {
    const ok = { ...ALARM, AlarmName: 'web-2', NewStateValue: 'OK' };
    const other = { ...ALARM, AlarmName: 'web-3' };
    const several = read({ Records: [ok, ALARM, other] });
    expect(several).toMatchObject({
      state: 'alarm',
      summary: 'web-1. And 1 more.',
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
    expect(read(body).summary).toBe(`Unknown alert: ${said}.`);
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
    expect(read(body).summary).toBe('Unknown alert: part: disk.');
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
    expect(alarm.summary).toBe(
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
      `SubscriptionConfirmation from arn:aws:sns:${REGION}:${ACCOUNT}:shop is no alarm: confirm or repeat the subscription`,
    );
    expect(JSON.stringify(alarm)).not.toContain('do-not-say-me');
  });
});

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const AT = '2026-11-22T03:00:00Z';

/** An event of EventBridge, as a topic brings it. */
export function event(source: string, type: string, detail: object, resources: readonly string[] = []): object {
  const envelope = { version: '0', id: '0f0f0f0f-1111-4222-8333-444455556666', source, account: ACCOUNT };
  return { ...envelope, 'detail-type': type, time: AT, region: REGION, resources, detail };
}

export const SERVICE = `arn:aws:ecs:${REGION}:${ACCOUNT}:service/shop/web`;
const CLUSTER = `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/shop`;

export const HEALTH = {
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

export const FINDING = {
  Id: `arn:aws:securityhub:${REGION}:${ACCOUNT}:subscription/x/finding/1`,
  Title: 'S3.1 Block public access should be on',
  Description: 'The bucket is open to everybody.',
  Severity: { Label: 'HIGH' },
  Resources: [{ Id: 'arn:aws:s3:::shop-files' }],
  RecordState: 'ACTIVE',
  Workflow: { Status: 'NEW' },
};
const OVER = { ...FINDING, Id: 'finding/2', Title: 'IAM.1 is fine', Workflow: { Status: 'RESOLVED' } };

export const BUILD = {
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

export const RDS_SNS = {
  'Event Source': 'db-instance',
  'Event Time': '2026-11-22 03:00:00.000',
  'Identifier Link': 'https://console.aws.amazon.com/rds/home?region=eu-west-1#dbinstance:id=db-main',
  'Source ID': 'db-main',
  'Source ARN': `arn:aws:rds:${REGION}:${ACCOUNT}:db:db-main`,
  'Event ID': 'http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html#RDS-EVENT-0004',
  'Event Message': 'DB instance shutdown',
};

/** A message of a source as JSON, whether it calls, and what is said of it: written by hand. */
export const SOURCE_CASES: readonly (readonly [
  what: string,
  body: object,
  state: 'alarm' | 'ok' | 'calm',
  summary: string,
])[] = [
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
];

/** The same for those that are no JSON, with their subject. */
export const TEXT_NOTICES: readonly (readonly [
  what: string,
  subject: string | undefined,
  body: string,
  state: 'alarm' | 'ok',
  summary: string,
])[] = [
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
    'AWS Budgets: Monthly total has exceeded your alert threshold. ACTUAL Amount: $512.37, Alert Threshold: > $500.00.',
  ],
  [
    'a backup by SNS',
    'Notification from AWS Backup',
    `An AWS Backup job failed. Resource ARN : arn:aws:rds:${REGION}:${ACCOUNT}:db:db-main. BackupJob ID : 01234567-0123-0123-0123-012345678901`,
    'alarm',
    'AWS Backup job failed: db-main.',
  ],
];

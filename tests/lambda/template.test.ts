import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Architecture, FunctionResponseType, Runtime } from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import {
  callsIn,
  deployedWith,
  propertiesOf,
  referencesIn,
  short,
  TEMPLATE,
  templateOf,
  templateText,
  textsIn,
} from './template-file';
import type { Value } from './template-file';

/** The stack's resources by what they are. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  'AWS::SNS::Topic': ['Topic', 'WatcherTopic'],
  'AWS::SNS::TopicPolicy': ['TopicPolicy', 'WatcherTopicPolicy'],
  'AWS::SNS::Subscription': ['Subscription', 'WatcherSubscription'],
  'AWS::SQS::Queue': ['Queue', 'DeadLetters'],
  'AWS::SQS::QueuePolicy': ['QueuePolicy', 'DeadLettersPolicy'],
  'AWS::Lambda::Function': ['Lambda'],
  'AWS::Lambda::EventSourceMapping': ['Mapping'],
  'AWS::Logs::LogGroup': ['LambdaLog'],
  'AWS::IAM::Role': ['LambdaRole', 'HeartbeatRole'],
  'AWS::Events::Rule': ['AlarmRule'],
  'AWS::Scheduler::Schedule': ['Heartbeat'],
  'AWS::CloudWatch::Alarm': [
    'HeartbeatWatcher',
    'AgeWatcher',
    'UnsettledWatcher',
    'DeadLettersWatcher',
    'ErrorsWatcher',
    'ThrottlesWatcher',
    'DeliveryWatcher',
  ],
  'AWS::CloudWatch::Dashboard': ['Dashboard'],
};

/** What a resource of a type may be told, as far as this stack does: CloudFormation, "AWS resource types reference". */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::SNS::Topic': ['DisplayName', 'KmsMasterKeyId', 'TopicName'],
  'AWS::SNS::TopicPolicy': ['PolicyDocument', 'Topics'],
  'AWS::SNS::Subscription': ['Endpoint', 'Protocol', 'RawMessageDelivery', 'RedrivePolicy', 'TopicArn'],
  'AWS::SQS::Queue': [
    'MessageRetentionPeriod',
    'ReceiveMessageWaitTimeSeconds',
    'RedrivePolicy',
    'SqsManagedSseEnabled',
    'VisibilityTimeout',
  ],
  'AWS::SQS::QueuePolicy': ['PolicyDocument', 'Queues'],
  'AWS::Lambda::Function': [
    'Architectures',
    'Code',
    'Description',
    'Environment',
    'Handler',
    'LoggingConfig',
    'MemorySize',
    'ReservedConcurrentExecutions',
    'Role',
    'Runtime',
    'Timeout',
  ],
  'AWS::Lambda::EventSourceMapping': [
    'BatchSize',
    'EventSourceArn',
    'FunctionName',
    'FunctionResponseTypes',
    'ScalingConfig',
  ],
  'AWS::Logs::LogGroup': ['LogGroupName', 'RetentionInDays'],
  'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'PermissionsBoundary', 'Policies'],
  'AWS::Events::Rule': ['Description', 'EventPattern', 'Targets'],
  'AWS::Scheduler::Schedule': ['Description', 'FlexibleTimeWindow', 'ScheduleExpression', 'Target'],
  'AWS::CloudWatch::Alarm': [
    'AlarmActions',
    'AlarmDescription',
    'AlarmName',
    'ComparisonOperator',
    'DatapointsToAlarm',
    'Dimensions',
    'EvaluationPeriods',
    'MetricName',
    'Metrics',
    'Namespace',
    'OKActions',
    'Period',
    'Statistic',
    'Threshold',
    'TreatMissingData',
  ],
  'AWS::CloudWatch::Dashboard': ['DashboardBody', 'DashboardName'],
};

/** What Fn::GetAtt gives of a type; the same pages, "Return values". */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  'AWS::SNS::Topic': ['TopicArn', 'TopicName'],
  'AWS::SQS::Queue': ['Arn', 'QueueName', 'QueueUrl'],
  'AWS::Logs::LogGroup': ['Arn'],
  'AWS::IAM::Role': ['Arn', 'RoleId'],
  'AWS::Events::Rule': ['Arn'],
  'AWS::CloudWatch::Alarm': ['Arn'],
};

const PSEUDO = ['AWS::AccountId', 'AWS::NoValue', 'AWS::Partition', 'AWS::Region', 'AWS::StackName'];

function typeOf(name: string): string {
  return TEMPLATE.Resources[name]?.Type ?? 'none';
}

describe('the built template', () => {
  it('goes into one request with the Lambda in it', () => {
    expect(Buffer.byteLength(templateText())).toBeLessThanOrEqual(51_200);
    const code = readFileSync(join(__dirname, '..', '..', 'dist', 'lambda', 'index.js'), 'utf8');
    expect(propertiesOf('Lambda')['Code']).toEqual({ ZipFile: code });
  });

  it('reads the same by both versions of YAML: CloudFormation takes 1.1, in which OFF is false', () => {
    expect(templateOf(`%YAML 1.1\n---\n${templateText()}`)).toEqual(TEMPLATE);
  });

  it('has no mark left of those that the build fills in', () => {
    const { Code: _code, ...rest } = propertiesOf('Lambda');
    const others = Object.entries(TEMPLATE.Resources).filter(([name]) => name !== 'Lambda');
    expect(textsIn([rest, ...others.map(([, { Properties }]) => Properties)]).join('\n')).not.toMatch(/<[A-Z_]+>/);
  });

  it('holds these resources and no others', () => {
    const names = Object.keys(RESOURCES).map((type) => [
      type,
      Object.keys(TEMPLATE.Resources).filter((name) => typeOf(name) === type),
    ]);
    expect(Object.fromEntries(names)).toEqual(RESOURCES);
    expect(Object.keys(TEMPLATE.Resources)).toHaveLength(Object.values(RESOURCES).flat().length);
  });

  it.each(Object.entries(TEMPLATE.Resources))('%s has only properties that its type has', (_name, resource) => {
    expect(PROPERTIES[resource.Type]).toEqual(expect.arrayContaining(Object.keys(resource.Properties)));
  });

  it('refers only to what there is', () => {
    const names = [...PSEUDO, ...Object.keys(TEMPLATE.Parameters), ...Object.keys(TEMPLATE.Resources)];
    const attributes = Object.keys(TEMPLATE.Resources).flatMap((name) =>
      (ATTRIBUTES[typeOf(name)] ?? []).map((attribute) => `${name}.${attribute}`),
    );
    const { Resources, Outputs, Conditions } = TEMPLATE;
    const all = [Conditions, ...Object.values(Resources).map((each) => each.Properties), ...Object.values(Outputs)];
    const references = all.flatMap((each) => referencesIn(each as Value));
    expect(references.length).toBeGreaterThan(80);
    const known = new Set([...names, ...attributes]);
    expect(references.filter((each) => !known.has(each))).toEqual([]);
    const dependencies = Object.values(Resources).flatMap(({ DependsOn = [] }) => DependsOn);
    expect(Object.keys(Resources)).toEqual(expect.arrayContaining(dependencies));
  });

  it('uses every parameter and condition', () => {
    const { Resources, Conditions, Parameters } = TEMPLATE;
    const properties = Object.values(Resources).map((each) => each.Properties);
    const references = [...properties, Conditions].flatMap(referencesIn);
    expect(references).toEqual(expect.arrayContaining(Object.keys(Parameters)));
    const ofResources = Object.values(Resources).flatMap(({ Condition }) => Condition ?? []);
    const used = [...conditionsIn(properties), ...conditionsIn(outputValues()), ...ofResources];
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(Conditions).toSorted());
  });

  it('refers to what is made on a condition on the same condition only', () => {
    const conditional = Object.entries(TEMPLATE.Resources).filter(([, { Condition }]) => Condition !== undefined);
    expect(conditional.map(([name, { Condition }]) => [name, Condition])).toEqual([
      ['AlarmRule', 'HasPrefix'],
      ['WatcherSubscription', 'HasWatcherEmail'],
    ]);
    for (const [name, { Properties }] of Object.entries(TEMPLATE.Resources)) {
      const outside = referencesIn(withoutBranchesOf('HasPrefix', Properties));
      expect([name, outside.filter((each) => each.startsWith('AlarmRule'))]).toEqual([name, []]);
    }
  });

  it('can be made in some order', () => {
    const made = new Set<string>();
    const waiting = new Map(
      Object.entries(TEMPLATE.Resources).map(([name, { Properties, DependsOn = [] }]) => {
        const needed = referencesIn(Properties).map((each) => each.split('.')[0] ?? '');
        return [name, [...DependsOn, ...needed].filter((each) => each in TEMPLATE.Resources)] as const;
      }),
    );
    for (let before = -1; before < made.size;) {
      before = made.size;
      for (const [name, needed] of waiting) if (needed.every((each) => made.has(each))) made.add(name);
    }
    expect([...waiting.keys()].filter((name) => !made.has(name))).toEqual([]);
  });
});

describe('the Lambda', () => {
  it('runs on the newest runtime of Node.js, from the file that CloudFormation makes of the code', () => {
    const { Runtime: runtime, Architectures, Handler } = propertiesOf('Lambda');
    expect(runtime).toBe(Runtime.nodejs24x);
    expect(Architectures).toEqual([Architecture.arm64]);
    expect(Handler).toBe('index.handler');
    expect(propertiesOf('Mapping')['FunctionResponseTypes']).toEqual([FunctionResponseType.ReportBatchItemFailures]);
  });

  it('is told where the secret is and not the secret', () => {
    expect(propertiesOf('Lambda')['Environment']).toEqual({
      Variables: { FUNCTION_URL: { Ref: 'FunctionUrl' }, SECRET_PARAMETER: { Ref: 'SecretParameter' } },
    });
    expect(templateText()).not.toMatch(/ALERT_SECRET: /);
  });
});

describe('the parameters', () => {
  it('are these, and only the address of /alarm has no default', () => {
    expect(Object.entries(TEMPLATE.Parameters).map(([name, { Default }]) => [name, Default])).toEqual([
      ['FunctionUrl', undefined],
      ['SecretParameter', '/oncall/alert-secret'],
      ['SecretKeyArn', ''],
      ['TopicKeyArn', ''],
      ['AlarmNamePrefix', ''],
      ['AlarmAccounts', ''],
      ['AlarmOrganization', ''],
      ['PermissionsBoundary', ''],
      ['ReservedConcurrency', '0'],
      ['WatcherEmail', ''],
    ]);
  });

  it.each([
    ['FunctionUrl', 'https://oncall-1234.twil.io/alarm', true],
    ['FunctionUrl', 'http://oncall-1234.twil.io/alarm', false],
    ['FunctionUrl', 'https://oncall-1234.twil.io/', false],
    ['FunctionUrl', 'https://oncall-1234.twil.io/alarm?x=1', false],
    ['SecretParameter', '/oncall/alert-secret', true],
    ['SecretParameter', 'alert-secret', false],
    ['SecretParameter', '/oncall/*', false],
    ['TopicKeyArn', '', true],
    ['TopicKeyArn', 'arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012', true],
    ['TopicKeyArn', 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd', true],
    ['TopicKeyArn', 'alias/aws/sns', false],
    ['TopicKeyArn', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/sns', false],
    ['SecretKeyArn', '', true],
    ['SecretKeyArn', 'arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-1234abcd', true],
    ['SecretKeyArn', 'alias/aws/ssm', false],
    // Of a list, each value must match.
    ['AlarmAccounts', '', true],
    ['AlarmAccounts', '111122223333', true],
    ['AlarmAccounts', '11112222333', false],
    ['AlarmAccounts', '*', false],
    ['AlarmOrganization', 'o-a1b2c3d4e5', true],
    ['AlarmOrganization', 'o-*', false],
    ['AlarmOrganization', 'ou-a1b2-c3d4e5f6', false],
    ['PermissionsBoundary', 'arn:aws:iam::111122223333:policy/teams/boundary', true],
    ['PermissionsBoundary', 'arn:aws:iam::aws:policy/PowerUserAccess', true],
    ['PermissionsBoundary', 'arn:aws:iam::111122223333:role/boundary', false],
    ['ReservedConcurrency', '0', true],
    ['ReservedConcurrency', '6', true],
    ['ReservedConcurrency', '100', true],
    ['ReservedConcurrency', '5', false],
    ['ReservedConcurrency', '', false],
    ['WatcherEmail', '', true],
    ['WatcherEmail', 'ops@example.com', true],
    ['WatcherEmail', 'ops', false],
    ['WatcherEmail', 'a@example.com, b@example.com', false],
  ])('%s may be "%s": %s', (name, value, isAllowed) => {
    const pattern = TEMPLATE.Parameters[name]?.['AllowedPattern'];
    expect(new RegExp(short(pattern)).test(value)).toBe(isAllowed);
  });
});

describe('the outputs', () => {
  it('are what the commands read', () => {
    expect(Object.entries(TEMPLATE.Outputs).map(([name, { Value: value }]) => [name, value])).toEqual([
      ['TopicArn', { Ref: 'Topic' }],
      ['QueueUrl', { Ref: 'Queue' }],
      ['DeadLetterQueueUrl', { Ref: 'DeadLetters' }],
      ['LambdaName', { Ref: 'Lambda' }],
      ['LogGroupName', { Ref: 'LambdaLog' }],
      ['WatcherTopicArn', { Ref: 'WatcherTopic' }],
      ['DashboardUrl', { 'Fn::Sub': expect.anything() }],
    ]);
  });

  // The consoles of the partitions: AWS General Reference; AWS GovCloud user guide and Amazon Web Services in China,
  // "Signing in".
  it.each([
    ['aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards:name=?'],
    [
      'aws-us-gov',
      'us-gov-west-1',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#dashboards:name=?',
    ],
    [
      'aws-cn',
      'cn-north-1',
      'https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#dashboards:name=?',
    ],
  ])('lead to the console of the partition %s', (partition, region, url) => {
    const given = { 'AWS::Partition': partition, 'AWS::Region': region };
    expect(deployedWith(given, TEMPLATE.Outputs['DashboardUrl']?.Value ?? null)).toBe(url);
  });
});

describe('what belongs to an account in all its regions at once', () => {
  it('has the region in its name, or a name that AWS makes up', () => {
    const global = Object.entries(TEMPLATE.Resources).filter(([, { Type }]) => GLOBAL.has(Type));
    expect(global.map(([name]) => name).toSorted()).toEqual(['Dashboard', 'HeartbeatRole', 'LambdaRole']);
    const { DashboardName = null } = propertiesOf('Dashboard');
    const names = ['eu-west-1', 'us-east-1'].map((region) => deployedWith({ 'AWS::Region': region }, DashboardName));
    expect(names).toEqual(['oncall-eu-west-1', 'oncall-us-east-1']);
    for (const role of ['HeartbeatRole', 'LambdaRole']) expect(propertiesOf(role)).not.toHaveProperty('RoleName');
  });
});

describe('the queues', () => {
  it('outlive the stack and their own replacement with what is in them, but not a creation that failed', () => {
    const kept = Object.entries(TEMPLATE.Resources).filter(([, { DeletionPolicy }]) => DeletionPolicy !== undefined);
    expect(kept.map(([name, each]) => [name, each.DeletionPolicy, each.UpdateReplacePolicy])).toEqual([
      ['Queue', 'RetainExceptOnCreate', 'Retain'],
      ['DeadLetters', 'RetainExceptOnCreate', 'Retain'],
    ]);
  });
});

describe('the runs that are reserved', () => {
  it.each([
    ['0', undefined],
    ['6', '6'],
  ])('for ReservedConcurrency %s are %s', (given, reserved) => {
    const lambda: Record<string, Value> = Object(deployedWith({ ReservedConcurrency: given }, propertiesOf('Lambda')));
    expect(lambda['ReservedConcurrentExecutions']).toBe(reserved);
  });
});

/** Types that IAM and CloudWatch keep for the whole account: IAM user guide; CloudWatch user guide, "Using CloudWatch dashboards". */
const GLOBAL = new Set(['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::CloudWatch::Dashboard']);

function outputValues(): readonly Value[] {
  return Object.values(TEMPLATE.Outputs).map(({ Value: value }) => value);
}

function conditionsIn(value: Value): readonly string[] {
  return callsIn(value).flatMap(({ name, argument }) =>
    name === 'Fn::If' && Array.isArray(argument) ? [short(argument[0])] : [],
  );
}

/** The value without what is there only when the condition holds. */
function withoutBranchesOf(condition: string, value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', null]] = Object.entries(value);
  if (name === 'Fn::If' && Array.isArray(argument) && argument[0] === condition) return argument[2] ?? null;
  if (Array.isArray(value)) return value.map((each: Value) => withoutBranchesOf(condition, each));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutBranchesOf(condition, each)]));
}

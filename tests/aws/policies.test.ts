import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TEMPLATE } from '../lambda/template-file';
import { LAMBDA, STACK_ID } from './sample';

const ROOT = join(__dirname, '..', '..');

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

function statementsOf(file: string): readonly Statement[] {
  const text = readFileSync(join(ROOT, 'docs', 'aws', file), 'utf8');
  return (JSON.parse(text) as { readonly Statement: readonly Statement[] }).Statement;
}

const OPERATOR = statementsOf('operator-policy.json');
const STACK = statementsOf('stack-policy.json');

function actionsIn(statements: readonly Statement[]): readonly string[] {
  return [...new Set(statements.flatMap(({ Action }) => Action))].toSorted();
}

/** Whether a statement allows this with that, conditions aside (IAM user guide, "Policy evaluation logic"). */
function allows(statements: readonly Statement[], action: string, arn: string): boolean {
  return statements.some(
    ({ Effect, Action, Resource }) =>
      Effect === 'Allow' && [Action].flat().includes(action) && [Resource].flat().some((each) => isMatch(each, arn)),
  );
}

function isMatch(pattern: string, arn: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(arn);
}

/** What the commands ask AWS for: the requests that src/aws makes, by the names that IAM has for them. */
function requestsOfTheCommands(): readonly string[] {
  const folder = join(ROOT, 'src', 'aws');
  return readdirSync(folder).flatMap((name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    return [...source.matchAll(/import \{([^}]+)\} from '@aws-sdk\/client-(\w+)'/g)].flatMap(
      ([, names = '', service]) =>
        [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b/g)].map(([, listed, single]) => {
          const request = listed ?? single ?? '';
          // Service authorization reference: of all of these, only Invoke has another name.
          return `${service}:${request === 'Invoke' ? 'InvokeFunction' : request}`;
        }),
    );
  });
}

/** What AWS asks for beside the request itself. */
const BESIDE = [
  // PutParameter with tags (Systems Manager API reference).
  'ssm:AddTagsToResource',
  // CreateChangeSet with tags (service authorization reference, CloudFormation).
  'cloudformation:TagResource',
];

describe('the policy for whoever types the commands', () => {
  it('allows what the commands ask for, and nothing else', () => {
    const requests = requestsOfTheCommands();
    expect(requests.length).toBeGreaterThan(20);
    expect(actionsIn(OPERATOR)).toEqual([...new Set([...requests, ...BESIDE])].toSorted());
  });

  const parameter = 'arn:aws:ssm:eu-west-1:111122223333:parameter/oncall/alert-secret';
  const lambda = `arn:aws:lambda:eu-west-1:111122223333:function:${LAMBDA}`;

  it.each([
    ['cloudformation:CreateChangeSet', STACK_ID],
    ['cloudformation:DescribeStacks', STACK_ID],
    ['cloudformation:DeleteStack', STACK_ID],
    ['ssm:PutParameter', parameter],
    ['ssm:AddTagsToResource', parameter],
    ['ssm:DeleteParameter', parameter],
    ['lambda:InvokeFunction', lambda],
    ['lambda:UpdateFunctionCode', lambda],
    ['sqs:DeleteQueue', 'arn:aws:sqs:eu-west-1:111122223333:oncall-Queue-1A2B3C'],
    ['sqs:GetQueueAttributes', 'arn:aws:sqs:eu-west-1:111122223333:oncall-DeadLetters-1A2B3C'],
    ['cloudwatch:PutMetricAlarm', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-1 cpu'],
  ])('allows %s with %s', (action, arn) => {
    expect(allows(OPERATOR, action, arn)).toBe(true);
  });

  it.each([
    ['cloudformation:DeleteStack', STACK_ID.replace('/oncall/', '/payments/')],
    ['ssm:GetParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/payments/secret'],
    ['ssm:DeleteParameter', `${parameter}-2`],
    ['lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:111122223333:function:payments'],
    ['sqs:DeleteQueue', 'arn:aws:sqs:eu-west-1:111122223333:payments'],
  ])('does not allow %s with %s', (action, arn) => {
    expect(allows(OPERATOR, action, arn)).toBe(false);
  });
});

/**
 * What CloudFormation does on behalf of whoever deploys, by what it makes: the create, read, update and delete handlers of each
 * type (CloudFormation registry, "handlers" of the public schemas), without those for features that the stack does not use.
 */
const HANDLERS: Readonly<Record<string, string>> = {
  'AWS::SNS::Topic':
    'sns CreateTopic DeleteTopic GetDataProtectionPolicy GetTopicAttributes ListSubscriptionsByTopic ListTagsForResource SetTopicAttributes Subscribe TagResource UntagResource Unsubscribe',
  'AWS::SNS::TopicPolicy': 'sns SetTopicAttributes',
  'AWS::SNS::Subscription': 'sns GetSubscriptionAttributes SetSubscriptionAttributes Subscribe Unsubscribe',
  'AWS::SQS::Queue':
    'sqs CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags SetQueueAttributes TagQueue UntagQueue',
  'AWS::SQS::QueuePolicy': 'sqs SetQueueAttributes',
  'AWS::Lambda::Function':
    'lambda CreateFunction DeleteFunction DeleteFunctionConcurrency GetFunction GetFunctionCodeSigningConfig GetFunctionRecursionConfig GetFunctionScalingConfig GetRuntimeManagementConfig PutFunctionConcurrency TagResource UntagResource UpdateFunctionCode UpdateFunctionConfiguration',
  'AWS::Lambda::EventSourceMapping':
    'lambda CreateEventSourceMapping DeleteEventSourceMapping GetEventSourceMapping ListTags TagResource UntagResource UpdateEventSourceMapping',
  'AWS::Logs::LogGroup':
    'logs CreateLogGroup DeleteLogGroup DeleteRetentionPolicy DescribeIndexPolicies DescribeLogGroups DescribeResourcePolicies GetDataProtectionPolicy ListTagsForResource PutRetentionPolicy TagResource UntagResource',
  'AWS::IAM::Role':
    'iam CreateRole DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies PassRole PutRolePermissionsBoundary PutRolePolicy TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription',
  'AWS::Events::Rule':
    'events DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets RemoveTargets TagResource UntagResource',
  'AWS::Scheduler::Schedule': 'scheduler CreateSchedule DeleteSchedule GetSchedule UpdateSchedule',
  'AWS::CloudWatch::Alarm':
    'cloudwatch DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm TagResource UntagResource',
  'AWS::CloudWatch::Dashboard':
    'cloudwatch DeleteDashboards GetDashboard ListTagsForResource PutDashboard TagResource UntagResource',
};

describe('the policy for what CloudFormation does', () => {
  it('allows what the types of the template need, and nothing else', () => {
    const types = new Set(Object.values(TEMPLATE.Resources).map(({ Type }) => Type));
    const needed = [...types].flatMap((type) => {
      const [service = type, ...actions] = (HANDLERS[type] ?? `${type} unknown`).split(' ');
      return actions.map((action) => `${service}:${action}`);
    });
    expect(actionsIn(STACK)).toEqual([...new Set(needed)].toSorted());
  });

  it.each([
    ['sns:CreateTopic', 'arn:aws:sns:eu-west-1:111122223333:oncall-WatcherTopic-1A2B3C'],
    ['sqs:CreateQueue', 'arn:aws:sqs:eu-west-1:111122223333:oncall-DeadLetters-1A2B3C'],
    ['lambda:CreateFunction', `arn:aws:lambda:eu-west-1:111122223333:function:${LAMBDA}`],
    ['lambda:CreateEventSourceMapping', '*'],
    ['logs:CreateLogGroup', 'arn:aws:logs:eu-west-1:111122223333:log-group:oncall-LambdaLog-1A2B3C'],
    ['iam:CreateRole', 'arn:aws:iam::111122223333:role/oncall-HeartbeatRole-1A2B3C'],
    ['iam:PassRole', 'arn:aws:iam::111122223333:role/oncall-LambdaRole-1A2B3C'],
    ['events:PutRule', 'arn:aws:events:eu-west-1:111122223333:rule/oncall-AlarmRule-1A2B3C'],
    ['scheduler:CreateSchedule', 'arn:aws:scheduler:eu-west-1:111122223333:schedule/default/oncall-Heartbeat-1A2B3C'],
    ['cloudwatch:PutMetricAlarm', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:oncall-watcher-age'],
    ['cloudwatch:PutDashboard', 'arn:aws:cloudwatch::111122223333:dashboard/oncall-eu-west-1'],
  ])('allows %s with %s', (action, arn) => {
    expect(allows(STACK, action, arn)).toBe(true);
  });

  it.each([
    ['iam:CreateRole', 'arn:aws:iam::111122223333:role/admin'],
    ['iam:PassRole', 'arn:aws:iam::111122223333:role/admin'],
    ['sqs:DeleteQueue', 'arn:aws:sqs:eu-west-1:111122223333:payments'],
    ['cloudwatch:DeleteAlarms', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-1 cpu'],
    ['cloudwatch:DeleteDashboards', 'arn:aws:cloudwatch::111122223333:dashboard/payments'],
  ])('does not allow %s with %s', (action, arn) => {
    expect(allows(STACK, action, arn)).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import { isList, propertiesOf, short, TEMPLATE } from './template-file';
import type { Value } from './template-file';

/** Every statement of the stack: where it stands, who may do what with what, and when. */
const STATEMENTS: readonly (readonly [string, string])[] = [
  [
    'TopicPolicy AlarmsOfThisAccount',
    'cloudwatch.amazonaws.com: sns:Publish on Topic if StringEquals aws:SourceAccount AWS::AccountId; ArnLike aws:SourceArn arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:*',
  ],
  [
    'TopicPolicy RulesOfThisAccount',
    'events.amazonaws.com: sns:Publish on Topic if StringEquals aws:SourceAccount AWS::AccountId; ArnLike aws:SourceArn arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/*',
  ],
  ['QueuePolicy TheTopic', 'sns.amazonaws.com: sqs:SendMessage on Queue.Arn if ArnEquals aws:SourceArn Topic'],
  [
    'QueuePolicy TheRule (HasPrefix)',
    'events.amazonaws.com: sqs:SendMessage on Queue.Arn if ArnEquals aws:SourceArn AlarmRule.Arn',
  ],
  [
    'DeadLettersPolicy TheTopic',
    'sns.amazonaws.com: sqs:SendMessage on DeadLetters.Arn if ArnEquals aws:SourceArn Topic',
  ],
  [
    'DeadLettersPolicy TheRule (HasPrefix)',
    'events.amazonaws.com: sqs:SendMessage on DeadLetters.Arn if ArnEquals aws:SourceArn AlarmRule.Arn',
  ],
  ['LambdaRole', 'lambda.amazonaws.com: sts:AssumeRole'],
  ['LambdaRole TakeMessages', 'sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes on Queue.Arn'],
  [
    'LambdaRole ReadTheSecret',
    'ssm:GetParameter on arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter${SecretParameter}',
  ],
  ['LambdaRole WriteTheLog', 'logs:CreateLogStream, logs:PutLogEvents on LambdaLog.Arn'],
  [
    'HeartbeatRole',
    'scheduler.amazonaws.com: sts:AssumeRole if StringEquals aws:SourceAccount AWS::AccountId; aws:SourceArn arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule-group/default',
  ],
  ['HeartbeatRole Publish', 'sns:Publish on Topic'],
  ['HeartbeatRole UseTheTopicsKey (HasTopicKey)', 'kms:GenerateDataKey, kms:Decrypt on TopicKeyArn'],
  [
    'WatcherTopicPolicy WatchersOfThisStack',
    'cloudwatch.amazonaws.com: sns:Publish on WatcherTopic if StringEquals aws:SourceAccount AWS::AccountId; ArnLike aws:SourceArn arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:${AWS::StackName}-watcher-*',
  ],
];

type Fields = Readonly<Record<string, Value>>;

function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** The statements of a policy, and those that are there on a condition only. */
function statementsOf(name: string, document: Value | undefined): readonly (readonly [string, Fields])[] {
  if (!isFields(document) || document['Version'] !== '2012-10-17') throw new Error(`${name} has no policy.`);
  const statements = document['Statement'];
  if (statements === undefined || !isList(statements)) throw new Error(`${name} has no statements.`);
  return statements.map((each) => {
    if (!isFields(each)) throw new Error(`${name} has a statement that is none.`);
    const branches = each['Fn::If'];
    if (branches === undefined || !isList(branches)) return [titleOf(name, each), each];
    const [condition, statement, other] = branches;
    expect(other).toEqual({ Ref: 'AWS::NoValue' });
    if (!isFields(statement)) throw new Error(`${name} has a statement that is none.`);
    return [`${titleOf(name, statement)} (${short(condition)})`, statement];
  });
}

function titleOf(name: string, { Sid }: Fields): string {
  return typeof Sid === 'string' ? `${name} ${Sid}` : name;
}

function policies(): readonly (readonly [string, Fields])[] {
  return Object.entries(TEMPLATE.Resources).flatMap(([name, { Properties }]) => {
    const { PolicyDocument, AssumeRolePolicyDocument, Policies } = Properties;
    const documents = [PolicyDocument, AssumeRolePolicyDocument, ...rolePolicies(Policies)];
    return documents.flatMap((document) => (document === undefined ? [] : statementsOf(name, document)));
  });
}

function rolePolicies(policiesOfRole: Value | undefined): readonly Value[] {
  if (policiesOfRole === undefined || !isList(policiesOfRole)) return [];
  return policiesOfRole.map((policy) => (isFields(policy) ? (policy['PolicyDocument'] ?? null) : null));
}

function inWords(statement: Fields): string {
  const { Principal, Action = null, Resource, Condition } = statement;
  const who = isFields(Principal) ? `${short(Principal['Service'] ?? null)}: ` : '';
  const what = Resource === undefined ? '' : ` on ${short(Resource)}`;
  return `${who}${short(Action)}${what}${Condition === undefined ? '' : ` if ${short(Condition)}`}`;
}

describe('the permissions', () => {
  it('are these and no others', () => {
    expect(policies().map(([title, statement]) => [title, inWords(statement)])).toEqual(STATEMENTS);
  });

  it('only allow, and name one service each where they name anybody', () => {
    for (const [title, { Effect, Principal }] of policies()) {
      expect([title, Effect]).toEqual([title, 'Allow']);
      if (Principal !== undefined) {
        expect(Principal).toEqual({ Service: expect.stringMatching(/^[a-z]+\.amazonaws\.com$/) });
      }
    }
  });

  it('have a wildcard only where the template says why: any alarm, any rule of this account, our own watchers', () => {
    const wild = policies().filter(([, statement]) => inWords(statement).includes('*'));
    expect(wild.map(([title]) => title)).toEqual([
      'TopicPolicy AlarmsOfThisAccount',
      'TopicPolicy RulesOfThisAccount',
      'WatcherTopicPolicy WatchersOfThisStack',
    ]);
    for (const [, { Action = null, Resource = null }] of policies()) {
      expect(`${short(Action)} ${short(Resource)}`).not.toContain('*');
    }
  });

  it('keep what a queue or a topic holds from being readable', () => {
    expect(propertiesOf('Queue')['SqsManagedSseEnabled']).toBe(true);
    expect(propertiesOf('DeadLetters')['SqsManagedSseEnabled']).toBe(true);
    // Only with a key of one's own: CloudWatch cannot publish through alias/aws/sns.
    expect(propertiesOf('Topic')['KmsMasterKeyId']).toEqual({
      'Fn::If': ['HasTopicKey', { Ref: 'TopicKeyArn' }, { Ref: 'AWS::NoValue' }],
    });
    expect(propertiesOf('WatcherTopic')['KmsMasterKeyId']).toBeUndefined();
  });
});

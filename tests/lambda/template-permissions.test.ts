import { describe, expect, it } from '@jest/globals';
import { deployedWith, isList, propertiesOf, short, TEMPLATE } from './template-file';
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
  [
    'TopicPolicy AlarmsOfOtherAccounts (HasAccounts)',
    'cloudwatch.amazonaws.com: sns:Publish on Topic if StringEquals aws:SourceAccount AlarmAccounts; ArnLike aws:SourceArn arn:${AWS::Partition}:cloudwatch:${AWS::Region}:*:alarm:*',
  ],
  [
    'TopicPolicy AlarmsOfTheOrganization (HasOrganization)',
    'cloudwatch.amazonaws.com: sns:Publish on Topic if StringEquals aws:SourceOrgID AlarmOrganization; ArnLike aws:SourceArn arn:${AWS::Partition}:cloudwatch:${AWS::Region}:*:alarm:*',
  ],
  ['TopicPolicy NothingInTheClear', 'nobody: sns:Publish on Topic if Bool aws:SecureTransport false'],
  ['QueuePolicy TheTopic', 'sns.amazonaws.com: sqs:SendMessage on Queue.Arn if ArnEquals aws:SourceArn Topic'],
  [
    'QueuePolicy TheRule (HasPrefix)',
    'events.amazonaws.com: sqs:SendMessage on Queue.Arn if ArnEquals aws:SourceArn AlarmRule.Arn',
  ],
  ['QueuePolicy NothingInTheClear', 'nobody: sqs:* on Queue.Arn if Bool aws:SecureTransport false'],
  [
    'DeadLettersPolicy TheTopic',
    'sns.amazonaws.com: sqs:SendMessage on DeadLetters.Arn if ArnEquals aws:SourceArn Topic',
  ],
  [
    'DeadLettersPolicy TheRule (HasPrefix)',
    'events.amazonaws.com: sqs:SendMessage on DeadLetters.Arn if ArnEquals aws:SourceArn AlarmRule.Arn',
  ],
  ['DeadLettersPolicy NothingInTheClear', 'nobody: sqs:* on DeadLetters.Arn if Bool aws:SecureTransport false'],
  ['LambdaRole', 'lambda.amazonaws.com: sts:AssumeRole'],
  ['LambdaRole TakeMessages', 'sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes on Queue.Arn'],
  [
    'LambdaRole ReadTheSecret',
    'ssm:GetParameter on arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter${SecretParameter}',
  ],
  [
    'LambdaRole UseTheSecretsKey (HasSecretKey)',
    'kms:Decrypt on SecretKeyArn if StringEquals kms:EncryptionContext:PARAMETER_ARN arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter${SecretParameter}',
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
  ['WatcherTopicPolicy NothingInTheClear', 'nobody: sns:Publish on WatcherTopic if Bool aws:SecureTransport false'],
];

type Fields = Readonly<Record<string, Value>>;

function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !isList(value);
}

function fieldsOf(value: Value): Fields {
  if (!isFields(value)) throw new Error('These are no fields.');
  return value;
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
  const { Effect, Principal, Action = null, Resource, Condition } = statement;
  const allowed = isFields(Principal) ? `${short(Principal['Service'] ?? null)}: ` : '';
  const who = Effect === 'Deny' && Principal === '*' ? 'nobody: ' : allowed;
  const what = Resource === undefined ? '' : ` on ${short(Resource)}`;
  return `${who}${short(Action)}${what}${Condition === undefined ? '' : ` if ${short(Condition)}`}`;
}

describe('the permissions', () => {
  it('are these and no others', () => {
    expect(policies().map(([title, statement]) => [title, inWords(statement)])).toEqual(STATEMENTS);
  });

  it('only allow, but for what is not encrypted on its way, and name one service each where they name anybody', () => {
    for (const [title, { Effect, Principal }] of policies()) {
      expect([title, Effect]).toEqual([title, title.endsWith('NothingInTheClear') ? 'Deny' : 'Allow']);
      if (Effect === 'Deny') continue;
      if (Principal !== undefined) {
        expect(Principal).toEqual({ Service: expect.stringMatching(/^[a-z]+\.amazonaws\.com$/) });
      }
    }
  });

  it('refuse what is not encrypted on its way to every topic and queue', () => {
    const policiesOf = new Set(['AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy']);
    const names = Object.entries(TEMPLATE.Resources).filter(([, { Type }]) => policiesOf.has(Type));
    const refusing = policies().flatMap(([title]) => /^(\w+) NothingInTheClear$/.exec(title)?.[1] ?? []);
    expect(refusing).toEqual(names.map(([name]) => name));
    expect(refusing).toHaveLength(4);
  });

  it.each([
    [{}, ['AlarmsOfThisAccount', 'RulesOfThisAccount']],
    [{ AlarmAccounts: '222233334444' }, ['AlarmsOfThisAccount', 'RulesOfThisAccount', 'AlarmsOfOtherAccounts']],
    [{ AlarmOrganization: 'o-a1b2c3d4e5' }, ['AlarmsOfThisAccount', 'RulesOfThisAccount', 'AlarmsOfTheOrganization']],
  ])('with %j let these publish to the topic: %j', (given, sids) => {
    const { Statement = null } = fieldsOf(deployedWith(given, propertiesOf('TopicPolicy')['PolicyDocument'] ?? null));
    const statements = isList(Statement) ? Statement.map(fieldsOf) : [];
    expect(statements.filter(({ Effect }) => Effect === 'Allow').map(({ Sid }) => Sid)).toEqual(sids);
  });

  it('let in exactly the accounts that are named, in the region of the stack', () => {
    const given = { AlarmAccounts: '222233334444,333344445555' };
    const { Statement = null } = fieldsOf(deployedWith(given, propertiesOf('TopicPolicy')['PolicyDocument'] ?? null));
    expect(isList(Statement) ? Statement[2] : undefined).toEqual({
      Sid: 'AlarmsOfOtherAccounts',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: '?',
      Condition: {
        StringEquals: { 'aws:SourceAccount': ['222233334444', '333344445555'] },
        ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:eu-west-1:*:alarm:*' },
      },
    });
  });

  it('are bounded for both roles where a boundary is named, and else not', () => {
    const boundary = 'arn:aws:iam::111122223333:policy/boundary';
    for (const role of ['LambdaRole', 'HeartbeatRole']) {
      expect(deployedWith({ PermissionsBoundary: boundary }, propertiesOf(role))).toMatchObject({
        PermissionsBoundary: boundary,
      });
      expect(deployedWith({}, propertiesOf(role))).not.toHaveProperty('PermissionsBoundary');
    }
  });

  it('have a wildcard only where the template says why: any alarm, any rule of this account, our own watchers', () => {
    const wild = policies().filter(
      ([, statement]) => statement['Effect'] === 'Allow' && inWords(statement).includes('*'),
    );
    expect(wild.map(([title]) => title)).toEqual([
      'TopicPolicy AlarmsOfThisAccount',
      'TopicPolicy RulesOfThisAccount',
      'TopicPolicy AlarmsOfOtherAccounts (HasAccounts)',
      'TopicPolicy AlarmsOfTheOrganization (HasOrganization)',
      'WatcherTopicPolicy WatchersOfThisStack',
    ]);
    for (const [, { Effect, Action = null, Resource = null }] of policies()) {
      if (Effect === 'Deny') continue;
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

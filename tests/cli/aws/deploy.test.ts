import { beforeEach, describe, expect, it } from '@jest/globals';
import { AwsError, awsAtHand, profileFile } from '../../aws/aws-at-hand';
import { QUEUE_URL, STACK_ID, stackEvent, stackReply, TOPIC } from '../../aws/sample';
import { shownBelow } from '../../support/pages';
import { typed } from '../command-line';
import { scratchFolder } from '../scratch';

const SECRET = 'the alert secret of the test';
const NO_STACK = new AwsError('ValidationError', 'Stack with id oncall does not exist');
const NO_SECRET = new AwsError('ParameterNotFound', '');
const CHANGE_SET = 'arn:aws:cloudformation:eu-west-1:111122223333:changeSet/oncall-1/aaaa';

const aws = awsAtHand();
const scratch = scratchFolder();

beforeEach(() => {
  process.env['FUNCTION_URL'] = 'https://oncall-1234.twil.io/alarm';
  process.env['ALERT_SECRET'] = SECRET;
  aws.on('GetParameter', parameter(SECRET));
  aws.on('PutParameter', { Version: 1 });
  aws.on('CreateChangeSet', { Id: CHANGE_SET, StackId: STACK_ID });
  aws.on('DescribeChangeSet', changeSet([added('Topic', 'AWS::SNS::Topic')]));
  aws.on('ExecuteChangeSet', {});
  aws.on('DeleteChangeSet', {});
  aws.on('DeleteStack', {});
  aws.on('GetQueueAttributes', new AwsError('QueueDoesNotExist', 'The specified queue does not exist.'));
});

function parameter(value: string): object {
  return { Parameter: { Name: '/oncall/alert-secret', Type: 'SecureString', Value: value } };
}

function added(id: string, type: string): object {
  return { Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: id, ResourceType: type } };
}

function changeSet(changes: readonly object[], different: object = {}): object {
  return { ChangeSetId: CHANGE_SET, StackId: STACK_ID, Status: 'CREATE_COMPLETE', Changes: changes, ...different };
}

/** Nothing has happened to the stack, and then these things do, one at each operation. */
function happens(...statuses: readonly string[]): void {
  const operations = statuses.flatMap((status) => [
    { StackEvents: [] },
    { StackEvents: [stackEvent(1, 'oncall', status)] },
  ]);
  aws.on('DescribeStackEvents', ...operations);
}

/** What was sent as the stack's parameters. */
function parametersSent(): Readonly<Record<string, unknown>> {
  const [input = {}] = aws.inputs('CreateChangeSet');
  const sent: Record<string, unknown> = {};
  for (let i = 1; `Parameters.member.${String(i)}.ParameterKey` in input; i++) {
    const at = `Parameters.member.${String(i)}`;
    sent[String(input[`${at}.ParameterKey`])] =
      input[`${at}.UsePreviousValue`] === 'true' ? 'as before' : input[`${at}.ParameterValue`];
  }
  return sent;
}

describe('oncall aws deploy', () => {
  it('makes the stack where there is none: the secret only once the changes are accepted, then what happens', async () => {
    const creation = stackEvent(0, 'oncall', 'REVIEW_IN_PROGRESS', 'User Initiated');
    aws.on('GetParameter', NO_SECRET);
    aws.on('DescribeStacks', NO_STACK, stackReply('REVIEW_IN_PROGRESS'), stackReply('CREATE_COMPLETE'));
    aws.on(
      'DescribeStackEvents',
      { StackEvents: [creation] },
      {
        StackEvents: [
          stackEvent(42, 'oncall', 'CREATE_COMPLETE'),
          stackEvent(9, 'Topic', 'CREATE_COMPLETE'),
          stackEvent(5, 'Topic', 'CREATE_IN_PROGRESS', 'Resource creation Initiated'),
          stackEvent(3, 'oncall', 'CREATE_IN_PROGRESS', 'User Initiated'),
          creation,
        ],
      },
    );

    const ran = await typed('aws', 'deploy', '--email', 'ops@example.com');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.changes).toEqual(['CreateChangeSet', 'PutParameter', 'ExecuteChangeSet']);
    expect(aws.inputs('PutParameter')).toEqual([
      {
        Name: '/oncall/alert-secret',
        Type: 'SecureString',
        Value: SECRET,
        Description: expect.any(String),
        // Without Overwrite: SSM takes tags only for a new parameter.
        Tags: [{ Key: 'oncall:stack', Value: 'oncall' }],
      },
    ]);
    expect(aws.inputs('CreateChangeSet')[0]).toMatchObject({
      StackName: 'oncall',
      ChangeSetType: 'CREATE',
      'Capabilities.member.1': 'CAPABILITY_IAM',
      TemplateBody: expect.stringContaining('AWSTemplateFormatVersion'),
    });
    expect(parametersSent()).toEqual({
      FunctionUrl: 'https://oncall-1234.twil.io/alarm',
      SecretParameter: '/oncall/alert-secret',
      WatcherEmail: 'ops@example.com',
    });
    expect(ran.out).toContain(
      [
        'Changes in the stack oncall (eu-west-1):',
        '  + Topic (SNS::Topic)',
        'ALERT_SECRET has been put into /oncall/alert-secret (Parameter Store).',
        '    0 s  CREATE_IN_PROGRESS   oncall (CloudFormation::Stack)',
        '    2 s  CREATE_IN_PROGRESS   Topic (SNS::Topic)',
        '    6 s  CREATE_COMPLETE      Topic (SNS::Topic)',
        '   39 s  CREATE_COMPLETE      oncall (CloudFormation::Stack)',
        '',
        'The stack oncall is CREATE_COMPLETE.',
        `Topic: ${TOPIC}`,
      ].join('\n'),
    );
    expect(ran.out).toContain('npx --no oncall aws attach --all');
    expect(ran.out + ran.err).not.toContain(SECRET);
  });

  it('prints what the docs show, which leaves some lines out', async () => {
    aws.on('GetParameter', NO_SECRET);
    aws.on('DescribeStacks', NO_STACK, stackReply('REVIEW_IN_PROGRESS'), stackReply('CREATE_COMPLETE'));
    const kinds = { Topic: 'SNS::Topic', Queue: 'SQS::Queue', Lambda: 'Lambda::Function', Role: 'IAM::Role' };
    aws.on('DescribeChangeSet', changeSet(Object.entries(kinds).map(([id, type]) => added(id, `AWS::${type}`))));
    aws.on(
      'DescribeStackEvents',
      { StackEvents: [] },
      {
        StackEvents: [
          stackEvent(17, 'oncall', 'CREATE_COMPLETE'),
          stackEvent(9, 'Topic', 'CREATE_COMPLETE'),
          stackEvent(5, 'Topic', 'CREATE_IN_PROGRESS', 'Resource creation Initiated'),
          stackEvent(3, 'oncall', 'CREATE_IN_PROGRESS', 'User Initiated'),
        ],
      },
    );

    const { out } = await typed('aws', 'deploy', '--email', 'ops@example.com');

    const parts = shownBelow('npx --no oncall aws deploy --email ops@example.com').split('  …\n');
    expect(parts).toHaveLength(3);
    const places = parts.map((part) => out.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it('keeps what nobody names when it updates, and leaves the secret alone that is there', async () => {
    aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
    happens('UPDATE_COMPLETE');

    const ran = await typed('aws', 'deploy', '--prefix', 'prod-');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.changes).toEqual(['CreateChangeSet', 'ExecuteChangeSet']);
    expect(aws.inputs('CreateChangeSet')[0]).toMatchObject({ ChangeSetType: 'UPDATE' });
    expect(parametersSent()).toEqual({
      FunctionUrl: 'https://oncall-1234.twil.io/alarm',
      SecretParameter: '/oncall/alert-secret',
      WatcherEmail: 'as before',
      AlarmNamePrefix: 'prod-',
    });
    expect(ran.out).toContain('The secret in /oncall/alert-secret is ALERT_SECRET already.');
  });

  it('replaces a secret that differs, and shows neither', async () => {
    aws.on('GetParameter', parameter('the former alert secret'));
    aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
    happens('UPDATE_COMPLETE');

    const ran = await typed('aws', 'deploy');

    expect(aws.inputs('PutParameter')[0]).toMatchObject({ Value: SECRET, Overwrite: true });
    expect(ran.out).toContain('has replaced that in /oncall/alert-secret');
    expect(ran.out + ran.err).not.toMatch(/alert secret/);
  });

  it('has a secret for each stack', async () => {
    aws.on('GetParameter', NO_SECRET);
    aws.on('DescribeStacks', NO_STACK, stackReply('REVIEW_IN_PROGRESS'), stackReply('CREATE_COMPLETE'));
    happens('CREATE_COMPLETE');

    await typed('aws', 'deploy', '--stack', 'oncall-test');

    expect(aws.inputs('PutParameter')[0]).toMatchObject({ Name: '/oncall-test/alert-secret' });
    expect(parametersSent()).toMatchObject({ SecretParameter: '/oncall-test/alert-secret' });
  });

  it.each([
    "The submitted information didn't contain changes. Submit different information to create a change set.",
    'No updates are to be performed.',
  ])('is content when nothing changes: %s', async (StatusReason) => {
    aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
    aws.on('DescribeChangeSet', changeSet([], { Status: 'FAILED', StatusReason }));

    const ran = await typed('aws', 'deploy');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toContain('Nothing changes');
    expect(ran.out).toContain(TOPIC);
    expect(aws.changes).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
  });

  it('replaces a secret that differs also when the stack does not change', async () => {
    aws.on('GetParameter', parameter('the former alert secret'));
    aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
    aws.on('DescribeChangeSet', changeSet([], { Status: 'FAILED', StatusReason: 'No updates are to be performed.' }));

    const ran = await typed('aws', 'deploy');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.changes).toEqual(['CreateChangeSet', 'DeleteChangeSet', 'PutParameter']);
  });

  // Such a change set is executable and has no changes of resources: only Outputs differ.
  it('executes what changes no resource, so that a new output appears', async () => {
    aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
    aws.on('DescribeChangeSet', changeSet([], { ExecutionStatus: 'AVAILABLE' }));
    happens('UPDATE_COMPLETE');

    const ran = await typed('aws', 'deploy');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.changes).toEqual(['CreateChangeSet', 'ExecuteChangeSet']);
    expect(ran.out).toContain(
      'Changes in the stack oncall (eu-west-1):\n  ~ no resource, only outputs or settings of the stack\n',
    );
    expect(ran.out).toContain('The stack oncall is UPDATE_COMPLETE.');
  });

  it('keeps the secret where the stack has it, whoever put it there', async () => {
    const own = [{ ParameterKey: 'SecretParameter', ParameterValue: '/team/secret' }];
    aws.on('GetParameter', parameter('the former alert secret'));
    aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE', { Parameters: own }));
    happens('UPDATE_COMPLETE');

    await typed('aws', 'deploy');

    expect(aws.inputs('PutParameter')[0]).toMatchObject({ Name: '/team/secret' });
    expect(parametersSent()).toMatchObject({ SecretParameter: '/team/secret' });
  });

  describe('what AWS engineers ask for', () => {
    const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012';
    const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
    const ROLE = 'arn:aws:iam::111122223333:role/deployer';

    it('goes to CloudFormation: other accounts, an organization, a boundary, a reserve, keys, a role', async () => {
      aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
      happens('UPDATE_COMPLETE');

      const options = {
        accounts: '222233334444,333344445555',
        organization: 'o-a1b2c3d4e5',
        'permissions-boundary': BOUNDARY,
        reserve: '10',
        'role-arn': ROLE,
        'key-arn': KEY,
      };
      const ran = await typed(
        'aws',
        'deploy',
        ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
      );

      expect(ran).toMatchObject({ status: 0, err: '' });
      expect(parametersSent()).toMatchObject({
        AlarmAccounts: '222233334444,333344445555',
        AlarmOrganization: 'o-a1b2c3d4e5',
        PermissionsBoundary: BOUNDARY,
        ReservedConcurrency: '10',
        TopicKeyArn: KEY,
        WatcherEmail: 'as before',
      });
      expect(aws.inputs('CreateChangeSet')[0]).toMatchObject({ RoleARN: ROLE });
    });

    it('is taken away by ""', async () => {
      aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
      happens('UPDATE_COMPLETE');

      await typed('aws', 'deploy', '--accounts', '', '--organization', '', '--permissions-boundary', '', '--email', '');

      expect(parametersSent()).toMatchObject({
        AlarmAccounts: '',
        AlarmOrganization: '',
        PermissionsBoundary: '',
        WatcherEmail: '',
      });
      expect(aws.inputs('CreateChangeSet')[0]).not.toHaveProperty('RoleARN');
    });

    it('encrypts the secret anew with a key of one’s own, and says so', async () => {
      aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
      happens('UPDATE_COMPLETE');

      const ran = await typed('aws', 'deploy', '--secret-key-arn', KEY);

      expect(aws.inputs('PutParameter')).toEqual([expect.objectContaining({ KeyId: KEY, Overwrite: true })]);
      expect(parametersSent()).toMatchObject({ SecretKeyArn: KEY });
      expect(ran.out).toContain(`ALERT_SECRET has been encrypted with ${KEY} in /oncall/alert-secret`);
    });

    it('keeps the key of the secret when that changes later', async () => {
      const Parameters = [{ ParameterKey: 'SecretKeyArn', ParameterValue: KEY }];
      aws.on('GetParameter', parameter('the former alert secret'));
      aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE', { Parameters }));
      happens('UPDATE_COMPLETE');

      await typed('aws', 'deploy');

      expect(aws.inputs('PutParameter')).toEqual([expect.objectContaining({ KeyId: KEY })]);
      expect(parametersSent()).toMatchObject({ SecretKeyArn: 'as before' });
    });

    it('sends all tags of the stack with those that are set and without those that go', async () => {
      const Tags = [
        { Key: 'team', Value: 'web' },
        { Key: 'cost', Value: '1' },
      ];
      aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE', { Tags }));
      happens('UPDATE_COMPLETE');

      await typed('aws', 'deploy', '--tag', 'team=db', '--tag', String.raw`a\=b=c d`, '--untag', 'cost');

      const [input = {}] = aws.inputs('CreateChangeSet');
      expect(Object.entries(input).filter(([name]) => name.startsWith('Tags'))).toEqual([
        ['Tags.member.1.Key', 'team'],
        ['Tags.member.1.Value', 'db'],
        ['Tags.member.2.Key', 'a=b'],
        ['Tags.member.2.Value', 'c d'],
      ]);
    });

    it('tags the secret with the stack', async () => {
      aws.on('GetParameter', NO_SECRET);
      aws.on('DescribeStacks', NO_STACK, stackReply('REVIEW_IN_PROGRESS'), stackReply('CREATE_COMPLETE'));
      happens('CREATE_COMPLETE');

      await typed('aws', 'deploy', '--tag', 'team=web');

      expect(aws.inputs('PutParameter')[0]).toMatchObject({
        Tags: [
          { Key: 'oncall:stack', Value: 'oncall' },
          { Key: 'team', Value: 'web' },
        ],
      });
    });
  });

  it('repeats the profile in quotes in what it tells to type next', async () => {
    aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
    aws.on('DescribeChangeSet', changeSet([], { Status: 'FAILED', StatusReason: 'No updates are to be performed.' }));

    process.env['AWS_SHARED_CREDENTIALS_FILE'] = scratch.file('credentials', profileFile('team&co'));
    delete process.env['AWS_ACCESS_KEY_ID'];

    const ran = await typed('aws', 'deploy', '--profile', 'team&co', '--region', 'eu-west-1');

    expect(ran.out).toContain("npx --no oncall drill --quiet --region eu-west-1 --profile 'team&co'");
  });

  describe('--dry-run', () => {
    it('shows every page of the change set, and takes it away again', async () => {
      aws.on('GetParameter', parameter('another secret of the test'));
      aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
      aws.on(
        'DescribeChangeSet',
        changeSet(
          [
            {
              ResourceChange: {
                Action: 'Modify',
                LogicalResourceId: 'Lambda',
                ResourceType: 'AWS::Lambda::Function',
                Replacement: 'False',
                Details: [{ Target: { Attribute: 'Properties', Name: 'Code' } }],
              },
            },
            {
              ResourceChange: {
                Action: 'Modify',
                LogicalResourceId: 'Topic',
                ResourceType: 'AWS::SNS::Topic',
                PolicyAction: 'ReplaceAndDelete',
                Replacement: 'True',
              },
            },
            {
              ResourceChange: {
                Action: 'Modify',
                LogicalResourceId: 'Queue',
                ResourceType: 'AWS::SQS::Queue',
                PolicyAction: 'ReplaceAndRetain',
                Replacement: 'True',
              },
            },
          ],
          { NextToken: 'page 2' },
        ),
        changeSet([
          { ResourceChange: { Action: 'Remove', LogicalResourceId: 'Rule', ResourceType: 'AWS::Events::Rule' } },
          {
            ResourceChange: {
              Action: 'Remove',
              LogicalResourceId: 'DeadLetters',
              ResourceType: 'AWS::SQS::Queue',
              PolicyAction: 'Retain',
            },
          },
        ]),
      );

      const ran = await typed('aws', 'deploy', '--dry-run');

      expect(ran).toMatchObject({ status: 0, err: '' });
      expect(ran.out.split('\n')).toEqual([
        'Would change in the stack oncall (eu-west-1):',
        '  ~ Lambda (Lambda::Function): Code',
        '  ~ Topic (SNS::Topic)  REPLACED by a new one: what is in the old one is lost',
        '  ~ Queue (SQS::Queue)  REPLACED by a new one: the old one stays with what is in it, and nothing reads that any more',
        '  - Rule (Events::Rule)',
        '  - DeadLetters (SQS::Queue): itself it stays, with what is in it',
        'ALERT_SECRET would replace that in /oncall/alert-secret (Parameter Store).',
        '',
        'Nothing was changed. To do it, leave --dry-run out.',
        '',
      ]);
      expect(aws.changes).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
    });

    it('takes away the empty stack that a first change set leaves', async () => {
      aws.on('DescribeStacks', NO_STACK, stackReply('REVIEW_IN_PROGRESS'));

      const ran = await typed('aws', 'deploy', '--dry-run');

      expect(ran).toMatchObject({ status: 0 });
      expect(aws.changes).toEqual(['CreateChangeSet', 'DeleteStack']);
    });
  });

  describe('failures', () => {
    it('tells the reason and the remedy of each, once, and that everything is as before', async () => {
      aws.on(
        'DescribeStacks',
        stackReply('UPDATE_COMPLETE'),
        stackReply('UPDATE_COMPLETE'),
        stackReply('UPDATE_ROLLBACK_COMPLETE'),
      );
      aws.on(
        'DescribeStackEvents',
        { StackEvents: [] },
        {
          StackEvents: [
            stackEvent(9, 'oncall', 'UPDATE_ROLLBACK_COMPLETE'),
            stackEvent(4, 'Queue', 'UPDATE_FAILED', 'Resource update cancelled'),
            stackEvent(
              4,
              'Topic',
              'UPDATE_FAILED',
              'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: SNS:SetTopicAttributes on resource: arn:aws:sns:…',
            ),
          ],
        },
      );

      const ran = await typed('aws', 'deploy');

      expect(ran.status).toBe(1);
      expect(ran.out.match(/not authorized to perform/g)).toHaveLength(1);
      expect(ran.out).toContain('→ These credentials need SNS:SetTopicAttributes');
      expect(ran.out).not.toMatch(/cancelled\n\s+→/);
      expect(ran.err).toContain('is as it was before (UPDATE_ROLLBACK_COMPLETE)');
    });

    it('passes on why CloudFormation refuses the template, and leaves no change set behind', async () => {
      aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
      aws.on(
        'DescribeChangeSet',
        changeSet([], { Status: 'FAILED', StatusReason: 'Parameter WatcherEmail must be one e-mail address.' }),
      );

      const ran = await typed('aws', 'deploy');

      expect(ran.status).toBe(1);
      expect(ran.err).toContain('must be one e-mail address');
      expect(aws.changes).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
    });

    it('leaves no empty stack behind when the first change set fails, and no secret', async () => {
      aws.on('GetParameter', NO_SECRET);
      aws.on('DescribeStacks', NO_STACK, stackReply('REVIEW_IN_PROGRESS'));
      aws.on('DescribeChangeSet', changeSet([], { Status: 'FAILED', StatusReason: 'Template error: no' }));

      const ran = await typed('aws', 'deploy');

      expect(ran.status).toBe(1);
      expect(ran.err).toContain('Template error: no');
      expect(aws.changes).toEqual(['CreateChangeSet', 'DeleteStack']);
      expect(aws.inputs('DeleteStack')[0]).toMatchObject({ StackName: STACK_ID });
    });

    it('leaves an empty stack alone that was there before: somebody may be looking at its change set', async () => {
      aws.on('DescribeStacks', stackReply('REVIEW_IN_PROGRESS'));
      aws.on('DescribeChangeSet', changeSet([], { Status: 'FAILED', StatusReason: 'Template error: no' }));

      await typed('aws', 'deploy');

      expect(aws.changes).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
    });

    it.each([
      ['PutParameter', 'ssm:PutParameter'],
      ['ExecuteChangeSet', 'cloudformation:ExecuteChangeSet'],
    ])('leaves nothing behind when %s is refused', async (action, permission) => {
      aws.on('GetParameter', NO_SECRET);
      aws.on('DescribeStacks', NO_STACK, stackReply('REVIEW_IN_PROGRESS'));
      aws.on('DescribeStackEvents', { StackEvents: [] });
      aws.on(action, new AwsError('AccessDenied', `User: x is not authorized to perform: ${permission} on y`, 403));

      const ran = await typed('aws', 'deploy');

      expect(ran.status).toBe(1);
      expect(ran.err).toContain(`${permission} is missing`);
      expect(aws.changes.at(-1)).toBe('DeleteStack');
      expect(aws.inputs('DeleteStack')).toEqual([{ StackName: STACK_ID }]);
    });

    it('tells what is wrong even when what it left cannot be taken away', async () => {
      aws.on('DescribeStacks', NO_STACK, stackReply('REVIEW_IN_PROGRESS'));
      aws.on('DescribeChangeSet', changeSet([], { Status: 'FAILED', StatusReason: 'Template error: no' }));
      aws.on('DeleteStack', new AwsError('AccessDenied', 'no', 403));

      expect((await typed('aws', 'deploy')).err).toContain('Template error: no');
    });
  });

  describe('a stack that cannot be updated', () => {
    it.each([
      ['ROLLBACK_COMPLETE', ['npx --no oncall aws deploy --replace --region eu-west-1']],
      ['CREATE_FAILED', ['npx --no oncall aws deploy --replace --region eu-west-1']],
      [
        'UPDATE_ROLLBACK_FAILED',
        ['aws cloudformation continue-update-rollback --stack-name oncall --region eu-west-1'],
      ],
      [
        'UPDATE_IN_PROGRESS',
        ['still at work', 'aws cloudformation describe-stack-events --stack-name oncall --region eu-west-1'],
      ],
      ['DELETE_IN_PROGRESS', ['still at work']],
    ])('%s: says which command helps, and changes nothing', async (status, words) => {
      aws.on('DescribeStacks', stackReply(status));

      const ran = await typed('aws', 'deploy');

      expect(ran.status).toBe(1);
      expect(ran.err).toContain(status);
      for (const word of words) expect(ran.err).toContain(word);
      expect(aws.changes).toEqual([]);
    });

    it('is deleted and made anew with --replace', async () => {
      aws.on(
        'DescribeStacks',
        stackReply('ROLLBACK_COMPLETE'),
        stackReply('DELETE_COMPLETE'),
        stackReply('REVIEW_IN_PROGRESS'),
        stackReply('CREATE_COMPLETE'),
      );
      happens('DELETE_COMPLETE', 'CREATE_COMPLETE');

      const ran = await typed('aws', 'deploy', '--replace');

      expect(ran).toMatchObject({ status: 0, err: '' });
      expect(aws.changes).toEqual(['DeleteStack', 'CreateChangeSet', 'ExecuteChangeSet']);
      expect(aws.inputs('DeleteStack')[0]).toMatchObject({ StackName: STACK_ID });
      expect(aws.inputs('CreateChangeSet')[0]).toMatchObject({ ChangeSetType: 'CREATE' });
    });

    it('leaves its queue when there are messages in it, and says how to read them', async () => {
      aws.on('GetQueueAttributes', { Attributes: { ApproximateNumberOfMessages: '2' } });
      aws.on(
        'DescribeStacks',
        stackReply('DELETE_FAILED'),
        stackReply('DELETE_COMPLETE'),
        stackReply('REVIEW_IN_PROGRESS'),
        stackReply('CREATE_COMPLETE'),
      );
      happens('DELETE_COMPLETE', 'CREATE_COMPLETE');

      const ran = await typed('aws', 'deploy', '--replace');

      expect(aws.changes).toEqual(['DeleteStack', 'CreateChangeSet', 'ExecuteChangeSet']);
      expect(ran.out).toContain(`aws sqs receive-message --max-number-of-messages 10 --queue-url ${QUEUE_URL}`);
    });

    it('a sound one is never deleted, whatever was typed', async () => {
      aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));

      const ran = await typed('aws', 'deploy', '--replace');

      expect(ran.status).toBe(1);
      expect(ran.err).toContain('Leave --replace out');
      expect(aws.changes).toEqual([]);
    });
  });

  describe('Ctrl-C', () => {
    it('before the changes begin leaves nothing behind', async () => {
      aws.on('DescribeStacks', NO_STACK, stackReply('REVIEW_IN_PROGRESS'));
      aws.on('DescribeChangeSet', () => {
        setImmediate(() => process.emit('SIGINT'));
        return changeSet([], { Status: 'CREATE_IN_PROGRESS' });
      });

      const ran = await typed('aws', 'deploy');

      expect(ran).toMatchObject({ status: 130, err: '' });
      expect(aws.changes).toEqual(['CreateChangeSet', 'DeleteStack']);
    });

    it('says that AWS goes on, and how to look', async () => {
      aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'), stackReply('UPDATE_COMPLETE'), () => {
        // While AWS is at work, and this waits.
        setImmediate(() => process.emit('SIGINT'));
        return stackReply('UPDATE_IN_PROGRESS');
      });
      happens('UPDATE_COMPLETE');

      const ran = await typed('aws', 'deploy');

      expect(ran.status).toBe(130);
      expect(ran.out).toContain('AWS goes on without this');
      expect(ran.out).toContain('aws cloudformation describe-stack-events --stack-name oncall --region eu-west-1');
      expect(ran.err).toBe('');
    });
  });

  describe('what is missing or wrong', () => {
    it.each([
      [{ FUNCTION_URL: 'http://oncall-1234.twil.io/alarm' }, 'FUNCTION_URL must be the https address'],
      [{ FUNCTION_URL: 'https://oncall-1234.twil.io/' }, 'FUNCTION_URL must be the https address'],
      [{ FUNCTION_URL: 'http://127.0.0.1:3000/alarm' }, 'FUNCTION_URL is an address on this machine'],
      [{ ALERT_SECRET: 'short' }, 'ALERT_SECRET must have at least 16 characters'],
    ])('%j', async (environment, words) => {
      Object.assign(process.env, environment);

      const ran = await typed('aws', 'deploy');

      expect(ran.status).toBe(1);
      expect(ran.err).toContain(words);
      expect(ran.err).not.toContain('short');
      expect(aws.requests).toEqual([]);
    });

    it.each([
      [['--stack', '1st'], 'a stack’s name'.replace('’', "'")],
      [['--region', 'ireland'], 'is not an AWS region'],
      [['--email', 'me'], 'is not a mail address'],
      [['--key-arn', 'alias/aws/sns'], 'not an alias'],
      [['--secret-key-arn', 'alias/aws/ssm'], 'not an alias'],
      [['--accounts', '1111'], '12 digits'],
      [['--accounts', '111122223333, 222233334444'], 'no spaces'],
      [['--organization', 'ou-a1b2-c3d4e5f6'], "an organization's id"],
      [['--permissions-boundary', 'boundary'], 'the ARN of a policy'],
      [['--role-arn', 'arn:aws:iam::111122223333:user/ann'], 'the ARN of a role'],
      [['--role-arn', ''], 'the ARN of a role'],
      [['--reserve', '3'], 'at least 6'],
      [['--reserve', ''], 'at least 6'],
      [['--tag', 'team'], 'such as --tag team=web'],
      [['--tag', 'aws:x=1'], 'such as --tag team=web'],
    ])('%j', async (args, words) => {
      const ran = await typed('aws', 'deploy', ...args);

      expect(ran.status).toBe(2);
      expect(ran.err).toContain(words);
      expect(aws.requests).toEqual([]);
    });
  });
});

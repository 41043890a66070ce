import { beforeEach, describe, expect, it } from '@jest/globals';
import { AwsError, awsAtHand } from '../aws/aws-at-hand';
import { STACK_ID, stackEvent, stackReply, TOPIC } from '../aws/sample';
import { shownBelow } from '../support/readme';
import { typed } from './command-line';

const SECRET = 'the alert secret of the test';
const NO_STACK = new AwsError('ValidationError', 'Stack with id oncall does not exist');
const NO_SECRET = new AwsError('ParameterNotFound', '');
const CHANGE_SET = 'arn:aws:cloudformation:eu-west-1:111122223333:changeSet/oncall-1/aaaa';

const aws = awsAtHand();

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
  it('makes the stack where there is none: the secret first, then the change set, then what happens', async () => {
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
    expect(aws.changes).toEqual(['PutParameter', 'CreateChangeSet', 'ExecuteChangeSet']);
    expect(aws.inputs('PutParameter')[0]).toMatchObject({
      Name: '/oncall/alert-secret',
      Type: 'SecureString',
      Value: SECRET,
    });
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
        'ALERT_SECRET has been put into /oncall/alert-secret (Parameter Store).',
        'Changes in the stack oncall (eu-west-1):',
        '  + Topic (SNS::Topic)',
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

  it('prints what the README shows, which leaves some lines out', async () => {
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
    aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));
    happens('UPDATE_COMPLETE');

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
                LogicalResourceId: 'Queue',
                ResourceType: 'AWS::SQS::Queue',
                Replacement: 'True',
              },
            },
          ],
          { NextToken: 'page 2' },
        ),
        changeSet([
          { ResourceChange: { Action: 'Remove', LogicalResourceId: 'Rule', ResourceType: 'AWS::Events::Rule' } },
        ]),
      );

      const ran = await typed('aws', 'deploy', '--dry-run');

      expect(ran).toMatchObject({ status: 0, err: '' });
      expect(ran.out.split('\n')).toEqual([
        'ALERT_SECRET would replace that in /oncall/alert-secret (Parameter Store).',
        'Would change in the stack oncall (eu-west-1):',
        '  ~ Lambda (Lambda::Function): Code',
        '  ~ Queue (SQS::Queue)  REPLACED by a new one: what is in the old one is lost',
        '  - Rule (Events::Rule)',
        '',
        'Nothing was changed. Without --dry-run it is done.',
        '',
      ]);
      expect(aws.changes).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
    });

    it('takes away the empty stack that a first change set leaves', async () => {
      aws.on('DescribeStacks', NO_STACK, stackReply('REVIEW_IN_PROGRESS'));

      const ran = await typed('aws', 'deploy', '--dry-run');

      expect(ran).toMatchObject({ status: 0 });
      expect(aws.changes).toEqual(['CreateChangeSet', 'DeleteChangeSet', 'DeleteStack']);
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

    it('a sound one is never deleted, whatever was typed', async () => {
      aws.on('DescribeStacks', stackReply('UPDATE_COMPLETE'));

      const ran = await typed('aws', 'deploy', '--replace');

      expect(ran.status).toBe(1);
      expect(ran.err).toContain('Leave --replace out');
      expect(aws.changes).toEqual([]);
    });
  });

  describe('Ctrl-C', () => {
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
      [{ FUNCTION_URL: 'http://127.0.0.1:3000/alarm' }, 'FUNCTION_URL is an address of this machine'],
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
      [['--region', 'ireland'], 'is no AWS region'],
      [['--email', 'me'], 'is no mail address'],
      [['--key-arn', 'alias/aws/sns'], 'not an alias'],
    ])('%j', async (args, words) => {
      const ran = await typed('aws', 'deploy', ...args);

      expect(ran.status).toBe(2);
      expect(ran.err).toContain(words);
      expect(aws.requests).toEqual([]);
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { happeningText, remedyFor, unseen } from '../../src/aws/events';
import { hindrance, readinessOf } from '../../src/aws/readiness';

const FAILED = { id: '1', atMs: 61_000, resource: 'Queue', type: 'AWS::SQS::Queue', status: 'CREATE_FAILED' };

describe('an event', () => {
  it('is a line with the seconds since it began', () => {
    const happening = { ...FAILED, status: 'CREATE_IN_PROGRESS', reason: 'Resource creation Initiated' };
    expect(happeningText(happening, 1_000, 'oncall')).toBe('   60 s  CREATE_IN_PROGRESS   Queue (SQS::Queue)');
  });

  it('that failed says why, and what to do', () => {
    const reason = 'Queue oncall already exists (Service: Sqs, Status Code: 400)';
    expect(happeningText({ ...FAILED, reason }, 1_000, 'oncall').split('\n')).toEqual([
      '   60 s  CREATE_FAILED        Queue (SQS::Queue)',
      `         ${reason}`,
      expect.stringContaining('→ Something with that name exists already'),
    ]);
  });

  it('that failed because another one did has no remedy of its own', () => {
    expect(happeningText({ ...FAILED, reason: 'Resource creation cancelled' }, 0, 'oncall')).not.toContain('→');
  });
});

describe('events of one instant', () => {
  it('are told in the order in which they happened, which is CloudFormation’s turned round', () => {
    const newestFirst = [
      { ...FAILED, id: 'c', atMs: 2 },
      { ...FAILED, id: 'b', atMs: 1 },
      { ...FAILED, id: 'a', atMs: 1 },
    ];
    expect(unseen(newestFirst, new Set()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(unseen(newestFirst, new Set(['a'])).map(({ id }) => id)).toEqual(['b', 'c']);
  });
});

describe('remedies', () => {
  it.each([
    [
      'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: iam:CreateRole on resource: role x',
      'iam:CreateRole',
    ],
    ['API: iam:CreateRole User: x is not authorized to perform: iam:CreateRole', 'iam:CreateRole'],
    ['oncall-watchers already exists in stack arn:aws:…', '--stack NAME'],
    [
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [10]",
      'Concurrent executions',
    ],
    ['The maximum number of addresses has been reached. (Service: AmazonEC2)', 'Service Quotas'],
    ['LimitExceededException', 'Service Quotas'],
    ['KMS key is disabled', '--key-arn'],
    ['Rate exceeded', 'run the same command again'],
    ['Something new', 'Correct what the reason says'],
  ])('%s', (reason, words) => {
    expect(remedyFor(reason, 'oncall')).toContain(words);
  });

  it.each([
    "Resource of type 'AWS::CloudWatch::Dashboard' with identifier 'oncall' already exists.",
    'oncall-watcher-age already exists in stack arn:aws:cloudformation:eu-west-1:111122223333:stack/other/1',
  ])('never suggest to delete what another stack or region may need: %s', (reason) => {
    const remedy = remedyFor(reason, 'oncall');
    expect(remedy).not.toMatch(/delete/i);
    expect(remedy).toContain('even in another region');
  });
});

describe('what may be done with a stack', () => {
  it.each([
    [undefined, 'create'],
    ['REVIEW_IN_PROGRESS', 'create'],
    ['DELETE_COMPLETE', 'create'],
    ['CREATE_COMPLETE', 'update'],
    ['UPDATE_ROLLBACK_COMPLETE', 'update'],
    ['ROLLBACK_COMPLETE', 'replace'],
    ['ROLLBACK_FAILED', 'replace'],
    ['CREATE_FAILED', 'replace'],
    ['DELETE_FAILED', 'replace'],
    ['UPDATE_ROLLBACK_FAILED', 'unlock'],
    ['CREATE_IN_PROGRESS', 'wait'],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'wait'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'wait'],
  ] as const)('%s: %s', (status, readiness) => {
    expect(readinessOf(status)).toBe(readiness);
  });

  it('names a stack that is not the usual one in every command', () => {
    const text = hindrance({ name: 'pager-2', region: 'eu-west-1' }, 'ROLLBACK_COMPLETE', 'deploy');
    expect(text).toContain('npx --no oncall aws deploy --replace --stack pager-2 --region eu-west-1');
  });

  it('names the profile in every command, in quotes where a shell needs them', () => {
    const at = { name: 'oncall', region: 'eu-west-1', profile: "the team's" };
    const options = String.raw`--region eu-west-1 --profile 'the team'\''s'`;
    expect(hindrance(at, 'ROLLBACK_COMPLETE', 'deploy')).toContain(`npx --no oncall aws deploy --replace ${options}`);
    expect(hindrance(at, 'UPDATE_ROLLBACK_FAILED', 'deploy')).toContain(
      `aws cloudformation continue-update-rollback --stack-name oncall ${options}`,
    );
    expect(hindrance(at, 'UPDATE_IN_PROGRESS', 'destroy')).toContain(
      `aws cloudformation describe-stack-events --stack-name oncall ${options}`,
    );
  });

  it.each(['ROLLBACK_COMPLETE', 'DELETE_FAILED', 'UPDATE_ROLLBACK_FAILED', 'CREATE_COMPLETE'] as const)(
    'a stack that is %s may be deleted',
    (status) => {
      expect(hindrance({ name: 'oncall', region: 'eu-west-1' }, status, 'destroy')).toBeUndefined();
    },
  );
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import { AwsError, awsAtHand } from '../../aws/aws-at-hand';
import { stackReply, TOPIC } from '../../aws/sample';
import { shownBelow } from '../../support/pages';
import { typed } from '../command-line';

const READ_AT = 1_795_000_000.123;
const OTHER = 'arn:aws:sns:eu-west-1:111122223333:mail';

/** As DescribeAlarms tells them in JSON: times are seconds. */
const CPU = {
  AlarmName: 'web-1 cpu',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-1 cpu',
  AlarmConfigurationUpdatedTimestamp: READ_AT,
  ActionsEnabled: true,
  OKActions: [],
  AlarmActions: [OTHER],
  InsufficientDataActions: [OTHER],
  StateValue: 'OK',
  StateReason: 'Threshold Crossed',
  StateUpdatedTimestamp: READ_AT,
  MetricName: 'CPUUtilization',
  Namespace: 'AWS/EC2',
  ExtendedStatistic: 'p99',
  Dimensions: [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }],
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'breaching',
  EvaluateLowSampleCountPercentile: 'ignore',
};

const SITE = {
  AlarmName: 'site down',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:site down',
  AlarmConfigurationUpdatedTimestamp: READ_AT,
  AlarmRule: 'ALARM("a") OR ALARM("b")',
  ActionsEnabled: true,
  StateValue: 'ALARM',
  ActionsSuppressor: 'maintenance',
  ActionsSuppressorWaitPeriod: 60,
  ActionsSuppressorExtensionPeriod: 120,
};

const WATCHER = { AlarmName: 'oncall-watcher-age', AlarmConfigurationUpdatedTimestamp: READ_AT, AlarmActions: [OTHER] };

const aws = awsAtHand();

beforeEach(() => {
  aws.on('DescribeStacks', stackReply('CREATE_COMPLETE'));
  aws.on('ListStackResources', {
    StackResourceSummaries: [
      { LogicalResourceId: 'Topic', PhysicalResourceId: TOPIC, ResourceType: 'AWS::SNS::Topic' },
      { LogicalResourceId: 'Age', PhysicalResourceId: 'oncall-watcher-age', ResourceType: 'AWS::CloudWatch::Alarm' },
    ],
  });
  aws.on('PutMetricAlarm', {});
  aws.on('PutCompositeAlarm', {});
  alarms({ MetricAlarms: [WATCHER, CPU], CompositeAlarms: [SITE] });
});

type Named = Readonly<Record<string, unknown>> & { readonly AlarmName: string };

/** What DescribeAlarms answers, also when it is asked for one by name. */
function alarms(all: { MetricAlarms?: readonly Named[]; CompositeAlarms?: readonly Named[] }): void {
  aws.on('DescribeAlarms', ({ AlarmNames }) => {
    const isAsked = ({ AlarmName }: Named): boolean => !Array.isArray(AlarmNames) || AlarmNames.includes(AlarmName);
    return {
      MetricAlarms: (all.MetricAlarms ?? []).filter(isAsked),
      CompositeAlarms: (all.CompositeAlarms ?? []).filter(isAsked),
    };
  });
}

describe('oncall aws attach', () => {
  it('shows what would change, and changes nothing', async () => {
    const ran = await typed('aws', 'attach', '--all', '--region', 'eu-west-1');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out.split('\n')).toEqual([
      '  ! oncall-watcher-age',
      '      left alone: it watches the pager itself, so it must reach you without it: by the mail address of aws deploy --email.',
      '  ~ site down',
      `      + ALARM  ${TOPIC}`,
      `      + OK     ${TOPIC}`,
      '  ~ web-1 cpu',
      `      + ALARM  ${TOPIC}   (1 other action stays)`,
      `      + OK     ${TOPIC}`,
      '',
      '3 alarms: 2 to change, 0 as they should be, 1 left alone.',
      'Nothing was changed. To do it:',
      '  npx --no oncall aws attach --all --region eu-west-1 --apply',
      '',
    ]);
    expect(aws.changes).toEqual([]);
    expect(aws.inputs('DescribeAlarms')[0]).toMatchObject({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
  });

  it('prints what the docs show', async () => {
    const full = [1, 2, 3, 4, 5].map((number) => `${OTHER}-${number}`);
    alarms({ MetricAlarms: [CPU, { ...CPU, AlarmName: 'web-1 status check', AlarmActions: full }] });
    const { out } = await typed('aws', 'attach', '--prefix', 'web-');
    expect(out).toBe(shownBelow('npx --no oncall aws attach --prefix web-'));
  });

  it('--apply sends each definition back whole, with the topic added', async () => {
    const ran = await typed('aws', 'attach', '--all', '--apply');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.inputs('PutMetricAlarm')).toEqual([
      {
        AlarmName: 'web-1 cpu',
        ActionsEnabled: true,
        OKActions: [TOPIC],
        AlarmActions: [OTHER, TOPIC],
        InsufficientDataActions: [OTHER],
        MetricName: 'CPUUtilization',
        Namespace: 'AWS/EC2',
        ExtendedStatistic: 'p99',
        Dimensions: [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }],
        Period: 60,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'breaching',
        EvaluateLowSampleCountPercentile: 'ignore',
      },
    ]);
    expect(aws.inputs('PutCompositeAlarm')).toEqual([
      {
        AlarmName: 'site down',
        AlarmRule: 'ALARM("a") OR ALARM("b")',
        ActionsEnabled: true,
        OKActions: [TOPIC],
        AlarmActions: [TOPIC],
        ActionsSuppressor: 'maintenance',
        ActionsSuppressorWaitPeriod: 60,
        ActionsSuppressorExtensionPeriod: 120,
      },
    ]);
    expect(ran.out).toContain('2 alarms changed, 1 left alone.');
    expect(ran.out).toContain('In ALARM now: site down.');
  });

  it('--detach takes the topic away and nothing else', async () => {
    alarms({
      MetricAlarms: [
        { ...CPU, AlarmActions: [OTHER, TOPIC, 'arn:aws:sns:eu-west-1:111122223333:last'], OKActions: [TOPIC] },
        { AlarmName: 'another' },
      ],
    });

    const ran = await typed('aws', 'attach', '--detach', '--apply');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.changes).toEqual(['PutMetricAlarm']);
    const [sent = {}] = aws.inputs('PutMetricAlarm');
    expect(sent['AlarmActions']).toEqual([OTHER, 'arn:aws:sns:eu-west-1:111122223333:last']);
    // Absent is what CloudWatch calls no actions at all.
    expect(sent['OKActions']).toBeUndefined();
    expect(sent['InsufficientDataActions']).toEqual([OTHER]);
  });

  it('reads every page', async () => {
    aws.on(
      'DescribeAlarms',
      { MetricAlarms: [CPU], NextToken: 'more' },
      { MetricAlarms: [{ AlarmName: 'web-2 cpu' }] },
    );

    const ran = await typed('aws', 'attach', '--prefix', 'web-');

    expect(ran.out).toContain('2 alarms: 2 to change');
    expect(aws.inputs('DescribeAlarms')).toMatchObject([
      { AlarmNamePrefix: 'web-' },
      { AlarmNamePrefix: 'web-', NextToken: 'more' },
    ]);
  });

  it('--tag takes the alarms with that value of that tag', async () => {
    aws.on('ListTagsForResource', ({ ResourceARN }) => ({
      Tags: [{ Key: 'team', Value: ResourceARN === SITE.AlarmArn ? 'web=1' : 'db' }],
    }));

    const ran = await typed('aws', 'attach', '--tag', 'team=web=1');

    expect(ran.out).toContain('~ site down');
    expect(ran.out).toContain('1 alarm: 1 to change');
  });

  it.each([
    [{ Key: 'team', Value: 'web=1' }, true],
    [{ Key: 'team=web', Value: '1' }, true],
    [{ Key: 'team=web=1', Value: '' }, false],
    [{ Key: 'team', Value: 'web' }, false],
    [{ Key: 'xteam=web', Value: '1' }, false],
  ])('--tag team=web=1 takes an alarm with the tag %j: %s', async (tag, isTaken) => {
    alarms({ MetricAlarms: [CPU] });
    aws.on('ListTagsForResource', { Tags: [tag] });

    const ran = await typed('aws', 'attach', '--tag', 'team=web=1');

    expect(ran.out.includes('~ web-1 cpu')).toBe(isTaken);
  });

  it.each([
    [['--prefix', 'web 1'], "npx --no oncall aws attach --prefix 'web 1' --apply"],
    [['--prefix=-web'], 'npx --no oncall aws attach --prefix=-web --apply'],
    [['--prefix', "it's; rm x"], String.raw`npx --no oncall aws attach --prefix 'it'\''s; rm x' --apply`],
    [['--tag', 'team=the web'], "npx --no oncall aws attach --tag 'team=the web' --apply"],
    [['--all', '--detach'], 'npx --no oncall aws attach --detach --all --apply'],
  ])('%j is repeated so that a shell understands it', async (args, command) => {
    alarms({ MetricAlarms: [{ ...CPU, AlarmActions: args.includes('--detach') ? [TOPIC] : [OTHER] }] });
    aws.on('ListTagsForResource', { Tags: [{ Key: 'team', Value: 'the web' }] });

    const ran = await typed('aws', 'attach', ...args);

    expect(ran.out).toContain(`To do it:\n  ${command}\n`);
  });

  describe('--topic, for the alarms of another account than the stack', () => {
    const ELSEWHERE = 'arn:aws:sns:eu-west-1:999988887777:oncall-Topic-9Z';

    it('attaches that topic without looking for a stack, and leaves watchers of any stack alone', async () => {
      const ran = await typed('aws', 'attach', '--all', '--topic', ELSEWHERE, '--apply');

      expect(ran).toMatchObject({ status: 0, err: '' });
      expect(aws.inputs('DescribeStacks')).toEqual([]);
      expect(aws.inputs('PutMetricAlarm')).toMatchObject([
        { AlarmName: 'web-1 cpu', AlarmActions: [OTHER, ELSEWHERE] },
      ]);
      expect(ran.out).toContain('! oncall-watcher-age\n      left alone: it watches the pager itself');
    });

    it('is repeated in the command that does it', async () => {
      const ran = await typed('aws', 'attach', '--all', '--topic', ELSEWHERE);
      expect(ran.out).toContain(`npx --no oncall aws attach --topic ${ELSEWHERE} --all --apply`);
    });

    it('is taken away again', async () => {
      alarms({ MetricAlarms: [{ ...CPU, AlarmActions: [OTHER, ELSEWHERE], OKActions: [ELSEWHERE] }] });

      await typed('aws', 'attach', '--detach', '--topic', ELSEWHERE, '--apply');

      expect(aws.inputs('PutMetricAlarm')).toEqual([expect.objectContaining({ AlarmActions: [OTHER] })]);
    });

    it.each([
      [['--topic', 'oncall'], 'must be the ARN of a topic'],
      [['--topic', ELSEWHERE.replace('eu-west-1', 'us-east-1')], 'an alarm acts in its own region only'],
    ])('%j is refused', async (args, words) => {
      const ran = await typed('aws', 'attach', '--all', ...args);

      expect(ran.status).toBe(2);
      expect(ran.err).toContain(words);
      expect(aws.requests).toEqual([]);
    });
  });

  it('leaves an alarm alone that somebody changes meanwhile, and goes on with the others', async () => {
    const all = { MetricAlarms: [CPU], CompositeAlarms: [SITE] };
    aws.on(
      'DescribeAlarms',
      all,
      { CompositeAlarms: [SITE] },
      {
        MetricAlarms: [{ ...CPU, Threshold: 90, AlarmConfigurationUpdatedTimestamp: READ_AT + 5 }],
      },
    );

    const ran = await typed('aws', 'attach', '--all', '--apply');

    expect(ran.status).toBe(1);
    expect(aws.changes).toEqual(['PutCompositeAlarm']);
    expect(ran.out).toContain('! web-1 cpu\n      left alone: somebody changed it a moment ago; run this again');
    expect(ran.out).toContain('1 alarm changed, 1 left alone.');
  });

  it('leaves an alarm alone that has what is newer than the SDK: sent back, it would lose it', async () => {
    const metrics = [{ Id: 'm1', Expression: 'm2 * 2', Weight: 3 }];
    alarms({ MetricAlarms: [{ ...CPU, Severity: 'HIGH', Metrics: metrics }], CompositeAlarms: [SITE] });

    const ran = await typed('aws', 'attach', '--all', '--apply');

    expect(aws.changes).toEqual(['PutCompositeAlarm']);
    expect(ran.out).toContain('would lose what this oncall does not know (Severity, Metrics.0.Weight)');
  });

  it('goes on with the others when AWS has something against one', async () => {
    aws.on('PutCompositeAlarm', new AwsError('ValidationError', 'AlarmRule contains a cycle'));

    const ran = await typed('aws', 'attach', '--all', '--apply');

    expect(ran.status).toBe(1);
    expect(ran.out).toContain('AWS refused: AlarmRule contains a cycle');
    expect(aws.changes).toEqual(['PutCompositeAlarm', 'PutMetricAlarm']);
  });

  it.each([
    [[], 'which alarms?'],
    [['--all', '--prefix', 'web-'], 'choose one of'],
    [['--prefix', ''], '--all if you mean every alarm'],
    [['--tag', 'team'], '--tag team=web'],
  ])('%j is told apart', async (args, words) => {
    const ran = await typed('aws', 'attach', ...args);

    expect(ran.status).toBe(2);
    expect(ran.err).toContain(words);
    expect(aws.requests).toEqual([]);
  });

  it('says so when no alarm is meant', async () => {
    alarms({});
    expect(await typed('aws', 'attach', '--prefix', 'wbe-')).toMatchObject({
      status: 0,
      out: 'There is no such alarm in this region.\n',
    });
  });
});

describe('AWS in the way', () => {
  it.each([
    [
      'a region without the stack',
      'DescribeStacks',
      new AwsError('ValidationError', 'Stack with id oncall does not exist'),
      ['there is no stack oncall in eu-west-1', 'npx --no oncall aws deploy'],
    ],
    [
      'an expired token',
      'DescribeStacks',
      new AwsError('ExpiredToken', 'The security token included in the request is expired', 403),
      ['have expired', 'aws sso login'],
    ],
    [
      'a wrong key',
      'DescribeStacks',
      new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),
      ['does not accept these credentials'],
    ],
    [
      'a permission that is missing',
      'DescribeAlarms',
      new AwsError(
        'AccessDenied',
        'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: cloudwatch:DescribeAlarms because no identity-based policy allows it',
        403,
      ),
      ['cloudwatch:DescribeAlarms is missing', '--profile'],
    ],
    [
      'too many requests',
      'PutMetricAlarm',
      new AwsError('Throttling', 'Rate exceeded', 400),
      ['fewer requests', 'continues where it stopped'],
    ],
    [
      'a service that is down',
      'DescribeAlarms',
      new AwsError('InternalFailure', 'Oops', 500),
      ['AWS refused: Oops (InternalFailure)'],
    ],
  ])('%s', async (_name, action, answer, words) => {
    alarms({ MetricAlarms: [CPU] });
    aws.on(action, answer);

    const ran = await typed('aws', 'attach', '--all', '--apply');

    expect(ran.status).toBe(1);
    for (const word of words) expect(ran.err).toContain(word);
    expect(ran.err).not.toMatch(/^\s+at /m);
    expect(ran.err).not.toContain('secret access key');
  });

  it('a request that is throttled is made again', async () => {
    process.env['AWS_MAX_ATTEMPTS'] = '2';
    alarms({ MetricAlarms: [CPU] });
    aws.on('PutMetricAlarm', new AwsError('Throttling', 'Rate exceeded'), {});

    expect(await typed('aws', 'attach', '--all', '--apply')).toMatchObject({ status: 0 });
    expect(aws.inputs('PutMetricAlarm')).toHaveLength(2);
  });

  it('no credentials', async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    const ran = await typed('aws', 'attach', '--all');

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('no usable AWS credentials were found');
    expect(ran.err).toContain('--profile NAME');
  });

  it('no region', async () => {
    delete process.env['AWS_REGION'];
    const ran = await typed('aws', 'attach', '--all');

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('no AWS region is configured. Write --region');
  });

  it('no such profile', async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    const ran = await typed('aws', 'attach', '--all', '--profile', 'nobody');

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('no usable AWS credentials were found');
  });

  it('nothing at that address', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:1';
    const ran = await typed('aws', 'attach', '--all');

    expect(ran.status).toBe(1);
    expect(ran.err).toMatch(/AWS cannot be reached \(.*ECONNREFUSED 127\.0\.0\.1:1\)/);
  });

  it('a stack of an older version', async () => {
    aws.on('DescribeStacks', stackReply('CREATE_COMPLETE', { Outputs: [] }));
    const ran = await typed('aws', 'attach', '--all');

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('has no output TopicArn');
  });
});

import { ComparisonOperator } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from '@jest/globals';
import { deployedWith, isList, propertiesOf, referencesIn, short, TEMPLATE } from './template-file';
import type { Value } from './template-file';

type Fields = Readonly<Record<string, Value>>;

const WATCHERS = Object.keys(TEMPLATE.Resources).filter((name) => typeOf(name) === 'AWS::CloudWatch::Alarm');

function typeOf(name: string): string | undefined {
  return TEMPLATE.Resources[name]?.Type;
}

function fields(value: Value | undefined): Fields {
  if (typeof value !== 'object' || value === null || isList(value)) throw new Error('These are no fields.');
  return value;
}

function list(value: Value | undefined): readonly Value[] {
  if (value === undefined || !isList(value)) throw new Error('This is no list.');
  return value;
}

/** What a watcher looks at: `AWS/SQS ApproximateAgeOfOldestMessage, QueueName Queue.QueueName, Maximum of 60 s`. */
function metricsOf(watcher: Fields): readonly string[] {
  if (watcher['Metrics'] === undefined) return [metricInWords(watcher, watcher['Statistic'], watcher['Period'])];
  return list(watcher['Metrics']).map((each) => {
    const { Id = null, Expression, MetricStat, ReturnData = true } = fields(each);
    // CloudWatch wants exactly one of them to be the one that is watched.
    expect(ReturnData).toBe(Expression !== undefined);
    if (Expression !== undefined) return `${short(Id)}: ${short(Expression)}`;
    const { Metric, Stat, Period } = fields(MetricStat);
    return `${short(Id)}: ${metricInWords(fields(Metric), Stat, Period)}`;
  });
}

function metricInWords(metric: Fields, statistic: Value | undefined, seconds: Value | undefined): string {
  const [dimension] = list(metric['Dimensions']).map(fields);
  const { Name = null, Value: value = null } = dimension ?? {};
  const where = `${short(Name)} ${short(value)}`;
  return `${short(metric['Namespace'])} ${short(metric['MetricName'])}, ${where}, ${short(statistic)} of ${short(seconds)} s`;
}

function conditionOf(watcher: Fields): string {
  const { ComparisonOperator: comparison, Threshold, EvaluationPeriods, DatapointsToAlarm, TreatMissingData } = watcher;
  const times = DatapointsToAlarm === undefined ? '' : `${short(DatapointsToAlarm)} of `;
  const when = `${short(comparison)} ${short(Threshold)}, ${times}${short(EvaluationPeriods)} times`;
  return `${when}, missing is ${short(TreatMissingData)}`;
}

const ONCE = 'GreaterThanThreshold 0, 1 times, missing is notBreaching';

describe('the watchers', () => {
  it.each([
    [
      'HeartbeatWatcher',
      ['answered: FILL(healthy, 0)', 'healthy: oncall Healthy, Lambda Lambda, Minimum of 300 s'],
      'LessThanThreshold 1, 3 times, missing is breaching',
    ],
    [
      'AgeWatcher',
      ['AWS/SQS ApproximateAgeOfOldestMessage, QueueName Queue.QueueName, Maximum of 60 s'],
      'GreaterThanThreshold 300, 1 times, missing is notBreaching',
    ],
    [
      'UnsettledWatcher',
      ['oncall Unsettled, Lambda Lambda, Maximum of 60 s'],
      'GreaterThanThreshold 0, 1 of 3 times, missing is notBreaching',
    ],
    [
      'DeadLettersWatcher',
      ['AWS/SQS ApproximateNumberOfMessagesVisible, QueueName DeadLetters.QueueName, Maximum of 60 s'],
      ONCE,
    ],
    ['ErrorsWatcher', ['AWS/Lambda Errors, FunctionName Lambda, Sum of 60 s'], ONCE],
    ['ThrottlesWatcher', ['AWS/Lambda Throttles, FunctionName Lambda, Sum of 60 s'], ONCE],
    ['DeliveryWatcher', ['AWS/SNS NumberOfNotificationsFailed, TopicName Topic.TopicName, Sum of 60 s'], ONCE],
  ])('%s looks at %j and tells when %s', (name, metrics, condition) => {
    const watcher = propertiesOf(name);
    expect(metricsOf(watcher)).toEqual(metrics);
    expect(conditionOf(watcher)).toBe(condition);
    expect(Object.values<Value>(ComparisonOperator)).toContain(watcher['ComparisonOperator']);
  });

  it('are these seven, so that they and the other free ones of an account stay free', () => {
    expect(WATCHERS).toHaveLength(7);
  });

  it.each(WATCHERS)(
    '%s tells the second topic and nothing else, both ways, under a name that the rule leaves out',
    (name) => {
      const { AlarmActions, OKActions, InsufficientDataActions, AlarmName, AlarmDescription } = propertiesOf(name);
      expect([AlarmActions, OKActions, InsufficientDataActions]).toEqual([
        [{ Ref: 'WatcherTopic' }],
        [{ Ref: 'WatcherTopic' }],
        undefined,
      ]);
      expect(short(AlarmName ?? '')).toMatch(/^\$\{AWS::StackName\}-watcher-[a-z-]+$/);
      expect(short(AlarmDescription).length).toBeGreaterThan(40);
    },
  );

  it('tell by a way that leads through nothing of what they watch', () => {
    const watched = new Set(['Topic', 'Queue', 'DeadLetters', 'Lambda', 'Subscription', 'Mapping', 'TopicKeyArn']);
    for (const name of ['WatcherTopic', 'WatcherTopicPolicy', 'WatcherSubscription']) {
      const references = referencesIn(propertiesOf(name)).map((each) => each.split('.')[0]);
      expect(references.filter((each = '') => watched.has(each))).toEqual([]);
    }
    expect(propertiesOf('WatcherSubscription')).toEqual({
      TopicArn: { Ref: 'WatcherTopic' },
      Protocol: 'email',
      Endpoint: { Ref: 'WatcherEmail' },
    });
  });
});

describe('what the watchers say', () => {
  it('names how long an alarm was unsettled, as the Lambda counts it', () => {
    expect(short(propertiesOf('UnsettledWatcher')['AlarmDescription'])).toContain('for 15 minutes and is not settled');
  });

  it('of the dead letters does not take a heartbeat for an alarm', () => {
    const words = short(propertiesOf('DeadLettersWatcher')['AlarmDescription']);
    expect(words).toMatch(/^A message was given up/);
    expect(words).toContain('A heartbeat ("source":"oncall.heartbeat") is none.');
    expect(propertiesOf('Heartbeat')['Target']).toMatchObject({ Input: '{"source":"oncall.heartbeat"}' });
  });
});

describe('the heartbeat', () => {
  it('goes into the topic that alarms go into', () => {
    const { ScheduleExpression, FlexibleTimeWindow, Target } = propertiesOf('Heartbeat');
    expect(ScheduleExpression).toBe('rate(5 minutes)');
    expect(FlexibleTimeWindow).toEqual({ Mode: 'OFF' });
    expect(Target).toMatchObject({ Arn: { Ref: 'Topic' }, RoleArn: { 'Fn::GetAtt': ['HeartbeatRole', 'Arn'] } });
    expect(propertiesOf('Subscription')).toMatchObject({
      TopicArn: { Ref: 'Topic' },
      Protocol: 'sqs',
      Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
    });
  });

  it('comes as often as the watcher looks for one', () => {
    const [, healthy] = list(propertiesOf('HeartbeatWatcher')['Metrics']);
    expect(fields(fields(healthy)['MetricStat'])['Period']).toBe(5 * 60);
  });
});

/** An event of an alarm. */
function eventOf(alarmName: string): Value {
  return {
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: [`arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${alarmName}`],
    detail: { alarmName, state: { value: 'ALARM' } },
  };
}

describe('the rule', () => {
  const pattern = propertiesOf('AlarmRule')['EventPattern'] ?? null;

  it.each([
    ['web-1 status check', 'web-', true],
    ['db-1 space', 'web-', false],
    ['oncall-watcher-heartbeat', 'web-', false],
    ['oncall-watcher-heartbeat', 'oncall-', false],
    ['oncall-disk', 'oncall-', true],
  ])('for an alarm "%s" and the prefix "%s": %s', (alarm, prefix, isPaged) => {
    const deployed = deployedWith({ AlarmNamePrefix: prefix }, pattern);
    expect(matches(deployed, eventOf(alarm))).toBe(isPaged);
  });

  it('takes no other event of CloudWatch', () => {
    const deployed = deployedWith({ AlarmNamePrefix: 'web-' }, pattern);
    expect(
      matches(deployed, { ...fields(eventOf('web-1')), 'detail-type': 'CloudWatch Alarm Configuration Change' }),
    ).toBe(false);
  });

  it('puts them into the queue, and what the queue does not take with the dead letters', () => {
    expect(propertiesOf('AlarmRule')['Targets']).toEqual([
      {
        Id: 'queue',
        Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } },
      },
    ]);
  });
});

describe('the dashboard', () => {
  const body = short(propertiesOf('Dashboard')['DashboardBody'] ?? '');
  const { widgets } = JSON.parse(body) as {
    widgets: {
      type: string;
      properties: { title: string; region?: string; alarms?: string[]; metrics?: unknown[][] };
    }[];
  };

  it('shows the whole way in its order', () => {
    expect(widgets.map(({ properties }) => properties.title.split(/[:,]/)[0])).toEqual([
      'The pager itself',
      '1. Topic',
      '2. Queue',
      '2. Queue',
      '3. Lambda',
      '3. Lambda',
      '4. Twilio',
    ]);
    expect(widgets.slice(1).map(({ properties }) => properties.region)).toEqual(
      Array.from({ length: 6 }, () => '${AWS::Region}'),
    );
  });

  it('shows every watcher', () => {
    expect(widgets[0]?.properties.alarms).toEqual(WATCHERS.map((name) => `\${${name}.Arn}`));
  });

  it('shows metrics that there are: what the watchers look at is among them', () => {
    const shown = widgets
      .flatMap(({ properties }) => properties.metrics ?? [])
      .map((metric) => metric.slice(0, 4).join(' '));
    const watched = WATCHERS.flatMap((name) => metricsOf(propertiesOf(name)))
      .map((metric) => /(\S+) (\w+), (\w+) ([\w.]+), /.exec(metric)?.slice(1))
      .flatMap((found) => (found === undefined ? [] : [`${found[0]} ${found[1]} ${found[2]} \${${found[3]}}`]));
    expect(watched).toHaveLength(7);
    expect(shown).toEqual(expect.arrayContaining(watched));
    expect(shown).toHaveLength(14);
  });
});

/**
 * Whether EventBridge's pattern matches: all keys must, each by one of its values; of a list in the event, one is enough
 * (EventBridge user guide, "Comparison operators").
 */
function matches(pattern: Value, event: Value | undefined): boolean {
  return Object.entries(fields(pattern)).every(([key, wanted]) => {
    const found = fields(event)[key];
    if (!isList(wanted)) return found !== undefined && matches(wanted, found);
    const values = found !== undefined && isList(found) ? found : [found];
    return values.some((value) => wanted.some((each) => admits(each, value)));
  });
}

function admits(wanted: Value, value: Value | undefined): boolean {
  if (typeof wanted === 'string') return wanted === value;
  const { prefix, 'anything-but': not } = fields(wanted);
  if (prefix !== undefined) return short(value).startsWith(short(prefix));
  return not !== undefined && !admits(not, value);
}

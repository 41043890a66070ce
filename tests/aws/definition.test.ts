import { PutCompositeAlarmInput$, PutMetricAlarmInput$ } from '@aws-sdk/client-cloudwatch';
import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from '@jest/globals';
import {
  COMPOSITE_ALARM_FIELDS,
  compositeDefinition,
  METRIC_ALARM_FIELDS,
  metricDefinition,
} from '../../src/aws/definition';

/** The members that the SDK itself would send, from the schema that it serializes by. Its fifth entry lists their names. */
function sentBy(schema: readonly unknown[]): readonly string[] {
  const names = schema[4];
  if (!Array.isArray(names) || names.length < 10) throw new Error('the SDK describes its inputs in another way now');
  return names.map(String);
}

/** Every member of a metric alarm that can be written, with a value that tells it from every other. */
const METRIC_ALARM = {
  AlarmName: 'web-1 cpu',
  AlarmDescription: 'Runbook: https://example.com/cpu',
  ActionsEnabled: false,
  OKActions: ['arn:aws:sns:eu-west-1:111122223333:ok'],
  AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:alarm'],
  InsufficientDataActions: ['arn:aws:sns:eu-west-1:111122223333:no-data'],
  MetricName: 'CPUUtilization',
  Namespace: 'AWS/EC2',
  Statistic: 'Average',
  ExtendedStatistic: 'p99.9',
  Dimensions: [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }],
  Period: 60,
  Unit: 'Percent',
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 0,
  ComparisonOperator: 'LessThanOrEqualToThreshold',
  TreatMissingData: 'breaching',
  EvaluateLowSampleCountPercentile: 'ignore',
  Metrics: [
    { Id: 'm1', Expression: 'm2 / m3', Label: 'rate', ReturnData: true, Period: 300, AccountId: '444455556666' },
  ],
  ThresholdMetricId: 'ad1',
  EvaluationWindow: { SlidingWindow: {} },
  WarmUpConfiguration: {},
  EvaluationCriteria: { PromQLCriteria: { Query: 'up == 0', PendingPeriod: 60 } },
  EvaluationInterval: 30,
  ActionConfiguration: {},
} as const satisfies { readonly [Field in (typeof METRIC_ALARM_FIELDS)[number]]: unknown };

describe('a definition that is sent back', () => {
  it.each([
    ['metric alarm', METRIC_ALARM_FIELDS, PutMetricAlarmInput$],
    ['composite alarm', COMPOSITE_ALARM_FIELDS, PutCompositeAlarmInput$],
  ])('has every field of a %s that AWS takes, but for the tags', (_kind, fields, schema) => {
    expect([...fields, 'Tags'].toSorted()).toEqual(sentBy(schema).toSorted());
  });

  it('carries each field as it was read, also 0 and false, and nothing that only AWS writes', () => {
    const read = {
      ...METRIC_ALARM,
      AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-1 cpu',
      AlarmConfigurationUpdatedTimestamp: new Date(0),
      StateValue: 'ALARM',
      StateReason: 'Threshold Crossed',
      StateReasonData: '{}',
      StateUpdatedTimestamp: new Date(0),
      StateTransitionedTimestamp: new Date(0),
      EvaluationState: 'PARTIAL_DATA',
    };
    expect(metricDefinition(read as unknown as MetricAlarm)).toEqual(METRIC_ALARM);
  });

  it('leaves an empty list out: AWS refuses dimensions beside metrics, also when there are none', () => {
    const read: MetricAlarm = {
      AlarmName: 'errors per request',
      Metrics: [{ Id: 'e1', Expression: 'm1/m2' }],
      Dimensions: [],
      OKActions: [],
    };
    expect(metricDefinition(read)).toEqual({
      AlarmName: 'errors per request',
      Metrics: [{ Id: 'e1', Expression: 'm1/m2' }],
    });
  });

  it('carries a composite alarm with its suppressor', () => {
    const definition = {
      AlarmName: 'site down',
      AlarmDescription: 'both zones',
      AlarmRule: 'ALARM("a") AND ALARM("b")',
      ActionsEnabled: true,
      OKActions: ['arn:aws:sns:eu-west-1:111122223333:ok'],
      AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:alarm'],
      InsufficientDataActions: ['arn:aws:sns:eu-west-1:111122223333:no-data'],
      ActionsSuppressor: 'maintenance',
      ActionsSuppressorWaitPeriod: 0,
      ActionsSuppressorExtensionPeriod: 120,
      ActionConfiguration: {},
    } satisfies { readonly [Field in (typeof COMPOSITE_ALARM_FIELDS)[number]]: unknown };
    const read = { ...definition, AlarmArn: 'arn:…', StateValue: 'OK', ActionsSuppressedBy: 'WaitPeriod' };
    expect(compositeDefinition(read as unknown as CompositeAlarm)).toEqual(definition);
  });
});

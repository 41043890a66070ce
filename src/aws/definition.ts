import type {
  CompositeAlarm,
  MetricAlarm,
  PutCompositeAlarmCommandInput,
  PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';

/**
 * What PutMetricAlarm and PutCompositeAlarm take, but for tags: an update overwrites the whole definition, so each of these is
 * sent back as it was read. Tags stay as they are ("If you are using this operation to update an existing alarm, any tags you
 * specify in this parameter are ignored"), and DescribeAlarms does not tell them.
 *
 * The types make sure that nothing stands here that AWS does not know; a test, that nothing is missing that it does.
 */
export const METRIC_ALARM_FIELDS = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
  'Metrics',
  'ThresholdMetricId',
  'EvaluationWindow',
  'WarmUpConfiguration',
  'EvaluationCriteria',
  'EvaluationInterval',
  'ActionConfiguration',
] as const satisfies readonly (keyof PutMetricAlarmCommandInput & keyof MetricAlarm)[];

/** The same for composite alarms. */
export const COMPOSITE_ALARM_FIELDS = [
  'AlarmName',
  'AlarmDescription',
  'AlarmRule',
  'ActionsEnabled',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'ActionsSuppressor',
  'ActionsSuppressorWaitPeriod',
  'ActionsSuppressorExtensionPeriod',
  'ActionConfiguration',
] as const satisfies readonly (keyof PutCompositeAlarmCommandInput & keyof CompositeAlarm)[];

/** The alarm's definition as PutMetricAlarm takes it. */
export function metricDefinition(alarm: MetricAlarm): PutMetricAlarmCommandInput {
  return { AlarmName: alarm.AlarmName, ...carried(alarm, METRIC_ALARM_FIELDS) };
}

/** The alarm's definition as PutCompositeAlarm takes it. */
export function compositeDefinition(alarm: CompositeAlarm): PutCompositeAlarmCommandInput {
  return { AlarmName: alarm.AlarmName, AlarmRule: alarm.AlarmRule, ...carried(alarm, COMPOSITE_ALARM_FIELDS) };
}

/**
 * The fields that the alarm has. DescribeAlarms gives an alarm on several metrics an empty list of dimensions, and
 * PutMetricAlarm refuses dimensions beside metrics: an empty list is left out, which means the same.
 */
function carried<Alarm extends object, Field extends keyof Alarm & string>(
  alarm: Alarm,
  fields: readonly Field[],
): Partial<Pick<Alarm, Field>> {
  const present = fields.filter((field) => {
    const value: unknown = alarm[field];
    return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
  });
  return Object.fromEntries(present.map((field) => [field, alarm[field]])) as Partial<Pick<Alarm, Field>>;
}

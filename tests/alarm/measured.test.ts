import { describe, expect, it } from '@jest/globals';
import { readAlarm } from '../../src/alarm/alarm';
import { measuredIn, pairsIn } from '../../src/alarm/sources/measured';

const CROSSED =
  'Threshold Crossed: 1 out of the last 1 datapoints [93.2 (02/11/26 03:13:00)] was greater than the threshold (90.0) (minimum 1 datapoint for OK -> ALARM transition).';

const CPU = {
  MetricName: 'CPUUtilization',
  Namespace: 'AWS/EC2',
  Dimensions: [
    { name: 'InstanceId', value: 'i-0abc' },
    { name: 'Device', value: 'xvda' },
  ],
  Unit: 'Percent',
};

describe('what was measured', () => {
  it('is the metric with its dimensions, its unit, its value and its threshold', () => {
    expect(measuredIn(CROSSED, CPU)).toEqual({
      metric: 'CPUUtilization',
      of: 'InstanceId i-0abc, Device xvda',
      unit: 'Percent',
      value: 93.2,
      sign: '>',
      limits: [90],
    });
  });

  it('is the same of an action or a rule, which write it otherwise', () => {
    const configuration = {
      metrics: [
        {
          id: 'm1',
          metricStat: {
            metric: { namespace: 'AWS/RDS', name: 'FreeStorageSpace', dimensions: { DBInstanceIdentifier: 'db-main' } },
            period: 60,
            stat: 'Minimum',
          },
          returnData: true,
        },
      ],
    };
    const reason =
      'Threshold Crossed: 2 out of the last 2 datapoints [1.073741824E10 (02/11/26 03:13:00), 2.0E10 (02/11/26 03:12:00)] were less than or equal to the threshold (2.147483648E10).';
    expect(measuredIn(reason, configuration)).toEqual({
      metric: 'FreeStorageSpace',
      of: 'DBInstanceIdentifier db-main',
      unit: 'Bytes',
      value: 10_737_418_240,
      sign: '<=',
      limits: [21_474_836_480],
    });
  });

  it.each([
    ['greater than or equal to the threshold', '>='],
    ['greater than the threshold', '>'],
    ['less than or equal to the threshold', '<='],
    ['less than the threshold', '<'],
  ])('reads "%s" as %s', (words, sign) => {
    expect(measuredIn(`1 datapoint [-4.0E-3 (02/11/26 03:13:00)] was ${words} (0.5).`, {})).toEqual({
      metric: '',
      of: '',
      value: -0.004,
      sign,
      limits: [0.5],
    });
  });

  it('reads the reasons of old, with the value in parentheses', () => {
    expect(measuredIn('Threshold Crossed: 1 datapoint (3.0) was greater than the threshold (1.0).', {})).toMatchObject({
      value: 3,
      limits: [1],
    });
  });

  it('of an anomaly band is the latest value and both limits, and the metric, not the band', () => {
    const reason =
      'Thresholds Crossed: 2 out of the last 2 datapoints [12.0 (02/11/26 03:10:00), 9.0 (02/11/26 03:05:00)] were less than the lower thresholds [41.8, 39.2] or greater than the upper thresholds [188.3, 184.9].';
    const about = {
      Metrics: [
        { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(orders, 2)', Label: 'OrdersPlaced (expected)' },
        {
          Id: 'orders',
          MetricStat: { Metric: { MetricName: 'OrdersPlaced', Dimensions: [{ name: 'Service', value: 'shop' }] } },
          ReturnData: true,
        },
      ],
    };
    expect(measuredIn(reason, about)).toEqual({
      metric: 'OrdersPlaced',
      of: 'Service shop',
      value: 12,
      sign: 'outside',
      limits: [41.8, 188.3],
    });
  });

  it('of metric math is what the expression is called, not what it is made of', () => {
    const about = {
      Metrics: [
        { Id: 'errors', MetricStat: { Metric: { MetricName: 'Errors' } }, ReturnData: false },
        { Id: 'rate', Expression: '100 * errors / requests', Label: 'Checkout error rate', ReturnData: true },
      ],
    };
    expect(measuredIn(CROSSED, about)).toMatchObject({ metric: 'Checkout error rate', value: 93.2 });
  });

  it.each([
    ['there is no reason', undefined],
    ['a composite alarm names alarms', 'alarm-a transitioned to ALARM at Monday 02 November, 2026 03:14:07 UTC'],
    ['it is right again', CROSSED.replace('was greater', 'was not greater')],
    ['the threshold is not named', 'Threshold Crossed: 1 datapoint [3.0 (02/11/26)] was greater than the threshold.'],
    ['the state was set by hand', 'testing'],
  ])('is nothing where %s', (_what, reason) => {
    expect(measuredIn(reason, CPU)).toBeUndefined();
  });

  it.each([
    ['None', undefined],
    ['Count', 'Count'],
  ])('has the unit %s as %s', (unit, known) => {
    expect(measuredIn(CROSSED, { ...CPU, Unit: unit })?.unit).toBe(known);
  });
});

describe('a contributor of a Metrics Insights alarm', () => {
  it('is named by its attributes', () => {
    expect(pairsIn({ InstanceId: 'i-0abc', Empty: '', Count: 3, Zone: 'a' })).toEqual(['InstanceId i-0abc', 'Zone a']);
  });

  it('is a part of its alarm, with what was measured of it', () => {
    const body = {
      AlarmName: 'CPU high',
      NewStateValue: 'ALARM',
      NewStateReason: CROSSED,
      AlarmContributorId: 'c1',
      AlarmContributorAttributes: { InstanceId: 'i-0abc' },
      Trigger: { Metrics: [{ Id: 'q1', Expression: 'SELECT AVG(CPUUtilization)', Label: 'CPU', ReturnData: true }] },
    };
    const { part, more } = readAlarm({ id: 'm1', body: JSON.stringify(body) });
    expect(part).toBe('InstanceId i-0abc');
    expect(more?.measured).toMatchObject({ metric: 'CPU', value: 93.2, limits: [90] });
  });
});

import type { Sample } from '../../page/world';
import type { Sending } from '../../rehearsal/index';
import { isoOf } from '../../roster/time-text';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const STORM = 100;

/** What happens in the AWS account that the rehearsal makes up. */
interface Made {
  readonly name: string;
  readonly description: string;
  readonly reason: string;
  readonly state?: 'ALARM' | 'OK';
  readonly more?: object;
}

const STATUS_CHECK: Made = {
  name: 'web-1 status check',
  description: 'The web server web-1 fails its EC2 status check. Runbook: restart it from the console.',
  reason:
    'Threshold Crossed: 2 out of the last 2 datapoints [1.0, 1.0] were greater than or equal to the threshold (1.0) (minimum 2 datapoints for OK -> ALARM transition).',
  more: { Trigger: trigger('StatusCheckFailed', 'AWS/EC2', 'GreaterThanOrEqualToThreshold', 1) },
};

const CPU: Made = {
  name: 'web-1 CPU high',
  description: 'The web server web-1 has little CPU left.',
  reason:
    'Threshold Crossed: 3 out of the last 3 datapoints [97.4, 95.1, 93.2] were greater than the threshold (90.0) (minimum 3 datapoints for OK -> ALARM transition).',
  more: { Trigger: trigger('CPUUtilization', 'AWS/EC2', 'GreaterThanThreshold', 90) },
};

const COMPOSITE: Made = {
  name: 'shop is down',
  description: 'The shop cannot take orders.',
  reason: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:checkout error rate transitioned to ALARM`,
  more: {
    AlarmRule: 'ALARM("checkout error rate") AND ALARM("web-1 status check")',
    TriggeringChildren: [{ Arn: arnOf('checkout error rate'), State: { Value: 'ALARM' } }],
  },
};

const ANOMALY: Made = {
  name: 'orders unusual',
  description: 'Orders per minute outside the expected band.',
  reason:
    'Thresholds Crossed: 2 out of the last 2 datapoints [12.0, 9.0] were less than the lower thresholds [41.8, 39.2] or greater than the upper thresholds [188.3, 184.9] (minimum 2 datapoints for OK -> ALARM transition).',
};

/** The samples of the alarm panel, in its order. */
export const SAMPLES: readonly Sample[] = [
  {
    id: 'status-check',
    title: 'Status check',
    text: 'An EC2 server fails its status check.',
    alarm: STATUS_CHECK.name,
  },
  { id: 'cpu', title: 'CPU', text: 'A server has little CPU left.', alarm: CPU.name },
  { id: 'composite', title: 'Composite', text: 'An alarm made of other alarms.', alarm: COMPOSITE.name },
  { id: 'anomaly', title: 'Anomaly', text: 'A figure leaves the band in which it is expected.', alarm: ANOMALY.name },
  { id: 'health', title: 'Health event', text: 'AWS itself reports trouble, by EventBridge.' },
  { id: 'recovery', title: 'Recovery', text: 'The status check is right again.' },
  { id: 'plain', title: 'Plain text', text: 'A message that is no alarm of CloudWatch, by SNS.' },
  { id: 'storm', title: 'Storm', text: `${String(STORM)} alarms at once.` },
];

/** What a sample sends into the chain at this time; nothing for one that there is not. */
export function sampleSendings(id: string, atMs: number): readonly Sending[] {
  switch (id) {
    case 'status-check':
      return [sns(STATUS_CHECK, atMs)];
    case 'cpu':
      return [sns(CPU, atMs)];
    case 'composite':
      return [sns(COMPOSITE, atMs)];
    case 'anomaly':
      return [sns(ANOMALY, atMs)];
    case 'recovery':
      return [
        sns(
          {
            ...STATUS_CHECK,
            state: 'OK',
            reason: 'Threshold Crossed: 1 datapoint [0.0] was not greater than or equal to the threshold (1.0).',
          },
          atMs,
        ),
      ];
    case 'health':
      return [{ through: 'queue', body: JSON.stringify(healthEvent(atMs)) }];
    case 'plain':
      return [
        {
          through: 'topic',
          message: 'The nightly backup did not finish. Disk /data has 2 GB left.',
          subject: 'Backup failed',
        },
      ];
    case 'storm':
      return Array.from({ length: STORM }, (_, index) =>
        sns({ ...CPU, name: `web-${String(index + 1)} CPU high` }, atMs),
      );
    default:
      return [];
  }
}

/** As CloudWatch publishes it to SNS (CloudWatch user guide, "Notifying users on alarm changes"). */
function sns({ name, description, reason, state = 'ALARM', more }: Made, atMs: number): Sending {
  const message = {
    AlarmName: name,
    AlarmDescription: description,
    AWSAccountId: ACCOUNT,
    NewStateValue: state,
    OldStateValue: state === 'ALARM' ? 'OK' : 'ALARM',
    NewStateReason: reason,
    StateChangeTime: new Date(atMs).toISOString().replace('Z', '+0000'),
    Region: 'EU (Ireland)',
    AlarmArn: arnOf(name),
    ...more,
  };
  return { through: 'topic', message: JSON.stringify(message), subject: `${state}: "${name}" in EU (Ireland)` };
}

function arnOf(name: string): string {
  return `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`;
}

function trigger(MetricName: string, Namespace: string, ComparisonOperator: string, Threshold: number): object {
  return {
    MetricName,
    Namespace,
    StatisticType: 'Statistic',
    Statistic: 'MAXIMUM',
    Dimensions: [{ name: 'InstanceId', value: 'i-0a1b2c3d4e5f60718' }],
    Period: 60,
    EvaluationPeriods: 2,
    ComparisonOperator,
    Threshold,
  };
}

/** As EventBridge delivers it (AWS Health user guide, "Schema: AWS Health events"). */
function healthEvent(atMs: number): object {
  return {
    version: '0',
    id: `c4c1c1c9-6542-4b15-8f5e-${atMs.toString(16).padStart(12, '0').slice(-12)}`,
    'detail-type': 'AWS Health Event',
    source: 'aws.health',
    account: ACCOUNT,
    time: isoOf(atMs),
    region: REGION,
    resources: ['i-0a1b2c3d4e5f60718'],
    detail: {
      eventArn: `arn:aws:health:${REGION}::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/sample-${String(atMs)}`,
      service: 'EC2',
      eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
      eventTypeCategory: 'issue',
      statusCode: 'open',
      startTime: new Date(atMs).toUTCString(),
      eventDescription: [{ language: 'en_US', latestDescription: 'We are investigating increased error rates.' }],
    },
  };
}

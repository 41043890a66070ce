import { readAlarm } from '../alarm/alarm';
import { hashOf } from '../board/memory';

/** What a drill needs to know of the stack. */
export interface DrillPlace {
  readonly topicArn: string;
  /** Distinguishes this drill from every other. */
  readonly id: string;
}

/** How the agent who is called knows that it is a drill. */
export function drillName(alarm: string): string {
  return `Drill: ${alarm}`;
}

/**
 * The event with which SNS would invoke the Lambda for this alarm. Its name and its description both say that it is a drill, so
 * the voice and the SMS say so too; its account and region are those of the topic, so that routes see them.
 */
export function drillEvent(place: DrillPlace, alarm: string, state: 'ALARM' | 'OK', atMs: number): object {
  const time = new Date(atMs).toISOString();
  const name = drillName(alarm);
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: `${place.topicArn}:${place.id}`,
        Sns: {
          Type: 'Notification',
          MessageId: `drill-${place.id}-${state}`,
          TopicArn: place.topicArn,
          Subject: `${state}: "${name}"`,
          Message: JSON.stringify(drillMessage(place, name, state, time)),
          Timestamp: time,
          MessageAttributes: {},
        },
      },
    ],
  };
}

function drillMessage({ topicArn }: DrillPlace, name: string, state: 'ALARM' | 'OK', time: string): object {
  // arn:aws:sns:<region>:<account>:<name>
  const [, partition = 'aws', , region = '', account = ''] = topicArn.split(':');
  return {
    AlarmName: name,
    AlarmDescription: 'This is a drill, nothing is wrong. Press 1 to end it.',
    AWSAccountId: account,
    NewStateValue: state,
    OldStateValue: state === 'ALARM' ? 'OK' : 'ALARM',
    NewStateReason: 'oncall drill',
    StateChangeTime: time.replace('Z', '+0000'),
    AlarmArn: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}`,
  };
}

/** The name under which boards know the drill's alarm. */
export function drillHash(place: DrillPlace, alarm: string): string {
  const body = JSON.stringify(drillMessage(place, drillName(alarm), 'ALARM', new Date(0).toISOString()));
  return hashOf(readAlarm({ id: place.id, body }).key);
}

/** Answered by `/alarm` with its health; nobody is called. */
export const HEARTBEAT_EVENT = { heartbeat: 'drill' } as const;

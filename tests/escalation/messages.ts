import type { AlarmMessage } from '../../src/signing/request';
import { START_MS } from '../incident/sample';

/** A message as `/alarm` gets it, about an alarm in this state since that many seconds after the start. */
export function message(name: string, seconds = 0, state: 'ALARM' | 'OK' = 'ALARM', rest: object = {}): AlarmMessage {
  return {
    source: 'sns',
    id: `${name}-${seconds}-${state}`,
    body: JSON.stringify({
      AlarmName: name,
      NewStateValue: state,
      AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`,
      StateChangeTime: new Date(START_MS + seconds * 1_000).toISOString().replace('Z', '+0000'),
      AlarmDescription: `${name} is down`,
    }),
    ...rest,
  };
}

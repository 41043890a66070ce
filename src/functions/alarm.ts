import { receiveMessages } from '../escalation/receive';
import { Run } from '../escalation/run';
import type { AlarmReply } from '../signing/request';
import { readAlarmRequest } from '../twilio/alarm-request';
import { deskFor } from '../twilio/desk';
import type { FunctionContext } from '../twilio/desk';
import { readEnvironment } from '../twilio/environment';
import { answerWith, refuse } from '../twilio/reply';
import type { Callback } from '../twilio/reply';

/**
 * Alarms arrive: returns the on-call agent's number and starts the flow for that agent. Answers one result for each
 * message; 401 without a valid signature, 400 for any other shape, 503 when nothing could be dealt with.
 */
export function handler(
  context: FunctionContext,
  event: Readonly<Record<string, unknown>>,
  callback: Callback,
): Promise<void> {
  return answerWith(callback, async () => {
    const environment = readEnvironment(context, ['ALERT_SECRET']);
    const read = readAlarmRequest(event, environment.alertSecret, Date.now());
    if (!read.ok) return read.reply;
    const heartbeats = read.messages.filter(({ source }) => source === 'heartbeat');
    const alarms = read.messages.filter(({ source }) => source !== 'heartbeat');
    const run = new Run(deskFor(context, environment));
    const results = await receiveMessages(run, alarms);
    if (alarms.length > 0 && results.length === 0) {
      return refuse(503, 'unreachable', 'Twilio could not be reached. Try again.');
    }
    const body: AlarmReply = {
      results: [...results, ...heartbeats.map(({ id }) => ({ id, status: 'settled' as const, outcome: 'heartbeat' }))],
    };
    return { status: 200, body };
  });
}

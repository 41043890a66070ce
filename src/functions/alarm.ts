import { receiveMessages } from '../escalation/receive';
import type { MessageResult } from '../escalation/receive';
import { Run } from '../escalation/run';
import type { AlarmMessage, AlarmReply } from '../signing/request';
import { readAlarmRequest } from '../twilio/alarm-request';
import { deskFor } from '../twilio/desk';
import type { FunctionContext } from '../twilio/desk';
import { readAlertSecret, readEnvironment } from '../twilio/environment';
import { healthOf } from '../twilio/health';
import { answerWith, refuse, replyTo } from '../twilio/reply';
import type { Callback } from '../twilio/reply';

/**
 * Alarms arrive: returns the on-call agent's number and starts the flow for that agent. Answers one result for each
 * message; 401 without a valid signature, 400 for any other shape, 503 when nothing could be dealt with.
 *
 * A heartbeat is answered with the health of all this, whatever is wrong: an alarm beside it that could not be dealt with
 * only has no result.
 */
export function handler(
  context: FunctionContext,
  event: Readonly<Record<string, unknown>>,
  callback: Callback,
): Promise<void> {
  return answerWith(callback, async () => {
    const read = readAlarmRequest(event, readAlertSecret(context), Date.now());
    if (!read.ok) return read.reply;
    const heartbeats = read.messages.filter(({ source }) => source === 'heartbeat');
    const alarms = read.messages.filter(({ source }) => source !== 'heartbeat');
    const [results, health] = await Promise.all([
      receiveAlarms(context, alarms).catch((error: unknown) => {
        if (heartbeats.length === 0) throw error;
        replyTo(error);
        return [];
      }),
      heartbeats.length === 0 ? undefined : healthOf(context),
    ]);
    if (results.length === 0 && health === undefined) {
      return refuse(503, 'unreachable', 'Twilio could not be reached. Try again.');
    }
    const beats =
      health === undefined
        ? []
        : heartbeats.map(({ id }) => ({ id, status: 'settled' as const, outcome: 'heartbeat', health }));
    const body: AlarmReply = { results: [...results, ...beats] };
    return { status: 200, body };
  });
}

async function receiveAlarms(
  context: FunctionContext,
  alarms: readonly AlarmMessage[],
): Promise<readonly MessageResult[]> {
  if (alarms.length === 0) return [];
  const environment = readEnvironment(context, ['ALERT_SECRET']);
  return receiveMessages(new Run(deskFor(context, environment)), alarms);
}

import { destinationOf } from '../escalation/destination';
import { beat, lostDue } from '../escalation/heartbeat';
import { receiveMessages } from '../escalation/receive';
import { Run } from '../escalation/run';
import type { AlarmMessage, AlarmReply, AlarmResult, MessageStatus } from '../signing/request';
import { readAlarmRequest } from '../twilio/alarm-request';
import { boardsFor, deskFor, type FunctionContext } from '../twilio/function-context';
import { readAlertSecret, readEnvironment, unusableFallbackNumbers } from '../twilio/environment';
import { logLine } from '../twilio/log';
import { healthOf, readDue } from '../twilio/health';
import { answering, refuse, replyTo } from '../twilio/reply';

/**
 * Alarms arrive: returns the on-call agent's number and starts the flow for that agent. Answers one result for each
 * message; 401 without a valid signature, 400 for any other shape, 503 when nothing could be dealt with.
 *
 * A heartbeat is answered with the health of all this, whatever is wrong: an alarm beside it that could not be dealt with
 * only has no result.
 */
export const handler = answering(async (context, event) => {
  const read = readAlarmRequest(event, readAlertSecret(context), Date.now());
  if (!read.ok) return read.reply;
  const heartbeats = read.messages.filter(({ source }) => source === 'heartbeat');
  const alarms = read.messages.filter(({ source }) => source !== 'heartbeat');
  const [results, beats] = await Promise.all([
    receiveAlarms(context, alarms).catch((error: unknown) => {
      if (heartbeats.length === 0) throw error;
      replyTo(error);
      return [];
    }),
    answerHeartbeats(context, heartbeats),
  ]);
  if (results.length + beats.length === 0) {
    return refuse(503, 'unreachable', 'Twilio could not be reached. Try again.');
  }
  const body: AlarmReply = { results: [...results, ...beats] };
  return { status: 200, body };
});

/**
 * The health of all this, which waits for nothing and fails with nothing; and what is due is looked after, for which a heartbeat
 * may have to come back.
 */
async function answerHeartbeats(
  context: FunctionContext,
  heartbeats: readonly AlarmMessage[],
): Promise<readonly AlarmResult[]> {
  const [first] = heartbeats;
  if (first === undefined) return [];
  // Asked once for both: it is the one read of Sync that health costs.
  const index = readDue(context);
  const [health, statuses] = await Promise.all([healthOf(context, index), keepWatch(context, heartbeats, index)]);
  return heartbeats.map(({ id }, at) => ({ id, status: statuses[at] ?? 'settled', outcome: 'heartbeat', health }));
}

async function keepWatch(
  context: FunctionContext,
  heartbeats: readonly AlarmMessage[],
  index: ReturnType<typeof readDue>,
): Promise<readonly MessageStatus[]> {
  try {
    const listed = await index;
    const environment = readEnvironment(context, ['ALERT_SECRET']);
    const desk = deskFor(context, environment);
    const due = [...(listed ?? []), ...(await lostDue(listed, boardsFor(context, environment), desk.outside.now()))];
    const isWatching = (id: string): boolean => due.some(({ watcher }) => watcher?.id === id);
    return await Promise.all(
      // After an outage there are many: the first one looks after everything, and each of the others only after what it watches. They
      // work side by side, so each is a run of its own, or what one of them has leased all would send.
      heartbeats.map(async ({ id, redelivered }, at) =>
        at === 0 || isWatching(id) ? beat(new Run(desk), { id, redelivered: redelivered === true }, due) : 'settled',
      ),
    );
  } catch (error) {
    // The next one comes in five minutes.
    replyTo(error);
    return [];
  }
}

async function receiveAlarms(
  context: FunctionContext,
  alarms: readonly AlarmMessage[],
): Promise<readonly AlarmResult[]> {
  if (alarms.length === 0) return [];
  const environment = readEnvironment(context, ['ALERT_SECRET']);
  const unusable = unusableFallbackNumbers(context);
  if (unusable.length > 0) {
    const message =
      'FALLBACK_NUMBERS has an entry that is no number (a plus sign and digits): it is not called. Correct it.';
    logLine('error', message, { entries: unusable.join(', ') });
  }
  const desk = deskFor(context, environment);
  return receiveMessages(
    new Run(desk),
    alarms,
    (alarm) => destinationOf(desk.plans, alarm, desk.outside.now()),
    boardsFor(context, environment),
  );
}

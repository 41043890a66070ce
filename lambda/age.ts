import { LONGEST_HEARTBEAT_MINUTES, UNSETTLED_MINUTES } from '../src/signing/limits';
import type { Arrival } from './unwrap';

/** Whether an alarm that is not settled has been in the queue for so long that somebody must hear of it in another way. */
export function isLongUnsettled(arrival: Arrival, nowMs: number): boolean {
  return !isHeartbeat(arrival) && isOlder(arrival, nowMs, UNSETTLED_MINUTES);
}

/**
 * Whether a heartbeat that is not settled need not come back. The next one is never far, so that an outage neither fills the
 * queue with them nor puts one with the dead letters, where it would pass for an alarm that was given up.
 */
export function mayBeLetGo(arrival: Arrival, nowMs: number): boolean {
  return isHeartbeat(arrival) && isOlder(arrival, nowMs, LONGEST_HEARTBEAT_MINUTES);
}

function isHeartbeat({ message }: Arrival): boolean {
  return message.source === 'heartbeat';
}

/** A message of which the queue does not say when it was sent is never old. */
function isOlder({ sentAtMs = Infinity }: Arrival, nowMs: number, minutes: number): boolean {
  return nowMs - sentAtMs >= minutes * 60_000;
}

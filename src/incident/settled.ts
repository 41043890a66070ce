import { escalating, type Board, type Owed } from '../board/board';
import { hashOf, recall } from '../board/memory';
import { heldUntilMs } from './outbox';
import type { CallPlan } from './plan';
import type { AlarmOutcome, RoutedAlarm } from './receive';
import { isListed } from './tend';

/**
 * Whether the queue may delete this message: its alarm is remembered, no incident of its team is escalating, no SMS is owed,
 * there is somebody who could be told, and whatever must be looked at later is in the index of what is due. Computed from
 * the board alone, never from what this run happened to do: a crash between a write and an SMS, or another alarm that joined
 * meanwhile, must keep the message in the queue.
 *
 * An alarm for which the memory had no room is counted on the board, and the others keep the incident in the queue. An SMS
 * keeps messages in the queue for an hour; after that the heartbeat looks after it.
 */
export function isSettled(
  board: Board,
  { alarm, quiet }: RoutedAlarm,
  outcome: AlarmOutcome | undefined,
  plan: CallPlan,
  nowMs: number,
): boolean {
  if (outcome === 'counted') return true;
  const hash = hashOf(alarm.key);
  const known = recall(board.memory, hash);
  // Nobody need remember what is over, or silenced, when nobody knew of it.
  if (known === undefined) return (alarm.state === 'ok' && outcome === 'nothing') || outcome === 'silenced';
  // A silence that began after the alarm had raised somebody, or that covers a recovery, must not let go of the incident.
  if (quiet && alarm.state !== 'ok' && known.state === 'right') return true;
  if (escalating(board) !== undefined || isToldToNobody(board, plan)) return false;
  if (!isListed(board, plan, nowMs)) return false;
  const isHeld = (owed: Owed): boolean => nowMs < heldUntilMs(board, owed);
  // What everyone is still to be told waits for room in the outbox.
  if (board.announcements.length > 0 && board.outbox.every(isHeld)) return false;
  return !board.outbox.some((owed) => {
    const { items, gone } = owed;
    // One message is enough to bring an SMS about further alarms back: a storm would be a thousand.
    const isAboutIt = gone > 0 || items.some((item) => item.kind !== 'more' || item.alarm === hash);
    return isAboutIt && isHeld(owed);
  });
}

/** An incident that nobody took and of which nobody could be told settles nothing. */
function isToldToNobody({ incidents }: Board, { everyone }: CallPlan): boolean {
  return everyone.length === 0 && incidents.some(({ status }) => status === 'exhausted');
}

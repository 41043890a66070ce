import type { Board } from './board';
import { withoutRecorded } from './history';
import { BOARD_BYTES } from './limits';
import { fit, hashOf, recall } from './memory';
import type { RoutedAlarm } from './receive';

/**
 * Whether the queue may delete this message: its alarm is remembered, its team's incident is not escalating and no SMS is
 * owed. Computed from the board alone, never from what this run happened to do: a crash between a write and an SMS, or
 * another alarm that joined meanwhile, must keep the message in the queue.
 */
export function isSettled(board: Board, { alarm, quiet }: RoutedAlarm): boolean {
  const hash = hashOf(alarm.key);
  const known = recall(board.memory, hash);
  if (known === undefined) return false;
  // A silence that began after the alarm had raised somebody, or that covers a recovery, must not let go of the incident.
  const calledNobody = quiet && alarm.state !== 'ok' && known.state === 'right';
  // One message is enough to bring an SMS about further alarms back. Were all of them kept that it stands for, a storm larger
  // than the memory would be news at every delivery.
  const isOwed = board.outbox.some(({ alarm: about }) => about === undefined || about === hash);
  return calledNobody || (board.incident?.status !== 'escalating' && !isOwed);
}

/**
 * The board as the store can hold it: the memory gives way to the incident and the outbox, and before it does what the history
 * has yet to be told.
 */
export function fitted(board: Board): Board {
  const rest = bytesOf({ ...board, memory: '' });
  const oldest = board.history?.[0];
  if (oldest !== undefined && rest + board.memory.length > BOARD_BYTES) return fitted(withoutRecorded(board, [oldest]));
  const memory = fit(board.memory, BOARD_BYTES - rest);
  return memory === board.memory ? board : { ...board, memory };
}

function bytesOf(board: Board): number {
  return new TextEncoder().encode(JSON.stringify(board)).length;
}

import { escalating } from './board';
import type { Board, Incident } from './board';
import { remove } from './closing';
import type { Given } from './escalation';
import { BOARD_BYTES } from './limits';
import { countOf } from './memory';
import { packedBytes } from './packed';
import { forgetAlarm } from './receive';

/**
 * The board as the store can hold it. Part of every write: whatever happened, a board can be written, or nobody of its team
 * would ever be called again. Every part has a bound of its own, and together they fit but in the worst script; there these give
 * way, in this order, and only as much as must:
 *
 * 1. what is said about alarms, of what is not being called first: it lies beside the board then;
 * 2. incidents that are over, the oldest first: whoever is owed an SMS about one is told how many there were;
 * 3. the past calls of incidents that are not being called, the oldest first;
 * 4. remembered alarms, as `forgetOne` has it: what is right, then what is wrong and not being called, then the rest;
 * 5. of the people who are owed SMS, those who are owed nothing but word of what is over.
 */
export function fitted(board: Board, given: Given): Board {
  let next = board;
  for (const step of [dropWords, dropOver, dropCalls, forgetMany, dropGone]) {
    while (packedBytes(next) > BOARD_BYTES) {
      const smaller = step(next, given);
      if (smaller === undefined) break;
      next = smaller;
    }
  }
  return next;
}

function dropWords(board: Board): Board | undefined {
  const called = escalating(board)?.id;
  const [first] = board.words.toSorted(
    (one, other) => Number(one.incident === called) - Number(other.incident === called),
  );
  return first === undefined ? undefined : { ...board, words: board.words.filter((each) => each !== first) };
}

function dropOver(board: Board, given: Given): Board | undefined {
  const oldest = board.incidents.find(({ status, attempt }) => status === 'resolved' && attempt === undefined);
  return oldest === undefined ? undefined : remove(board, oldest, given);
}

function dropCalls(board: Board): Board | undefined {
  const oldest = board.incidents.find(({ status, calls }) => status !== 'escalating' && calls.length > 1);
  if (oldest === undefined) return undefined;
  // The last one says how many there were.
  const shorter: Incident = { ...oldest, calls: oldest.calls.slice(-1) };
  return { ...board, incidents: board.incidents.map((each) => (each === oldest ? shorter : each)) };
}

const BYTES_AN_ALARM = 12;

function forgetMany(board: Board): Board | undefined {
  const surplus = Math.ceil((packedBytes(board) - BOARD_BYTES) / BYTES_AN_ALARM);
  let next: Board | undefined;
  for (let count = 0; count < surplus && countOf((next ?? board).memory) > 0; count++) {
    const smaller = forgetAlarm(next ?? board, true);
    if (smaller === undefined) break;
    next = smaller;
  }
  return next;
}

function dropGone(board: Board): Board | undefined {
  const oldest = board.outbox.find(({ items, lease }) => items.length === 0 && lease === undefined);
  return oldest === undefined || escalating(board) === undefined
    ? undefined
    : { ...board, outbox: board.outbox.filter((owed) => owed !== oldest) };
}

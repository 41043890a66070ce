import { escalating, withIncident, type Board, type OwedItem } from '../board/board';
import { remove } from './closing';
import type { Given } from './escalation';
import { BOARD_BYTES } from '../board/lengths';
import { countOf } from '../board/memory';
import { groupOf } from './outbox';
import { packedBytes } from '../board/packed';
import { forgetAlarm } from './receive';
import { withFewDetails, withoutDetails } from './words';

/**
 * The board as the store can hold it. Part of every write: whatever happened, a board can be written, or nobody of its team
 * would ever be called again. Every part has a bound of its own, and together they fit but in the worst script; there these give
 * way, in this order, and only as much as must:
 *
 * 1. what alarms say for the eye, then what is said about them, of what is not being called first: it lies beside the board then;
 * 2. incidents that are over, the oldest first: people who are owed an SMS about one hear how many there were;
 * 3. the past calls of incidents that are not being called, the oldest first;
 * 4. that an SMS should leave later;
 * 5. of what people are owed the words of what is over: they are told how many there were;
 * 6. remembered alarms, as `forgetOne` has it: what is right, then what is wrong and not being called, then the rest;
 * 7. incidents that are over in the middle of a call: the agent on the phone hears that it is over;
 * 8. those who are owed nothing but how many are over;
 * 9. those who are owed SMS, who could be reached least so far first.
 */
export function fitted(board: Board, given: Given): Board {
  let next = withFewDetails(board);
  let steps = STEPS;
  // Measured once for each thing that is given up, and almost always once: it is the largest part of what a write costs.
  while (packedBytes(next) > BOARD_BYTES) {
    let smaller: Board | undefined;
    while (smaller === undefined) {
      const [step, ...others] = steps;
      if (step === undefined) return next;
      smaller = step(next, given);
      if (smaller === undefined) steps = others;
    }
    next = smaller;
  }
  return next;
}

type Step = (board: Board, given: Given) => Board | undefined;

const STEPS: readonly Step[] = [
  dropDetails,
  dropWords,
  (board, given) => dropOver(board, given, false),
  dropCalls,
  dropTimes,
  dropNews,
  forgetMany,
  (board, given) => dropOver(board, given, true),
  dropGone,
  dropOwed,
];

function dropDetails(board: Board): Board | undefined {
  const less = withoutDetails(board, () => true);
  return less === board ? undefined : less;
}

function dropWords(board: Board): Board | undefined {
  const called = escalating(board)?.id;
  const [first] = board.words.toSorted(
    (one, other) => Number(one.incident === called) - Number(other.incident === called),
  );
  return first === undefined ? undefined : { ...board, words: board.words.filter((each) => each !== first) };
}

function dropOver(board: Board, given: Given, mayBeCalled: boolean): Board | undefined {
  const oldest = board.incidents.find(
    ({ status, attempt }) => status === 'resolved' && (attempt === undefined || mayBeCalled),
  );
  return oldest === undefined ? undefined : remove(board, oldest, given);
}

function dropCalls(board: Board): Board | undefined {
  const oldest = board.incidents.find(
    ({ status, calls, refused }) => status !== 'escalating' && calls.length + refused.length > 1,
  );
  if (oldest === undefined) return undefined;
  // The last one says how many there were.
  return withIncident(board, { ...oldest, calls: oldest.calls.slice(-1), refused: [] });
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

function dropTimes(board: Board): Board | undefined {
  const at = board.outbox.findIndex(({ items }) => items.some(({ notBeforeMs }) => notBeforeMs !== undefined));
  const owed = board.outbox[at];
  if (owed === undefined) return undefined;
  const items = owed.items.map(({ notBeforeMs: _time, ...item }) => item);
  return { ...board, outbox: board.outbox.with(at, { ...owed, items }) };
}

function dropNews(board: Board): Board | undefined {
  const at = board.outbox.findIndex(({ items }) => items.some(isNewsOfOver));
  const owed = board.outbox[at];
  if (owed === undefined) return undefined;
  const items = owed.items.filter((item) => !isNewsOfOver(item));
  const gone = owed.gone + owed.items.length - items.length;
  return { ...board, outbox: board.outbox.with(at, { ...owed, items, gone }) };
}

function isNewsOfOver({ kind }: OwedItem): boolean {
  return groupOf(kind) === 'over';
}

function dropGone(board: Board): Board | undefined {
  const oldest = board.outbox.find(({ items }) => items.length === 0);
  return oldest === undefined ? undefined : { ...board, outbox: board.outbox.filter((owed) => owed !== oldest) };
}

function dropOwed(board: Board): Board | undefined {
  const [least] = board.outbox.toSorted((one, other) => other.tries - one.tries);
  return least === undefined ? undefined : { ...board, outbox: board.outbox.filter((owed) => owed !== least) };
}

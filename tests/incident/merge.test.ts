import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD, escalating, openOnes } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { recall, remember } from '../../src/board/memory';
import { merged } from '../../src/incident/first-release/merge';
import { upgraded } from '../../src/incident/first-release/upgrade';
import { wordsOn } from '../../src/incident/words';
import { CLOSED, ESCALATING, EXHAUSTED, firstBoard, firstIncident, STARTING, TAKEN } from './first-release';
import {
  alarmAt,
  atSecond,
  attemptOf,
  boardAfter,
  claimed,
  givenAt,
  hashNamed,
  incidentOf,
  inOrder,
  okAt,
  owed,
  readBack,
  receiving,
  sent,
  START_MS,
  taken,
} from './sample';

/** Today's board after the one of the first release was taken over. */
function mergedWith(today: Board, value: unknown, seconds = 100): Board {
  const former = upgraded(value, 'FW1', atSecond(seconds));
  if (former === undefined) throw new Error('It is no board of the first release.');
  const board = merged(today, former, givenAt(seconds));
  expect(readBack(board)).toEqual(inOrder(board));
  return board;
}

/** What was on today's board before the other one was found: another alarm, from an empty board. */
const db = boardAfter(alarmAt(90, 'db'));
const ringing = claimed(db, 'FN9', 91);
const has = sent(taken(ringing, 'FN9', 95), 96);

describe('an empty board', () => {
  it('takes over the other one as it is', () => {
    expect(mergedWith(EMPTY_BOARD, TAKEN)).toEqual({ ...upgraded(TAKEN, 'FW1', atSecond(100)) });
    expect(mergedWith(EMPTY_BOARD, firstBoard(null)).incidents).toEqual([]);
  });
});

describe('a board on which something has happened', () => {
  it('has both incidents, each with its alarms and its words', () => {
    const board = mergedWith(has, TAKEN);
    expect(board.incidents).toMatchObject([
      { id: 'inc-90', status: 'taken', slot: 1, taken: { by: 'ann' } },
      { id: 'inc-0', status: 'taken', slot: 2, taken: { by: 'bob' } },
    ]);
    expect(recall(board.memory, hashNamed('db'))?.slot).toBe(1);
    expect(recall(board.memory, hashNamed('web-1'))?.slot).toBe(2);
    expect(recall(board.memory, hashNamed('old'))?.slot).toBe(0);
    expect(wordsOn(board, 'inc-0')).toHaveLength(1);
    expect(wordsOn(board, 'inc-90')).toHaveLength(1);
  });

  it('owes what both owed', () => {
    const board = mergedWith(has, EXHAUSTED);
    expect(owed(board)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
    expect(board.outbox.flatMap(({ items }) => items.map(({ slot }) => slot))).toEqual([2, 2]);
    expect(board.announcements).toMatchObject([{ slot: 2 }]);
  });

  it('goes on with what was being called, when it calls nobody', () => {
    const board = mergedWith(has, ESCALATING);
    expect(escalating(board)?.id).toBe('inc-0');
    expect(attemptOf(board).state).toMatchObject({ is: 'calling', execution: 'FN2' });
  });

  it('keeps what was closed closed', () => {
    expect(mergedWith(has, CLOSED).incidents[1]).toMatchObject({ status: 'resolved', closed: { is: 'by-hand' } });
  });
});

describe('two incidents that are being called at once', () => {
  it('become the one whose phone rings already', () => {
    const board = mergedWith(ringing, STARTING);
    expect(board.incidents).toMatchObject([{ id: 'inc-90', status: 'escalating', joined: 2 }]);
    expect(attemptOf(board).state).toMatchObject({ is: 'calling', execution: 'FN9' });
    const other = mergedWith(db, ESCALATING);
    expect(other.incidents).toMatchObject([{ id: 'inc-0', status: 'escalating', joined: 2 }]);
    expect(attemptOf(other).state).toMatchObject({ is: 'calling', execution: 'FN2' });
  });

  it('of two that ring, or of two that do not, become today’s', () => {
    expect(mergedWith(ringing, ESCALATING).incidents).toMatchObject([{ id: 'inc-90', status: 'escalating' }]);
    expect(mergedWith(db, STARTING).incidents).toMatchObject([{ id: 'inc-90', status: 'escalating' }]);
  });

  it('have all alarms of both, and a late 1 on the other one takes it', () => {
    const board = mergedWith(ringing, ESCALATING);
    expect(['web-1', 'db'].map((name) => recall(board.memory, hashNamed(name))?.slot)).toEqual([1, 1]);
    expect(board.former).toMatchObject([{ id: 'inc-0', into: 'inc-90', calls: [{}, { proof: 'FN2' }] }]);
    expect(incidentOf(receiving(board, okAt(110, 'db'))).status).toBe('escalating');
    expect(incidentOf(receiving(board, okAt(110, 'db'), okAt(110))).status).toBe('resolved');
  });
});

describe('the same board found a second time', () => {
  const once = mergedWith(EMPTY_BOARD, ESCALATING);

  it('changes nothing', () => {
    expect(mergedWith(once, ESCALATING)).toEqual(once);
    expect(mergedWith(has, firstBoard(null)).incidents).toEqual(has.incidents);
  });

  it('on which somebody was told "you have it" meanwhile gives it to them', () => {
    const board = mergedWith(once, TAKEN);
    expect(board.incidents).toMatchObject([{ id: 'inc-0', status: 'taken', taken: { by: 'bob', proof: 'FN2' } }]);
    expect(owed(board)).toEqual(['details to bob']);
  });

  it('takes it from nobody who has it since', () => {
    const mine = taken(once, 'FN2', 105, givenAt(105));
    expect(mergedWith(mine, TAKEN, 110).incidents).toMatchObject([{ taken: { by: 'bob', atMs: atSecond(105) } }]);
  });
});

describe('of an alarm that both know', () => {
  it('the later state counts', () => {
    const later = receiving(EMPTY_BOARD, okAt(50));
    expect(recall(mergedWith(later, firstBoard(firstIncident('exhausted'))).memory, hashNamed())).toMatchObject({
      state: 'right',
      atMs: atSecond(50),
    });
    const entry = { state: 'right' as const, atMs: START_MS - 1_000, slot: 0, isAhead: false };
    const earlier = { ...EMPTY_BOARD, memory: remember('', hashNamed(), entry) };
    expect(recall(mergedWith(earlier, firstBoard(firstIncident('exhausted'))).memory, hashNamed())).toMatchObject({
      state: 'wrong',
      slot: 1,
    });
  });
});

it('a board with a dozen open incidents makes room', () => {
  let board = EMPTY_BOARD;
  for (let index = 0; index < 12; index++) {
    const seconds = 7 + index * 400;
    const called = receiving(board, alarmAt(seconds, `web-${index + 10}`));
    board = sent(taken(claimed(called, `FN${index}x`, seconds + 1), `FN${index}x`, seconds + 2), seconds + 3);
  }
  expect(openOnes(board)).toHaveLength(12);
  const both = mergedWith(board, ESCALATING, 5_000);
  expect(openOnes(both)).toHaveLength(12);
  expect(both.incidents[0]).toMatchObject({ id: 'inc-7', status: 'resolved', closed: { is: 'left' } });
  expect(escalating(both)?.id).toBe('inc-0');
});

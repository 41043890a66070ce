import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { budgetFreeAtMs, callBegun, callOver, rangAtMs } from '../../src/incident/budget';
import { hashOf } from '../../src/board/memory';
import { atSecond, PLAN, START_MS } from './sample';

const MINUTE = 60;
const plan = { ...PLAN, maxCallsPerHour: 3 };

/** A board on which calls were begun at these seconds. */
function calledAt(...seconds: readonly number[]): Board {
  return seconds.reduce((board, at) => callBegun(board, atSecond(at)), EMPTY_BOARD);
}

/** In how many seconds after the start the next call may be made. */
function freeAt(board: Board, seconds: number): number {
  return (budgetFreeAtMs(board, plan, atSecond(seconds)) - START_MS) / 1_000;
}

describe('the calls of an hour', () => {
  it('are counted in stretches of five minutes', () => {
    const stretch = START_MS / 300_000;
    expect(calledAt(0, 1, 299, 300, 900).spent.calls).toEqual([
      [stretch, 3],
      [stretch + 1, 1],
      [stretch + 3, 1],
    ]);
  });

  it('leave room as long as there are fewer than the roster allows', () => {
    expect(freeAt(EMPTY_BOARD, 0)).toBe(0);
    expect(freeAt(calledAt(0, 60), 120)).toBe(120);
  });

  it('count until the last minute of their stretch is an hour old', () => {
    const board = calledAt(0, 60, 120);
    expect(freeAt(board, 121)).toBe(65 * MINUTE);
    expect(freeAt(board, 65 * MINUTE - 1)).toBe(65 * MINUTE);
    expect(freeAt(board, 65 * MINUTE)).toBe(65 * MINUTE);
  });

  it('are free again as soon as enough of them are old, not all', () => {
    // Three of four count: the second stretch has to go, too.
    const board = calledAt(0, 400, 700, 1_000);
    expect(freeAt(board, 1_001)).toBe(10 * MINUTE + 60 * MINUTE);
    expect(freeAt(calledAt(0, 400, 700), 701)).toBe(65 * MINUTE);
  });

  it('of long ago are forgotten', () => {
    expect(callBegun(calledAt(0, 60), atSecond(65 * MINUTE)).spent.calls).toHaveLength(1);
    expect(callBegun(calledAt(0, 60), atSecond(65 * MINUTE - 1)).spent.calls).toHaveLength(2);
    const day = Array.from({ length: 24 * 60 }, (_, minute) => minute * MINUTE);
    expect(calledAt(...day).spent.calls.length).toBeLessThanOrEqual(14);
  });

  it('of a clock that is behind are counted with the newest', () => {
    const stretch = START_MS / 300_000;
    expect(calledAt(600, 0).spent.calls).toEqual([[stretch + 2, 2]]);
  });
});

describe('the phones that were rung', () => {
  const phone = hashOf('+447700900001');
  const other = hashOf('+447700900002');

  it('are known for half a minute, the latest call counts', () => {
    const once = callOver(EMPTY_BOARD, phone, atSecond(10));
    expect(rangAtMs(once, phone)).toBe(atSecond(10));
    expect(rangAtMs(once, other)).toBeUndefined();
    expect(rangAtMs(callOver(once, phone, atSecond(20)), phone)).toBe(atSecond(20));
    expect(rangAtMs(callOver(once, other, atSecond(39)), phone)).toBe(atSecond(10));
    expect(rangAtMs(callOver(once, other, atSecond(40)), phone)).toBeUndefined();
  });

  it('are thirty at the most', () => {
    let board = EMPTY_BOARD;
    for (let index = 0; index < 50; index++) board = callOver(board, hashOf(String(index)), atSecond(1));
    expect(board.spent.rang).toHaveLength(30);
    expect(rangAtMs(board, hashOf('49'))).toBe(atSecond(1));
  });
});

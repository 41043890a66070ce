import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD, incidentNamed, openOnes } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { passOn, resolveByHand } from '../../src/incident/intervention';
import { afterMoving, freeSlotOf, leave, makeRoom, remove } from '../../src/incident/closing';
import { unrecorded, withoutRecorded } from '../../src/incident/history';
import { recall, remember } from '../../src/board/memory';
import { receive } from '../../src/incident/receive';
import { tended } from '../../src/incident/tend';
import {
  afterCalls,
  alarmAt,
  atSecond,
  boardAfter,
  claimed,
  givenAt,
  hashNamed,
  incidentOf,
  okAt,
  owed,
  receiving,
  sent,
  taken,
  withPlan,
} from './sample';

/** A board with so many incidents that Ann has, 400 s apart; the history knows of them. */
function having(count: number): Board {
  let board = EMPTY_BOARD;
  for (let index = 0; index < count; index++) {
    const seconds = index * 400;
    const called = claimed(receiving(board, alarmAt(seconds, `web-${index}`)), `FN${index}x`, seconds + 1);
    board = sent(taken(called, `FN${index}x`, seconds + 2), seconds + 3);
  }
  return withoutRecorded(board, unrecorded(board));
}

const exhausted = afterCalls(boardAfter(alarmAt(0)), 1, 'busy', 'busy', 'busy');

describe('a thirteenth incident', () => {
  const dozen = having(12);
  const more = receiving(dozen, alarmAt(5_000, 'db'));

  it('leaves the oldest one that somebody has to its owner, who is told', () => {
    expect(openOnes(dozen)).toHaveLength(12);
    expect(openOnes(more)).toHaveLength(12);
    expect(more.incidents[0]).toMatchObject({
      id: 'inc-0',
      status: 'resolved',
      closed: { is: 'left', proof: 't5000' },
      isUnrecorded: true,
    });
    expect(owed(more)).toEqual(['left to ann']);
    expect(incidentOf(more)).toMatchObject({ id: 'inc-5000', status: 'escalating' });
  });

  it('leaves one that can never be seen to recover first', () => {
    const third = dozen.incidents[2];
    const counted = dozen.incidents.map((each) => (each === third ? { ...each, unremembered: 1 } : each));
    const board = receiving({ ...dozen, incidents: counted }, alarmAt(5_000, 'db'));
    expect(board.incidents.filter(({ closed }) => closed !== undefined).map(({ id }) => id)).toEqual(['inc-800']);
  });

  it('makes room again and again, and never takes a slot that another one has', () => {
    let board = dozen;
    for (let index = 0; index < 30; index++) {
      const seconds = 5_000 + index * 400;
      const called = claimed(receiving(board, alarmAt(seconds, `db-${index}`)), `FN${index}y`, seconds + 31);
      board = taken(called, `FN${index}y`, seconds + 32);
      expect(openOnes(board).length).toBeLessThanOrEqual(12);
      expect(board.incidents.length).toBeLessThanOrEqual(14);
      expect(new Set(board.incidents.map(({ slot }) => slot)).size).toBe(board.incidents.length);
    }
    // Of those that left the board without being told the number is owed.
    expect(board.outbox).toMatchObject([{ to: 'ann' }]);
    expect(board.outbox[0]?.gone).toBeGreaterThan(20);
  });

  it('is none as long as what is over makes way', () => {
    const over = receiving(having(11), okAt(4_100, 'web-0'));
    const board = receiving(receiving(over, alarmAt(5_000, 'db')), okAt(5_001, 'db'));
    expect(board.incidents.filter(({ closed }) => closed !== undefined)).toEqual([]);
  });
});

describe('what nobody took, when the next incident opens', () => {
  const board = receiving(sent(exhausted, 5), alarmAt(60, 'db'));

  it('belongs to that one: its alarms, its counts and everyone who was told', () => {
    expect(board.incidents).toMatchObject([{ id: 'inc-60', joined: 2, isTold: true }]);
    expect(recall(board.memory, hashNamed())?.slot).toBe(incidentOf(board).slot);
    expect(incidentOf(receiving(board, okAt(70, 'db'))).status).toBe('escalating');
    const all = receiving(board, okAt(70, 'db'), okAt(70));
    expect(incidentOf(all).status).toBe('resolved');
    expect(owed(all)).toEqual(['recovered to ann', 'recovered to bob', 'recovered to cyd']);
  });

  it('is not told as nobody’s any more, where it was not told yet', () => {
    expect(owed(exhausted)).toHaveLength(3);
    expect(owed(receiving(exhausted, alarmAt(60, 'db')))).toEqual([]);
  });

  it('several times is one after the other', () => {
    const second = afterCalls(sent(board, 61), 100, 'busy', 'busy', 'busy');
    const third = receiving(sent(second, 110), alarmAt(200, 'dns'));
    expect(third.incidents).toMatchObject([{ id: 'inc-200', joined: 3 }]);
    expect(third.former).toMatchObject([
      { id: 'inc-0', into: 'inc-60' },
      { id: 'inc-60', into: 'inc-200' },
    ]);
  });

  it('keeps what it had counted, and how often it came and went', () => {
    const counted = {
      ...exhausted,
      incidents: [{ ...incidentOf(exhausted), unremembered: 4, flaps: 5, flapsSinceMs: atSecond(9) }],
    };
    expect(incidentOf(receiving(counted, alarmAt(60, 'db')))).toMatchObject({
      unremembered: 4,
      flaps: 5,
      flapsSinceMs: atSecond(9),
    });
    const anHourLater = incidentOf(receiving(counted, alarmAt(3_609, 'db')));
    expect(anHourLater).toMatchObject({ unremembered: 4, flaps: 0 });
    expect(anHourLater.flapsSinceMs).toBeUndefined();
  });
});

describe('whoever may still be on the phone', () => {
  it('about what left the board is known by the last three calls, until their deadline', () => {
    const gone = remove(exhausted, incidentOf(exhausted), givenAt(10));
    expect(gone.former).toEqual([
      {
        id: 'inc-0',
        calls: [
          { number: 1, agent: 'ann', outcome: 'busy', proof: 'FN1', atMs: atSecond(1) },
          { number: 2, agent: 'bob', outcome: 'busy', proof: 'FN2', atMs: atSecond(2) },
          { number: 3, agent: 'cyd', outcome: 'busy', proof: 'FN3', atMs: atSecond(3) },
        ],
        untilMs: atSecond(10 + 195),
      },
    ]);
    expect(gone.incidents).toEqual([]);
    expect(recall(gone.memory, hashNamed())?.slot).toBe(0);
  });

  it('about what was carried is not pushed out by what has long been over', () => {
    const carried = receiving(sent(exhausted, 5), alarmAt(60, 'db'));
    const long = having(1).incidents.map((each) => ({ ...each, status: 'resolved' as const, isUnrecorded: false }));
    const old = [13, 14, 15].flatMap((slot) =>
      long.map((each) => ({
        ...each,
        id: `old-${slot}`,
        slot,
        taken: { by: 'ann', proof: '', atMs: 0, way: 'key' as const },
        changedAtMs: 0,
      })),
    );
    const tidied = tended({ ...carried, incidents: [...old, ...carried.incidents] }, givenAt(61));
    expect(tidied.incidents.map(({ id }) => id)).toEqual(['inc-60']);
    expect(tidied.former.map(({ id }) => id)).toEqual(['inc-0']);
  });

  it('of more than three incidents is known for the latest three', () => {
    let board = exhausted;
    for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
      const seconds = 60 + index * 60;
      const called = receiving(sent(board, seconds - 1), alarmAt(seconds, name));
      board = afterCalls(called, seconds + 1, 'busy', 'busy', 'busy');
    }
    expect(board.former.map(({ id }) => id)).toEqual(['inc-60', 'inc-120', 'inc-180']);
  });
});

describe('an alarm that goes from one incident to another', () => {
  const two = sent(taken(claimed(receiving(having(1), alarmAt(400, 'db')), 'FNd', 401), 'FNd', 402), 403);

  function moved(board: Board, name: string, fromSlot: number, toSlot: number): Board {
    const known = recall(board.memory, hashNamed(name));
    if (known === undefined) throw new Error(`${name} is not remembered.`);
    const memory = remember(board.memory, hashNamed(name), { ...known, slot: toSlot });
    return afterMoving({ ...board, memory }, fromSlot, toSlot, givenAt(500));
  }

  it('leaves what it was alone in to its owner', () => {
    expect(moved(two, 'web-0', 1, 2).incidents).toMatchObject([
      { id: 'inc-0', status: 'resolved', closed: { is: 'left' } },
      { id: 'inc-400', status: 'taken' },
    ]);
  });

  it('leaves what has others as it is', () => {
    const other = receive(two, [alarmAt(410, 'dns')], givenAt(410)).board;
    expect(moved(other, 'dns', 2, 1).incidents.map(({ status }) => status)).toEqual(['taken', 'taken']);
  });

  it('takes along what nobody took', () => {
    const given = withPlan(600, { remindMinutes: 1 });
    const reminded = tended(two, given);
    const none = sent(afterCalls(reminded, 601, 'busy', 'busy', 'busy'), 610);
    expect(incidentNamed(none, 'inc-0')?.status).toBe('exhausted');
    const board = moved(none, 'web-0', 1, 2);
    expect(board.incidents).toMatchObject([{ id: 'inc-400', status: 'taken', joined: 2, isTold: true }]);
    expect(board.former.at(-1)).toMatchObject({ id: 'inc-0', into: 'inc-400' });
  });

  it('changes nothing about what is being called or over', () => {
    const passed = passOn(two, 'inc-0', undefined, givenAt(490)).board;
    expect(moved(passed, 'web-0', 1, 2).incidents[0]?.status).toBe('escalating');
    const closed = resolveByHand(two, 'inc-0', givenAt(490)).board;
    expect(moved(closed, 'web-0', 1, 2).incidents[0]).toMatchObject({ closed: { is: 'by-hand' } });
  });
});

describe('leaving an incident to its owner', () => {
  it('is for good, and what was owed about it is not', () => {
    const board = receive(having(1), [alarmAt(20, 'db')], givenAt(20)).board;
    expect(owed(board)).toEqual(['more to ann']);
    const left = leave(board, incidentOf(board), givenAt(30, { token: 'a-token-of-many-letters.17' }));
    expect(owed(left)).toEqual(['left to ann']);
    expect(incidentOf(left).closed).toEqual({ is: 'left', proof: 'letters.17' });
    expect(receive(left, [alarmAt(40)], givenAt(40)).outcomes).toEqual(['opened']);
  });
});

it('the first slot that nobody has is given to the next incident', () => {
  expect(freeSlotOf(EMPTY_BOARD)).toBe(1);
  const three = having(3);
  expect(freeSlotOf(three)).toBe(4);
  expect(freeSlotOf({ ...three, incidents: three.incidents.filter(({ slot }) => slot !== 2) })).toBe(2);
  expect(freeSlotOf(makeRoom(having(12), givenAt(9_000)))).toBe(13);
});

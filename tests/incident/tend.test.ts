import { describe, expect, it } from '@jest/globals';
import { withIncident } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { passOn, resolveByHand, takeByHand } from '../../src/incident/intervention';
import { unrecorded, withoutRecorded } from '../../src/incident/history';
import { owe } from '../../src/incident/outbox';
import type { Callable, CallPlan } from '../../src/incident/plan';
import { chainDueAtMs, dueAtMs, isListed, isSilenced, tended } from '../../src/incident/tend';
import {
  afterCalls,
  alarmAt,
  atSecond,
  hashNamed,
  attemptOf,
  boardAfter,
  BOB,
  claimed,
  CYD,
  givenAt,
  HOUR_MS,
  incidentOf,
  okAt,
  owed,
  peopleOf,
  PLAN,
  receiving,
  sent,
  spreadAt,
  START_MS,
  taken,
  withPlan,
} from './sample';

const HOUR = 3_600;

const DAN: Callable = { id: 'dan', name: 'Dan Oak', phones: ['+447700900004'] };

const open = boardAfter(alarmAt(0));
const has = sent(taken(claimed(open, 'FN1', 1), 'FN1', 10), 11);
const exhausted = sent(afterCalls(open, 1, 'busy', 'busy', 'busy'), 5);
/** What nobody took, and more of it than the memory holds. */
const counted = withIncident(exhausted, { ...incidentOf(exhausted), unremembered: 1 });

/** The board after time has passed under these rules. */
function after(board: Board, seconds: number, plan: Partial<CallPlan> = {}): Board {
  return tended(board, withPlan(seconds, plan));
}

describe('nothing happens', () => {
  it.each<[string, Board]>([
    ['to a board on which a call is starting', open],
    ['to what somebody has', has],
    ['to what nobody took', exhausted],
  ])('%s, as long as the roster asks for nothing', (_what, board) => {
    expect(after(board, 3 * HOUR)).toBe(board);
  });
});

describe('while the roster cannot be read', () => {
  const numbers: Callable = { id: 'fallback-1', name: 'fallback number 1', phones: ['+447700900009'] };
  const unreadable: Partial<CallPlan> = {
    order: [numbers],
    everyone: [numbers],
    people: peopleOf(numbers),
    isEverybody: false,
  };
  const untold = spreadAt(afterCalls(open, 1, 'busy', 'busy', 'busy'), 5);

  it('the fallback numbers are told that nobody has what others are still to be told of, and once only', () => {
    const board = after(untold, 10, unreadable);
    expect(board.outbox.map(({ to }) => to)).toEqual(['ann', 'bob', 'cyd', 'fallback-1']);
    expect(board.outbox[3]?.items).toEqual([{ kind: 'exhausted', slot: 1, isAgain: true }]);
    const told = sent(board, 11, { ...PLAN, ...unreadable });
    expect(told.outbox.map(({ to }) => to)).toEqual(['ann', 'bob', 'cyd']);
    expect(after(told, 600, unreadable).outbox.map(({ to }) => to)).toEqual(['ann', 'bob', 'cyd']);
  });

  it('nobody else is told of what everyone was told of', () => {
    expect(after(exhausted, 10, unreadable)).toBe(exhausted);
  });
});

describe('a reminder', () => {
  const rules = { remindMinutes: 10 };

  it('rings the owner when it was taken that long ago and is still wrong', () => {
    expect(after(has, 609, rules)).toBe(has);
    const board = after(has, 610, rules);
    expect(incidentOf(board)).toMatchObject({
      status: 'escalating',
      chain: 'remind',
      taken: { by: 'ann' },
      reminders: 1,
      callsBefore: 1,
    });
    expect(attemptOf(board)).toMatchObject({ number: 2, agent: { id: 'ann' }, state: { is: 'starting' } });
    expect(owed(board)).toEqual([]);
  });

  it('rings the owner first, wherever the owner stands in the order of calls', () => {
    const toBob = claimed(afterCalls(boardAfter(alarmAt(0)), 1, 'no-answer'), 'FN2', 5);
    const bobs = sent(taken(toBob, 'FN2', 10), 11);
    expect(attemptOf(after(bobs, 610, rules)).agent.id).toBe('bob');
  });

  it('goes on with the others when the owner does not come to the phone, and then it is nobody’s', () => {
    const toBob = afterCalls(after(has, 610, rules), 611, 'no-answer');
    expect(attemptOf(toBob).agent.id).toBe('bob');
    const none = afterCalls(toBob, 640, 'busy', 'no-answer');
    expect(incidentOf(none)).toMatchObject({ status: 'exhausted', isTold: true });
    expect(incidentOf(none).taken).toBeUndefined();
    expect(owed(none)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
  });

  it('leaves nothing that says that somebody has it', () => {
    const more = receiving(has, alarmAt(20, 'db'));
    const corrected = takeByHand(sent(exhausted, 6), 'bob', undefined, 'hand', givenAt(10)).board;
    expect(owed(corrected)).toEqual(['correction to ann', 'correction to cyd', 'details to bob']);
    for (const board of [more, corrected]) {
      const none = afterCalls(after(board, 640, rules), 641, 'busy', 'busy', 'busy');
      expect(owed(none)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
    }
  });

  it('comes again after as long, at most ten times', () => {
    let board = has;
    for (let count = 1; count <= 12; count++) {
      board = after(board, count * 700, rules);
      if (count > 10) expect(incidentOf(board).status).toBe('taken');
      else board = taken(claimed(board, `FN${count}r`, count * 700 + 1), `FN${count}r`, count * 700 + 20);
    }
    expect(incidentOf(board)).toMatchObject({ status: 'taken', reminders: 10 });
  });

  it('of two comes for the one that has waited longer, and the other one waits', () => {
    const two = sent(taken(claimed(receiving(has, alarmAt(400, 'db')), 'FN2', 401), 'FN2', 410), 411);
    const board = after(two, 5_000, rules);
    expect(board.incidents.map(({ status }) => status)).toEqual(['escalating', 'taken']);
    expect(after(board, 6_000, rules)).toBe(board);
  });

  it('is none for what is over, closed, or right at the moment', () => {
    expect(after(receiving(has, okAt(20)), 610, rules).incidents).toMatchObject([{ status: 'resolved' }]);
    const closed = resolveByHand(has, undefined, givenAt(20)).board;
    expect(after(closed, 610, rules).incidents).toMatchObject([{ status: 'resolved' }]);
    const flapping = [30, 50, 70].reduce((board, at) => receiving(board, okAt(at - 10), alarmAt(at)), has);
    const right = receiving(flapping, okAt(80));
    expect(incidentOf(after(right, 700, rules))).toMatchObject({ status: 'taken', reminders: 0 });
  });

  it('is none while its alarm is silenced', () => {
    const silenced = { ...rules, silenced: ['web-*'] };
    expect(after(has, 610, silenced)).toBe(has);
    expect(isSilenced(has, incidentOf(has), { ...PLAN, silenced: ['db', 'web-1'] })).toBe(true);
    expect(isSilenced(has, incidentOf(has), { ...PLAN, silenced: ['db'] })).toBe(false);
    expect(incidentOf(after(has, 610, { ...rules, silenced: ['db'] })).status).toBe('escalating');
  });

  it('is none only while all that is wrong is silenced', () => {
    const named = [
      ['web-1', 10],
      ['db', 20],
    ] as const;
    const told = receiving(has, alarmAt(20, 'db'));
    const both = {
      ...told,
      words: [
        {
          incident: 'inc-0',
          alarms: named.map(([name, at]) => ({
            hash: hashNamed(name),
            summary: `${name}. Down.`,
            sinceMs: atSecond(at),
          })),
        },
      ],
    };
    const silenced = (board: Board, ...globs: readonly string[]): boolean =>
      isSilenced(board, incidentOf(board), { ...PLAN, silenced: globs });
    expect(silenced(both, 'web-*')).toBe(false);
    expect(silenced(both, 'web-*', 'd?')).toBe(true);
    expect(incidentOf(after(both, 910, { ...rules, silenced: ['web-*'] })).status).toBe('escalating');
    // What is right again needs nobody.
    expect(silenced(receiving(both, okAt(30, 'db')), 'web-*')).toBe(true);
    // Of which nothing is known but that there are more of them may be any.
    expect(silenced({ ...both, words: [] }, 'web-*', 'db')).toBe(false);
    expect(silenced({ ...both, words: [] }, '*')).toBe(true);
    // A description is no name.
    const described = receiving(both, alarmAt(30, 'cpu', { summary: 'cpu. The disk of db.' }));
    expect(silenced(described, 'web-*', '*db')).toBe(false);
    expect(silenced(described, 'web-*', '*db', 'cpu')).toBe(true);
  });

  it('is joined by an alarm that comes meanwhile', () => {
    const board = receiving(after(has, 610, rules), alarmAt(620, 'db'));
    expect(board.incidents).toMatchObject([{ id: 'inc-0', joined: 2, chain: 'remind' }]);
  });
});

describe('another round', () => {
  const rules = { again: { everyMinutes: 30, times: 2 } };

  it('calls everybody again when nobody took it, as often as the roster says', () => {
    expect(after(exhausted, 3 + 1_799, rules)).toBe(exhausted);
    const first = after(exhausted, 3 + 1_800, rules);
    expect(incidentOf(first)).toMatchObject({ status: 'escalating', chain: 'round', rounds: 1, callsBefore: 3 });
    expect(attemptOf(first)).toMatchObject({ number: 4, agent: { id: 'ann' } });
    const second = after(sent(afterCalls(first, 1_900, 'busy', 'busy', 'busy'), 1_910), 4_000, rules);
    expect(incidentOf(second)).toMatchObject({ rounds: 2, callsBefore: 6 });
    const over = sent(afterCalls(second, 4_010, 'busy', 'busy', 'busy'), 4_020);
    expect(after(over, 20 * HOUR, rules)).toBe(over);
  });

  it('tells everyone again when nobody takes it that time either', () => {
    const none = afterCalls(after(exhausted, 1_803, rules), 1_810, 'busy', 'busy', 'busy');
    expect(owed(none)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
  });

  it('is none when it recovered, or was taken', () => {
    expect(after(receiving(exhausted, okAt(60)), 1_803, rules).incidents).toMatchObject([{ status: 'resolved' }]);
    const late = takeByHand(exhausted, 'bob', undefined, 'hand', givenAt(60)).board;
    expect(after(late, 1_803, rules).incidents).toMatchObject([{ status: 'taken' }]);
  });

  it('is none while its alarm is silenced', () => {
    expect(after(exhausted, 1_803, { ...rules, silenced: ['*'] })).toBe(exhausted);
  });
});

describe('an owner who leaves the roster', () => {
  const without = { order: [BOB, CYD], everyone: [BOB, CYD], people: peopleOf(BOB, CYD) };

  it('owns nothing: the others are called at once, and the heartbeat keeps the chain', () => {
    const board = after(has, 60, without);
    expect(incidentOf(board)).toMatchObject({ status: 'escalating', chain: 'round', callsBefore: 1 });
    expect(incidentOf(board).taken).toBeUndefined();
    expect(attemptOf(board).agent.id).toBe('bob');
    expect(dueAtMs(board, { ...PLAN, ...without }, atSecond(60))).toBe(atSecond(60));
  });

  it('and whoever was to hear that they have it does not', () => {
    const corrected = takeByHand(sent(exhausted, 6), 'ann', undefined, 'hand', givenAt(10)).board;
    expect(owed(after(corrected, 60, without), { ...PLAN, ...without })).toEqual([]);
  });

  it('is not said to have left while the roster cannot be read', () => {
    const unreadable = { order: [], everyone: [], people: peopleOf(), isEverybody: false };
    expect(after(has, 60, unreadable)).toBe(has);
  });

  it('waits while another incident is being called', () => {
    const two = receiving(has, alarmAt(400, 'db'));
    expect(after(two, 410, without).incidents.map(({ status }) => status)).toEqual(['taken', 'escalating']);
  });
});

describe('what nobody has, when all who were called about it leave the roster', () => {
  it('is said to those who are there now, by a round at once', () => {
    const without = { order: [DAN], everyone: [DAN], people: peopleOf(DAN) };
    const board = after(exhausted, 60, without);
    expect(incidentOf(board)).toMatchObject({ status: 'escalating', chain: 'round', rounds: 1 });
    expect(attemptOf(board).agent.id).toBe('dan');
  });

  it('is not called again while one of them is left, or while the roster cannot be read', () => {
    expect(after(exhausted, 60, { order: [CYD], everyone: [CYD], people: peopleOf(CYD) })).toBe(exhausted);
    const unreadable = { order: [], everyone: [], people: peopleOf(), isEverybody: false };
    expect(after(exhausted, 60, unreadable)).toBe(exhausted);
  });
});

describe('what nothing is heard of any more', () => {
  it('is left to its owner a day after it was taken, who is told', () => {
    const day = 24 * HOUR;
    expect(after(has, 10 + day - 1)).toBe(has);
    const board = after(has, 10 + day);
    expect(incidentOf(board)).toMatchObject({ status: 'resolved', closed: { is: 'left' }, isUnrecorded: true });
    expect(owed(board)).toEqual(['left to ann']);
  });

  it('is not left while something is heard of it', () => {
    const heard = sent(receiving(has, alarmAt(20, 'db')), 21);
    expect(incidentOf(after(heard, 10 + 24 * HOUR)).status).toBe('taken');
    expect(incidentOf(after(heard, 20 + 24 * HOUR)).status).toBe('resolved');
    const recovered = receiving(heard, okAt(HOUR, 'db'));
    expect(incidentOf(after(recovered, 24 * HOUR)).status).toBe('taken');
  });

  it('is not left when nobody has it', () => {
    expect(after(exhausted, 48 * HOUR)).toBe(exhausted);
  });

  it('is left to everyone when nobody has it and nobody can ever know that it is over', () => {
    expect(after(counted, 3 + 24 * HOUR - 1)).toBe(counted);
    const board = after(counted, 3 + 24 * HOUR);
    expect(incidentOf(board)).toMatchObject({ status: 'resolved', closed: { is: 'left' }, isTold: false });
    expect(owed(board)).toEqual(['left to ann', 'left to bob', 'left to cyd']);
  });

  it('is not left as long as everyone is still to be told that nobody has it', () => {
    const untold = afterCalls(open, 1, 'busy', 'busy', 'busy');
    const owing = withIncident(untold, { ...incidentOf(untold), unremembered: 1 });
    expect(incidentOf(after(owing, 30 * HOUR)).status).toBe('exhausted');
  });
});

describe('what is tidied up', () => {
  const over = receiving(has, okAt(20));
  const told = withoutRecorded(sent(over, 21), unrecorded(over));

  it('is an incident that has been over for an hour, was told and is in the history', () => {
    expect(after(told, 20 + HOUR - 1)).toBe(told);
    expect(after(told, 20 + HOUR).incidents).toEqual([]);
  });

  it('is not one of which somebody is still to be told, or the history has not heard', () => {
    expect(after(withoutRecorded(over, unrecorded(over)), 20 + HOUR).incidents).toHaveLength(1);
    expect(after(sent(over, 21), 20 + HOUR).incidents).toHaveLength(1);
  });

  it('is what is owed to somebody who has left, or of two days ago', () => {
    const owing = owe(has, ['ann', 'zoe'], { kind: 'budget', slot: 1 }, START_MS);
    expect(owed(after(owing, 60))).toEqual(['budget to ann']);
    expect(owed(after(owing, 47 * HOUR))).not.toEqual([]);
    expect(after(owing, 48 * HOUR).outbox.map(({ items }) => items)).not.toContainEqual([{ kind: 'budget', slot: 1 }]);
  });

  it('owes what everyone is to be told to as many as there is room for', () => {
    const board = after(afterCalls(open, 1, 'busy', 'busy', 'busy'), 4);
    expect(board.outbox.map(({ to }) => to)).toEqual(['ann', 'bob', 'cyd']);
    expect(board.announcements).toEqual([]);
  });
});

describe('when a board must be looked at', () => {
  const rules: CallPlan = { ...PLAN, remindMinutes: 10, again: { everyMinutes: 30, times: 1 } };

  it.each<[string, Board, CallPlan, number]>([
    ['never, while an alarm has just begun a chain: its own message brings it back', open, rules, Infinity],
    ['never, when all is over', receiving(open, okAt(5)), rules, Infinity],
    ['when it will be left to its owner', has, PLAN, atSecond(10 + 24 * HOUR)],
    ['when its owner will be reminded', has, rules, atSecond(610)],
    ['when the next round begins', exhausted, rules, atSecond(1_803)],
    [
      'a month later, when nobody has it and no further round is asked for',
      exhausted,
      PLAN,
      atSecond(59 + 30 * 24 * HOUR),
    ],
    ['when it will be left to everyone, once it counts what nobody remembers', counted, PLAN, atSecond(3 + 24 * HOUR)],
    [
      'at once, while somebody is asked to take over',
      passOn(has, undefined, undefined, givenAt(60)).board,
      PLAN,
      atSecond(60),
    ],
    ['at once, while an owner is reminded', tended(has, givenAt(610, { plan: rules })), rules, atSecond(610)],
    [
      'when an SMS has been owed for an hour',
      owe(open, ['ann'], { kind: 'budget', slot: 1 }, START_MS),
      PLAN,
      START_MS + HOUR_MS,
    ],
  ])('%s', (_when, board, plan, atMs) => {
    expect(dueAtMs(board, plan, atSecond(59))).toBe(atMs);
  });

  it('five minutes after an alarm began a chain, from its second delivery on: it may have become a dead letter', () => {
    expect(dueAtMs(open, PLAN, atSecond(60))).toBe(atSecond(300));
    expect(dueAtMs(open, PLAN, atSecond(900))).toBe(atSecond(300));
  });

  it('the index must say no later time', () => {
    const isListedAt = (board: Board, seconds: number): boolean => isListed(board, rules, atSecond(seconds));
    expect([isListedAt(open, 59), isListedAt(open, 60)]).toEqual([true, false]);
    expect(isListedAt(has, 60)).toBe(false);
    expect(isListedAt({ ...has, dueMs: atSecond(610) }, 60)).toBe(true);
    expect(isListedAt({ ...has, dueMs: atSecond(600) }, 60)).toBe(true);
    expect(isListedAt({ ...has, dueMs: atSecond(611) }, 60)).toBe(false);
  });

  it('the index has been lost when nobody has looked ten minutes after an earlier time', () => {
    const early = { ...has, dueMs: atSecond(100) };
    expect([699, 700].map((seconds) => isListed(early, PLAN, atSecond(seconds)))).toEqual([true, false]);
    // That very time is what the board needs: the chain that runs is looked after.
    const passed = { ...passOn(has, undefined, undefined, givenAt(60)).board, dueMs: atSecond(60) };
    expect(isListed(passed, PLAN, atSecond(3_600))).toBe(true);
    const over = { ...receiving(open, okAt(5)), dueMs: atSecond(100) };
    expect(isListed(over, PLAN, atSecond(3_600))).toBe(true);
  });

  it('says of one incident when it is called again', () => {
    expect(chainDueAtMs(incidentOf(has), rules)).toBe(atSecond(610));
    expect(chainDueAtMs(incidentOf(withIncident(has, { ...incidentOf(has), reminders: 10 })), rules)).toBe(Infinity);
    expect(chainDueAtMs({ ...incidentOf(exhausted), rounds: 1 }, rules)).toBe(Infinity);
    expect(chainDueAtMs(incidentOf(has), { ...rules, people: peopleOf(BOB) })).toBe(0);
    expect(chainDueAtMs(incidentOf(open), rules)).toBe(Infinity);
  });
});

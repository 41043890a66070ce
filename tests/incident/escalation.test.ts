import { describe, expect, it } from '@jest/globals';
import { EN } from '../../src/wording/en';
import { EMPTY_BOARD, withIncident } from '../../src/board/board';
import type { Board, Incident } from '../../src/board/board';
import { take } from '../../src/incident/answer';
import { passOn, resolveByHand, takeByHand } from '../../src/incident/intervention';
import {
  advance,
  executionOf,
  isLastTry,
  madeIn,
  markEnding,
  pastCallsOf,
  passCall,
  passOver,
  passRefused,
  restart,
  startingWith,
  tellImpossible,
} from '../../src/incident/escalation';
import { hashOf } from '../../src/board/memory';
import type { Callable } from '../../src/incident/plan';
import { agentRef, hasLeft, nameOf } from '../../src/incident/plan';
import { receive } from '../../src/incident/receive';
import { tended } from '../../src/incident/tend';
import {
  afterCalls,
  alarmAt,
  ANN,
  attemptOf,
  boardAfter,
  BOB,
  claimed,
  CYD,
  givenAt,
  incidentOf,
  okAt,
  owed,
  peopleOf,
  PLAN,
  receiving,
  sent,
  START_MS,
  taken,
  withPlan,
} from './sample';

const open = boardAfter(alarmAt(0));
const calling = claimed(open, 'FN1', 1);

/** The board after Twilio said that the agent of the current attempt is in another call. */
function engaged(board: Board, seconds: number): Board {
  return passOver(board, attemptOf(board).token, 'engaged', givenAt(seconds));
}

/** The board after Twilio refused the number of the current attempt. */
function refused(board: Board, seconds: number, given = givenAt(seconds)): Board {
  return passRefused(board, attemptOf(board).token, given);
}

/** The board after the time of the current attempt came. */
function restarted(board: Board, seconds: number, given = givenAt(seconds)): Board {
  return restart(board, attemptOf(board).token, given);
}

/** The calls that are over, such as `1 ann busy`. */
function callsIn(board: Board): string[] {
  return incidentOf(board).calls.map(({ number, agent, outcome }) => `${number} ${agent} ${outcome}`);
}

/** The last two digits of each phone that is called when each call fails a minute after the last. */
function phonesCalled(order: readonly Callable[], maxCalls: number): string[] {
  let board = receive(EMPTY_BOARD, [alarmAt(0)], withPlan(0, { order, maxCalls })).board;
  const called: string[] = [];
  for (let minute = 1; incidentOf(board).status === 'escalating' && minute < 20; minute++) {
    const given = withPlan(minute * 60, { order, maxCalls });
    called.push(attemptOf(board).agent.phone.slice(-2));
    board = restarted(board, minute * 60, given);
    board = advance(claimed(board, `FN${minute}`, minute * 60, given.plan), `FN${minute}`, 'busy', given);
  }
  return called;
}

describe('the order of calls', () => {
  const two: Callable = { id: 'two', name: 'Two Phones', phones: ['+447700900011', '+447700900012'] };

  it.each([
    ['each in turn', PLAN.order, 3, ['01', '02', '03']],
    ['two agents and three calls: it wraps', [ANN, BOB], 3, ['01', '02', '01']],
    ['one agent: called three times', [ANN], 3, ['01', '01', '01']],
    ['fewer calls than agents', PLAN.order, 2, ['01', '02']],
    ['an agent with two phones: the other one at the next call', [two], 3, ['11', '12', '11']],
    ['an agent with two phones among others', [two, ANN], 4, ['11', '01', '12', '01']],
    ['an agent without a phone is passed over', [{ id: 'none', name: 'None', phones: [] }, BOB], 2, ['02', '02']],
    ['nobody', [], 3, []],
  ])('%s', (_what, order, maxCalls, called) => {
    expect(phonesCalled(order, maxCalls)).toEqual(called);
  });
});

describe('a call that is over', () => {
  it.each(['declined', 'no-key', 'busy', 'no-answer', 'failed', 'hung-up', 'timed-out'] as const)(
    '%s: the next agent is called at once',
    (outcome) => {
      const board = advance(calling, 'FN1', outcome, givenAt(30));
      expect(callsIn(board)).toEqual([`1 ann ${outcome}`]);
      expect(attemptOf(board)).toEqual({
        number: 2,
        agent: { id: 'bob', name: 'Bob Roy', phone: '+447700900002' },
        token: 't30',
        passed: [],
        failures: 0,
        state: { is: 'starting', sinceMs: START_MS + 30_000 },
      });
    },
  );

  it.each<[string, Board, string]>([
    ['another execution', calling, 'FN9'],
    ['an execution before its claim', open, 'FN1'],
    ['an execution whose call is over already', afterCalls(open, 1, 'busy'), 'FN1'],
    ['an execution on an empty board', EMPTY_BOARD, 'FN1'],
    ['an execution that took it', taken(calling, 'FN1', 5), 'FN1'],
  ])('%s changes nothing', (_which, board, execution) => {
    expect(advance(board, execution, 'busy', givenAt(30))).toBe(board);
  });

  it('is over also when it was being ended', () => {
    expect(attemptOf(advance(markEnding(calling, 'FN1'), 'FN1', 'timed-out', givenAt(300))).number).toBe(2);
  });

  it('that ended past its deadline, or while it was being ended, is not over before it was hung up', () => {
    const ending = markEnding(calling, 'FN1');
    expect(advance(ending, 'FN1', 'hung-up', givenAt(30))).toBe(ending);
    // It claimed 1 s after the start: 25 s of ringing, 150 s of conversation, 20 s of slack.
    expect(advance(calling, 'FN1', 'hung-up', givenAt(196))).toBe(calling);
    expect(advance(calling, 'FN1', 'hung-up', givenAt(195))).not.toBe(calling);
    expect(attemptOf(advance(ending, 'FN1', 'declined', givenAt(30))).number).toBe(2);
  });

  it('after the alarm recovered calls nobody further, and the history hears how it ended', () => {
    const resolved = receiving(calling, okAt(5));
    const recorded = withIncident(resolved, { ...incidentOf(resolved), isUnrecorded: false });
    const board = advance(recorded, 'FN1', 'hung-up', givenAt(30));
    expect(incidentOf(board)).toMatchObject({ status: 'resolved', isUnrecorded: true });
    expect(incidentOf(board).attempt).toBeUndefined();
    expect(callsIn(board)).toEqual(['1 ann hung-up']);
  });

  it('after somebody else took it calls nobody further, and the history hears how it ended', () => {
    const has = takeByHand(calling, 'bob', undefined, 'hand', givenAt(5)).board;
    expect(callsIn(has)).toEqual(['1 ann unfinished']);
    const recorded = withIncident(has, { ...incidentOf(has), isUnrecorded: false });
    const board = advance(recorded, 'FN1', 'no-answer', givenAt(30));
    expect(incidentOf(board)).toMatchObject({ status: 'taken', isUnrecorded: true });
    expect(callsIn(board)).toEqual(['1 ann no-answer']);
    expect(advance(board, 'FN1', 'busy', givenAt(31))).toBe(board);
  });

  it.each<[string, readonly Callable[], string]>([
    ['the order is as it was', [ANN, BOB, CYD], 'bob'],
    ['somebody was put in after the one who was called', [ANN, CYD, BOB], 'cyd'],
    ['a handoff has put another agent first', [BOB, CYD, ANN], 'bob'],
    ['the one who was called is out of it', [BOB, CYD], 'bob'],
    ['the one who was called now comes last of two', [BOB, ANN], 'bob'],
    ['nobody of before is left', [CYD], 'cyd'],
  ])('the roster of that moment says who is next: when %s', (_change, order, next) => {
    const board = advance(calling, 'FN1', 'busy', withPlan(10, { order }));
    expect(attemptOf(board)).toMatchObject({ number: 2, agent: { id: next }, state: { is: 'starting' } });
  });

  it('after a handoff goes on in the new order', () => {
    const plan = { order: [BOB, CYD, ANN], maxCalls: 4 };
    const toBob = advance(calling, 'FN1', 'busy', withPlan(10, plan));
    const toCyd = advance(claimed(toBob, 'FN2', 11), 'FN2', 'busy', withPlan(12, plan));
    const toAnn = advance(claimed(toCyd, 'FN3', 41), 'FN3', 'busy', withPlan(42, plan));
    expect([toBob, toCyd, toAnn].map((board) => attemptOf(board).agent.id)).toEqual(['bob', 'cyd', 'ann']);
  });

  it('after the last one everybody is told that nobody took it', () => {
    const board = afterCalls(open, 1, 'busy', 'no-answer', 'declined');
    expect(incidentOf(board)).toMatchObject({
      status: 'exhausted',
      changedAtMs: START_MS + 3_000,
      isTold: true,
      isUnrecorded: true,
    });
    expect(incidentOf(board).attempt).toBeUndefined();
    expect(callsIn(board)).toEqual(['1 ann busy', '2 bob no-answer', '3 cyd declined']);
    expect(owed(board)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
  });

  it('is kept of the last twenty', () => {
    const plan = { ...PLAN, maxCalls: 25, maxCallsPerHour: 100 };
    let board = receive(EMPTY_BOARD, [alarmAt(0)], withPlan(0, plan)).board;
    for (let call = 1; call <= 25; call++) {
      const given = withPlan(call * 60, plan);
      board = advance(claimed(board, `FN${call}`, call * 60, plan), `FN${call}`, 'busy', given);
    }
    expect(incidentOf(board).status).toBe('exhausted');
    expect(incidentOf(board).calls.map(({ number }) => number)).toEqual(
      Array.from({ length: 20 }, (_, index) => 6 + index),
    );
    expect(madeIn(incidentOf(board))).toBe(25);
  });
});

describe('the same number is not called again within 30 s', () => {
  it('for the same incident', () => {
    const board = advance(calling, 'FN1', 'busy', withPlan(10, { order: [ANN] }));
    expect(attemptOf(board).state).toEqual({ is: 'waiting', notBeforeMs: START_MS + 40_000, why: 'redial' });
    expect(restarted(board, 39, withPlan(39, { order: [ANN] }))).toBe(board);
    expect(attemptOf(restarted(board, 40, withPlan(40, { order: [ANN] }))).state.is).toBe('starting');
  });

  it('when two agents share it', () => {
    const twin: Callable = { ...BOB, phones: ANN.phones };
    const board = advance(calling, 'FN1', 'busy', withPlan(10, { order: [ANN, twin] }));
    expect(attemptOf(board)).toMatchObject({ agent: { id: 'bob' }, state: { is: 'waiting', why: 'redial' } });
  });

  it('for another incident of the team', () => {
    const one = { order: [ANN], maxCalls: 1 };
    const exhausted = advance(calling, 'FN1', 'busy', withPlan(10, one));
    const next = receive(exhausted, [alarmAt(20, 'db')], withPlan(20, one)).board;
    expect(attemptOf(next)).toMatchObject({ number: 1, state: { is: 'waiting', notBeforeMs: START_MS + 40_000 } });
  });

  it('after it was taken in the middle of a call, or closed', () => {
    const second = alarmAt(20, 'db');
    const has = taken(calling, 'FN1', 10);
    const closed = resolveByHand(has, undefined, givenAt(15)).board;
    expect(attemptOf(receiving(closed, second)).state).toMatchObject({ is: 'waiting', notBeforeMs: START_MS + 40_000 });
    const ringing = resolveByHand(calling, undefined, givenAt(15)).board;
    expect(attemptOf(receiving(ringing, second)).state).toMatchObject({ notBeforeMs: START_MS + 45_000 });
    const byHand = takeByHand(calling, 'bob', undefined, 'hand', givenAt(12)).board;
    const other = resolveByHand(byHand, undefined, givenAt(15)).board;
    expect(attemptOf(receiving(other, second)).state).toMatchObject({ notBeforeMs: START_MS + 42_000 });
  });
});

describe('a chain of calls that begins again', () => {
  const has = sent(taken(calling, 'FN1', 10), 11);
  const passed = passOn(has, undefined, undefined, givenAt(60)).board;

  it('counts its calls anew, and their numbers go on', () => {
    expect(incidentOf(passed)).toMatchObject({ callsBefore: 1, chain: 'pass', status: 'escalating' });
    expect(attemptOf(passed)).toMatchObject({ number: 2, agent: { id: 'bob' } });
    const board = afterCalls(restarted(afterCalls(passed, 61, 'busy', 'no-answer'), 120), 121, 'declined');
    expect(callsIn(board)).toEqual(['1 ann taken', '2 bob busy', '3 cyd no-answer', '4 bob declined']);
  });

  it('asks everybody but the one who wants to pass it on, who keeps it when nobody takes it', () => {
    const board = afterCalls(restarted(afterCalls(passed, 61, 'busy', 'no-answer'), 120), 121, 'declined');
    expect(incidentOf(board)).toMatchObject({ status: 'taken', taken: { by: 'ann' }, isUnrecorded: true });
    expect(owed(board)).toEqual(['kept to ann']);
  });

  it('goes on with the next one after the agent it was passed to', () => {
    const toCyd = passOn(has, undefined, 'cyd', givenAt(60)).board;
    expect(attemptOf(toCyd).agent.id).toBe('cyd');
    expect(attemptOf(afterCalls(toCyd, 61, 'busy')).agent.id).toBe('bob');
  });

  it('waits for the agent it was passed to, also when that one is not on call', () => {
    const off = { order: [ANN, BOB] };
    const toCyd = passOn(has, undefined, 'cyd', withPlan(62, { ...off, maxCallsPerHour: 1 })).board;
    expect(attemptOf(toCyd)).toMatchObject({ agent: { id: 'cyd' }, state: { is: 'waiting', why: 'budget' } });
    const ready = restarted(toCyd, 5_000, withPlan(5_000, off));
    expect(attemptOf(ready)).toMatchObject({ agent: { id: 'cyd' }, state: { is: 'starting' } });
    const left = withPlan(5_000, { ...off, people: peopleOf(ANN, BOB), everyone: [ANN, BOB] });
    expect(attemptOf(restarted(toCyd, 5_000, left))).toMatchObject({ agent: { id: 'bob' } });
  });

  it('passes over nobody for what was refused before', () => {
    const without = refused(open, 1);
    expect(incidentOf(without).refused).toEqual([hashOf('+447700900001')]);
    const owned = sent(taken(claimed(without, 'FN1', 2), 'FN1', 10), 11);
    expect(incidentOf(passOn(owned, undefined, undefined, givenAt(60)).board).refused).toEqual([]);
  });
});

describe('an attempt that is started anew', () => {
  it('has a new token and no older execution, and counts that it failed', () => {
    expect(attemptOf(restarted(open, 20))).toEqual({
      ...attemptOf(open),
      token: 't20',
      failures: 1,
      state: { is: 'starting', sinceMs: START_MS + 20_000 },
    });
  });

  it.each<[string, Board]>([
    ['a live call', calling],
    ['a call that is being ended', markEnding(calling, 'FN1')],
    ['a call that took it', taken(calling, 'FN1', 3)],
    ['an incident that recovered', receiving(open, okAt(5))],
    ['no incident', EMPTY_BOARD],
  ])('is not made of %s', (_what, board) => {
    expect(restart(board, 't0', givenAt(20))).toBe(board);
  });

  it('is not made of another token than the current one', () => {
    expect(restart(open, 't9', givenAt(20))).toBe(open);
  });

  it('that has failed twice makes room for the next agent', () => {
    const second = restarted(restarted(open, 20), 40);
    expect(attemptOf(second)).toMatchObject({
      number: 1,
      agent: { id: 'bob' },
      failures: 0,
      passed: [hashOf('+447700900001')],
    });
    expect(owed(second)).toEqual([]);
  });

  it('has one try for each of the others, and when all have failed everyone is told', () => {
    const bob = restarted(restarted(open, 20), 40);
    expect(isLastTry(attemptOf(bob))).toBe(true);
    const cyd = restarted(bob, 80);
    expect(attemptOf(cyd).agent.id).toBe('cyd');
    const none = restarted(cyd, 100);
    expect(attemptOf(none)).toMatchObject({
      number: 1,
      agent: { id: 'ann' },
      passed: [],
      state: { is: 'waiting', notBeforeMs: START_MS + 110_000, why: 'unreachable' },
    });
    expect(owed(none)).toEqual(['impossible to ann', 'impossible to bob', 'impossible to cyd']);
    expect(incidentOf(none).status).toBe('escalating');
  });

  it('begins again at once when all failed a delivery ago and everyone knows: waiting for the next one would cost a call', () => {
    const none = restarted(restarted(restarted(restarted(open, 20), 40), 80), 100);
    expect(attemptOf(none)).toMatchObject({ state: { is: 'waiting', notBeforeMs: START_MS + 110_000 } });
    expect(owed(none)).toEqual(['impossible to ann', 'impossible to bob', 'impossible to cyd']);
    const cyd = restarted(restarted(restarted(none, 172), 244), 316);
    expect(attemptOf(cyd)).toMatchObject({ agent: { id: 'cyd' } });
    const again = restarted(cyd, 388);
    expect(attemptOf(again)).toMatchObject({
      agent: { id: 'ann' },
      passed: [],
      state: { is: 'starting', sinceMs: START_MS + 388_000 },
    });
    expect(attemptOf(again).token).not.toBe(attemptOf(cyd).token);
    // One more failure, and it is the next one's turn.
    expect(isLastTry(attemptOf(again))).toBe(true);
  });

  it('goes round and round for as long as all fail, and everyone is told once in six hours', () => {
    let board = open;
    const called: string[] = [];
    for (let seconds = 20; seconds < 6 * 3_600; seconds += 20) {
      called.push(attemptOf(board).agent.id);
      board = sent(restarted(board, seconds), seconds);
    }
    expect(incidentOf(board)).toMatchObject({ status: 'escalating', calls: [] });
    // Ten seconds of waiting are a start, and each of the agents has one: none is tried more often than the others by much.
    const counts = ['ann', 'bob', 'cyd'].map((id) => called.filter((each) => each === id).length);
    expect(Math.max(...counts)).toBeLessThan(3 * Math.min(...counts));
    expect(board.spent.texts.map(({ to, count }) => [to, count])).toEqual([
      ['ann', 1],
      ['bob', 1],
      ['cyd', 1],
    ]);
  });

  it('tries a number again that was refused, when nobody else can be called', () => {
    // Ann's number is refused once; each start of a call to Bob and Cyd fails.
    let board = refused(open, 1);
    for (let seconds = 2; seconds < 80 && attemptOf(board).agent.id !== 'ann'; seconds += 10) {
      const anew = restarted(board, seconds);
      board = passOver(anew, attemptOf(anew).token, 'failing', givenAt(seconds));
    }
    expect(attemptOf(board).agent.id).toBe('ann');
    expect(incidentOf(board).refused).toEqual([]);
  });

  it('that waited is of the next agent when its own has gone off call', () => {
    const waiting = engaged(engaged(engaged(open, 1), 2), 3);
    expect(attemptOf(waiting)).toMatchObject({ agent: { id: 'ann' }, state: { is: 'waiting' } });
    const board = restarted(waiting, 20, withPlan(20, { order: [BOB, CYD] }));
    expect(attemptOf(board)).toMatchObject({ number: 1, agent: { id: 'bob' }, state: { is: 'starting' } });
  });
});

describe('ending a stuck call', () => {
  it('is written first', () => {
    expect(attemptOf(markEnding(calling, 'FN1')).state).toEqual({
      is: 'ending',
      execution: 'FN1',
      sinceMs: START_MS + 1_000,
      deadlineMs: START_MS + 196_000,
      flow: 'FW1',
    });
  });

  it.each<[string, Board, string]>([
    ['another execution', calling, 'FN9'],
    ['a call that is being ended already', markEnding(calling, 'FN1'), 'FN1'],
    ['a call that has not claimed', open, 'FN1'],
    ['no incident', EMPTY_BOARD, 'FN1'],
  ])('is not for %s', (_what, board, execution) => {
    expect(markEnding(board, execution)).toBe(board);
  });
});

describe('an agent in another call', () => {
  it('uses up no call: the same attempt turns to the next agent', () => {
    expect(attemptOf(engaged(open, 1))).toEqual({
      number: 1,
      agent: { id: 'bob', name: 'Bob Roy', phone: '+447700900002' },
      token: 't1',
      passed: [hashOf('+447700900001')],
      failures: 0,
      state: { is: 'starting', sinceMs: START_MS + 1_000 },
    });
    expect(incidentOf(engaged(open, 1))).toMatchObject({ calls: [], place: 1 });
  });

  it('when everyone is, the attempt waits ten seconds and then tries all again, from the first', () => {
    const waiting = engaged(engaged(engaged(open, 1), 2), 3);
    expect(attemptOf(waiting)).toMatchObject({
      number: 1,
      agent: { id: 'ann' },
      passed: [],
      state: { is: 'waiting', notBeforeMs: START_MS + 13_000, why: 'engaged' },
    });
    expect(owed(waiting)).toEqual([]);
    expect(attemptOf(engaged(restarted(waiting, 13), 14)).agent.id).toBe('bob');
  });

  it('is still called after the others had their call', () => {
    const toCyd = advance(claimed(engaged(open, 1), 'FN1', 2), 'FN1', 'busy', givenAt(3));
    expect(attemptOf(toCyd).agent.id).toBe('cyd');
    const toAnn = advance(claimed(toCyd, 'FN2', 4), 'FN2', 'busy', givenAt(5));
    expect(attemptOf(toAnn).agent.id).toBe('ann');
  });

  it('with another phone is called on that one before the others', () => {
    const two: Callable = { ...ANN, phones: ['+447700900001', '+447700900011'] };
    const plan = { order: [two] };
    const board = receive(EMPTY_BOARD, [alarmAt(0)], withPlan(0, plan)).board;
    const other = passOver(board, 't0', 'engaged', withPlan(1, plan));
    expect(attemptOf(other).agent.phone).toBe('+447700900011');
  });

  it.each<[string, Board]>([
    ['a token that is not current', restarted(open, 20)],
    ['a call that has claimed', calling],
    ['an incident that recovered', receiving(open, okAt(5))],
    ['no incident', EMPTY_BOARD],
  ])('is no news for %s', (_what, board) => {
    expect(passOver(board, 't0', 'engaged', givenAt(21))).toBe(board);
    expect(passOver(board, 't0', 'failing', givenAt(21))).toBe(board);
    expect(passRefused(board, 't0', givenAt(21))).toBe(board);
  });
});

describe('a number that Twilio refuses', () => {
  it('uses up no call and is skipped for the whole chain', () => {
    const board = refused(open, 1);
    expect(incidentOf(board).refused).toEqual([hashOf('+447700900001')]);
    expect(attemptOf(board)).toMatchObject({ number: 1, agent: { id: 'bob' }, token: 't1' });
    const second = afterCalls(board, 2, 'busy', 'busy');
    expect(attemptOf(second)).toMatchObject({
      number: 3,
      agent: { id: 'bob' },
      state: { is: 'waiting', why: 'redial' },
    });
  });

  it('the other phone of the same agent comes first', () => {
    const two: Callable = { ...ANN, phones: ['+447700900001', '+447700900011'] };
    const board = refused(open, 1, withPlan(1, { order: [two, BOB] }));
    expect(attemptOf(board).agent).toEqual({ id: 'ann', name: 'Ann Lee', phone: '+447700900011' });
  });

  it('when all are refused the chain is at its end, with no call made', () => {
    const board = refused(refused(refused(open, 1), 2), 3);
    expect(incidentOf(board)).toMatchObject({ status: 'exhausted', calls: [], changedAtMs: START_MS + 3_000 });
    expect(owed(board)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
  });

  it('an engaged agent is still waited for when the others are refused', () => {
    const board = refused(refused(engaged(open, 1), 2), 3);
    expect(incidentOf(board).status).toBe('escalating');
    expect(attemptOf(board)).toMatchObject({ number: 1, agent: { id: 'ann' } });
  });

  it('of forty is the last that is tried', () => {
    const many: readonly Callable[] = Array.from({ length: 45 }, (_, index) => ({
      id: `agent-${index}`,
      name: `Agent ${index}`,
      phones: [`+4477009001${String(index).padStart(2, '0')}`],
    }));
    const plan = { order: many };
    let board = receive(EMPTY_BOARD, [alarmAt(0)], withPlan(0, plan)).board;
    let tries = 0;
    for (; incidentOf(board).status === 'escalating' && tries < 100; tries++) {
      board = refused(board, tries, withPlan(tries, plan));
    }
    expect(tries).toBe(40);
    expect(incidentOf(board).status).toBe('exhausted');
  });
});

describe('when no call can be made at all', () => {
  const told = tellImpossible(open, 'flow', givenAt(1));

  it('everyone is told by SMS why, and the attempt stays as it is', () => {
    expect(told.impossible).toEqual({ cause: 'flow', toldAtMs: START_MS + 1_000 });
    expect(owed(told)).toEqual(['impossible to ann', 'impossible to bob', 'impossible to cyd']);
    expect(told.incidents).toEqual(open.incidents);
  });

  it('they are told once for each cause and six hours', () => {
    const later = sent(told, 2);
    expect(tellImpossible(later, 'flow', givenAt(6 * 3_600))).toBe(later);
    expect(owed(tellImpossible(later, 'flow', givenAt(6 * 3_600 + 1)))).toHaveLength(3);
    expect(owed(tellImpossible(later, 'account', givenAt(5)))).toHaveLength(3);
    // Whoever was told why need not be told that nobody can be reached.
    expect(tellImpossible(later, 'unreachable', givenAt(5))).toBe(later);
  });

  it('nobody is told when nothing waits for a call, or there is nobody to tell', () => {
    const has = taken(calling, 'FN1', 5);
    expect(tellImpossible(has, 'flow', givenAt(6))).toBe(has);
    expect(tellImpossible(open, 'flow', withPlan(6, { everyone: [] }))).toBe(open);
  });

  it('it is past when a phone is about to ring: whoever was not told yet is not', () => {
    const board = claimed(told, 'FN1', 2);
    expect(board.impossible).toBeUndefined();
    expect(owed(board)).toEqual([]);
  });

  it('it is the next agent’s turn as with any failure: Twilio may have meant that one number', () => {
    const again = restarted(told, 20);
    expect(attemptOf(again)).toMatchObject({ agent: { id: 'ann' }, failures: 1, state: { is: 'starting' } });
    expect(attemptOf(restarted(again, 40))).toMatchObject({ agent: { id: 'bob' }, state: { is: 'starting' } });
  });
});

describe('the budget of calls', () => {
  /** The board after so many calls, one every twenty seconds. */
  function spending(calls: number, perHour: number): Board {
    const plan = { ...PLAN, maxCalls: 20, maxCallsPerHour: perHour };
    let board = receive(EMPTY_BOARD, [alarmAt(0)], withPlan(0, plan)).board;
    for (let call = 1; call <= calls; call++) {
      board = claimed(restarted(board, call * 20, withPlan(call * 20, plan)), `FN${call}`, call * 20, plan);
      board = advance(board, `FN${call}`, 'busy', withPlan(call * 20 + 1, plan));
    }
    return board;
  }

  it('is used up: the incident waits, and everyone is told once', () => {
    const board = spending(4, 4);
    // 03:00 is the beginning of a stretch of five minutes: it counts for an hour from its end.
    expect(attemptOf(board)).toMatchObject({
      number: 5,
      state: { is: 'waiting', notBeforeMs: START_MS + 65 * 60_000, why: 'budget' },
    });
    expect(incidentOf(board).status).toBe('escalating');
    expect(owed(board)).toEqual(['budget to ann', 'budget to bob', 'budget to cyd']);
    expect(attemptOf(spending(3, 4)).state.is).toBe('starting');
  });

  it('goes on when enough of the hour’s calls are an hour old, and who was not told yet is not', () => {
    const plan = { maxCalls: 20, maxCallsPerHour: 4 };
    const waiting = spending(4, 4);
    expect(restarted(waiting, 65 * 60 - 1, withPlan(65 * 60 - 1, plan))).toBe(waiting);
    const ready = restarted(waiting, 65 * 60, withPlan(65 * 60, plan));
    expect(attemptOf(ready).state.is).toBe('starting');
    expect(owed(claimed(ready, 'FN9', 65 * 60))).toEqual([]);
  });

  it('counts the calls of all incidents of the team, and a new one tells nobody again within the hour', () => {
    const plan = { maxCalls: 4, maxCallsPerHour: 4 };
    const exhausted = tended(sent(spending(4, 4), 90), givenAt(90));
    const closed = resolveByHand(exhausted, undefined, withPlan(100, plan)).board;
    const board = receive(closed, [alarmAt(110, 'db')], withPlan(110, plan)).board;
    expect(attemptOf(board).state).toMatchObject({ is: 'waiting', why: 'budget' });
    expect(owed(board)).toEqual([]);
  });

  it('an execution that never claimed uses up nothing', () => {
    const plan = { ...PLAN, maxCallsPerHour: 1 };
    const board = restarted(restarted(receive(EMPTY_BOARD, [alarmAt(0)], withPlan(0, plan)).board, 20), 40);
    expect(attemptOf(board).state.is).toBe('starting');
  });
});

describe('what is asked of an attempt', () => {
  it('startingWith finds that of a token only while it is starting and escalating', () => {
    expect(startingWith(open, 't0')?.attempt.number).toBe(1);
    expect(startingWith(open, 't1')).toBeUndefined();
    expect(startingWith(calling, 't0')).toBeUndefined();
    expect(startingWith(receiving(open, okAt(5)), 't0')).toBeUndefined();
    expect(startingWith(EMPTY_BOARD, 't0')).toBeUndefined();
  });

  it('its execution is known once it has claimed', () => {
    expect([open, calling, markEnding(calling, 'FN1')].map((board) => executionOf(attemptOf(board)))).toEqual([
      undefined,
      'FN1',
      'FN1',
    ]);
    expect(executionOf(undefined)).toBeUndefined();
  });

  it('the call that goes on is one of those that were made', () => {
    expect([open, calling].map((board) => madeIn(incidentOf(board)))).toEqual([0, 1]);
    expect(pastCallsOf(incidentOf(open))).toEqual([]);
    expect(pastCallsOf(incidentOf(calling))).toEqual([
      { number: 1, agent: 'ann', outcome: 'unfinished', proof: 'FN1', atMs: START_MS + 1_000 },
    ]);
    const long: Incident = { ...incidentOf(calling) };
    expect(pastCallsOf({ ...long, calls: [] })).toHaveLength(1);
  });
});

describe('the roster', () => {
  it('gives each phone of an agent its turn', () => {
    const two: Callable = { id: 'two', name: 'Two', phones: ['a', 'b'] };
    expect([0, 1, 2].map((calls) => agentRef(two, calls)?.phone)).toEqual(['a', 'b', 'a']);
    expect(agentRef({ ...two, phones: [] }, 0)).toBeUndefined();
    expect(agentRef(ANN, 0)).toEqual({ id: 'ann', name: 'Ann Lee', phone: '+447700900001' });
  });

  it('knows who has left it, unless it cannot be read', () => {
    const unreadable = { ...PLAN, people: peopleOf(), isEverybody: false };
    expect([hasLeft(PLAN, 'ann'), hasLeft(PLAN, 'zoe'), hasLeft(unreadable, 'zoe')]).toEqual([false, true, false]);
    expect([nameOf(EN, PLAN, 'ann'), nameOf(EN, PLAN, 'zoe'), nameOf(EN, unreadable, 'ann')]).toEqual([
      'Ann Lee',
      'Somebody who has left the roster',
      'Somebody',
    ]);
  });
});

describe('a call that is passed on by another way than its key', () => {
  const call = { execution: 'FN1', flow: 'FW1', phone: attemptOf(calling).agent.phone };

  it('is over in one write, and must have ended before the next phone rings', () => {
    const board = passCall(calling, call, givenAt(20));
    expect(incidentOf(board).calls).toMatchObject([{ agent: 'ann', outcome: 'declined' }]);
    expect(attemptOf(board)).toMatchObject({ number: 2, agent: { id: 'bob' }, state: { is: 'starting' } });
    expect(board.outlived).toEqual({ ...call, foundAtMs: givenAt(20).nowMs });
  });

  it('leaves no word of it where nobody is called next', () => {
    const last = { ...givenAt(20), plan: { ...PLAN, maxCalls: 1 } };
    const board = passCall(calling, call, last);
    expect(incidentOf(board)).toMatchObject({ status: 'exhausted' });
    expect(board.outlived).toBeUndefined();
  });
});

describe('a call that rings when somebody takes it by another way', () => {
  const byHand = (board: Board): Board => takeByHand(board, 'bob', undefined, 'sms', givenAt(20)).board;

  it('must be over before another phone rings', () => {
    expect(byHand(calling).outlived).toMatchObject({ execution: 'FN1', phone: attemptOf(calling).agent.phone });
  });

  it('is over when its execution asks for the next agent, and may ring on when that was ended', () => {
    expect(advance(byHand(calling), 'FN1', 'no-answer', givenAt(30)).outlived).toBeUndefined();
    expect(advance(byHand(calling), 'FN1', 'hung-up', givenAt(30)).outlived).toMatchObject({ execution: 'FN1' });
  });

  it('is spoken on when its own key 1 takes it', () => {
    const { board } = take(calling, { incident: 'inc-0', attempt: 1, execution: 'FN1' }, givenAt(20));
    expect(incidentOf(board).status).toBe('taken');
    expect(board.outlived).toBeUndefined();
  });
});

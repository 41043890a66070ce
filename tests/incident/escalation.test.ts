import { describe, expect, it } from '@jest/globals';
import type { AgentRef, Board } from '../../src/incident/board';
import { advance, markEnding, passEngaged, passRefused, restart, startingWith } from '../../src/incident/escalation';
import type { Given } from '../../src/incident/escalation';
import type { Callable } from '../../src/incident/plan';
import { agentRef } from '../../src/incident/plan';
import { receive } from '../../src/incident/receive';
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
  PLAN,
  START_MS,
  taken,
} from './sample';

const open = boardAfter(alarmAt(0));
const calling = claimed(open, 'FN1', 1);

function withPlan(seconds: number, plan: Partial<Given['plan']>): Given {
  return givenAt(seconds, { plan: { ...PLAN, ...plan } });
}

/** The board after Twilio said that the agent of the current attempt is in another call. */
function engaged(board: Board, seconds: number): Board {
  return passEngaged(board, attemptOf(board).token, givenAt(seconds));
}

/** The board after Twilio refused the number of the current attempt. */
function refused(board: Board, seconds: number, given = givenAt(seconds)): Board {
  return passRefused(board, attemptOf(board).token, given);
}

/** Who is called at each call when each one fails a minute after the last, each started anew when it had to wait. */
function callsOf(order: readonly Callable[], maxCalls: number): string[] {
  let board = receive({ ...open, incident: null, memory: '' }, [alarmAt(0)], withPlan(0, { order, maxCalls })).board;
  const called: string[] = [];
  for (let minute = 1; board.incident?.status === 'escalating' && minute < 20; minute++) {
    const given = withPlan(minute * 60, { order, maxCalls });
    called.push(attemptOf(board).agent.phone.slice(-2));
    board = advance(claimed(restart(board, given), `FN${minute}`, minute * 60), `FN${minute}`, 'busy', given);
  }
  return called;
}

describe('a roster that changes between two calls', () => {
  const trouble = 'The on-call roster cannot be read.';
  const fallback = withPlan(30, {
    order: [{ id: 'fallback-1', name: 'fallback number 1', phones: ['+12025550101'] }],
    trouble,
  });

  it.each<[string, (given: Given) => Board]>([
    ['a call that is over', (given) => advance(calling, 'FN1', 'no-answer', given)],
    ['an agent who is engaged', (given) => passEngaged(open, attemptOf(open).token, given)],
    ['a number that is refused', (given) => passRefused(open, attemptOf(open).token, given)],
  ])('is said to whoever is called after %s, and is past when it is mended', (_title, next) => {
    const board = next(fallback);
    expect(incidentOf(board).trouble).toBe(trouble);
    expect(attemptOf(board).agent.id).toBe('fallback-1');
    const mended = advance(claimed(restart(board, givenAt(40)), 'FN9', 40), 'FN9', 'busy', givenAt(50));
    expect(incidentOf(mended).trouble).toBeUndefined();
  });
});

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
    expect(callsOf(order, maxCalls)).toEqual(called);
  });
});

describe('a call that is over', () => {
  it.each(['declined', 'no-key', 'busy', 'no-answer', 'failed', 'hung-up', 'timed-out'] as const)(
    '%s: the next agent is called at once',
    (outcome) => {
      const board = advance(calling, 'FN1', outcome, givenAt(30));
      expect(incidentOf(board).attempts).toEqual([
        { ...attemptOf(calling), state: { is: 'over', execution: 'FN1', outcome, atMs: START_MS + 30_000 } },
        {
          number: 2,
          agent: { id: 'bob', name: 'Bob Roy', phone: '+447700900002' },
          position: 1,
          token: 't30',
          engaged: [],
          state: { is: 'starting', sinceMs: START_MS + 30_000 },
        },
      ]);
    },
  );

  it.each<[string, Board, string]>([
    ['another execution', calling, 'FN9'],
    ['an execution before its claim', open, 'FN1'],
    ['an execution whose call is over already', afterCalls(open, 1, 'busy'), 'FN1'],
    ['an execution on an empty board', { ...open, incident: null }, 'FN1'],
    ['an execution that took it', taken(calling, 'FN1', 5), 'FN1'],
  ])('%s changes nothing', (_which, board, execution) => {
    expect(advance(board, execution, 'busy', givenAt(30))).toBe(board);
  });

  it('is over also when it was being ended', () => {
    const board = advance(markEnding(calling, 'FN1'), 'FN1', 'timed-out', givenAt(300));
    expect(attemptOf(board)).toMatchObject({ number: 2, agent: { id: 'bob' } });
  });

  it('that ended past its deadline, or while it was being ended, is not over before it was hung up', () => {
    const ending = markEnding(calling, 'FN1');
    expect(advance(ending, 'FN1', 'hung-up', givenAt(30))).toBe(ending);
    // It claimed 1 s after the start: 25 s of ringing, 150 s of conversation, 20 s of slack.
    expect(advance(calling, 'FN1', 'hung-up', givenAt(196))).toBe(calling);
    expect(advance(calling, 'FN1', 'hung-up', givenAt(195))).not.toBe(calling);
    expect(attemptOf(advance(ending, 'FN1', 'declined', givenAt(30))).number).toBe(2);
  });

  it('after the alarm recovered calls nobody further', () => {
    const resolved = receive(calling, [okAt(5)], givenAt(5)).board;
    const board = advance(resolved, 'FN1', 'hung-up', givenAt(30));
    expect(board.incident).toMatchObject({ status: 'resolved', attempts: [{ state: { is: 'over' } }] });
  });

  it('the same number is not called again within 30 s', () => {
    const one = withPlan(10, { order: [ANN] });
    const board = advance(calling, 'FN1', 'busy', one);
    expect(attemptOf(board).state).toEqual({ is: 'waiting', notBeforeMs: START_MS + 40_000, why: 'redial' });
  });

  it('two agents who share a number count as one number for that', () => {
    const twin: Callable = { ...BOB, phones: ANN.phones };
    const board = advance(calling, 'FN1', 'busy', withPlan(10, { order: [ANN, twin] }));
    expect(attemptOf(board)).toMatchObject({ agent: { id: 'bob' }, state: { is: 'waiting', why: 'redial' } });
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
    expect(board.incident).toMatchObject({ status: 'exhausted', closedAtMs: START_MS + 3_000 });
    expect(incidentOf(board).attempts).toHaveLength(3);
    expect(board.outbox).toEqual([
      {
        kind: 'exhausted',
        incident: 'inc-0',
        text: 'NOBODY HAS THIS (Main, inc-0, since Sun 03:00 GMT): 3 calls made, nobody took it. web-1 is down.',
        to: ['ann', 'bob', 'cyd'].map((id, index) => ({
          id,
          phone: `+44770090000${index + 1}`,
          notBeforeMs: START_MS + 3_000,
          tries: 0,
        })),
      },
    ]);
  });
});

describe('an attempt that is started anew', () => {
  it('has a new token and no older execution', () => {
    expect(attemptOf(restart(open, givenAt(20)))).toEqual({
      ...attemptOf(open),
      token: 't20',
      state: { is: 'starting', sinceMs: START_MS + 20_000 },
    });
  });

  it.each<[string, Board]>([
    ['a live call', calling],
    ['a call that is being ended', markEnding(calling, 'FN1')],
    ['a call that is over', taken(calling, 'FN1', 3)],
    ['no incident', { ...open, incident: null }],
  ])('is not made of %s', (_what, board) => {
    expect(restart(board, givenAt(20))).toBe(board);
  });
});

describe('ending a stuck call', () => {
  it('is written first', () => {
    expect(attemptOf(markEnding(calling, 'FN1')).state).toEqual({
      is: 'ending',
      execution: 'FN1',
      deadlineMs: START_MS + 196_000,
    });
  });

  it.each<[string, Board, string]>([
    ['another execution', calling, 'FN9'],
    ['a call that is being ended already', markEnding(calling, 'FN1'), 'FN1'],
    ['a call that has not claimed', open, 'FN1'],
  ])('is not for %s', (_what, board, execution) => {
    expect(markEnding(board, execution)).toBe(board);
  });
});

describe('an agent in another call', () => {
  it('uses up no call: the same attempt turns to the next agent', () => {
    expect(incidentOf(engaged(open, 1)).attempts).toEqual([
      {
        number: 1,
        agent: { id: 'bob', name: 'Bob Roy', phone: '+447700900002' },
        position: 1,
        token: 't1',
        engaged: ['+447700900001'],
        state: { is: 'starting', sinceMs: START_MS + 1_000 },
      },
    ]);
  });

  it('when everyone is, the attempt waits ten seconds and then tries all again', () => {
    const waiting = engaged(engaged(engaged(open, 1), 2), 3);
    expect(attemptOf(waiting)).toMatchObject({
      number: 1,
      engaged: [],
      state: { is: 'waiting', notBeforeMs: START_MS + 13_000, why: 'engaged' },
    });
    const again = restart(waiting, givenAt(13));
    expect(attemptOf(engaged(again, 14)).agent.id).toBe('ann');
  });

  it('is still called after the others had their call', () => {
    const toCyd = advance(claimed(engaged(open, 1), 'FN1', 2), 'FN1', 'busy', givenAt(3));
    expect(attemptOf(toCyd).agent.id).toBe('cyd');
    const toAnn = advance(claimed(toCyd, 'FN2', 4), 'FN2', 'busy', givenAt(5));
    expect(attemptOf(toAnn).agent.id).toBe('ann');
  });

  it.each<[string, Board]>([
    ['a token that is not current', restart(open, givenAt(20))],
    ['a call that has claimed', calling],
    ['an incident that recovered', receive(open, [okAt(5)], givenAt(5)).board],
  ])('is no news for %s', (_what, board) => {
    expect(passEngaged(board, 't0', givenAt(21))).toBe(board);
    expect(passRefused(board, 't0', givenAt(21))).toBe(board);
  });
});

describe('a number that Twilio refuses', () => {
  it('uses up no call and is skipped for the whole incident', () => {
    const board = refused(open, 1);
    expect(incidentOf(board).refused).toEqual(['+447700900001']);
    expect(incidentOf(board).attempts).toMatchObject([{ number: 1, agent: { id: 'bob' }, token: 't1' }]);
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

  it('when all are refused the incident is exhausted, with no call made', () => {
    const board = refused(refused(refused(open, 1), 2), 3);
    expect(board.incident).toMatchObject({ status: 'exhausted', attempts: [], closedAtMs: START_MS + 3_000 });
    expect(board.outbox).toMatchObject([{ kind: 'exhausted', text: expect.stringMatching(/Nobody could be called/) }]);
  });

  it('an engaged agent is still waited for when the others are refused', () => {
    const board = refused(refused(passEngaged(open, 't0', givenAt(1)), 2), 3);
    expect(attemptOf(board)).toMatchObject({ agent: { id: 'ann' }, state: { is: 'starting' } });
  });
});

describe('startingWith', () => {
  it('finds the attempt of a token only while it is starting and escalating', () => {
    expect(startingWith(open, 't0')?.attempt.number).toBe(1);
    expect(startingWith(open, 't1')).toBeUndefined();
    expect(startingWith(calling, 't0')).toBeUndefined();
    expect(startingWith(receive(open, [okAt(5)], givenAt(5)).board, 't0')).toBeUndefined();
    expect(startingWith({ ...open, incident: null }, 't0')).toBeUndefined();
  });
});

it('agentRef gives each phone its turn', () => {
  const two: Callable = { id: 'two', name: 'Two', phones: ['a', 'b'] };
  expect([0, 1, 2].map((calls) => agentRef(two, calls)?.phone)).toEqual(['a', 'b', 'a']);
  expect(agentRef({ ...two, phones: [] }, 0)).toBeUndefined();
  expect(agentRef(ANN, 0)).toEqual({ id: 'ann', name: 'Ann Lee', phone: '+447700900001' } satisfies AgentRef);
});

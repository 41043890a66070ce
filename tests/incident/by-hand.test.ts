import { describe, expect, it } from '@jest/globals';
import { brief, claim, take } from '../../src/incident/answer';
import { EMPTY_BOARD } from '../../src/incident/board';
import type { Board } from '../../src/incident/board';
import { resolveByHand, takeByHand } from '../../src/incident/by-hand';
import { advance } from '../../src/incident/escalation';
import { lease, leased, settleTexts } from '../../src/incident/outbox';
import { receive } from '../../src/incident/receive';
import { isSettled } from '../../src/incident/settled';
import {
  afterCalls,
  alarmAt,
  attemptOf,
  boardAfter,
  callOf,
  claimed,
  givenAt,
  incidentOf,
  okAt,
  PLAN,
  START_MS,
  taken,
} from './sample';

const BOB = { id: 'bob', name: 'Bob Roy', phone: '+447700900002' };

const open = boardAfter(alarmAt(0));
const ringing = claimed(open, 'FN1', 1);
const has = taken(ringing, 'FN1', 10);
const resolved = receive(open, [okAt(5)], givenAt(5)).board;
const exhausted = afterCalls(open, 1, 'busy', 'busy', 'declined');
const closed = resolveByHand(ringing, givenAt(20)).board;

/** What each is owed, such as `details to bob`. */
function owed({ outbox }: Board): string[] {
  return outbox.flatMap(({ kind, to }) => to.map(({ id }) => `${kind} to ${id}`));
}

/** The board after everything owed was sent. */
function sent(board: Board, seconds: number): Board {
  const holding = lease(board, 'run', START_MS + seconds * 1_000);
  const results = leased(holding, 'run').map((text) => ({ text, handover: 'accepted' as const }));
  return settleTexts(holding, 'run', results, START_MS + seconds * 1_000);
}

describe('taking by hand', () => {
  it('an incident that is escalating gives it to this agent, with the details by SMS', () => {
    const { board, taking } = takeByHand(ringing, BOB, givenAt(20));
    expect(taking).toEqual({ is: 'taken', incident: 'inc-0', by: BOB });
    expect(incidentOf(board)).toMatchObject({
      status: 'taken',
      closedAtMs: START_MS + 20_000,
      taken: { by: BOB, execution: 't20', atMs: START_MS + 20_000 },
    });
    expect(owed(board)).toEqual(['details to bob']);
    expect(board.outbox[0]?.text).toBe('You have it (Main, inc-0). web-1 is down.');
  });

  it('tells whose phone is ringing who has it, and calls nobody further', () => {
    const { board } = takeByHand(ringing, BOB, givenAt(20));
    const call = callOf(ringing, 'FN1');
    const speech = 'Bob Roy has taken it. You need not do anything. Goodbye.';
    expect(brief(board, call, PLAN)).toEqual({ proceed: false, speech });
    expect(take(board, call, givenAt(21)).taking).toEqual({ result: 'already', speech });
    const after = advance(board, 'FN1', 'no-answer', givenAt(26));
    expect(incidentOf(after)).toMatchObject({ status: 'taken', attempts: [{ state: { outcome: 'no-answer' } }] });
    expect(incidentOf(after).attempts).toHaveLength(1);
  });

  it('does not let an execution dial that has not claimed yet', () => {
    const { board } = takeByHand(open, BOB, givenAt(1));
    expect(claim(board, callOf(open, 'FN1'), PLAN, START_MS + 2_000).claim).toMatchObject({
      ring: false,
      why: 'taken',
    });
  });

  it('after nobody took it corrects what those were told who were told', () => {
    const told = sent(exhausted, 5);
    expect(owed(takeByHand(told, BOB, givenAt(60)).board).toSorted()).toEqual([
      'correction to ann',
      'correction to cyd',
      'details to bob',
    ]);
    // Nobody has been told yet: then nobody need be.
    expect(owed(takeByHand(exhausted, BOB, givenAt(60)).board)).toEqual(['details to bob']);
  });

  it('says who has it already, and changes nothing', () => {
    const { board, taking } = takeByHand(has, BOB, givenAt(20));
    expect(taking).toMatchObject({ is: 'already', incident: 'inc-0', by: { id: 'ann' } });
    expect(board).toBe(has);
  });

  it('says that it is over, or that there is nothing, and changes nothing', () => {
    expect(takeByHand(resolved, BOB, givenAt(20))).toEqual({
      board: resolved,
      taking: { is: 'closed', incident: 'inc-0' },
    });
    expect(takeByHand(EMPTY_BOARD, BOB, givenAt(20))).toEqual({ board: EMPTY_BOARD, taking: { is: 'nothing' } });
  });

  it('meets its own result after a write whose reply was lost', () => {
    const once = takeByHand(ringing, BOB, givenAt(20));
    expect(takeByHand(once.board, BOB, givenAt(20))).toEqual({ board: once.board, taking: once.taking });
  });
});

describe('closing by hand', () => {
  it('an incident that is escalating calls nobody further', () => {
    expect(incidentOf(closed)).toMatchObject({ status: 'resolved', closedAtMs: START_MS + 20_000 });
    expect(owed(closed)).toEqual([]);
    const after = advance(closed, 'FN1', 'declined', givenAt(25));
    expect(incidentOf(after).attempts).toHaveLength(1);
  });

  it('is what the agent on the phone hears, whatever they press', () => {
    const call = callOf(ringing, 'FN1');
    const speech = 'This alert was closed by hand. You need not do anything. Goodbye.';
    expect(brief(closed, call, PLAN)).toEqual({ proceed: false, speech });
    expect(take(closed, call, givenAt(21)).taking).toEqual({ result: 'closed', speech });
    const unclaimed = resolveByHand(open, givenAt(1)).board;
    expect(claim(unclaimed, callOf(open, 'FN1'), PLAN, START_MS + 2_000).claim).toEqual({
      ring: false,
      why: 'closed',
      message: speech,
    });
  });

  it('tells the agent who has it by SMS, also one who presses 1 again', () => {
    const { board, resolving } = resolveByHand(sent(has, 11), givenAt(20));
    expect(resolving).toEqual({ is: 'resolved', incident: 'inc-0' });
    expect(board.outbox).toMatchObject([
      { kind: 'recovered', text: 'Closed by hand (Main, inc-0). web-1 is down.', to: [{ id: 'ann' }] },
    ]);
    expect(take(board, callOf(has, 'FN1'), givenAt(21)).taking.result).toBe('closed');
  });

  it('closes the further alarms that its agent has not been told of', () => {
    const more = receive(sent(has, 11), [alarmAt(15, 'db')], givenAt(15)).board;
    expect(owed(more)).toEqual(['more to ann']);
    expect(owed(resolveByHand(more, givenAt(16)).board)).toEqual(['recovered to ann']);
  });

  it('corrects what those were told who heard that nobody has it', () => {
    const { board } = resolveByHand(sent(exhausted, 5), givenAt(60));
    expect(owed(board)).toEqual(['correction to ann', 'correction to bob', 'correction to cyd']);
    expect(board.outbox[0]?.text).toBe('Closed by hand (Main, inc-0). web-1 is down.');
    expect(owed(resolveByHand(exhausted, givenAt(60)).board)).toEqual([]);
  });

  it('of what is over, or of nothing, changes nothing', () => {
    expect(resolveByHand(resolved, givenAt(20))).toEqual({
      board: resolved,
      resolving: { is: 'closed', incident: 'inc-0' },
    });
    expect(resolveByHand(EMPTY_BOARD, givenAt(20))).toEqual({ board: EMPTY_BOARD, resolving: { is: 'nothing' } });
  });

  it('meets its own result after a write whose reply was lost', () => {
    const once = resolveByHand(ringing, givenAt(20));
    expect(resolveByHand(once.board, givenAt(20))).toEqual({ board: once.board, resolving: once.resolving });
    expect(resolveByHand(once.board, givenAt(21)).resolving.is).toBe('closed');
  });
});

describe('the alarms of an incident that was closed by hand', () => {
  it('are settled, and the same state never pages again', () => {
    expect(isSettled(closed, alarmAt(0))).toBe(true);
    const again = receive(closed, [alarmAt(0)], givenAt(90));
    expect(again).toEqual({ board: closed, outcomes: ['nothing'] });
  });

  it('may recover, and nobody hears of it', () => {
    const { board, outcomes } = receive(closed, [okAt(30)], givenAt(30));
    expect(outcomes).toEqual(['recovered']);
    expect(incidentOf(board).status).toBe('resolved');
    expect(owed(board)).toEqual([]);
  });

  it('page again in a new state, as a new incident with all its calls', () => {
    const { board, outcomes } = receive(closed, [alarmAt(30)], givenAt(30));
    expect(outcomes).toEqual(['opened']);
    expect(incidentOf(board)).toMatchObject({ id: 'inc-30', status: 'escalating' });
    expect(attemptOf(board)).toMatchObject({ number: 1, agent: { id: 'ann' } });
  });

  it('which somebody had, page again too: nobody has the new incident', () => {
    const over = resolveByHand(has, givenAt(20)).board;
    const { board } = receive(over, [alarmAt(30)], givenAt(30));
    expect(incidentOf(board)).toMatchObject({ id: 'inc-30', status: 'escalating' });
    expect(incidentOf(board).taken).toBeUndefined();
  });
});

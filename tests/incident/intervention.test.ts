import { describe, expect, it } from '@jest/globals';
import { brief, claim, take } from '../../src/incident/answer';
import { EMPTY_BOARD, withIncident } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { incidentMeant, passOn, resolveByHand, takeByHand } from '../../src/incident/intervention';
import { advance } from '../../src/incident/escalation';
import { receive } from '../../src/incident/receive';
import { isSettled } from '../../src/incident/settled';
import {
  afterCalls,
  alarmAt,
  atSecond,
  attemptOf,
  boardAfter,
  callOf,
  claimed,
  givenAt,
  incidentOf,
  okAt,
  owed,
  PLAN,
  receiving,
  sent,
  taken,
  withPlan,
} from './sample';

const open = boardAfter(alarmAt(0));
const ringing = claimed(open, 'FN1', 1);
const has = taken(ringing, 'FN1', 10);
const resolved = receiving(open, okAt(5));
const exhausted = afterCalls(open, 1, 'busy', 'busy', 'declined');
const closed = resolveByHand(ringing, undefined, givenAt(20)).board;
/** Ann has one, and another one is being called. */
const two = receiving(sent(has, 11), alarmAt(400, 'db'));
/** Ann has both. */
const both = sent(taken(claimed(two, 'FN2', 401), 'FN2', 410), 411);

/** The board after this agent took it. */
function takenBy(board: Board, by: string, seconds: number, id?: string): ReturnType<typeof takeByHand> {
  return takeByHand(board, by, id, 'hand', givenAt(seconds));
}

describe('the incident that is meant', () => {
  it('without an id is the only one that is open', () => {
    expect(incidentMeant(has, undefined)).toMatchObject({ is: 'one', incident: { id: 'inc-0' } });
    expect(incidentMeant(receiving(both, okAt(420)), undefined)).toMatchObject({
      is: 'one',
      incident: { id: 'inc-400' },
    });
  });

  it('without an id is not clear when several are open', () => {
    expect(incidentMeant(two, undefined)).toEqual({ is: 'several', ids: ['inc-0', 'inc-400'] });
    expect(takenBy(two, 'bob', 420).taking).toEqual({ is: 'several', ids: ['inc-0', 'inc-400'] });
    expect(resolveByHand(two, undefined, givenAt(420)).resolving.is).toBe('several');
    expect(passOn(two, undefined, undefined, givenAt(420)).passing.is).toBe('several');
  });

  it('without an id is the last one when none is open', () => {
    expect(incidentMeant(resolved, undefined)).toMatchObject({
      is: 'one',
      incident: { id: 'inc-0', status: 'resolved' },
    });
    expect(incidentMeant(EMPTY_BOARD, undefined)).toEqual({ is: 'none' });
  });

  const named = (...ids: readonly string[]): Board => ({
    ...EMPTY_BOARD,
    incidents: ids.map((id, index) => ({ ...incidentOf(has), id, slot: index + 1 })),
  });

  it.each<[string, string | undefined, readonly string[]]>([
    ['its id', 'inc-1a2b', ['inc-1a2b']],
    ['its id, though another one begins with it', 'inc-1a', ['inc-1a']],
    ['the beginning of its id', 'inc-7', ['inc-7c']],
    ['the beginning without the prefix', '7', ['inc-7c']],
    ['a beginning that several have', 'inc-1a2', ['inc-1a2b', 'inc-1a2c']],
    ['a beginning that none has', 'inc-9', []],
    ['something in the middle of it', 'a2b', []],
  ])('is found by %s', (_what, id, found) => {
    const meant = incidentMeant(named('inc-1a2b', 'inc-1a2c', 'inc-1a', 'inc-7c'), id);
    const ids = meant.is === 'one' ? [meant.incident.id] : meant.is === 'several' ? meant.ids : [];
    expect(ids).toEqual(found);
  });

  it('by the id of one that was carried into another is that one', () => {
    const carried = receiving(exhausted, alarmAt(60, 'db'));
    expect(incidentMeant(carried, 'inc-0')).toMatchObject({ is: 'one', incident: { id: 'inc-60' } });
  });
});

describe('taking by hand', () => {
  it('an incident that is escalating gives it to this agent, with the details by SMS', () => {
    const { board, taking } = takenBy(ringing, 'bob', 20);
    expect(taking).toEqual({ is: 'taken', incident: 'inc-0' });
    expect(incidentOf(board)).toMatchObject({
      status: 'taken',
      changedAtMs: atSecond(20),
      taken: { by: 'bob', proof: 't20', atMs: atSecond(20), way: 'hand' },
      calls: [{ agent: 'ann', outcome: 'unfinished' }],
      isUnrecorded: true,
    });
    expect(owed(board)).toEqual(['details to bob']);
  });

  it('says by which way', () => {
    expect(incidentOf(takeByHand(ringing, 'bob', undefined, 'sms', givenAt(20)).board).taken?.way).toBe('sms');
  });

  it('tells whose phone is ringing who has it, and calls nobody further', () => {
    const { board } = takenBy(ringing, 'bob', 20);
    const call = callOf(ringing, 'FN1');
    const speech = 'Bob Roy has taken it. You need not do anything. Goodbye.';
    expect(brief(board, call, [], PLAN)).toEqual({ proceed: false, reader: 'Polly.Joanna-Neural', speech });
    expect(take(board, call, givenAt(21)).taking).toEqual({ result: 'already', speech });
    const after = advance(board, 'FN1', 'no-answer', givenAt(26));
    expect(incidentOf(after)).toMatchObject({ status: 'taken', calls: [{ outcome: 'no-answer' }] });
    expect(incidentOf(after).attempt).toBeUndefined();
  });

  it('does not let an execution dial that has not claimed yet', () => {
    const { board } = takenBy(open, 'bob', 1);
    expect(claim(board, callOf(open, 'FN1'), [], PLAN, atSecond(2)).claim).toMatchObject({ ring: false, why: 'taken' });
  });

  it('after nobody took it corrects what those were told who were told', () => {
    expect(owed(takenBy(sent(exhausted, 5), 'bob', 60).board)).toEqual([
      'correction to ann',
      'correction to cyd',
      'details to bob',
    ]);
    // Nobody has been told yet: then nobody need be.
    expect(owed(takenBy(exhausted, 'bob', 60).board)).toEqual(['details to bob']);
  });

  it('what another agent has takes it over, and both are told', () => {
    const { board, taking } = takenBy(sent(has, 11), 'bob', 20);
    expect(taking).toEqual({ is: 'taken', incident: 'inc-0', from: 'ann' });
    expect(incidentOf(board)).toMatchObject({ status: 'taken', taken: { by: 'bob' } });
    expect(owed(board)).toEqual(['details to bob', 'taken-over to ann']);
  });

  it('what another agent has just taken leaves that one without the details', () => {
    expect(owed(takenBy(has, 'bob', 20).board)).toEqual(['details to bob', 'taken-over to ann']);
  });

  it('from one to the next tells each former owner once, and the last one only the details', () => {
    const bob = takenBy(sent(has, 11), 'bob', 20).board;
    const cyd = takenBy(bob, 'cyd', 30).board;
    expect(owed(cyd)).toEqual(['details to cyd', 'taken-over to ann', 'taken-over to bob']);
    expect(owed(takenBy(cyd, 'ann', 40).board)).toEqual(['details to ann', 'taken-over to bob', 'taken-over to cyd']);
  });

  it('what this agent has changes nothing', () => {
    const { board, taking } = takenBy(has, 'ann', 20);
    expect(taking).toEqual({ is: 'already', incident: 'inc-0', by: 'ann' });
    expect(board).toBe(has);
  });

  it('what this agent wants to pass on ends the calls for it', () => {
    const passed = passOn(sent(has, 11), undefined, undefined, givenAt(60)).board;
    const { board, taking } = takenBy(passed, 'ann', 70);
    expect(taking).toEqual({ is: 'taken', incident: 'inc-0' });
    expect(incidentOf(board)).toMatchObject({ status: 'taken', taken: { by: 'ann' } });
    expect(owed(board)).toEqual([]);
  });

  it('one of several, by its id, leaves the others', () => {
    const { board } = takenBy(both, 'bob', 420, 'inc-0');
    expect(board.incidents.map(({ taken: owner }) => owner?.by)).toEqual(['bob', 'ann']);
  });

  it('says that it is over, or that there is nothing, and changes nothing', () => {
    expect(takenBy(resolved, 'bob', 20)).toEqual({ board: resolved, taking: { is: 'closed', incident: 'inc-0' } });
    expect(takenBy(EMPTY_BOARD, 'bob', 20)).toEqual({ board: EMPTY_BOARD, taking: { is: 'nothing' } });
    expect(takenBy(has, 'bob', 20, 'inc-9')).toEqual({ board: has, taking: { is: 'nothing' } });
  });

  it('meets its own result after a write whose reply was lost', () => {
    const once = takenBy(ringing, 'bob', 20);
    expect(takenBy(once.board, 'bob', 20)).toEqual({ board: once.board, taking: once.taking });
    const over = takenBy(sent(has, 11), 'bob', 20);
    expect(takenBy(over.board, 'bob', 20).board).toBe(over.board);
  });
});

describe('closing by hand', () => {
  it('an incident that is escalating calls nobody further', () => {
    expect(incidentOf(closed)).toMatchObject({
      status: 'resolved',
      changedAtMs: atSecond(20),
      closed: { is: 'by-hand', proof: 't20' },
      isUnrecorded: true,
    });
    expect(owed(closed)).toEqual([]);
    const after = advance(closed, 'FN1', 'declined', givenAt(25));
    expect(incidentOf(after)).toMatchObject({ status: 'resolved', calls: [{ outcome: 'declined' }] });
    expect(incidentOf(after).attempt).toBeUndefined();
  });

  it('is what the agent on the phone hears, whatever they press', () => {
    const call = callOf(ringing, 'FN1');
    const speech = 'This alert was closed by hand. You need not do anything. Goodbye.';
    expect(brief(closed, call, [], PLAN)).toEqual({ proceed: false, reader: 'Polly.Joanna-Neural', speech });
    expect(take(closed, call, givenAt(21)).taking).toEqual({ result: 'closed', speech });
    const unclaimed = resolveByHand(open, undefined, givenAt(1)).board;
    expect(claim(unclaimed, callOf(open, 'FN1'), [], PLAN, atSecond(2)).claim).toEqual({
      manner: PLAN.manner,
      ring: false,
      why: 'closed',
      message: speech,
    });
  });

  it('tells the agent who has it by SMS', () => {
    const { board, resolving } = resolveByHand(sent(has, 11), undefined, givenAt(20));
    expect(resolving).toEqual({ is: 'resolved', incident: 'inc-0' });
    expect(owed(board)).toEqual(['closed to ann']);
  });

  it('closes the further alarms that its agent has not been told of', () => {
    const more = receiving(sent(has, 11), alarmAt(15, 'db'));
    expect(owed(more)).toEqual(['more to ann']);
    expect(owed(resolveByHand(more, undefined, givenAt(16)).board)).toEqual(['closed to ann']);
  });

  it('corrects what those were told who heard that nobody has it', () => {
    expect(owed(resolveByHand(sent(exhausted, 5), undefined, givenAt(60)).board)).toEqual([
      'closed to ann',
      'closed to bob',
      'closed to cyd',
    ]);
    expect(owed(resolveByHand(exhausted, undefined, givenAt(60)).board)).toEqual([]);
  });

  it('tells its owner who wants to pass it on, once, though everyone had been told that nobody has it', () => {
    const late = sent(taken(ringing, 'FN1', 10), 11);
    const passed = passOn(late, undefined, undefined, givenAt(60)).board;
    expect(owed(resolveByHand(passed, undefined, givenAt(70)).board)).toEqual(['closed to ann']);
    const told = withIncident(passed, { ...incidentOf(passed), isTold: true });
    expect(owed(resolveByHand(told, undefined, givenAt(70)).board)).toEqual([
      'closed to ann',
      'closed to bob',
      'closed to cyd',
    ]);
  });

  it('of what is over, or of nothing, changes nothing', () => {
    const given = givenAt(20);
    expect(resolveByHand(resolved, undefined, given)).toEqual({
      board: resolved,
      resolving: { is: 'closed', incident: 'inc-0' },
    });
    expect(resolveByHand(EMPTY_BOARD, undefined, given)).toEqual({ board: EMPTY_BOARD, resolving: { is: 'nothing' } });
  });

  it('meets its own result after a write whose reply was lost', () => {
    const once = resolveByHand(ringing, undefined, givenAt(20));
    expect(resolveByHand(once.board, undefined, givenAt(20))).toEqual({ board: once.board, resolving: once.resolving });
    expect(resolveByHand(once.board, undefined, givenAt(21)).resolving.is).toBe('closed');
  });
});

describe('the alarms of an incident that was closed by hand', () => {
  it('are settled, and the same state never pages again', () => {
    expect(isSettled(closed, alarmAt(0), 'nothing', PLAN, atSecond(20))).toBe(true);
    expect(receive(closed, [alarmAt(0)], givenAt(90))).toEqual({ board: closed, outcomes: ['nothing'] });
  });

  it('may recover, and nobody hears of it', () => {
    const { board, outcomes } = receive(closed, [okAt(30)], givenAt(30));
    expect(outcomes).toEqual(['recovered']);
    expect(incidentOf(board)).toEqual(incidentOf(closed));
    expect(owed(board)).toEqual([]);
  });

  it('page again in a new state, as a new incident with all its calls', () => {
    const { board, outcomes } = receive(closed, [alarmAt(60)], givenAt(60));
    expect(outcomes).toEqual(['opened']);
    expect(incidentOf(board)).toMatchObject({ id: 'inc-60', status: 'escalating', flaps: 0 });
    expect(attemptOf(board)).toMatchObject({ number: 1, agent: { id: 'ann' } });
  });

  it('which somebody had, page again too: nobody has the new incident', () => {
    const over = resolveByHand(has, undefined, givenAt(20)).board;
    const board = receiving(over, alarmAt(60));
    expect(incidentOf(board)).toMatchObject({ id: 'inc-60', status: 'escalating' });
    expect(incidentOf(board).taken).toBeUndefined();
  });
});

describe('passing on', () => {
  const mine = sent(has, 11);

  it.each([
    ['sms', 'theirs'],
    ['link', 'passed'],
    ['ring-back', 'passed'],
    ['hand', 'passed'],
  ] as const)('of what another agent has, by %s: %s', (way, is) => {
    const { board, passing } = passOn(mine, undefined, undefined, givenAt(60), { by: 'bob', way });
    expect(passing.is).toBe(is);
    expect(board === mine).toBe(is === 'theirs');
    expect(passOn(mine, undefined, undefined, givenAt(60), { by: 'ann', way }).passing.is).toBe('passed');
  });

  it('without a name calls whoever comes after its owner, who keeps it meanwhile', () => {
    const { board, passing } = passOn(mine, undefined, undefined, givenAt(60));
    expect(passing).toEqual({ is: 'passed', incident: 'inc-0' });
    expect(incidentOf(board)).toMatchObject({ status: 'escalating', chain: 'pass', taken: { by: 'ann' } });
    expect(attemptOf(board)).toMatchObject({ number: 2, agent: { id: 'bob' } });
    expect(owed(board)).toEqual([]);
  });

  it('begins again with the first one after the last', () => {
    const cyds = sent(takenBy(mine, 'cyd', 20).board, 21);
    expect(attemptOf(passOn(cyds, undefined, undefined, givenAt(60)).board).agent.id).toBe('ann');
  });

  it('goes on after its owner in the order of all, of whom the owner is none', () => {
    const bobs = sent(takenBy(mine, 'bob', 20).board, 21);
    expect(attemptOf(passOn(bobs, undefined, undefined, givenAt(60)).board).agent.id).toBe('cyd');
  });

  it('never begins with those who pass it on, unless there is nobody else', () => {
    const first = (board: Board, by: string, given = givenAt(60)): string =>
      attemptOf(passOn(board, undefined, undefined, given, { by, way: 'link' }).board).agent.id;
    expect(first(mine, 'bob')).toBe('cyd');
    expect(first(mine, 'cyd')).toBe('bob');
    expect(first(mine, 'ann')).toBe('bob');
    const bobs = sent(takenBy(mine, 'bob', 20).board, 21);
    expect(first(bobs, 'cyd')).toBe('ann');
    expect(first(sent(exhausted, 5), 'ann')).toBe('bob');
    expect(first(sent(exhausted, 5), 'bob')).toBe('ann');
    const pair = withPlan(60, { order: PLAN.order.slice(0, 2) });
    expect(first(mine, 'bob', pair)).toBe('bob');
  });

  it('to somebody calls that agent first, also one who is not on call', () => {
    const { board, passing } = passOn(mine, undefined, 'cyd', givenAt(60));
    expect(passing).toEqual({ is: 'passed', incident: 'inc-0', to: 'cyd' });
    expect(attemptOf(board).agent.id).toBe('cyd');
    const off = withPlan(60, { order: PLAN.order.slice(0, 2) });
    expect(attemptOf(passOn(mine, undefined, 'cyd', off).board).agent.id).toBe('cyd');
  });

  it('to somebody who is not on the team is refused', () => {
    expect(passOn(mine, undefined, 'zoe', givenAt(60))).toEqual({ board: mine, passing: { is: 'unknown', to: 'zoe' } });
  });

  it('what nobody took calls everybody from the beginning', () => {
    const { board, passing } = passOn(sent(exhausted, 5), undefined, undefined, givenAt(60));
    expect(passing.is).toBe('passed');
    expect(incidentOf(board)).toMatchObject({ status: 'escalating', chain: 'round', callsBefore: 3 });
    expect(attemptOf(board)).toMatchObject({ number: 4, agent: { id: 'ann' } });
    // Everyone was told, and is told again when nobody takes it this time.
    const again = afterCalls(board, 61, 'busy', 'busy', 'busy');
    expect(owed(again)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
  });

  it('takes back nothing that they are still to be told: nobody has it', () => {
    expect(owed(passOn(exhausted, undefined, undefined, givenAt(60)).board)).toHaveLength(3);
  });

  it('with nobody else to call, or to its owner, passes nothing on', () => {
    const passing = { is: 'alone', incident: 'inc-0', owner: 'ann' };
    const alone = withPlan(60, { order: PLAN.order.slice(0, 1) });
    expect(passOn(mine, undefined, undefined, alone)).toEqual({ board: mine, passing });
    expect(passOn(mine, undefined, 'ann', givenAt(60))).toEqual({ board: mine, passing });
    // Somebody who is not on call can be asked by name.
    expect(passOn(mine, undefined, 'bob', alone).passing.is).toBe('passed');
  });

  it('waits while another incident is being called', () => {
    expect(passOn(two, 'inc-0', undefined, givenAt(420))).toEqual({
      board: two,
      passing: { is: 'busy', incident: 'inc-400' },
    });
  });

  it('of what is being called, is over or is not there changes nothing', () => {
    const given = givenAt(20);
    expect(passOn(ringing, undefined, undefined, given)).toEqual({
      board: ringing,
      passing: { is: 'calling', incident: 'inc-0' },
    });
    expect(passOn(resolved, undefined, undefined, given).passing).toEqual({ is: 'closed', incident: 'inc-0' });
    expect(passOn(EMPTY_BOARD, undefined, undefined, given).passing).toEqual({ is: 'nothing' });
    expect(passOn(has, 'inc-9', undefined, given).passing).toEqual({ is: 'nothing' });
  });

  it('meets its own result after a write whose reply was lost', () => {
    const once = passOn(mine, undefined, 'cyd', givenAt(60));
    expect(passOn(once.board, undefined, 'cyd', givenAt(60))).toEqual({ board: once.board, passing: once.passing });
  });
});

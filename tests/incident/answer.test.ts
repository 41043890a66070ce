import { describe, expect, it } from '@jest/globals';
import { EN } from '../../src/wording/en';
import { brief, claim, finalId, lifetimeMs, overSpeech, take } from '../../src/incident/answer';
import { EMPTY_BOARD, incidentNamed } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { passOn, resolveByHand, takeByHand } from '../../src/incident/intervention';
import { leave } from '../../src/incident/closing';
import { advance, markEnding, restart } from '../../src/incident/escalation';
import { unrecorded, withoutRecorded } from '../../src/incident/history';
import { recall } from '../../src/board/memory';
import { lease } from '../../src/incident/outbox';
import { receive } from '../../src/incident/receive';
import { tended } from '../../src/incident/tend';
import {
  afterCalls,
  alarmAt,
  attemptOf,
  atSecond,
  boardAfter,
  callOf,
  claimed,
  FLOW,
  givenAt,
  handed,
  hashNamed,
  incidentOf,
  okAt,
  owed,
  PLAN,
  receiving,
  sent,
  spreadAt,
  START_MS,
  taken,
  withPlan,
  wordsFor,
} from './sample';

const open = boardAfter(alarmAt(0));
const words = wordsFor('web-1');
const calling = claimed(open, 'FN1', 1);
const toBob = claimed(advance(calling, 'FN1', 'no-answer', givenAt(30)), 'FN2', 31);
const has = taken(calling, 'FN1', 10);
const resolved = receiving(open, okAt(5));
const exhausted = afterCalls(open, 1, 'busy', 'busy', 'declined');
const closed = resolveByHand(calling, undefined, givenAt(20)).board;
const left = leave(has, incidentOf(has), givenAt(90_000));
/** What nobody took belongs to the incident of the database, which is being called. */
const carried = claimed(receiving(sent(exhausted, 5), alarmAt(60, 'db')), 'FN9', 61);
/** What was over has left the board, long afterwards. */
const over = receiving(calling, okAt(5));
const gone = tended(withoutRecorded(over, unrecorded(over)), givenAt(90_000));
const first = { incident: 'inc-0', attempt: 1, execution: 'FN1', token: 't0', flow: FLOW };

const UNCONFIRMED =
  'I cannot find out whether this alert is still open. Please treat it as open and look at it now. Goodbye.';

describe('an execution that asks whether it may dial', () => {
  it('may, once, and is written down with its deadline and its flow', () => {
    const { board, claim: answer } = claim(open, first, words, PLAN, atSecond(1));
    expect(answer).toEqual({
      manner: PLAN.manner,
      ring: true,
      message: 'On-call alert for Main: web 1 is down. Press 1 at any time to take it, 2 to pass, 3 to repeat.',
      again: 'On-call alert for Main: web 1 is down. Press 1 at any time to take it, 2 to pass, 3 to repeat.',
      prompt: 'Press 1 to take it, 2 to pass it on.',
      ringSeconds: 25,
    });
    // 25 s of ringing, 150 s of conversation, 20 s for everything else.
    expect(attemptOf(board).state).toEqual({
      is: 'calling',
      execution: 'FN1',
      sinceMs: START_MS + 1_000,
      deadlineMs: START_MS + 196_000,
      flow: 'FW1',
    });
    expect(lifetimeMs(PLAN)).toBe(195_000);
    expect(incidentOf(board)).toMatchObject({ rangAtMs: atSecond(1), calls: [] });
  });

  it('counts as one call of the hour', () => {
    // 03:00 is a stretch of five minutes of its own.
    expect(calling.spent.calls).toEqual([[START_MS / 300_000, 1]]);
    expect(toBob.spent.calls).toEqual([[START_MS / 300_000, 2]]);
  });

  it('says when the first phone rang, not the last', () => {
    expect(incidentOf(toBob).rangAtMs).toBe(atSecond(1));
  });

  it('gets the same yes again, and nothing is written', () => {
    const { board, claim: answer } = claim(calling, first, words, PLAN, atSecond(9));
    expect(answer.ring).toBe(true);
    expect(board).toBe(calling);
  });

  it.each<[string, Board, Partial<typeof first>, string, RegExp]>([
    [
      'a second execution with the same token',
      calling,
      { execution: 'FN9' },
      'superseded',
      /next agent is being called/,
    ],
    ['one with an older token', restart(open, 't0', givenAt(20)), {}, 'superseded', /next agent is being called/],
    ['one with a token that was never given', open, { token: 'forged' }, 'superseded', /next agent is being called/],
    ['one of an earlier attempt', toBob, {}, 'superseded', /next agent is being called/],
    ['one of a later attempt', open, { attempt: 2 }, 'superseded', /next agent is being called/],
    ['one that is being ended', markEnding(calling, 'FN1'), {}, 'superseded', /next agent is being called/],
    ['one whose incident nobody took', exhausted, {}, 'superseded', /next agent is being called/],
    ['one whose incident is taken', has, {}, 'taken', /^You have it already/],
    ['one whose incident recovered', resolved, {}, 'recovered', /has recovered/],
    ['one whose incident was closed by hand', closed, {}, 'closed', /was closed by hand/],
    ['one whose incident was left to its owner', left, {}, 'taken', /^You have it already/],
    ['one whose incident was carried into another', carried, {}, 'superseded', /next agent is being called/],
    ['one of another incident', open, { incident: 'inc-9' }, 'unknown', /cannot find out/],
    ['one on an empty board', EMPTY_BOARD, {}, 'unknown', /cannot find out/],
  ])('%s may not', (_which, board, call, why, message) => {
    const answer = claim(board, { ...first, ...call }, words, PLAN, atSecond(40));
    expect(answer.board).toBe(board);
    expect(answer.claim).toEqual({ manner: PLAN.manner, ring: false, why, message: expect.stringMatching(message) });
  });

  it('with the new token it may, after a restart', () => {
    const board = restart(open, 't0', givenAt(20));
    expect(claim(board, { ...first, token: 't20' }, words, PLAN, START_MS).claim.ring).toBe(true);
  });

  it('is answered by the incident’s name when what is said about its alarms is lost', () => {
    expect(claim(open, first, [], PLAN, atSecond(1)).claim.message).toMatch(/for Main: web 1\. Press 1/);
  });
});

describe('an agent who answers', () => {
  it.each<[string, Board, Partial<typeof first>, boolean, RegExp]>([
    ['what is wrong', calling, {}, true, /^On-call alert for Main: web 1 is down\./],
    ['what is wrong, while the call is being ended', markEnding(calling, 'FN1'), {}, true, /^On-call alert for /],
    ['what is wrong, though everyone was called in vain', exhausted, {}, true, /^On-call alert for /],
    ['who has it', has, {}, false, /^You have it already/],
    ['that it recovered', receiving(calling, okAt(5)), {}, false, /has recovered/],
    ['that it was closed', closed, {}, false, /was closed by hand/],
    ['that the next agent is called', toBob, {}, false, /next agent is being called/],
    [
      'that the next agent is called, to an execution that never claimed',
      calling,
      { execution: 'FN9' },
      false,
      /next agent/,
    ],
    ['that the next agent is called, after it was carried into another one', carried, {}, false, /next agent/],
    ['that nothing is certain', EMPTY_BOARD, {}, false, /cannot find out/],
    ['that nothing is certain of another incident', calling, { incident: 'inc-9' }, false, /cannot find out/],
  ])('hears %s', (_what, board, call, proceed, speech) => {
    expect(brief(board, { ...first, ...call }, words, PLAN)).toEqual({
      proceed,
      reader: 'Polly.Joanna-Neural',
      speech: expect.stringMatching(speech),
      ...(proceed ? { again: expect.stringMatching(speech), prompt: 'Press 1 to take it, 2 to pass it on.' } : {}),
    });
  });

  it('about an incident that was carried hears what has become of the other one', () => {
    const speechOf = (board: Board): string => brief(board, first, words, PLAN).speech;
    expect(speechOf(taken(carried, 'FN9', 70))).toMatch(/^You have it already/);
    expect(speechOf(receiving(carried, okAt(70), okAt(70, 'db')))).toMatch(/has recovered/);
    const again = ['FN9', 'FN10', 'FN11'].reduce((board, execution, index) => {
      const seconds = 100 + index * 40;
      const ready = restart(board, attemptOf(board).token, givenAt(seconds));
      const call = claimed(ready, execution, seconds);
      return advance(call, execution, 'busy', givenAt(seconds + 1));
    }, carried);
    expect(incidentOf(again).status).toBe('exhausted');
    // That "the next agent is being called" would be a false all-clear.
    expect(speechOf(again)).toBe(UNCONFIRMED);
  });

  it('is asked by name, by whoever passes it on, to take over what another agent has', () => {
    const passed = passOn(sent(has, 11), undefined, 'bob', givenAt(60), { by: 'cyd', way: 'link' }).board;
    const board = claimed(passed, 'FN2', 61);
    expect(brief(board, callOf(board, 'FN2'), words, PLAN).speech).toBe(
      'On-call alert for Main: web 1 is down. Press 1 at any time to take it, 2 to pass, 3 to repeat. Cyd Ito asks you to take it over.',
    );
  });
});

describe('an agent who presses 1', () => {
  it('has it, with the call over and the details owed in the same write', () => {
    const { board, taking } = take(calling, first, givenAt(10));
    expect(taking).toEqual({
      result: 'taken',
      speech: 'You have it. The details follow by message. Goodbye.',
    });
    expect(incidentOf(board)).toMatchObject({
      status: 'taken',
      changedAtMs: START_MS + 10_000,
      taken: { by: 'ann', proof: 'FN1', atMs: START_MS + 10_000, way: 'key' },
      calls: [{ number: 1, agent: 'ann', outcome: 'taken', proof: 'FN1' }],
      isUnrecorded: true,
    });
    expect(incidentOf(board).attempt).toBeUndefined();
    expect(owed(board)).toEqual(['details to ann']);
  });

  it('twice has it once', () => {
    const again = take(has, first, givenAt(12));
    expect(again.taking.result).toBe('taken');
    expect(again.board).toBe(has);
  });

  it('is known by the end of a long execution id', () => {
    const execution = `FN${'0'.repeat(24)}12345678`;
    const board = claimed(open, execution, 1);
    const once = take(board, { ...first, execution }, givenAt(10)).board;
    expect(incidentOf(once).taken?.proof).toBe('0012345678');
    expect(take(once, { ...first, execution }, givenAt(12)).taking.result).toBe('taken');
  });

  it('while the call is being ended has it', () => {
    const { board, taking } = take(markEnding(calling, 'FN1'), first, givenAt(200));
    expect(taking.result).toBe('taken');
    expect(incidentOf(board).calls).toMatchObject([{ outcome: 'taken' }]);
  });

  it('just as the attempt was given up has it, and the next agent hears who', () => {
    const { board, taking } = take(toBob, first, givenAt(40));
    expect(taking.result).toBe('taken');
    expect(incidentOf(board)).toMatchObject({
      taken: { by: 'ann' },
      calls: [{ outcome: 'taken' }, { agent: 'bob', outcome: 'unfinished' }],
    });
    const bob = { ...first, attempt: 2, execution: 'FN2' };
    expect(brief(board, bob, words, PLAN)).toEqual({
      proceed: false,
      reader: 'Polly.Joanna-Neural',
      speech: expect.stringMatching(/^Ann Lee has taken it/),
    });
    expect(take(board, bob, givenAt(41))).toEqual({
      board,
      taking: { result: 'already', speech: 'Ann Lee has taken it. You need not do anything. Goodbye.' },
    });
    expect(incidentOf(advance(board, 'FN2', 'declined', givenAt(42)))).toMatchObject({
      status: 'taken',
      calls: [{}, { outcome: 'declined' }],
    });
  });

  it('after it recovered hears so, and has nothing', () => {
    const recovered = receiving(calling, okAt(5));
    expect(take(recovered, first, givenAt(10))).toEqual({
      board: recovered,
      taking: { result: 'recovered', speech: expect.stringMatching(/has recovered/) },
    });
  });

  it('again, after it is over, hears that it is', () => {
    expect(take(receiving(has, okAt(20)), first, givenAt(30)).taking.result).toBe('recovered');
    expect(take(resolveByHand(has, undefined, givenAt(20)).board, first, givenAt(30)).taking.result).toBe('closed');
    // It is theirs still.
    expect(take(left, first, givenAt(90_001)).taking.result).toBe('taken');
  });

  it.each<[string, Board, Partial<typeof first>]>([
    ['an execution that never claimed', calling, { execution: 'FN9' }],
    ['an execution before its claim', open, {}],
    ['an execution that never claimed, with the number of a call that is over', exhausted, { execution: 'FN9' }],
    ['the number of another attempt', calling, { attempt: 2 }],
    ['an incident that nobody knows', calling, { incident: 'inc-9' }],
    ['an incident on an empty board', EMPTY_BOARD, {}],
  ])('of %s hears that it cannot be confirmed', (_which, board, call) => {
    expect(take(board, { ...first, ...call }, givenAt(10))).toEqual({
      board,
      taking: { result: 'closed', speech: UNCONFIRMED },
    });
  });
});

describe('an agent who presses 1 after everyone was called in vain', () => {
  it('has it, and whoever had not been told yet hears nothing', () => {
    const { board, taking } = take(exhausted, first, givenAt(20));
    expect(taking.result).toBe('taken');
    expect(incidentOf(board)).toMatchObject({ status: 'taken', isTold: false });
    expect(owed(board)).toEqual(['details to ann']);
  });

  it('has it, and the others who were told are corrected', () => {
    const { board } = take(sent(exhausted, 5), first, givenAt(20));
    expect(owed(board)).toEqual(['correction to bob', 'correction to cyd', 'details to ann']);
  });

  it('has it, and whoever is being told at this moment is corrected and not told again', () => {
    const { board } = take(lease(spreadAt(exhausted, 4), 'somebody', PLAN, atSecond(4)), first, givenAt(20));
    expect(owed(board)).toEqual(['correction to bob', 'correction to cyd', 'details to ann']);
  });

  it('has it, and whoever could not be told is corrected in case, and no more told that nobody has it', () => {
    const failed = handed(exhausted, 4, ({ to }) => (to === 'cyd' ? 'accepted' : 'failed'));
    expect(owed(take(failed, first, givenAt(20)).board)).toEqual([
      'correction to bob',
      'correction to cyd',
      'details to ann',
    ]);
  });

  it('and what nobody took was carried into another incident has that one', () => {
    const { board, taking } = take(carried, first, givenAt(70));
    expect(taking.result).toBe('taken');
    expect(board.incidents).toMatchObject([{ id: 'inc-60', status: 'taken', taken: { by: 'ann', proof: 'FN1' } }]);
    expect(recall(board.memory, hashNamed())?.slot).toBe(incidentNamed(board, 'inc-60')?.slot);
    expect(owed(board)).toEqual(['correction to bob', 'correction to cyd', 'details to ann']);
    expect(take(board, first, givenAt(71)).taking.result).toBe('taken');
    // Whoever is on the phone about the other one hears who has it.
    expect(brief(board, { ...first, incident: 'inc-60', execution: 'FN9' }, words, PLAN).speech).toMatch(/^You have/);
  });

  it('but is no one of those who were called has nothing', () => {
    expect(take(carried, { ...first, execution: 'FN7' }, givenAt(70)).board).toBe(carried);
  });
});

describe('an agent who presses 1 to take over what another one has', () => {
  const passed = passOn(sent(has, 11), undefined, 'bob', givenAt(60)).board;
  const ringing = claimed(passed, 'FN2', 61);

  it('has it, and the one who had it hears so', () => {
    const { board } = take(ringing, callOf(ringing, 'FN2'), givenAt(70));
    expect(incidentOf(board)).toMatchObject({ status: 'taken', taken: { by: 'bob', proof: 'FN2', way: 'key' } });
    expect(owed(board)).toEqual(['details to bob', 'taken-over to ann']);
  });

  it('leaves nothing to tell the former one of further alarms', () => {
    const more = receive(sent(has, 11), [alarmAt(20, 'db')], givenAt(20)).board;
    const asked = claimed(passOn(more, undefined, 'bob', givenAt(60)).board, 'FN2', 61);
    expect(owed(asked)).toEqual(['more to ann']);
    expect(owed(take(asked, callOf(asked, 'FN2'), givenAt(70)).board)).toEqual(['details to bob', 'taken-over to ann']);
  });

  it('and takes it back before anybody was told is told nothing but the details', () => {
    const bob = take(ringing, callOf(ringing, 'FN2'), givenAt(70)).board;
    const back = takeByHand(bob, 'ann', undefined, 'hand', givenAt(80)).board;
    expect(owed(back)).toEqual(['details to ann', 'taken-over to bob']);
  });

  it('is told who has it by a call of before', () => {
    const { board } = take(ringing, callOf(ringing, 'FN2'), givenAt(70));
    expect(take(board, first, givenAt(71)).taking).toMatchObject({ result: 'already' });
  });

  it('as its owner, from the call in which they took it, has it still', () => {
    expect(take(ringing, first, givenAt(65)).taking.result).toBe('taken');
    expect(take(ringing, first, givenAt(65)).board).toBe(ringing);
  });
});

describe('an owner who is reminded and presses 1', () => {
  it('has it still, without the details, and is reminded again after as long', () => {
    const plan = { ...PLAN, remindMinutes: 10 };
    const reminded = tended(sent(has, 11), withPlan(700, { remindMinutes: 10 }));
    const ringing = claimed(reminded, 'FN2', 701, plan);
    const { board } = take(ringing, callOf(ringing, 'FN2'), withPlan(720, plan));
    expect(incidentOf(board)).toMatchObject({ status: 'taken', taken: { by: 'ann' }, changedAtMs: atSecond(720) });
    expect(owed(board)).toEqual([]);
  });

  it('gets the details of what has come since the phone rang, and is promised them only then', () => {
    const plan = { ...PLAN, remindMinutes: 10 };
    const reminded = tended(sent(has, 11), withPlan(700, { remindMinutes: 10 }));
    const ringing = claimed(reminded, 'FN2', 701, plan);
    const more = receive(ringing, [alarmAt(705, 'db')], withPlan(705, plan)).board;
    const [before, after] = [ringing, more].map((board) => take(board, callOf(board, 'FN2'), withPlan(720, plan)));
    expect(owed(after?.board ?? EMPTY_BOARD)).toEqual(['details to ann']);
    expect(after?.taking.speech).toContain('The details follow by message. Goodbye.');
    expect(before?.taking.speech).toMatch(/^You have it\. Goodbye\.$/);
    expect(before?.taking.speech).not.toContain('follow');
  });
});

describe('what an incident has become', () => {
  it.each<[string, Board, string, string]>([
    ['one that is on the board is itself', carried, 'inc-60', 'inc-60'],
    ['one that was carried is the other one', carried, 'inc-0', 'inc-60'],
    ['one that nobody knows is itself', carried, 'inc-7', 'inc-7'],
    ['one that was carried twice is the last one', twice(), 'a', 'c'],
    ['one that leads in a circle has an end', circle(), 'a', 'a'],
  ])('%s', (_which, board, id, last) => {
    expect(finalId(board, id)).toBe(last);
  });

  function former(id: string, into: string): Board['former'][number] {
    return { id, into, calls: [], untilMs: START_MS };
  }
  function twice(): Board {
    return { ...EMPTY_BOARD, former: [former('b', 'c'), former('a', 'b')] };
  }
  function circle(): Board {
    return { ...EMPTY_BOARD, former: [former('b', 'a'), former('a', 'b')] };
  }
});

describe('what there is to say about an incident that is over', () => {
  it.each([
    ['escalating', open, undefined],
    ['exhausted', exhausted, undefined],
    ['taken', has, 'taken'],
    ['resolved', resolved, 'recovered'],
    ['closed by hand', closed, 'closed'],
    ['left to its owner', left, 'taken'],
  ])('%s', (_status, board, why) => {
    expect(overSpeech(EN, incidentOf(board), PLAN, 'bob')?.why).toBe(why);
  });

  it('is to whoever has it that they do, and to others who does', () => {
    const speech = (callee: string): string => overSpeech(EN, incidentOf(has), PLAN, callee)?.message ?? '';
    expect(speech('ann')).toBe('You have it already. Goodbye.');
    expect(speech('bob')).toBe('Ann Lee has taken it. You need not do anything. Goodbye.');
  });

  it('and that left the board: whoever was still on the phone hears so, and later nothing is certain', () => {
    expect(gone.incidents).toEqual([]);
    expect(gone.former).toEqual([]);
    const just = { ...gone, former: [{ id: 'inc-0', calls: [], untilMs: atSecond(200) }] };
    expect(brief(just, first, words, PLAN).speech).toBe('This alert is over. You need not do anything. Goodbye.');
    expect(brief(gone, first, words, PLAN).speech).toBe(UNCONFIRMED);
  });
});

import { describe, expect, it } from '@jest/globals';
import { brief, claim, lifetimeMs, overSpeech, take } from '../../src/incident/answer';
import { EMPTY_BOARD } from '../../src/incident/board';
import type { Board } from '../../src/incident/board';
import { advance, markEnding, restart } from '../../src/incident/escalation';
import { lease, leased, settleTexts } from '../../src/incident/outbox';
import { receive } from '../../src/incident/receive';
import {
  afterCalls,
  alarmAt,
  ANN,
  attemptOf,
  boardAfter,
  BOB,
  callOf,
  claimed,
  CYD,
  givenAt,
  incidentOf,
  okAt,
  PLAN,
  SECOND_MS,
  START_MS,
  taken,
} from './sample';

const open = boardAfter(alarmAt(0));
const calling = claimed(open, 'FN1', 1);
const toBob = claimed(advance(calling, 'FN1', 'no-answer', givenAt(30)), 'FN2', 31);
const has = taken(calling, 'FN1', 10);
const resolved = receive(open, [okAt(5)], givenAt(5)).board;
const exhausted = afterCalls(open, 1, 'busy', 'busy', 'declined');
const first = { incident: 'inc-0', attempt: 1, execution: 'FN1', token: 't0' };

/** Who is owed this kind of SMS. */
function owedTo(board: Board, kind: string): string[] {
  return board.outbox.filter((entry) => entry.kind === kind).flatMap(({ to }) => to.map(({ id }) => id));
}

describe('an execution that asks whether it may dial', () => {
  it('may, once, and is written down with its deadline', () => {
    const { board, claim: answer } = claim(open, first, PLAN, START_MS + 1_000);
    expect(answer).toEqual({
      ring: true,
      message: 'On-call alert for Ann Lee, team Main: web 1 is down. Press 1 to take it, or 2 to pass it on.',
      ringSeconds: 25,
    });
    // 25 s of ringing, 150 s of conversation, 20 s for everything else.
    expect(attemptOf(board).state).toEqual({ is: 'calling', execution: 'FN1', deadlineMs: START_MS + 196_000 });
    expect(lifetimeMs(PLAN)).toBe(195_000);
    expect(incidentOf(board).attempts).toHaveLength(1);
  });

  it('gets the same yes again, and nothing is written', () => {
    const { board, claim: answer } = claim(calling, first, PLAN, START_MS + 9_000);
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
    ['one with an older token', restart(open, givenAt(20)), {}, 'superseded', /next agent is being called/],
    ['one with a token that was never given', open, { token: 'forged' }, 'superseded', /next agent is being called/],
    ['one of an earlier attempt', toBob, {}, 'superseded', /next agent is being called/],
    ['one of a later attempt', open, { attempt: 2 }, 'superseded', /next agent is being called/],
    ['one that is being ended', markEnding(calling, 'FN1'), {}, 'superseded', /next agent is being called/],
    ['one whose incident nobody took', exhausted, {}, 'superseded', /next agent is being called/],
    ['one whose incident is taken', has, {}, 'taken', /^Ann Lee has taken it/],
    ['one whose incident recovered', resolved, {}, 'recovered', /has recovered/],
    ['one of another incident', open, { incident: 'inc-9' }, 'closed', /This alert is closed/],
    ['one on an empty board', EMPTY_BOARD, {}, 'closed', /This alert is closed/],
  ])('%s may not', (_which, board, call, why, message) => {
    const answer = claim(board, { ...first, ...call }, PLAN, START_MS + 40_000);
    expect(answer.board).toBe(board);
    expect(answer.claim).toEqual({ ring: false, why, message: expect.stringMatching(message) });
  });

  it('with the new token it may, after a restart', () => {
    expect(claim(restart(open, givenAt(20)), { ...first, token: 't20' }, PLAN, START_MS).claim.ring).toBe(true);
  });
});

describe('an agent who answers', () => {
  it.each<[string, Board, string, boolean, RegExp]>([
    ['what is wrong', calling, 'FN1', true, /^On-call alert for Ann Lee, team Main: web 1 is down\./],
    [
      'what is wrong, while the call is being ended',
      markEnding(calling, 'FN1'),
      'FN1',
      true,
      /^On-call alert for Ann Lee/,
    ],
    ['what is wrong, though everyone was called in vain', exhausted, 'FN1', true, /^On-call alert for Ann Lee/],
    ['who has it', has, 'FN1', false, /^Ann Lee has taken it/],
    ['that it recovered', receive(calling, [okAt(5)], givenAt(5)).board, 'FN1', false, /has recovered/],
    ['that the next agent is called', toBob, 'FN1', false, /next agent is being called/],
    ['that the next agent is called, to an execution that never claimed', calling, 'FN9', false, /next agent/],
    ['that it is closed', EMPTY_BOARD, 'FN1', false, /closed/],
  ])('hears %s', (_what, board, execution, proceed, speech) => {
    const { execution: _own, ...call } = { ...first };
    expect(brief(board, { ...call, execution }, PLAN)).toEqual({ proceed, speech: expect.stringMatching(speech) });
  });
});

describe('an agent who presses 1', () => {
  it('has it, with the call over and the details owed in the same write', () => {
    const { board, taking } = take(calling, first, givenAt(10));
    expect(taking).toEqual({
      result: 'taken',
      speech: 'Thank you. You have it. web 1 is down. The details follow by message. Goodbye.',
    });
    expect(board.incident).toMatchObject({
      status: 'taken',
      closedAtMs: START_MS + 10_000,
      taken: { by: { id: 'ann', phone: '+447700900001' }, execution: 'FN1', atMs: START_MS + 10_000 },
    });
    expect(attemptOf(board).state).toEqual({ is: 'over', execution: 'FN1', outcome: 'taken', atMs: START_MS + 10_000 });
    expect(board.outbox).toEqual([
      {
        kind: 'details',
        incident: 'inc-0',
        text: 'You have it (Main, inc-0, since Sun 03:00 GMT). web-1 is down.',
        to: [{ id: 'ann', phone: '+447700900001', notBeforeMs: START_MS + 10_000, tries: 0 }],
      },
    ]);
  });

  it('twice has it once', () => {
    const again = take(has, first, givenAt(12));
    expect(again.taking.result).toBe('taken');
    expect(again.board).toBe(has);
  });

  it('while the call is being ended has it', () => {
    const { board, taking } = take(markEnding(calling, 'FN1'), first, givenAt(200));
    expect(taking.result).toBe('taken');
    expect(attemptOf(board).state).toMatchObject({ is: 'over', outcome: 'taken' });
  });

  it('just as the attempt was given up has it, and the next agent hears who', () => {
    const { board, taking } = take(toBob, first, givenAt(40));
    expect(taking.result).toBe('taken');
    expect(incidentOf(board).taken?.by.id).toBe('ann');
    expect(incidentOf(board).attempts[0]?.state).toMatchObject({ is: 'over', outcome: 'no-answer' });
    const bob = { ...first, attempt: 2, execution: 'FN2' };
    expect(brief(board, bob, PLAN)).toEqual({ proceed: false, speech: expect.stringMatching(/^Ann Lee has taken it/) });
    expect(take(board, bob, givenAt(41))).toEqual({
      board,
      taking: { result: 'already', speech: 'Ann Lee has taken it. You need not do anything. Goodbye.' },
    });
    expect(advance(board, 'FN2', 'declined', givenAt(42)).incident).toMatchObject({
      status: 'taken',
      attempts: [{}, { state: { is: 'over', outcome: 'declined' } }],
    });
  });

  it('after it recovered hears so, and has nothing', () => {
    const recovered = receive(calling, [okAt(5)], givenAt(5)).board;
    expect(take(recovered, first, givenAt(10))).toEqual({
      board: recovered,
      taking: { result: 'recovered', speech: expect.stringMatching(/has recovered/) },
    });
  });

  it.each<[string, Board, Partial<typeof first>]>([
    ['an execution that never claimed', calling, { execution: 'FN9' }],
    ['an execution before its claim', open, {}],
    ['the number of another attempt', calling, { attempt: 2 }],
    ['an incident that is gone', calling, { incident: 'inc-9' }],
    ['an empty board', EMPTY_BOARD, {}],
  ])('of %s hears that it is closed', (_which, board, call) => {
    expect(take(board, { ...first, ...call }, givenAt(10))).toEqual({
      board,
      taking: { result: 'closed', speech: 'This alert is closed. You need not do anything. Goodbye.' },
    });
  });
});

describe('an agent who presses 1 after everyone was called in vain', () => {
  it('has it, and whoever had not been told yet hears nothing', () => {
    const { board, taking } = take(exhausted, first, givenAt(20));
    expect(taking.result).toBe('taken');
    expect(board.incident?.status).toBe('taken');
    expect(owedTo(board, 'exhausted')).toEqual([]);
    expect(owedTo(board, 'correction')).toEqual([]);
    expect(owedTo(board, 'details')).toEqual(['ann']);
  });

  it('has it, and the others who were told are corrected', () => {
    const { board } = take({ ...exhausted, outbox: [] }, first, givenAt(20));
    expect(owedTo(board, 'correction')).toEqual(['bob', 'cyd']);
    expect(board.outbox.find(({ kind }) => kind === 'correction')?.text).toBe(
      'Ann Lee has it after all (Main, inc-0).',
    );
  });

  it('has it, and whoever is being told at this moment is corrected and not told again', () => {
    const { board } = take(lease(exhausted, 'somebody', START_MS + 4 * SECOND_MS), first, givenAt(20));
    expect(owedTo(board, 'correction')).toEqual(['bob', 'cyd']);
    expect(owedTo(board, 'exhausted')).toEqual([]);
  });

  it('has it, and whoever could not be told is corrected in case, and no more told that nobody has it', () => {
    const holding = lease(exhausted, 'r', START_MS + 4 * SECOND_MS);
    const results = leased(holding, 'r').map((text) => ({
      text,
      handover: text.id === 'cyd' ? ('accepted' as const) : ('failed' as const),
    }));
    const failed = settleTexts(holding, 'r', results, START_MS + 5 * SECOND_MS);
    const { board } = take(failed, first, givenAt(20));
    expect(owedTo(board, 'exhausted')).toEqual([]);
    expect(owedTo(board, 'correction')).toEqual(['bob', 'cyd']);
  });
});

describe('what there is to say about an incident that is over', () => {
  it.each([
    ['escalating', open, undefined],
    ['exhausted', exhausted, undefined],
    ['taken', has, 'taken'],
    ['resolved', resolved, 'recovered'],
  ])('%s', (_status, board, why) => {
    expect(overSpeech(incidentOf(board))?.why).toBe(why);
  });
});

it('the agents of the samples are different people', () => {
  expect(new Set([ANN, BOB, CYD].map(({ phones: [phone] }) => phone)).size).toBe(3);
  expect(callOf(calling, 'FN1')).toEqual(first);
});

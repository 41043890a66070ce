import { describe, expect, it } from '@jest/globals';
import { take } from '../../src/incident/answer';
import { EMPTY_BOARD } from '../../src/incident/board';
import type { Board } from '../../src/incident/board';
import { advance, everyoneIn } from '../../src/incident/escalation';
import type { Given } from '../../src/incident/escalation';
import { addFurther, lease, leased, settleTexts } from '../../src/incident/outbox';
import type { Callable, CallPlan } from '../../src/incident/plan';
import { countOf } from '../../src/incident/memory';
import { receive } from '../../src/incident/receive';
import type { RoutedAlarm } from '../../src/incident/receive';
import { fitted, isSettled } from '../../src/incident/settled';
import { afterCalls, alarmAt, boardAfter, claimed, givenAt, okAt, PLAN, START_MS, taken } from './sample';

/** Sync refuses a document with more (error 54006). */
const LIMIT = 16 * 1_024;

function bytesOf(board: Board): number {
  return new TextEncoder().encode(JSON.stringify(board)).length;
}

/** The board with everything sent that is owed. */
function sent(board: Board, nowMs: number): Board {
  const holding = lease(board, 'r', nowMs);
  const results = leased(holding, 'r').map((text) => ({ text, handover: 'accepted' as const }));
  return settleTexts(holding, 'r', results, nowMs);
}

/** The board on which the next of a large team have taken the places of those who were told. */
function further(board: Board, given: Given): Board {
  return { ...board, outbox: addFurther(board.outbox, everyoneIn(given.plan), given.nowMs) };
}

/** As many alarms, each with a long summary. */
function stormOf(size: number, atSeconds: (index: number) => number): RoutedAlarm[] {
  return Array.from({ length: size }, (_, index) =>
    alarmAt(atSeconds(index), `prod-eu-west-1-checkout-web-${index}`, { summary: 'words '.repeat(33).trim() }),
  );
}

const open = boardAfter(alarmAt(0));
const calling = claimed(open, 'FN1', 1);
const has = taken(calling, 'FN1', 10);
const exhausted = afterCalls(open, 1, 'busy', 'busy', 'busy');
const resolved = receive(open, [okAt(5)], givenAt(5)).board;
const resolvedInCall = receive(calling, [okAt(5)], givenAt(5)).board;

describe('a message may leave the queue', () => {
  it.each([
    ['never before its alarm is remembered', EMPTY_BOARD, alarmAt(0), false],
    ['not while the call is starting', open, alarmAt(0), false],
    ['not while an agent is called', calling, alarmAt(0), false],
    ['not while the details are owed', has, alarmAt(0), false],
    ['when an agent has it and was told', sent(has, START_MS + 10_000), alarmAt(0), true],
    ['not while somebody must still be told that nobody took it', exhausted, alarmAt(0), false],
    ['when everyone was told that nobody took it', sent(exhausted, START_MS + 10_000), alarmAt(0), true],
    ['when it recovered before anyone was rung', resolved, alarmAt(0), true],
    ['when it recovered, though a call is still live', resolvedInCall, alarmAt(0), true],
    [
      'as an OK not while its incident goes on',
      boardAfter(alarmAt(0, 'a'), alarmAt(0, 'b'), okAt(1, 'a')),
      okAt(1, 'a'),
      false,
    ],
    ['as an OK of nothing', boardAfter(okAt(0)), okAt(0), true],
    [
      'not when another alarm of the team escalates',
      receive(resolved, [alarmAt(400, 'db')], givenAt(400)).board,
      alarmAt(0),
      false,
    ],
    ['not when only another alarm is remembered', sent(has, START_MS + 10_000), alarmAt(0, 'db'), false],
  ])('%s', (_when, board, routed, settled) => {
    expect(isSettled(board, routed)).toBe(settled);
  });

  const silenced = { ...alarmAt(0, 'quiet'), quiet: true };

  it('at once when it was silenced, though another alarm escalates', () => {
    expect(isSettled(receive(open, [silenced], givenAt(1)).board, silenced)).toBe(true);
  });

  it('not because of a silence that began after it had raised somebody', () => {
    expect(isSettled(calling, { ...alarmAt(0), quiet: true })).toBe(false);
    expect(isSettled(sent(has, START_MS + 10_000), { ...alarmAt(0), quiet: true })).toBe(true);
  });

  it('not while the recovery of a silenced alarm must still be told to whoever has it', () => {
    const told = sent(has, START_MS + 10_000);
    const owing = receive(told, [{ ...okAt(60), quiet: true }], givenAt(60)).board;
    expect(owing.outbox).toHaveLength(1);
    expect(isSettled(owing, { ...okAt(60), quiet: true })).toBe(false);
  });
});

it('an SMS about further alarms keeps the message that it began with in the queue, and no other', () => {
  const told = sent(has, START_MS + 10_000);
  const { board } = receive(told, [alarmAt(20, 'db'), alarmAt(20, 'web')], givenAt(20));
  expect(board.outbox).toMatchObject([{ kind: 'more', further: 1 }]);
  expect(isSettled(board, alarmAt(20, 'db'))).toBe(false);
  expect(isSettled(board, alarmAt(20, 'web'))).toBe(true);
  expect(isSettled(sent(board, START_MS + 20_000), alarmAt(20, 'db'))).toBe(true);
});

describe('the board fits its document', () => {
  it('and leaves one alone that fits', () => {
    expect(fitted(open)).toBe(open);
  });

  it('with a thousand alarms beside the incident that they are', () => {
    const storm = fitted(
      receive(
        EMPTY_BOARD,
        stormOf(1_000, () => 0),
        givenAt(1),
      ).board,
    );
    const second = fitted(claimed(afterCalls(storm, 2, 'no-answer'), 'FN9', 40));
    expect(bytesOf(second)).toBeLessThanOrEqual(LIMIT);
    expect(countOf(second.memory)).toBe(1_000);
    expect(countOf(fitted(taken(second, 'FN9', 60)).memory)).toBeGreaterThanOrEqual(900);
  });

  it('with summaries in an alphabet of three bytes each', () => {
    const alarms = Array.from({ length: 1_500 }, (_, index) => alarmAt(0, `w${index}`, { summary: '警'.repeat(200) }));
    const board = fitted(afterCalls(receive(EMPTY_BOARD, alarms, givenAt(1)).board, 2, 'busy', 'busy', 'busy'));
    expect(bytesOf(board)).toBeLessThanOrEqual(LIMIT);
    expect(countOf(board.memory)).toBeGreaterThanOrEqual(500);
  });

  it.each([
    ['the newest come first', (index: number) => -index],
    ['the oldest come first', (index: number) => index - 3_000],
  ])('and a storm larger than the memory leaves the queue in the end, when %s', (_order, atSeconds) => {
    const storm = stormOf(1_600, atSeconds);
    const deliver = (board: Board, messages: readonly RoutedAlarm[], seconds: number) => {
      const watching: RoutedAlarm[] = [];
      let next = board;
      for (let at = 0; at < messages.length; at += 10) {
        const batch = messages.slice(at, at + 10);
        const received = receive(next, batch, givenAt(seconds)).board;
        next = received === next ? next : sent(fitted(received), START_MS + seconds * 1_000);
        watching.push(...batch.filter((each) => !isSettled(next, each)));
      }
      return { board: next, watching };
    };
    const first = deliver(EMPTY_BOARD, storm, 0);
    expect(first.watching).toHaveLength(1_600);
    const tookIt = sent(taken(claimed(first.board, 'FN1', 1), 'FN1', 10), START_MS + 10_000);
    const second = deliver(tookIt, first.watching, 72);
    // Whatever else was forgotten meanwhile is told in one SMS a minute later, and one message waits for that.
    expect(second.watching.length).toBeLessThanOrEqual(10);
    const third = deliver(second.board, second.watching, 144);
    expect(third.watching).toEqual([]);
    expect(third.board.incident).toMatchObject({ id: 'inc-0', status: 'taken' });
  });

  it('and an OK is settled beside a memory full of alarms', () => {
    const full = fitted(
      receive(
        EMPTY_BOARD,
        stormOf(1_600, () => 0),
        givenAt(1),
      ).board,
    );
    const has1 = sent(taken(claimed(full, 'FN1', 1), 'FN1', 10), START_MS + 10_000);
    const board = fitted(receive(has1, [okAt(20, 'stranger')], givenAt(20)).board);
    expect(isSettled(board, okAt(20, 'stranger'))).toBe(true);
  });
});

describe('a team of two hundred', () => {
  const everyone: readonly Callable[] = Array.from({ length: 200 }, (_, index) => ({
    id: `an-agent-with-a-long-name-${index}`,
    name: `Agent ${index}`,
    phones: [`+4477009${String(index).padStart(5, '0')}`],
  }));
  const plan: CallPlan = { ...PLAN, everyone, order: everyone.slice(0, 3) };
  // In the order of their numbers.
  const phones = everyone.flatMap((agent) => agent.phones);

  it('fits the document while everyone is being told, all of it leased or failed', () => {
    const storm = Array.from({ length: 1_500 }, (_, index) => alarmAt(0, `w${index}`, { summary: '警'.repeat(200) }));
    let board = receive(EMPTY_BOARD, storm, givenAt(1, { plan })).board;
    for (const [index, execution] of ['FN1', 'FN2', 'FN3'].entries()) {
      const given = givenAt(2 + index, { plan });
      board = fitted(advance(claimed(board, execution, 2 + index), execution, 'busy', given));
    }
    expect(board.incident?.status).toBe('exhausted');
    expect(bytesOf(fitted(lease(board, 'x'.repeat(32), START_MS + 10_000)))).toBeLessThanOrEqual(LIMIT);
    expect(countOf(board.memory)).toBeGreaterThanOrEqual(300);
  });

  it('is told to the last, each once, however many at a time', () => {
    let board = receive(EMPTY_BOARD, [alarmAt(0)], givenAt(1, { plan: { ...plan, order: [] } })).board;
    const told: string[] = [];
    for (let wave = 0; board.outbox.length > 0; wave++) {
      expect(wave).toBeLessThan(20);
      expect(isSettled(board, alarmAt(0))).toBe(false);
      const given = givenAt(2 + wave, { plan });
      const holding = lease(board, 'r', given.nowMs);
      told.push(...leased(holding, 'r').map(({ phone }) => phone));
      board = further(sent(board, given.nowMs), given);
    }
    expect(told.toSorted()).toEqual(phones);
    expect(isSettled(board, alarmAt(0))).toBe(true);
  });

  it('is told to the last while fifteen numbers fail again and again', () => {
    const failing = new Set(phones.slice(0, 15));
    let board = receive(EMPTY_BOARD, [alarmAt(0)], givenAt(1, { plan: { ...plan, order: [] } })).board;
    const told = new Set<string>();
    for (let wave = 0; wave < 20; wave++) {
      const given = givenAt(2 + wave * 200, { plan });
      const holding = lease(board, 'r', given.nowMs);
      const results = leased(holding, 'r').map((text) => {
        if (failing.has(text.phone)) return { text, handover: 'failed' as const };
        told.add(text.phone);
        return { text, handover: 'accepted' as const };
      });
      board = further(settleTexts(holding, 'r', results, given.nowMs), given);
    }
    expect(told.size).toBe(185);
    expect(board.outbox.flatMap(({ to }) => to.map(({ phone }) => phone)).toSorted()).toEqual([...failing]);
  });

  it('is corrected as far as it was told wrong', () => {
    let board = receive(EMPTY_BOARD, [alarmAt(0)], givenAt(1, { plan })).board;
    for (const execution of ['FN1', 'FN2', 'FN3']) {
      board = advance(claimed(board, execution, 2), execution, 'busy', givenAt(2, { plan }));
    }
    for (const seconds of [3, 4]) board = further(sent(board, START_MS + seconds * 1_000), givenAt(seconds, { plan }));
    expect(board.outbox).toMatchObject([{ kind: 'exhausted', after: '+447700900044' }]);
    const call = { incident: 'inc-1', attempt: 1, execution: 'FN1' };
    board = take(board, call, givenAt(4, { plan })).board;
    const corrected: string[] = [];
    for (let wave = 0; board.outbox.length > 0; wave++) {
      expect(wave).toBeLessThan(9);
      const due = leased(lease(board, 'r', START_MS + 5_000), 'r');
      expect(due.map(({ kind }) => kind)).not.toContain('exhausted');
      corrected.push(...due.filter(({ kind }) => kind === 'correction').map(({ phone }) => phone));
      board = further(sent(board, START_MS + 5_000), givenAt(5, { plan }));
    }
    // Thirty had been told. The first of them took it.
    expect(corrected).toEqual(expect.arrayContaining(phones.slice(1, 30)));
    expect(corrected).not.toContain('+447700900000');
    expect(corrected.filter((phone) => phone > '+447700900044')).toEqual([]);
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { resolveByHand } from '../../src/incident/intervention';
import { countOf, recall, remember } from '../../src/board/memory';
import { mayBeForgotten, receive } from '../../src/incident/receive';
import type { AlarmOutcome, RoutedAlarm } from '../../src/incident/receive';
import { isSettled } from '../../src/incident/settled';
import { situationOf } from '../../src/incident/situation';
import {
  afterCalls,
  again,
  alarmAt,
  atSecond,
  claimed,
  givenAt,
  hashNamed,
  incidentOf,
  okAt,
  owed,
  PLAN,
  sent,
  START_MS,
  taken,
  wordsFor,
} from '../incident/sample';

/** The alarms of a storm, all of one instant. */
function storm(size: number, name = 'web', seconds = 0): RoutedAlarm[] {
  return Array.from({ length: size }, (_, index) => alarmAt(seconds, `${name}-${index}`));
}

function outcomeOf(board: Board, routed: RoutedAlarm, seconds: number): AlarmOutcome | undefined {
  return receive(board, [routed], givenAt(seconds)).outcomes[0];
}

function after(board: Board, seconds: number, ...alarms: readonly RoutedAlarm[]): Board {
  return receive(board, alarms, givenAt(seconds)).board;
}

describe('a memory that is full', () => {
  let full: Board;
  let has: Board;

  beforeAll(() => {
    full = after(EMPTY_BOARD, 1, ...storm(1_000));
    has = sent(taken(claimed(full, 'FN1', 2), 'FN1', 10), 11);
  });

  it('holds a thousand alarms of what is being called, and counts the rest', () => {
    const { board, outcomes } = receive(full, [alarmAt(0, 'db'), alarmAt(0, 'dns')], givenAt(2));
    expect(outcomes).toEqual(['counted', 'counted']);
    expect(countOf(board.memory)).toBe(1_000);
    expect(incidentOf(board)).toMatchObject({ joined: 1_002, unremembered: 2, status: 'escalating' });
    expect(board.forgottenToMs).toBe(0);
    expect(situationOf(board, incidentOf(board), wordsFor('web-0'))).toMatchObject({ others: 1_001 });
  });

  it('lets the messages of those go that are counted', () => {
    const { board } = receive(full, [alarmAt(0, 'db')], givenAt(2));
    expect(isSettled(board, alarmAt(0, 'db'), 'counted', PLAN, atSecond(2))).toBe(true);
    expect(isSettled(board, alarmAt(0, 'web-0'), 'nothing', PLAN, atSecond(2))).toBe(false);
  });

  it('is over only when somebody says so once alarms were counted', () => {
    const counted = after(full, 2, alarmAt(0, 'db'));
    const calm = after(counted, 20, ...storm(1_000, 'web', 15).map(({ alarm }) => okAt(15, alarm.name)));
    expect(incidentOf(calm)).toMatchObject({ status: 'escalating', unremembered: 1 });
    const all = after(full, 20, ...storm(1_000).map(({ alarm }) => okAt(15, alarm.name)));
    expect(incidentOf(all).status).toBe('resolved');
  });

  it('forgets nothing for an OK that concerns nobody, and lets its message go', () => {
    const { board, outcomes } = receive(full, [okAt(1, 'stranger')], givenAt(2));
    expect(outcomes).toEqual(['nothing']);
    expect(board).toBe(full);
    expect(isSettled(board, okAt(1, 'stranger'), 'nothing', PLAN, atSecond(2))).toBe(true);
  });

  it('forgets nothing for a silenced alarm, and lets its message go', () => {
    const silenced = { ...alarmAt(1, 'stranger'), quiet: true };
    const { board, outcomes } = receive(full, [silenced], givenAt(2));
    expect(outcomes).toEqual(['silenced']);
    expect(board).toBe(full);
    expect(isSettled(board, silenced, 'silenced', PLAN, atSecond(2))).toBe(true);
  });

  it('still knows what it knows: a recovery, and the same alarm again', () => {
    const { board, outcomes } = receive(full, [again(alarmAt(0, 'web-7')), okAt(5, 'web-8')], givenAt(5));
    expect(outcomes).toEqual(['nothing', 'recovered']);
    expect(countOf(board.memory)).toBe(1_000);
  });

  it('forgets what is right first', () => {
    const board = after(after(full, 5, okAt(5, 'web-500')), 6, alarmAt(0, 'db'));
    expect(recall(board.memory, hashNamed('web-500'))).toBeUndefined();
    expect(recall(board.memory, hashNamed('db'))).toBeDefined();
    expect(incidentOf(board).unremembered).toBe(0);
    expect(board.forgottenToMs).toBe(0);
  });

  it('of what somebody has forgets what was heard of first, and counts it', () => {
    const { board, outcomes } = receive(has, [alarmAt(20, 'db')], givenAt(20));
    expect(outcomes).toEqual(['told']);
    expect(recall(board.memory, hashNamed('web-0'))).toBeUndefined();
    expect(countOf(board.memory)).toBe(1_000);
    expect(incidentOf(board)).toMatchObject({ joined: 1_001, unremembered: 1 });
    expect(board.forgottenToMs).toBe(atSecond(0) + 99);
  });

  it('an alarm that was forgotten while its message is in the queue is counted where somebody sees to it', () => {
    const forgetful = sent(after(has, 20, alarmAt(20, 'db')), 21);
    const brought = again(alarmAt(0, 'web-0'));
    expect(mayBeForgotten(forgetful, brought)).toBe(true);
    const { board, outcomes } = receive(forgetful, [brought], givenAt(90));
    expect(outcomes).toEqual(['counted']);
    expect(board.incidents).toMatchObject([{ status: 'taken', joined: 1_002, unremembered: 2 }]);
    expect(owed(board)).toEqual(['more to ann']);
    expect(isSettled(board, brought, 'counted', PLAN, atSecond(90))).toBe(true);
  });

  it.each<[string, RoutedAlarm]>([
    ['when it comes for the first time', alarmAt(0, 'web-0')],
    ['when it is newer than all that was forgotten', again(alarmAt(1, 'web-0'))],
    ['when it is over', again(okAt(0, 'web-0'))],
    ['when it is remembered', again(alarmAt(0, 'web-1'))],
  ])('it cannot have been forgotten %s', (_when, routed) => {
    const forgetful = after(has, 20, alarmAt(20, 'db'));
    expect(mayBeForgotten(forgetful, routed)).toBe(false);
    expect(mayBeForgotten(has, again(alarmAt(0, 'db')))).toBe(false);
  });

  it('nor when nothing is open in which it could be counted: then somebody is called', () => {
    const forgetful = resolveByHand(after(has, 20, alarmAt(20, 'db')), undefined, givenAt(30)).board;
    expect(mayBeForgotten(forgetful, again(alarmAt(0, 'web-0')))).toBe(false);
    expect(outcomeOf(forgetful, again(alarmAt(0, 'web-0')), 90)).toBe('opened');
  });

  it('what nobody has and was forgotten is told to everyone again', () => {
    const exhausted = sent(afterCalls(full, 2, 'busy', 'busy', 'busy'), 5);
    const forgetful = after(exhausted, 6, okAt(6, 'stranger'));
    expect(recall(forgetful.memory, hashNamed('web-0'))).toBeUndefined();
    const { board, outcomes } = receive(forgetful, [again(alarmAt(0, 'web-0'))], givenAt(90));
    expect(outcomes).toEqual(['counted']);
    expect(owed(board)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
  });
});

it('what belongs to no incident is forgotten without being counted', () => {
  const entry = { state: 'wrong' as const, atMs: atSecond(-900), slot: 0, isAhead: false };
  let memory = '';
  for (let index = 0; index < 1_000; index++) memory = remember(memory, hashNamed(`old-${index}`), entry);
  const board = after({ ...EMPTY_BOARD, memory }, 0, alarmAt(0));
  expect(incidentOf(board)).toMatchObject({ joined: 1, unremembered: 0 });
  expect(board.forgottenToMs).toBe(atSecond(-900) + 99);
});

it('how new what was forgotten is does not grow less with what is forgotten next', () => {
  const entry = { state: 'wrong' as const, slot: 0, isAhead: false };
  let memory = remember('', hashNamed('newer'), { ...entry, atMs: atSecond(-100) });
  for (let index = 1; index < 1_000; index++) {
    memory = remember(memory, hashNamed(`old-${index}`), { ...entry, atMs: atSecond(-900) });
  }
  const board = after({ ...EMPTY_BOARD, memory }, 0, alarmAt(0, 'db'), alarmAt(0, 'dns'));
  expect(recall(board.memory, hashNamed('newer'))).toBeUndefined();
  expect(recall(board.memory, hashNamed('old-1'))).toBeUndefined();
  expect(board.forgottenToMs).toBe(atSecond(-100) + 99);
});

describe.each([
  ['the newest come first', (index: number) => -index],
  ['the oldest come first', (index: number) => index - 3_000],
])('a storm larger than the memory, when %s', (_order, atSeconds) => {
  it('is one chain of calls, leaves the queue in the end, and every alarm is counted', () => {
    const all = Array.from({ length: 1_600 }, (_, index) => alarmAt(atSeconds(index), `web-${index}`));
    const deliver = (
      board: Board,
      messages: readonly RoutedAlarm[],
      seconds: number,
    ): { readonly board: Board; readonly left: readonly RoutedAlarm[] } => {
      const left: RoutedAlarm[] = [];
      let next = board;
      for (let at = 0; at < messages.length; at += 10) {
        const batch = messages.slice(at, at + 10);
        const received = receive(next, batch, givenAt(seconds));
        next = sent(received.board, seconds);
        const isLeft = (routed: RoutedAlarm, index: number): boolean =>
          !isSettled({ ...next, dueMs: START_MS }, routed, received.outcomes[index], PLAN, atSecond(seconds));
        left.push(...batch.filter(isLeft));
      }
      return { board: next, left: left.map(again) };
    };
    const first = deliver(EMPTY_BOARD, all, 0);
    expect(first.left).toHaveLength(1_000);
    expect(incidentOf(first.board)).toMatchObject({ joined: 1_600, unremembered: 600 });
    const tookIt = sent(taken(claimed(first.board, 'FN1', 1), 'FN1', 10), 10);
    const second = deliver(tookIt, first.left, 72);
    expect(second.left).toEqual([]);
    expect(second.board.incidents).toMatchObject([{ id: 'inc-0', status: 'taken', joined: 1_600 }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { passOn } from '../../src/incident/intervention';
import { advance } from '../../src/incident/escalation';
import { lease, owe } from '../../src/incident/outbox';
import type { Callable, CallPlan } from '../../src/incident/plan';
import { receive } from '../../src/incident/receive';
import type { AlarmOutcome, RoutedAlarm } from '../../src/incident/receive';
import { isSettled } from '../../src/incident/settled';
import { dueAtMs, tended } from '../../src/incident/tend';
import {
  ANN,
  afterCalls,
  alarmAt,
  atSecond,
  boardAfter,
  claimed,
  givenAt,
  handed,
  okAt,
  peopleOf,
  PLAN,
  receiving,
  sent,
  spreadAt,
  START_MS,
  taken,
  withPlan,
} from './sample';

/** The board as it is when the index of what is due knows when it must be looked at. */
function listed(board: Board, plan: CallPlan = PLAN, nowMs = START_MS): Board {
  const dueMs = dueAtMs(board, plan, nowMs);
  return dueMs === Infinity ? board : { ...board, dueMs };
}

function settledAt(board: Board, routed: RoutedAlarm, seconds: number, outcome: AlarmOutcome = 'nothing'): boolean {
  return isSettled(listed(board), routed, outcome, PLAN, atSecond(seconds));
}

const open = boardAfter(alarmAt(0));
const calling = claimed(open, 'FN1', 1);
const has = taken(calling, 'FN1', 10);
const told = sent(has, 11);
const exhausted = afterCalls(open, 1, 'busy', 'busy', 'busy');
const resolved = receiving(open, okAt(5));
const resolvedInCall = receiving(calling, okAt(5));

describe('while SMS fail for hours', () => {
  /** Nobody takes what is wrong from this second on, in calls of a second each, and the SMS that say so fail. */
  function untold(board: Board, seconds: number): Board {
    const called = receive(board, [alarmAt(seconds, `web-${seconds}`)], givenAt(seconds)).board;
    return handed(afterCalls(called, seconds + 1, 'busy', 'busy', 'busy'), seconds + 10, 'failed');
  }

  const first = untold(EMPTY_BOARD, 0);
  const second = untold(first, 3_000);

  it('what everyone is owed anew keeps its message no longer than what they were owed before', () => {
    expect(second.outbox.map(({ sinceMs }) => sinceMs)).toEqual([3_010, 3_010, 3_010].map(atSecond));
    expect(settledAt(second, alarmAt(3_000, 'web-3000'), 3_609)).toBe(false);
    expect(settledAt(second, alarmAt(3_000, 'web-3000'), 3_610)).toBe(true);
    // The heartbeat looks after it from then on.
    expect(dueAtMs(second, PLAN, atSecond(3_010))).toBe(atSecond(3_610));
  });

  it('that one of them comes through changes nothing, and that all do begins anew', () => {
    const some = handed(second, 3_200, ({ to }) => (to === 'bob' ? 'failed' : 'accepted'));
    expect(some.textsFailSinceMs).toBe(atSecond(10));
    const all = sent(some, 3_400);
    expect([all.outbox, all.textsFailSinceMs]).toEqual([[], undefined]);
    expect(settledAt(untold(all, 4_000), alarmAt(4_000, 'web-4000'), 7_600)).toBe(false);
  });

  it('is forgotten once nobody is owed anything', () => {
    const over = receiving(first, okAt(20, 'web-0'));
    expect(over.textsFailSinceMs).toBe(atSecond(10));
    expect(tended(sent(over, 200), givenAt(201)).textsFailSinceMs).toBeUndefined();
    const silent = { ...EMPTY_BOARD, textsFailSinceMs: atSecond(0) };
    expect(tended(silent, givenAt(1)).textsFailSinceMs).toBeUndefined();
    expect(tended({ ...open, textsFailSinceMs: atSecond(0) }, givenAt(1)).textsFailSinceMs).toBe(atSecond(0));
  });
});

describe('a message may leave the queue', () => {
  it.each<[string, Board, RoutedAlarm, boolean]>([
    ['never before its alarm is remembered', EMPTY_BOARD, alarmAt(0), false],
    ['not while the call is starting', open, alarmAt(0), false],
    ['not while an agent is called', calling, alarmAt(0), false],
    ['not while the details are owed', has, alarmAt(0), false],
    ['not while the details are being sent', lease(has, 'run', PLAN, atSecond(12)), alarmAt(0), false],
    ['when an agent has it and was told', told, alarmAt(0), true],
    ['not before everyone is owed that nobody took it', exhausted, alarmAt(0), false],
    ['not while somebody must still be told that nobody took it', spreadAt(exhausted, 5), alarmAt(0), false],
    ['when everyone was told that nobody took it', sent(exhausted, 10), alarmAt(0), true],
    ['when it recovered before anyone was rung', resolved, alarmAt(0), true],
    ['when it recovered, though a call is still live', resolvedInCall, alarmAt(0), true],
    ['not while its agent must still be told that it is over', receiving(told, okAt(20)), alarmAt(0), false],
    [
      'as an OK not while its incident goes on',
      boardAfter(alarmAt(0, 'a'), alarmAt(0, 'b'), okAt(1, 'a')),
      okAt(1, 'a'),
      false,
    ],
    ['as an OK of nothing', boardAfter(okAt(0)), okAt(0), true],
    ['not when another alarm of the team escalates', receiving(resolved, alarmAt(400, 'db')), alarmAt(0), false],
    ['not when only another alarm is remembered', told, alarmAt(0, 'db'), false],
  ])('%s', (_when, board, routed, settled) => {
    expect(settledAt(board, routed, 30)).toBe(settled);
  });

  const silenced = { ...alarmAt(0, 'quiet'), quiet: true };

  it('at once when it was silenced, though another alarm escalates', () => {
    const { board, outcomes } = receive(open, [silenced], givenAt(1));
    expect(settledAt(board, silenced, 1, outcomes[0])).toBe(true);
    expect(settledAt(board, silenced, 80)).toBe(true);
  });

  it('not because of a silence that began after it had raised somebody', () => {
    expect(settledAt(calling, { ...alarmAt(0), quiet: true }, 30)).toBe(false);
    expect(settledAt(told, { ...alarmAt(0), quiet: true }, 30)).toBe(true);
  });

  it('not while the recovery of a silenced alarm must still be told to whoever has it', () => {
    const owing = receive(told, [{ ...okAt(60), quiet: true }], givenAt(60)).board;
    expect(settledAt(owing, { ...okAt(60), quiet: true }, 61)).toBe(false);
  });

  it('when it was counted, since the others keep what it belongs to in the queue', () => {
    expect(settledAt(calling, alarmAt(0, 'db'), 2, 'counted')).toBe(true);
  });
});

it('an SMS about further alarms keeps the message that it began with in the queue, and no other', () => {
  const { board } = receive(told, [alarmAt(20, 'db'), alarmAt(20, 'web')], givenAt(20));
  expect(settledAt(board, alarmAt(20, 'db'), 21)).toBe(false);
  expect(settledAt(board, alarmAt(20, 'web'), 21)).toBe(true);
  expect(settledAt(sent(board, 22), alarmAt(20, 'db'), 23)).toBe(true);
});

describe('an SMS that cannot be sent', () => {
  it('keeps messages in the queue for an hour', () => {
    let board = has;
    for (let seconds = 20; seconds < 3_600; seconds += 130) board = handed(board, seconds, 'failed');
    expect(settledAt(board, alarmAt(0), 10 + 3_599)).toBe(false);
    expect(settledAt(board, alarmAt(0), 10 + 3_600)).toBe(true);
    // By then the heartbeat looks after it.
    expect(dueAtMs(board, PLAN, atSecond(3_610))).toBe(atSecond(10 + 3_600));
  });

  it('keeps nothing longer because there is no room for those who come after', () => {
    const everyone: readonly Callable[] = Array.from({ length: 50 }, (_, index) => ({
      id: `agent-${index}`,
      name: `Agent ${index}`,
      phones: [`+4477009001${String(index).padStart(2, '0')}`],
    }));
    const plan: CallPlan = { ...PLAN, everyone, people: peopleOf(...everyone) };
    let board = exhausted;
    for (let seconds = 5; seconds < 3_600; seconds += 130) board = handed(board, seconds, 'failed', plan);
    expect(board.outbox).toHaveLength(30);
    expect(board.announcements).toHaveLength(1);
    const isSettledAt = (seconds: number): boolean =>
      isSettled(listed(board, plan), alarmAt(0), 'nothing', plan, atSecond(seconds));
    // An hour after the first one failed, though the second fifteen became owed at the second try.
    expect([isSettledAt(3_604), isSettledAt(3_605)]).toEqual([false, true]);
  });
});

describe('what time will bring', () => {
  const plan = { ...PLAN, remindMinutes: 10 };

  it('keeps the message until the index of what is due knows it', () => {
    const settled = (board: Board): boolean => isSettled(board, alarmAt(0), 'nothing', plan, atSecond(30));
    expect(settled(told)).toBe(false);
    expect(settled({ ...told, dueMs: atSecond(610) })).toBe(true);
    expect(settled({ ...told, dueMs: atSecond(611) })).toBe(false);
  });

  it('keeps it while somebody is asked to take it over', () => {
    expect(settledAt(passOn(told, undefined, undefined, givenAt(60)).board, alarmAt(0), 61)).toBe(false);
  });
});

describe('when there is nobody to tell', () => {
  it('what nobody took keeps its message in the queue', () => {
    const nobody = { order: [], everyone: [] };
    const { board } = receive(EMPTY_BOARD, [alarmAt(0)], withPlan(0, nobody));
    expect(board.incidents).toMatchObject([{ status: 'exhausted' }]);
    const settled = (seconds: number, plan: CallPlan): boolean =>
      isSettled(listed(board, plan), alarmAt(0), 'nothing', plan, atSecond(seconds));
    expect(settled(1, { ...PLAN, ...nobody })).toBe(false);
    expect(settled(100_000, { ...PLAN, ...nobody })).toBe(false);
    expect(settled(1, PLAN)).toBe(false);
  });
});

it('what nobody took and of which nobody could be told is never settled, whatever else has been owed for long', () => {
  const nobody = { ...PLAN, everyone: [] };
  const plan = { ...nobody, order: [ANN], maxCalls: 1 };
  const owing = owe(claimed(open, 'FN1', 1), ['bob'], { kind: 'recovered', slot: 1 }, atSecond(1));
  const board = advance(owing, 'FN1', 'busy', givenAt(2, { plan }));
  expect(board.incidents).toMatchObject([{ status: 'exhausted' }]);
  expect(isSettled({ ...board, dueMs: 0 }, alarmAt(0), 'nothing', plan, atSecond(7_300))).toBe(false);
  // Somebody could be told again.
  expect(isSettled({ ...board, dueMs: atSecond(3_601) }, alarmAt(0), 'nothing', PLAN, atSecond(7_300))).toBe(true);
});

import type { Alarm } from '../../src/incident/alarm';
import { claim, take } from '../../src/incident/answer';
import type { CallIdentity } from '../../src/incident/answer';
import { currentAttempt, EMPTY_BOARD } from '../../src/incident/board';
import type { Attempt, AttemptOutcome, Board, Incident } from '../../src/incident/board';
import { advance } from '../../src/incident/escalation';
import type { Given } from '../../src/incident/escalation';
import type { Callable, CallPlan } from '../../src/incident/plan';
import { receive } from '../../src/incident/receive';
import type { RoutedAlarm } from '../../src/incident/receive';

/** 03:00 on a winter night. */
export const START_MS = Date.parse('2026-11-22T03:00:00Z');
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;

export const ANN: Callable = { id: 'ann', name: 'Ann Lee', phones: ['+447700900001'] };
export const BOB: Callable = { id: 'bob', name: 'Bob Roy', phones: ['+447700900002'] };
export const CYD: Callable = { id: 'cyd', name: 'Cyd Ito', phones: ['+447700900003'] };

/** Three agents, three calls. */
export const PLAN: CallPlan = {
  team: 'main',
  teamName: 'Main',
  timezone: 'Europe/London',
  order: [ANN, BOB, CYD],
  everyone: [ANN, BOB, CYD],
  maxCalls: 3,
  ringSeconds: 25,
  regroupMinutes: 5,
  maxCallsPerHour: 60,
  maxTextsPerHour: 10,
};

/** What a decision is given this many seconds after the start. */
export function givenAt(seconds: number, rest: Partial<Given> = {}): Given {
  return {
    plan: PLAN,
    nowMs: START_MS + seconds * SECOND_MS,
    token: `t${seconds}`,
    incidentId: `inc-${seconds}`,
    ...rest,
  };
}

/** An alarm of the main team, in this state since that many seconds after the start. */
export function alarmAt(seconds: number, name = 'web-1', rest: Partial<Alarm> = {}): RoutedAlarm {
  return {
    quiet: false,
    alarm: {
      key: `111122223333/eu-west-1/${name}/`,
      name,
      state: 'alarm',
      stateAtMs: START_MS + seconds * SECOND_MS,
      summary: `${name} is down.`,
      unknown: false,
      fromRule: false,
      ...rest,
    },
  };
}

/** The same alarm when it is over. */
export function okAt(seconds: number, name = 'web-1'): RoutedAlarm {
  return alarmAt(seconds, name, { state: 'ok' });
}

/** A board after these alarms arrived one after the other, each at its state's time. */
export function boardAfter(...alarms: readonly RoutedAlarm[]): Board {
  return alarms.reduce((board, routed) => {
    const seconds = ((routed.alarm.stateAtMs ?? START_MS) - START_MS) / SECOND_MS;
    return receive(board, [routed], givenAt(seconds)).board;
  }, EMPTY_BOARD);
}

/** The incident of a board that has one. */
export function incidentOf(board: Board): Incident {
  if (board.incident === null) throw new Error('The board has no incident.');
  return board.incident;
}

/** The current attempt of a board that has one. */
export function attemptOf(board: Board): Attempt {
  const attempt = currentAttempt(incidentOf(board));
  if (attempt === undefined) throw new Error('The incident has no attempt.');
  return attempt;
}

/** The call that an execution makes as the current attempt. */
export function callOf(board: Board, execution: string): CallIdentity & { readonly token: string } {
  const { number, token } = attemptOf(board);
  return { incident: incidentOf(board).id, attempt: number, execution, token };
}

/** The board after an execution of this name has claimed the current attempt. */
export function claimed(board: Board, execution: string, seconds: number): Board {
  return claim(board, callOf(board, execution), PLAN, START_MS + seconds * SECOND_MS).board;
}

/** The board after the agent of this execution pressed 1. */
export function taken(board: Board, execution: string, seconds: number, given = givenAt(seconds)): Board {
  return take(board, callOf(board, execution), given).board;
}

/** The board after as many calls as these outcomes, each claimed and over within a second, from `seconds` on. */
export function afterCalls(board: Board, seconds: number, ...outcomes: readonly AttemptOutcome[]): Board {
  return outcomes.reduce((each, outcome, index) => {
    const execution = `FN${index + 1}`;
    const given = givenAt(seconds + index);
    return advance(claimed(each, execution, seconds + index), execution, outcome, given);
  }, board);
}

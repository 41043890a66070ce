import type { Alarm } from '../../src/alarm/alarm';
import { claim, take } from '../../src/incident/answer';
import type { CallIdentity } from '../../src/incident/answer';
import { EMPTY_BOARD, escalating } from '../../src/board/board';
import type { Attempt, AttemptOutcome, Board, Incident } from '../../src/board/board';
import { advance } from '../../src/incident/escalation';
import type { Given } from '../../src/incident/escalation';
import { hashOf } from '../../src/board/memory';
import { lease, leased, settleTexts, spread } from '../../src/incident/outbox';
import type { DueText, Handover } from '../../src/incident/outbox';
import { packBoard, unpackBoard } from '../../src/board/packed';
import type { Callable, CallPlan } from '../../src/incident/plan';
import { receive } from '../../src/incident/receive';
import type { RoutedAlarm } from '../../src/incident/receive';
import type { AlarmWords } from '../../src/alarm/alarm-words';

/** 03:00 on a winter night. */
export const START_MS = Date.parse('2026-11-22T03:00:00Z');
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

export const ANN: Callable = { id: 'ann', name: 'Ann Lee', phones: ['+447700900001'] };
export const BOB: Callable = { id: 'bob', name: 'Bob Roy', phones: ['+447700900002'] };
export const CYD: Callable = { id: 'cyd', name: 'Cyd Ito', phones: ['+447700900003'] };

/** The people of a roster, by id. */
export function peopleOf(...people: readonly Callable[]): ReadonlyMap<string, Callable> {
  return new Map(people.map((person) => [person.id, person]));
}

/** Three agents, three calls. */
export const PLAN: CallPlan = {
  team: 'main',
  teamName: 'Main',
  timezone: 'Europe/London',
  manner: { language: 'en', voice: 'Polly.Joanna-Neural' },
  order: [ANN, BOB, CYD],
  everyone: [ANN, BOB, CYD],
  people: peopleOf(ANN, BOB, CYD),
  isEverybody: true,
  silenced: [],
  accounts: new Map(),
  knownAccounts: [],
  knownRegions: [],
  maxCalls: 3,
  ringSeconds: 25,
  regroupMinutes: 5,
  maxCallsPerHour: 60,
  maxTextsPerHour: 10,
};

/** That many seconds after the start. */
export function atSecond(seconds: number): number {
  return START_MS + seconds * SECOND_MS;
}

/** What a decision is given this many seconds after the start. */
export function givenAt(seconds: number, rest: Partial<Given> = {}): Given {
  return {
    plan: PLAN,
    nowMs: atSecond(seconds),
    token: `t${seconds}`,
    incidentId: `inc-${seconds}`,
    ...rest,
  };
}

/** The same under another roster. */
export function withPlan(seconds: number, plan: Partial<CallPlan>): Given {
  return givenAt(seconds, { plan: { ...PLAN, ...plan } });
}

/** An alarm of the main team, in this state since that many seconds after the start. */
export function alarmAt(seconds: number, name = 'web-1', rest: Partial<Alarm> = {}): RoutedAlarm {
  return {
    quiet: false,
    alarm: {
      key: `111122223333/eu-west-1/${name}/`,
      name,
      state: 'alarm',
      stateAtMs: atSecond(seconds),
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

/** The same message when the queue brings it again. */
export function again(routed: RoutedAlarm): RoutedAlarm {
  return { ...routed, redelivered: true };
}

/** The hash under which the memory keeps the alarm of this name. */
export function hashNamed(name = 'web-1'): string {
  return hashOf(alarmAt(0, name).alarm.key);
}

/** What lies beside the board about the alarms of these names, each wrong since the start. */
export function wordsFor(...names: readonly string[]): readonly AlarmWords[] {
  return names.map((name) => ({ hash: hashNamed(name), summary: `${name} is down.`, sinceMs: START_MS }));
}

/** A board after these alarms arrived one after the other, each at its state's time. */
export function boardAfter(...alarms: readonly RoutedAlarm[]): Board {
  return receiving(EMPTY_BOARD, ...alarms);
}

/** This board after these alarms arrived one after the other, each at its state's time. */
export function receiving(board: Board, ...alarms: readonly RoutedAlarm[]): Board {
  return alarms.reduce((each, routed) => {
    const seconds = ((routed.alarm.stateAtMs ?? START_MS) - START_MS) / SECOND_MS;
    return receive(each, [routed], givenAt(seconds)).board;
  }, board);
}

/** The incident that is being called, else the one that was opened last. */
export function incidentOf(board: Board): Incident {
  const incident = escalating(board) ?? board.incidents.at(-1);
  if (incident === undefined) throw new Error('The board has no incident.');
  return incident;
}

/** The current attempt of that incident. */
export function attemptOf(board: Board): Attempt {
  const { attempt } = incidentOf(board);
  if (attempt === undefined) throw new Error('The incident has no attempt.');
  return attempt;
}

/** What the flow of all calls in the tests is called. */
export const FLOW = 'FW1';

/** The call that an execution makes as the current attempt. */
export function callOf(
  board: Board,
  execution: string,
): CallIdentity & { readonly token: string; readonly flow: string } {
  const { number, token } = attemptOf(board);
  return { incident: incidentOf(board).id, attempt: number, execution, token, flow: FLOW };
}

/** The board after an execution of this name has claimed the current attempt. */
export function claimed(board: Board, execution: string, seconds: number, plan = PLAN): Board {
  return claim(board, callOf(board, execution), [], plan, atSecond(seconds)).board;
}

/** The board after the agent of this execution pressed 1. */
export function taken(board: Board, execution: string, seconds: number, given = givenAt(seconds)): Board {
  return take(board, callOf(board, execution), given).board;
}

/** The board after as many calls as these outcomes, each claimed and over within a second, from `seconds` on. */
export function afterCalls(board: Board, seconds: number, ...outcomes: readonly AttemptOutcome[]): Board {
  return outcomes.reduce((each, outcome, index) => {
    const { number } = attemptOf(each);
    const execution = `FN${number}`;
    const given = givenAt(seconds + index);
    return advance(claimed(each, execution, seconds + index), execution, outcome, given);
  }, board);
}

/** The board on which whoever there is room for is owed what everyone is to be told. */
export function spreadAt(board: Board, seconds: number, plan = PLAN): Board {
  return spread(board, plan, atSecond(seconds));
}

/** What each is owed, or will be when there is room, such as `details to bob`. */
export function owed(board: Board, plan = PLAN): string[] {
  return spread(board, plan, START_MS)
    .outbox.flatMap(({ to, items }) => items.map(({ kind }) => `${kind} to ${to}`))
    .toSorted();
}

/** The board after everything that is due was tried, with this outcome. */
export function handed(
  board: Board,
  seconds: number,
  handover: Handover | ((text: DueText) => Handover),
  plan = PLAN,
): Board {
  const nowMs = atSecond(seconds);
  const holding = lease(spread(board, plan, nowMs), 'run', plan, nowMs);
  const results = leased(holding, 'run', plan).map((text) => ({
    text,
    handover: typeof handover === 'string' ? handover : handover(text),
  }));
  return settleTexts(holding, results, ({ lease: held }) => held?.by === 'run', nowMs);
}

/** The board after everything that is due was sent. */
export function sent(board: Board, seconds: number, plan = PLAN): Board {
  return handed(board, seconds, 'accepted', plan);
}

/** The board with what is said about alarms in the order of the incidents: the document keeps no other. */
export function inOrder(board: Board): Board {
  const { incidents, words } = board;
  const ids = incidents.map(({ id }) => id);
  return { ...board, words: words.toSorted((one, other) => ids.indexOf(one.incident) - ids.indexOf(other.incident)) };
}

/** What is read of the document that this board is written to. */
export function readBack(board: Board): Board | undefined {
  const read = unpackBoard(JSON.parse(JSON.stringify(packBoard(board))));
  return read === undefined ? undefined : inOrder(read);
}

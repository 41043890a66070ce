import * as fc from 'fast-check';
import { claim, take } from '../../src/incident/answer';
import type { CallIdentity } from '../../src/incident/answer';
import { EMPTY_BOARD, escalating } from '../../src/board/board';
import type { AttemptOutcome, Board } from '../../src/board/board';
import { passOn, resolveByHand, takeByHand } from '../../src/incident/intervention';
import { advance, markEnding, passOver, passRefused, restart, tellImpossible } from '../../src/incident/escalation';
import type { Given } from '../../src/incident/escalation';
import { fitted } from '../../src/incident/fit';
import { unrecorded, withoutRecorded } from '../../src/incident/history';
import { lease, leased, settleTexts, unheard } from '../../src/incident/outbox';
import type { Handover } from '../../src/incident/outbox';
import type { CallPlan } from '../../src/incident/plan';
import { raiseUnheard, receive } from '../../src/incident/receive';
import type { AlarmOutcome, RoutedAlarm } from '../../src/incident/receive';
import { isSettled } from '../../src/incident/settled';
import { dueAtMs, tended } from '../../src/incident/tend';
import { again, alarmAt, ANN, BOB, CYD, peopleOf, PLAN, START_MS } from './sample';

/** The alarms of a schedule. */
export const NAMES = ['api', 'db', 'web', 'dns'];

/** One thing that happens to a board. */
export type Step =
  | {
      readonly is: 'alarm';
      readonly name: string;
      readonly state: 'alarm' | 'ok' | 'no-data';
      /** For how many seconds it has been so; below 0: by a clock that is ahead. */
      readonly ago: number;
      readonly quiet: boolean;
    }
  | { readonly is: 'message again'; readonly index: number }
  | { readonly is: 'claim'; readonly back: number }
  | { readonly is: 'key 1' | 'stuck'; readonly call: number }
  | { readonly is: 'over'; readonly call: number; readonly outcome: AttemptOutcome }
  | { readonly is: 'restart' | 'engaged' | 'failing' | 'refused' | 'impossible' | 'record' | 'list' | 'nothing' }
  | { readonly is: 'send'; readonly handover: Handover }
  | { readonly is: 'taken by hand'; readonly by: string; readonly which: number }
  | { readonly is: 'closed by hand'; readonly which: number }
  | { readonly is: 'passed on'; readonly to: string | undefined; readonly which: number }
  | { readonly is: 'roster'; readonly index: number };

const aName = fc.constantFrom(...NAMES);
const anIndex = fc.nat({ max: 11 });

export const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('alarm' as const),
      name: aName,
      state: fc.constantFrom('alarm' as const, 'ok' as const, 'ok' as const, 'no-data' as const),
      ago: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 90 }) }, fc.constantFrom(-300, -30)),
      quiet: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('message again' as const), index: anIndex }) },
  {
    weight: 5,
    arbitrary: fc.record({ is: fc.constant('claim' as const), back: fc.constantFrom(0, 0, 0, 0, 1, 2) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('over' as const),
      call: fc.constantFrom(0, 0, 0, 1, 2),
      outcome: fc.constantFrom('declined' as const, 'hung-up' as const, 'timed-out' as const, 'no-answer' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constantFrom('key 1' as const, 'key 1' as const, 'stuck' as const),
      call: fc.constantFrom(0, 0, 1, 2, 3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constantFrom(
        'restart' as const,
        'restart' as const,
        'engaged' as const,
        'failing' as const,
        'refused' as const,
        'impossible' as const,
        'record' as const,
        'list' as const,
        'nothing' as const,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('send' as const),
      handover: fc.constantFrom(
        'accepted' as const,
        'accepted' as const,
        'accepted' as const,
        'failed' as const,
        'refused' as const,
        'blocked' as const,
        'unknown' as const,
        'unsent' as const,
        'doubtful' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('taken by hand' as const),
      by: fc.constantFrom('ann', 'bob', 'cyd'),
      which: anIndex,
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('closed by hand' as const), which: anIndex }) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('passed on' as const),
      to: fc.constantFrom(undefined, 'ann', 'bob', 'cyd'),
      which: anIndex,
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('roster' as const), index: fc.constantFrom(0, 0, 0, 1, 2, 3) }) },
);

/** Things that happen one after the other, with the seconds between them. */
export const aSchedule = fc.array(
  fc.tuple(
    aStep,
    fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 120 }) },
      { weight: 1, arbitrary: fc.integer({ min: 300, max: 4_000 }) },
      { weight: 1, arbitrary: fc.constant(90_000) },
    ),
  ),
  { minLength: 1, maxLength: 60, size: 'max' },
);

/** The same things, and after each of them everything that is owed is done, and the queue brings what it has. */
export function promptly(schedule: readonly (readonly [Step, number])[]): readonly (readonly [Step, number])[] {
  const errands: readonly Step[] = [
    { is: 'send', handover: 'accepted' },
    { is: 'record' },
    { is: 'list' },
    ...[0, 0, 0].map((index) => ({ is: 'message again' as const, index })),
  ];
  return schedule.flatMap((each) => [each, ...errands.map((step) => [step, 0] as const)]);
}

/** One agent, two with one phone between them, or three, with every rule that a roster may set. */
export const aPlan: fc.Arbitrary<CallPlan> = fc
  .record({
    order: fc.constantFrom([ANN], [ANN, BOB], [ANN, { ...BOB, phones: ANN.phones }], [ANN, BOB, CYD]),
    maxCalls: fc.integer({ min: 1, max: 4 }),
    maxCallsPerHour: fc.constantFrom(60, 3),
    maxTextsPerHour: fc.constantFrom(10, 1),
    remindMinutes: fc.constantFrom(undefined, 10),
    times: fc.constantFrom(undefined, 2),
  })
  .map(({ remindMinutes, times, ...rest }) => ({
    ...PLAN,
    ...rest,
    ...(remindMinutes === undefined ? {} : { remindMinutes }),
    ...(times === undefined ? {} : { again: { everyMinutes: 30, times } }),
  }));

const FALLBACK = { id: 'fallback-1', name: 'fallback number 1', phones: ['+12025550101'] };

/** The roster as it is, without its first agent, without anybody on call, and when it cannot be read. */
export function editsOf(plan: CallPlan): readonly CallPlan[] {
  const isLeft = ({ id }: { readonly id: string }): boolean => id !== 'ann';
  const people = new Map([...plan.people].filter(([id]) => id !== 'ann'));
  return [
    plan,
    { ...plan, order: plan.order.filter(isLeft), everyone: plan.everyone.filter(isLeft), people },
    { ...plan, order: [] },
    { ...plan, order: [FALLBACK], everyone: [FALLBACK], people: peopleOf(FALLBACK), isEverybody: false },
  ];
}

/** An execution that claimed, or asked to. */
export interface Asked extends CallIdentity {
  readonly token: string;
  readonly flow: string;
}

/** What is outside of the board, as far as it matters to it. */
export interface Outside {
  /** The tokens of all attempts so far, with their calls; the latest last. */
  readonly calls: readonly Asked[];
  /** The executions that were given a yes; the latest last. */
  readonly yeses: readonly Asked[];
  /** The messages that the queue still brings. */
  readonly queue: readonly RoutedAlarm[];
}

const NOTHING_OUTSIDE: Outside = { calls: [], yeses: [], queue: [] };

export interface Decided {
  readonly board: Board;
  /** The message that was received, and what it did. */
  readonly received?: readonly [RoutedAlarm, AlarmOutcome];
  /** The call that was given a yes. */
  readonly yes?: Asked;
}

/** A board, what led to it, and what the world is like then. */
export interface Moment {
  readonly before: Board;
  readonly board: Board;
  readonly step: Step;
  readonly given: Given;
  readonly decided: Decided;
  readonly outside: Outside;
}

/** Everything that a schedule leads through. */
export function follow(
  schedule: readonly (readonly [Step, number])[],
  plan: CallPlan,
  start: Board = EMPTY_BOARD,
): readonly Moment[] {
  const moments: Moment[] = [];
  const plans = editsOf(plan);
  let now = plan;
  let nowMs = START_MS;
  for (const [index, [step, seconds]] of schedule.entries()) {
    nowMs += seconds * 1_000;
    if (step.is === 'roster') now = plans[step.index] ?? plan;
    const before = moments.at(-1)?.board ?? start;
    const outside = moments.at(-1)?.outside ?? NOTHING_OUTSIDE;
    const given: Given = { plan: now, nowMs, token: `t${index}`, incidentId: `inc-${index}` };
    const decided = decide(before, step, given, outside);
    const board = written(before, decided.board, given);
    moments.push({ before, board, step, given, decided, outside: outsideAfter(outside, board, decided, given) });
  }
  return moments;
}

/** What is written when this was decided. */
export function written(before: Board, decided: Board, given: Given): Board {
  const tidied = tended(decided, given);
  return tidied === before ? before : fitted({ ...tidied, writes: before.writes + 1, writtenAtMs: given.nowMs }, given);
}

function outsideAfter(outside: Outside, board: Board, { received, yes }: Decided, { plan, nowMs }: Given): Outside {
  const incident = escalating(board);
  const { attempt } = incident ?? {};
  const isNew =
    incident !== undefined && attempt !== undefined && outside.calls.every(({ token }) => token !== attempt.token);
  const execution = `FN${outside.calls.length}`;
  const fresh = isNew
    ? [{ incident: incident.id, attempt: attempt.number, execution, token: attempt.token, flow: 'FW1' }]
    : [];
  return {
    calls: [...outside.calls, ...fresh],
    yeses: yes === undefined ? outside.yeses : [...outside.yeses, yes],
    queue: received === undefined ? outside.queue : queueAfter(outside.queue, board, received, plan, nowMs),
  };
}

function queueAfter(
  queue: readonly RoutedAlarm[],
  board: Board,
  [routed, outcome]: readonly [RoutedAlarm, AlarmOutcome],
  plan: CallPlan,
  nowMs: number,
): readonly RoutedAlarm[] {
  const others = queue.filter(({ alarm }) => alarm !== routed.alarm);
  return isSettled(board, routed, outcome, plan, nowMs) ? others : [...others, again(routed)];
}

/** The board after this step, and what came of it. */
export function decide(board: Board, step: Step, given: Given, outside: Outside): Decided {
  const token = escalating(board)?.attempt?.token ?? 'none';
  switch (step.is) {
    case 'alarm': {
      const seconds = (given.nowMs - START_MS) / 1_000 - step.ago;
      return receiving(board, { ...alarmAt(seconds, step.name, { state: step.state }), quiet: step.quiet }, given);
    }
    case 'message again': {
      const routed = outside.queue[step.index % Math.max(1, outside.queue.length)];
      return routed === undefined ? { board } : receiving(board, routed, given);
    }
    case 'claim': {
      const call = outside.calls.at(-1 - step.back);
      if (call === undefined) return { board };
      const asked = claim(board, call, [], given.plan, given.nowMs);
      return { board: asked.board, ...(asked.claim.ring ? { yes: call } : {}) };
    }
    case 'key 1': {
      const call = outside.yeses.at(-1 - step.call);
      return { board: call === undefined ? board : take(board, call, given).board };
    }
    case 'over':
      return { board: advance(board, outside.yeses.at(-1 - step.call)?.execution ?? 'none', step.outcome, given) };
    case 'stuck':
      return { board: markEnding(board, outside.yeses.at(-1 - step.call)?.execution ?? 'none') };
    case 'restart':
      return { board: restart(board, token, given) };
    case 'engaged':
    case 'failing':
      return { board: passOver(board, token, step.is, given) };
    case 'refused':
      return { board: passRefused(board, token, given) };
    case 'impossible':
      return { board: tellImpossible(board, 'flow', given) };
    case 'taken by hand':
      return { board: takeByHand(board, step.by, idAt(board, step.which), 'hand', given).board };
    case 'closed by hand':
      return {
        board: resolveByHand(
          board,
          idAt(board, step.which),
          given,
          step.which % 2 === 0 ? undefined : { by: 'ann', way: 'sms' },
        ).board,
      };
    case 'passed on':
      return { board: passOn(board, idAt(board, step.which), step.to, given).board };
    case 'record':
      return { board: withoutRecorded(board, unrecorded(board)) };
    case 'list': {
      const dueMs = dueAtMs(board, given.plan, given.nowMs);
      return { board: dueMs === Infinity || dueMs === board.dueMs ? board : { ...board, dueMs } };
    }
    case 'send':
      return { board: sending(board, step.handover, given) };
    case 'nothing':
    case 'roster':
      return { board };
  }
}

function receiving(board: Board, routed: RoutedAlarm, given: Given): Decided {
  const { board: next, outcomes } = receive(board, [routed], given);
  return { board: next, received: [routed, outcomes[0] ?? 'nothing'] };
}

function idAt({ incidents }: Board, which: number): string {
  return incidents[which % Math.max(1, incidents.length)]?.id ?? 'none';
}

/** What is due is handed to Twilio; what reaches nobody for good is raised. */
function sending(board: Board, handover: Handover, given: Given): Board {
  const { plan, nowMs, token } = given;
  // One whose sender never said what became of it is Twilio's to tell of.
  const isOurs = (owed: Board['outbox'][number]): boolean =>
    owed.lease !== undefined && (owed.lease.by === token || owed.lease.untilMs <= nowMs);
  const holding = lease(board, token, plan, nowMs);
  const holders = new Set(holding.outbox.filter(isOurs).map(({ lease: held }) => held?.by ?? ''));
  const results = [...holders].flatMap((holder) => leased(holding, holder, plan).map((text) => ({ text, handover })));
  const after = settleTexts(holding, results, isOurs, nowMs);
  return unheard(holding, results).reduce(
    (each, item) =>
      raiseUnheard(
        each,
        item,
        each.words.flatMap(({ alarms }) => alarms),
        given,
      ),
    after,
  );
}

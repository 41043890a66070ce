import { currentAttempt, EMPTY_BOARD } from '../incident/board';
import type { AttemptState, Incident } from '../incident/board';
import { replaceCurrent, startNext } from '../incident/escalation';
import { REDIAL_MS } from '../incident/limits';
import type { CallPlan } from '../incident/plan';
import type { TimelineEntry } from '../rehearsal/timeline';
import { VISIBILITY_SECONDS } from '../signing/limits';

/**
 * The latest that it can go for one alarm, whatever those who are called do, short of taking it. All times are milliseconds
 * after the alarm.
 */
export interface WorstCase {
  readonly calls: number;
  /** When the last of them begins. */
  readonly lastCallAtMs: number;
  /** When everyone has been told that nobody took it; undefined when there is nobody to tell. */
  readonly toldAtMs: number | undefined;
  /** The ids of those who are told. */
  readonly told: readonly string[];
}

/** What was played when everybody took as long as they could, and nobody took it. */
interface SlowPlay {
  /** When the alarm went off, epoch milliseconds. */
  readonly atMs: number;
  readonly entries: readonly TimelineEntry[];
  /** As it stands on the board in the end. */
  readonly incident: Incident;
}

/** What the roster says about the calls. */
interface Plans {
  readonly maxCalls: number;
  /** The plans that are in force one after the other, from the alarm on and for so long. */
  readonly during: (lengthMs: number) => readonly PlanInForce[];
}

export interface PlanInForce {
  readonly plan: CallPlan;
  /** When another one comes into force. */
  readonly untilMs: number;
}

/** A call that may be made. */
interface Call {
  readonly phone: string;
  /** The call before it must be over by then: later somebody else would be called. */
  readonly decidedBeforeMs: number;
}

/** How fast things go. */
interface Pace {
  readonly firstRingMs: number;
  /** From the first ring of a phone to the end of the call, at most. */
  readonly longestCallMs: (phone: string) => number;
  /** From the end of a call to the next ring, where that phone need not wait. */
  readonly nextRingMs: number;
  /** From a delivery of the queue to the ring of a phone that waited for it. */
  readonly ringAfterDeliveryMs: number;
}

/**
 * Who hangs up just before the end is heard of later than who stays: by an event, which takes half a second, and by three
 * questions to Twilio where there was one.
 */
const HANG_UP_MS = 700;
/** Two Functions that change the board at the same time, and what a delivery reads before it acts. */
const CROSSING_MS = 250;
/** An agent who was not called in the play may have a longer name; it is said twice, in 40 characters at most. */
const LONGER_NAME_MS = 6_000;
const DELIVERY_MS = VISIBILITY_SECONDS * 1000;

/**
 * The worst case; undefined when nobody is called.
 *
 * The slow play alone is none: whoever is quicker may have the next phone's turn come within half a minute of its last call,
 * and then it waits for the queue's next delivery, which may be more than a minute away.
 */
export function worstCaseOf(slow: SlowPlay, plans: Plans): WorstCase | undefined {
  const calls = callsIn(slow);
  const [first] = calls;
  const last = calls.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const longestMs = Math.max(...calls.map(({ lastsMs }) => lastsMs));
  const byPhone = new Map(calls.map(({ phone, lastsMs }) => [phone, lastsMs]));
  const pace: Pace = {
    firstRingMs: first.ringMs,
    longestCallMs: (phone) => byPhone.get(phone) ?? longestMs + LONGER_NAME_MS,
    // The first ring needs more than the next ones do; where they took longer than that, the phone had to wait.
    nextRingMs: Math.min(first.ringMs, ...calls.flatMap(({ nextMs }) => nextMs ?? [])) + CROSSING_MS,
    ringAfterDeliveryMs: first.ringMs + CROSSING_MS,
  };
  const longestGapMs = longestMs + LONGER_NAME_MS + REDIAL_MS + DELIVERY_MS + pace.ringAfterDeliveryMs;
  const [worst] = callOrders(slow.incident, plans.during(plans.maxCalls * longestGapMs))
    .map((order) => ({ order, lastCallAtMs: latestRingMs(order, pace) }))
    .toSorted((one, other) => other.lastCallAtMs - one.lastCallAtMs);
  if (worst === undefined) return undefined;
  const texts = slow.entries.filter((entry) => entry.kind === 'sms');
  const toldMs = texts.at(-1)?.atMs;
  const lastEndMs = worst.lastCallAtMs + pace.longestCallMs(worst.order.at(-1)?.phone ?? '');
  return {
    calls: worst.order.length,
    lastCallAtMs: worst.lastCallAtMs,
    toldAtMs: toldMs === undefined ? undefined : lastEndMs + toldMs - last.endMs,
    told: [...new Set(texts.map(({ agent }) => agent))],
  };
}

/** The calls that were made: by the timeline when each rang, by the board when each was over. */
function callsIn({ atMs, entries, incident }: SlowPlay) {
  const ringsMs = entries.flatMap((entry) => (entry.kind === 'ring' ? entry.atMs : []));
  return incident.attempts.flatMap(({ agent, state }, index) => {
    const ringMs = ringsMs[index];
    const nextRingMs = ringsMs[index + 1];
    if (ringMs === undefined || state.is !== 'over') return [];
    const endMs = state.atMs - atMs;
    return {
      phone: agent.phone,
      ringMs,
      endMs,
      lastsMs: endMs - ringMs + HANG_UP_MS,
      nextMs: nextRingMs === undefined ? undefined : nextRingMs - endMs,
    };
  });
}

/**
 * The calls that may be made for an incident, one after the other: by the first of these plans, and from any call on by the
 * next one, since a handoff may come between any two calls.
 */
function callOrders(incident: Incident, plans: readonly PlanInForce[]): readonly (readonly Call[])[] {
  const { closedAtMs: _closed, ...open } = incident;
  const [first, ...later] = plans.filter(({ plan }, index) => orderIn(plan) !== orderIn(plans[index + 1]?.plan));
  if (first === undefined) return [];
  return ordersFrom({ ...open, status: 'escalating', attempts: [] }, [], first, later);
}

function orderIn(plan: CallPlan | undefined): string | undefined {
  return plan && JSON.stringify(plan.order);
}

const OVER: AttemptState = { is: 'over', execution: '-', outcome: 'no-answer', atMs: 0 };

/** Who comes next is decided by the code that decides it when an alarm is real. */
function ordersFrom(
  incident: Incident,
  calls: readonly Call[],
  now: PlanInForce,
  later: readonly PlanInForce[],
): readonly (readonly Call[])[] {
  const given = { plan: now.plan, nowMs: 0, token: '-', incidentId: incident.id };
  const next = startNext({ ...EMPTY_BOARD, incident }, incident, given).incident;
  const attempt = next === null ? undefined : currentAttempt(next);
  if (next?.status !== 'escalating' || attempt === undefined) return [calls];
  const over = replaceCurrent(next, { ...attempt, state: OVER });
  const made = [...calls, { phone: attempt.agent.phone, decidedBeforeMs: now.untilMs }];
  return [now, ...later].flatMap((plan, index) => ordersFrom(over, made, plan, later.slice(index)));
}

/** Where a play stands when a phone begins to ring. */
interface Standing {
  /** When it rings, at the latest. */
  readonly ringMs: number;
  /** The call cannot be over sooner. */
  readonly soonestMs: number;
  /** When each call before it was over. */
  readonly endsMs: readonly number[];
}

/**
 * The latest time at which the last of these calls can begin; 0 when they cannot all be made. Only calls that would have to be
 * over in no time can make it more than what a play comes to.
 *
 * It goes through every choice of the calls before which a phone has to wait for the queue. Once that is chosen, each call may
 * as well last as long as it can, because that only puts off what comes after: up to its longest, or up to just before the
 * phone that is going to wait may ring again.
 */
function latestRingMs(calls: readonly Call[], pace: Pace): number {
  return latestFrom({ ringMs: pace.firstRingMs, soonestMs: 0, endsMs: [] }, calls, pace);
}

function latestFrom(standing: Standing, calls: readonly Call[], pace: Pace): number {
  let latestMs = 0;
  for (let last = standing.endsMs.length; last < calls.length - 1; last += 1) {
    const before = calls.findLastIndex(({ phone }, index) => index <= last && phone === calls[last + 1]?.phone);
    const found = before < 0 ? undefined : playedTo(standing, last, before, calls, pace);
    if (found !== undefined) {
      const { endsMs } = found;
      const deliveredMs = Math.ceil(((endsMs[before] ?? 0) + REDIAL_MS) / DELIVERY_MS) * DELIVERY_MS;
      const waited = { ringMs: deliveredMs + pace.ringAfterDeliveryMs, soonestMs: deliveredMs, endsMs };
      latestMs = Math.max(latestMs, latestFrom(waited, calls, pace));
    }
    // A phone that was called just before always has to wait.
    if (before === last) return latestMs;
  }
  return Math.max(latestMs, playedTo(standing, calls.length - 2, undefined, calls, pace)?.ringMs ?? 0);
}

/**
 * The play in which every call up to `last` is over as late as it can be and no phone in between has to wait; but the next one
 * does, if there is a call `before` of the same phone that is to be over for less than half a minute. Undefined when these
 * calls cannot be over so soon.
 */
function playedTo(
  standing: Standing,
  last: number,
  before: number | undefined,
  calls: readonly Call[],
  pace: Pace,
): Standing | undefined {
  const endsMs = [...standing.endsMs];
  let { ringMs, soonestMs } = standing;
  for (const [index, { phone }] of calls.entries()) {
    if (index < standing.endsMs.length) continue;
    if (index > last) break;
    const waitsUntilMs = before !== undefined && index > before ? (endsMs[before] ?? 0) + REDIAL_MS : Infinity;
    const decidedBeforeMs = calls[index + 1]?.decidedBeforeMs ?? Infinity;
    const endMs = Math.min(ringMs + pace.longestCallMs(phone), waitsUntilMs - 1, decidedBeforeMs - 1);
    if (endMs < soonestMs) return undefined;
    endsMs.push(endMs);
    soonestMs = endMs;
    ringMs = endMs + pace.nextRingMs;
  }
  return { ringMs, soonestMs, endsMs };
}

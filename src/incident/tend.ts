import { globMatches } from '../roster/glob';
import { escalating, incidentNamed, withIncident, type Attempt, type Board, type Incident } from '../board/board';
import { leave, pruned } from './closing';
import { disowned, startChain, type Given } from './escalation';
import {
  CHAIN_DUE_MS,
  CHAIN_LISTED_MS,
  CLAIM_AGE_MS,
  EXHAUSTED_LISTED_MS,
  FLAPS,
  INDEX_LOST_MS,
  LEFT_AFTER_MS,
  MOST_REMINDERS,
  STILL_MS,
} from './limits';
import { announce, expired, heldUntilMs, isOwed, spread } from './outbox';
import { hasLeft, type CallPlan } from './plan';
import { isHeldOpen, resolve } from './recovery';
import { isAllRight, situationOf } from './situation';
import { wordsOn } from './words';

/**
 * What the passing of time asks for: reminders, further rounds, what is left to its owner, what has been still for long enough,
 * what an owner who left the roster had. Part of every change of a board; when nothing else changes it, the heartbeat looks at
 * the teams whose `dueAtMs` has come.
 */
export function tended(board: Board, given: Given): Board {
  const calm = board.incidents.reduce((each, { id }) => afterTime(each, id, given), board);
  const called = startDue(calm, given);
  const outdated = expired(called, given.plan, given.nowMs);
  const outbox = called.outbox.filter((owed) => !outdated.includes(owed));
  const next = tellFallback(outdated.length === 0 ? called : { ...called, outbox }, given.plan);
  return pruned(withoutFailure(spread(next, given.plan, given.nowMs)), given);
}

/** Where nobody is owed any SMS, and nobody will be because nobody takes it, it says nothing that SMS once failed. */
function withoutFailure(board: Board): Board {
  const { textsFailSinceMs, ...rest } = board;
  const isStillOwed = board.outbox.length + board.announcements.length > 0 || escalating(board) !== undefined;
  return textsFailSinceMs === undefined || isStillOwed ? board : rest;
}

/** While the roster cannot be read nobody knows the numbers of those who are owed word that nobody has something: others are told. */
function tellFallback(board: Board, { people, isEverybody, everyone }: CallPlan): Board {
  if (isEverybody || everyone.length === 0) return board;
  return board.incidents.reduce((each, incident) => {
    const { slot, isFallbackTold } = incident;
    const isUnknown = each.outbox.some(
      ({ to, items }) => !people.has(to) && items.some((item) => item.kind === 'exhausted' && item.slot === slot),
    );
    if (!isUnknown || isFallbackTold === true) return each;
    return announce(withIncident(each, { ...incident, isFallbackTold: true }), 'exhausted', slot, { isAgain: true });
  }, board);
}

/** Whatever comes to an end by itself. */
function afterTime(board: Board, id: string, given: Given): Board {
  const incident = incidentNamed(board, id);
  if (incident === undefined || incident.status === 'resolved') return board;
  if (incident.flaps >= FLAPS && !isHeldOpen(incident, given.nowMs) && isAllRight(board, incident)) {
    return resolve(board, incident, given);
  }
  // Who could not be told yet that nobody has it must not hear first that it is no longer watched.
  return given.nowMs >= leftAtMs(incident) && !isOwed(board, 'exhausted', incident.slot)
    ? leave(board, incident, given)
    : board;
}

/**
 * When an incident is left to its owner if nothing more is heard of it, epoch milliseconds; never: Infinity. What nobody has is
 * left to everyone only when it counts alarms that nobody remembers: that these are right again can never be known.
 */
export function leftAtMs({ status, unremembered, heardAtMs }: Incident): number {
  return status === 'taken' || (status === 'exhausted' && unremembered > 0) ? heardAtMs + LEFT_AFTER_MS : Infinity;
}

/** The chain that is due first, when no other runs. */
function startDue(board: Board, given: Given): Board {
  // An agent who is still on the phone about what has just recovered must not be cut off.
  const isOnThePhone = board.incidents.some(({ attempt }) => isLive(attempt, given.nowMs));
  if (escalating(board) !== undefined || isOnThePhone) return board;
  const due = board.incidents
    .map((incident) => ({ incident, atMs: chainDueAtMs(incident, given.plan) }))
    // What comes and goes, and is right at this moment, is not a reason to ring anybody.
    .filter(({ incident }) => !isSilenced(board, incident, given.plan) && !isAllRight(board, incident))
    .filter(({ atMs }) => atMs <= given.nowMs)
    .toSorted((one, other) => one.atMs - other.atMs)[0]?.incident;
  if (due === undefined) return board;
  const { taken } = due;
  if (due.status === 'exhausted') {
    const again: Incident = { ...due, rounds: due.rounds + 1 };
    return startChain(withIncident(board, again), again, 'round', given);
  }
  if (taken === undefined || hasLeft(given.plan, taken.by)) {
    // An agent who is no longer on the roster owns nothing.
    const { taken: _former, ...unowned } = due;
    return startChain(withIncident(disowned(board, due.slot), unowned), unowned, 'round', given);
  }
  const reminded: Incident = { ...due, reminders: due.reminders + 1 };
  return startChain(withIncident(board, reminded), reminded, 'remind', given, { with: taken.by });
}

/** Whether a call may be going on, or about to begin. */
function isLive(attempt: Attempt | undefined, nowMs: number): boolean {
  switch (attempt?.state.is) {
    case 'calling':
    case 'ending':
      return nowMs < attempt.state.deadlineMs;
    case 'starting':
      return nowMs < attempt.state.sinceMs + CLAIM_AGE_MS;
    case 'waiting':
    case undefined:
      return false;
  }
}

/**
 * Whether nobody is called again about an incident at this moment, because the roster silences all of it that is wrong. An alarm of
 * which the board has no words may be any: only a silence of everything covers it.
 */
export function isSilenced(board: Board, incident: Incident, { silenced }: CallPlan): boolean {
  const isCovered = (name: string): boolean => silenced.some((glob) => globMatches(glob, name));
  if (incident.joined === 1) return isCovered(incident.name);
  const { shown, others } = situationOf(board, incident, wordsOn(board, incident.id));
  return silenced.includes('*') || (others === 0 && shown.every(({ summary }) => isCovered(nameIn(summary))));
}

/** What is said about an alarm begins with its name. */
function nameIn(summary: string): string {
  return summary.split(/\.(?: |$)/)[0] ?? '';
}

/** Whether nobody who was called about it is on the roster any more: who is there now has never heard of it. */
function isAbandoned({ calls }: Incident, plan: CallPlan): boolean {
  return calls.length > 0 && calls.every(({ agent }) => hasLeft(plan, agent));
}

/** When a chain of calls is due that no alarm starts, epoch milliseconds; never: Infinity. */
export function chainDueAtMs(incident: Incident, plan: CallPlan): number {
  const { remindMinutes, again } = plan;
  const { status, taken, changedAtMs, rounds, reminders } = incident;
  if (status === 'exhausted') {
    if (isAbandoned(incident, plan)) return 0;
    return again === undefined || rounds >= again.times ? Infinity : changedAtMs + again.everyMinutes * 60_000;
  }
  if (status !== 'taken' || taken === undefined) return Infinity;
  if (hasLeft(plan, taken.by)) return 0;
  return remindMinutes === undefined || reminders >= MOST_REMINDERS ? Infinity : changedAtMs + remindMinutes * 60_000;
}

/**
 * When somebody must look at this board again although nothing has come, epoch milliseconds; Infinity: never. A chain that an
 * alarm began is kept by the alarm's message, and looked after all the same when it takes long: the message may have become a dead
 * letter. Any other one is due at once, and so is the heartbeat that stands in for a message.
 */
export function dueAtMs(board: Board, plan: CallPlan, nowMs: number): number {
  const times = board.incidents.flatMap((incident) => {
    const { status, chain, changedAtMs } = incident;
    if (status === 'resolved') return [];
    if (status === 'escalating') {
      if (chain !== 'alarm') return [changedAtMs];
      return nowMs < changedAtMs + CHAIN_LISTED_MS ? [] : [changedAtMs + CHAIN_DUE_MS];
    }
    const next = isAllRight(board, incident) ? incident.heardAtMs + STILL_MS : chainDueAtMs(incident, plan);
    // What nobody has is listed in any case: when the roster is edited, the heartbeat looks at whatever is listed.
    return [next, leftAtMs(incident), ...(status === 'exhausted' ? [nowMs + EXHAUSTED_LISTED_MS] : [])];
  });
  const owed = board.outbox.map((each) => heldUntilMs(board, each));
  return Math.min(Infinity, ...times, ...owed);
}

/**
 * Whether the index of what is due says at least as early a time as the board needs. An earlier time that is long past it says no
 * more: the run that looks after what is due would have changed it.
 */
export function isListed(board: Board, plan: CallPlan, nowMs: number): boolean {
  const { dueMs = Infinity } = board;
  const neededMs = dueAtMs(board, plan, nowMs);
  const isLost = dueMs < neededMs && nowMs >= dueMs + INDEX_LOST_MS;
  return neededMs === Infinity || (dueMs <= neededMs && !isLost);
}

import { escalating, incidentNamed, tailOf, withIncident } from '../board/board';
import type {
  AgentRef,
  Attempt,
  AttemptOutcome,
  Board,
  Chain,
  Impossible,
  Incident,
  Outlived,
  PastCall,
  Taken,
} from '../board/board';
import { budgetFreeAtMs, callOver, rangAtMs } from './budget';
import {
  BUDGET_MS,
  ENGAGED_RETRY_MS,
  IMPOSSIBLE_EVERY_MS,
  MOST_CALLS_KEPT,
  MOST_FAILURES,
  MOST_PASSED,
  OUTLIVED_MS,
  REDIAL_MS,
} from './limits';
import { hashOf } from '../board/memory';
import { announce, isOwed, owe, sparing, withdraw, withoutKinds } from './outbox';
import { agentRef, hasLeft, type Callable, type CallPlan } from './plan';

/**
 * What every decision is given besides the board: the roster's answer at this instant, the time, and a token that only this
 * Function run can have made.
 */
export interface Given {
  readonly plan: CallPlan;
  readonly nowMs: number;
  /** The token for an attempt that this decision starts. A run that finds it on the board knows that the write was its own. */
  readonly token: string;
  /** The id for an incident that this decision opens. */
  readonly incidentId: string;
}

/** With whom a chain of calls begins: with this agent, or with the one after that agent; else with the agent on call. */
export interface Beginning {
  readonly with?: string;
  readonly after?: string;
  /** Who is not the first to be called, unless there is nobody else. */
  readonly not?: string;
}

/** The board on which this incident is called (again): the next attempt is starting or waiting. Its owner, if any, keeps it. */
export function startChain(
  board: Board,
  incident: Incident,
  chain: Chain,
  given: Given,
  beginning: Beginning = {},
): Board {
  const { attempt: _former, closed: _closed, ...rest } = incident;
  const again: Incident = {
    ...rest,
    status: 'escalating',
    changedAtMs: given.nowMs,
    heardAtMs: given.nowMs,
    chain,
    calls: pastCallsOf(incident),
    callsBefore: madeIn(incident),
    refused: [],
  };
  const order = orderOf(again, given.plan);
  const first = beginning.with === undefined ? undefined : given.plan.people.get(beginning.with);
  const phone = first === undefined ? undefined : agentRef(first, callsTo(again, first.id));
  if (first !== undefined && phone !== undefined) {
    const place = order.findIndex(({ id }) => id === first.id);
    return withAttempt(withIncident(board, again), again, newAttempt(again, phone, given), place, given);
  }
  const from = placeAfter(order, given.plan.order, beginning.after);
  const isNot = order[from]?.id === beginning.not;
  return startAt(withIncident(board, again), again, isNot ? from + 1 : from, given);
}

/** The place, among those who may be called, of the one who comes after this agent in the order of all; 0 where nobody does. */
function placeAfter(order: readonly Callable[], all: readonly Callable[], after: string | undefined): number {
  const following = new Set(all.slice(all.findIndex(({ id }) => id === after) + 1));
  return Math.max(
    0,
    order.findIndex((agent) => following.has(agent)),
  );
}

/**
 * The board with the next attempt of an incident that has none: starting, or waiting because the same number has just been
 * called or the hour's calls are used up; or the chain at its end because every call was made or nobody is left to call.
 */
export function startNext(board: Board, incident: Incident, given: Given): Board {
  return startAt(board, incident, nextPlace(incident, orderOf(incident, given.plan)), given);
}

function startAt(board: Board, incident: Incident, from: number, given: Given): Board {
  if (madeIn(incident) - incident.callsBefore >= given.plan.maxCalls) return endChain(board, incident, given);
  const candidate = firstCallable(incident, from, orderOf(incident, given.plan), []);
  if (candidate === undefined) return endChain(board, incident, given);
  return withAttempt(board, incident, newAttempt(incident, candidate.agent, given), candidate.place, given);
}

function newAttempt(incident: Incident, agent: AgentRef, { token, nowMs }: Given): Attempt {
  const number = madeIn(incident) + 1;
  return { number, agent, token, passed: [], failures: 0, state: { is: 'starting', sinceMs: nowMs } };
}

/** How many calls have been made for an incident, the one that goes on now among them. */
export function madeIn({ attempt, calls }: Incident): number {
  const isLive = attempt !== undefined && 'execution' in attempt.state;
  return Math.max(isLive ? attempt.number : 0, calls.at(-1)?.number ?? 0);
}

/** The agent who has it already is not asked to take it over. */
function orderOf({ chain, taken }: Incident, { order }: CallPlan): readonly Callable[] {
  return chain === 'pass' ? order.filter(({ id }) => id !== taken?.by) : order;
}

/** The board with this attempt, which dials at once unless something says that it must wait. */
function withAttempt(board: Board, incident: Incident, attempt: Attempt, place: number, given: Given): Board {
  const { nowMs, plan } = given;
  const state = dial(board, attempt.agent, given);
  const next = withIncident(board, { ...incident, attempt: { ...attempt, state }, place });
  if (state.is !== 'waiting') return next;
  const isNews = state.why === 'budget' && nowMs >= (board.spent.toldAtMs ?? -BUDGET_MS) + BUDGET_MS;
  if (!isNews || plan.everyone.length === 0) return next;
  return announce({ ...next, spent: { ...next.spent, toldAtMs: nowMs } }, 'budget', incident.slot);
}

/** Starting at once, or waiting when this number has been called within the last half minute, or too many calls were made. */
function dial(board: Board, agent: AgentRef, { plan, nowMs }: Given): Attempt['state'] {
  const freeAtMs = budgetFreeAtMs(board, plan, nowMs);
  if (freeAtMs > nowMs) return { is: 'waiting', notBeforeMs: freeAtMs, why: 'budget' };
  const notBeforeMs = (rangAtMs(board, hashOf(agent.phone)) ?? nowMs - REDIAL_MS) + REDIAL_MS;
  return notBeforeMs > nowMs ? { is: 'waiting', notBeforeMs, why: 'redial' } : { is: 'starting', sinceMs: nowMs };
}

/**
 * The board after the call of this execution is over for the given reason: unchanged unless the execution is the current
 * attempt's own, so that a late, repeated or forged word changes nothing. Of a call that nobody needed any more the outcome
 * is kept.
 */
export function advance(board: Board, execution: string, outcome: AttemptOutcome, given: Given): Board {
  const incident = board.incidents.find(({ attempt }) => executionOf(attempt) === execution);
  const { attempt } = incident ?? {};
  if (incident === undefined || attempt === undefined || !('execution' in attempt.state)) {
    return withOutcome(board, execution, outcome);
  }
  if (outcome === 'hung-up' && mayHaveLeftItsCall(attempt.state, given.nowMs)) return board;
  const { attempt: _over, ...rest } = incident;
  const over: Incident = { ...rest, calls: keptCalls([...incident.calls, pastCall(attempt, execution, outcome)]) };
  const left = sparing(withIncident(board, over), attempt.agent.id, ['ringing'], over.slot);
  const next = callOver(left, hashOf(attempt.agent.phone), given.nowMs);
  return over.status === 'escalating'
    ? startNext(next, over, given)
    : withIncident(next, { ...over, isUnrecorded: true });
}

function withOutcome(board: Board, execution: string, outcome: AttemptOutcome): Board {
  const proof = tailOf(execution);
  const incident = board.incidents.find(({ calls }) =>
    calls.some((call) => call.proof === proof && call.outcome === 'unfinished'),
  );
  if (incident === undefined) return board;
  const calls = incident.calls.map((call) => (call.proof === proof ? { ...call, outcome } : call));
  const { outlived, ...free } = board;
  // An execution that asks for the next agent has come to the end of its call; of one that was ended nobody knows that.
  const isOver = outlived?.execution === execution && outcome !== 'hung-up';
  return withIncident(isOver ? free : board, { ...incident, calls, isUnrecorded: incident.status !== 'escalating' });
}

/**
 * The board after nobody needs this call any more: it is about to end, and the same phone is not rung at once for something else. It may
 * ring still, or wait in Twilio's queue: it must be over before another phone rings. `by`: the end of the SID of the execution that took it.
 */
export function callLeft(board: Board, attempt: Attempt | undefined, nowMs: number, by?: string): Board {
  const execution = executionOf(attempt);
  if (attempt === undefined || execution === undefined || !('flow' in attempt.state)) return board;
  const { phone } = attempt.agent;
  const left = callOver(board, hashOf(phone), nowMs);
  if (by === tailOf(execution)) return left;
  return { ...left, outlived: { execution, flow: attempt.state.flow, phone, foundAtMs: nowMs } };
}

/** The execution of an attempt that has claimed. */
export function executionOf(attempt: Attempt | undefined): string | undefined {
  return attempt !== undefined && 'execution' in attempt.state ? attempt.state.execution : undefined;
}

/** The calls of an incident that nobody further is called for: also the one that goes on at this moment. */
export function pastCallsOf({ attempt, calls }: Incident): readonly PastCall[] {
  const execution = executionOf(attempt);
  if (attempt === undefined || execution === undefined) return calls;
  return keptCalls([...calls, pastCall(attempt, execution, 'unfinished')]);
}

function pastCall({ number, agent, state }: Attempt, execution: string, outcome: PastCall['outcome']): PastCall {
  const sinceMs = 'sinceMs' in state ? state.sinceMs : undefined;
  return {
    number,
    agent: agent.id,
    outcome,
    proof: tailOf(execution),
    ...(sinceMs === undefined ? {} : { atMs: Math.floor(sinceMs / 1000) * 1000 }),
  };
}

function keptCalls(calls: readonly PastCall[]): readonly PastCall[] {
  return calls.slice(-MOST_CALLS_KEPT);
}

/**
 * Whether somebody may have ended an execution through the API, which may leave its call ringing: past its deadline the call
 * has to be hung up before the next one is made, and the run that found it overdue may have stopped in between.
 */
export function mayHaveLeftItsCall(
  state: Extract<Attempt['state'], { is: 'calling' | 'ending' }>,
  nowMs: number,
): boolean {
  return state.is === 'ending' || nowMs >= state.deadlineMs;
}

/** The board with the attempt of this token started anew: the execution that carries the old token will never dial. */
export function restart(board: Board, token: string, given: Given): Board {
  const incident = escalating(board);
  const { attempt } = incident ?? {};
  if (incident === undefined || attempt === undefined || attempt.token !== token) return board;
  if (attempt.state.is === 'waiting') {
    // It may have waited for an hour, and the agent have gone off call. An agent who was asked by name never was on call.
    const { plan } = given;
    const { id: called } = attempt.agent;
    const isOff = incident.place < 0 ? hasLeft(plan, called) : orderOf(incident, plan).every(({ id }) => id !== called);
    if (isOff) {
      const { attempt: _stale, ...rest } = incident;
      return startNext(withIncident(board, rest), rest, given);
    }
    const state = dial(board, attempt.agent, given);
    if (state.is === 'waiting') return board;
    return withIncident(board, { ...incident, attempt: { ...attempt, token: given.token, state } });
  }
  if (attempt.state.is !== 'starting') return board;
  const state: Attempt['state'] = { is: 'starting', sinceMs: given.nowMs };
  const anew = (failures: number): Incident => ({
    ...incident,
    attempt: { ...attempt, token: given.token, failures, state },
  });
  const { outlived, ...free } = board;
  // This phone was not even tried yet. But what cannot be ended must not hold up everybody for ever.
  if (outlived !== undefined && given.nowMs < outlived.foundAtMs + OUTLIVED_MS)
    return withIncident(board, anew(attempt.failures));
  if (isLastTry(attempt)) return passOver(free, token, 'failing', given);
  return withIncident(free, anew(attempt.failures + 1));
}

/** The board with a stuck execution marked as being ended: written before anything is done to the call. */
export function markEnding(board: Board, execution: string): Board {
  const incident = board.incidents.find(({ attempt }) => executionOf(attempt) === execution);
  if (incident?.attempt?.state.is !== 'calling') return board;
  return withIncident(board, {
    ...incident,
    attempt: { ...incident.attempt, state: { ...incident.attempt.state, is: 'ending' } },
  });
}

/**
 * The board after this phone turned out not to be callable just now: `engaged` in another call, or `failing`, because
 * executions for it are never created or never claim. It uses up no call: the same attempt turns to the next agent who has not
 * been passed over, and waits when all have. When none can be called, everyone is told so; the attempt goes on.
 */
export function passOver(board: Board, token: string, why: 'engaged' | 'failing', given: Given): Board {
  const found = startingWith(board, token);
  if (found === undefined) return board;
  const { incident, attempt, sinceMs } = found;
  const passed = [...attempt.passed, hashOf(attempt.agent.phone)].slice(-MOST_PASSED);
  const order = orderOf(incident, given.plan);
  const other = passed.length >= MOST_PASSED ? undefined : firstCallable(incident, incident.place + 1, order, passed);
  if (other !== undefined) {
    const moved: Attempt = { ...attempt, agent: other.agent, token: given.token, passed, failures: 0 };
    return withAttempt(board, incident, moved, other.place, given);
  }
  // All were tried: it begins again with the first agent, and each is tried once at the most. Where calls fail, a number that was
  // refused before may be the only one that can be called by now.
  const anew: Incident = why === 'engaged' ? incident : { ...incident, refused: [] };
  const first = firstCallable(anew, nextPlace(anew, order), order, []);
  const place = first?.place ?? incident.place;
  const isFailing = why === 'failing';
  const again: Attempt = {
    ...attempt,
    agent: first?.agent ?? attempt.agent,
    passed: [],
    failures: isFailing ? MOST_FAILURES - 1 : 0,
  };
  const told = isFailing ? tellImpossible(board, 'unreachable', given) : board;
  // Everyone knows, and it may succeed by now: to wait for the next delivery would leave every other one without a call.
  if (isFailing && told === board && given.nowMs >= sinceMs + ENGAGED_RETRY_MS) {
    return withAttempt(board, anew, { ...again, token: given.token }, place, given);
  }
  const state: Attempt['state'] = {
    is: 'waiting',
    notBeforeMs: given.nowMs + ENGAGED_RETRY_MS,
    why: isFailing ? 'unreachable' : why,
  };
  return withIncident(told, { ...anew, attempt: { ...again, state }, place });
}

/** The board after an execution that outlived its attempt was found to hold this phone: it must be over before another call is made. */
export function outlivedBy(
  board: Board,
  token: string,
  execution: Pick<Outlived, 'execution' | 'flow'>,
  isStuck: boolean,
  given: Given,
): Board {
  const found = startingWith(board, token);
  if (found === undefined) return board;
  // What holds up this agent must not hold up the others: after a stuck execution it is the next one's turn.
  const next = isStuck ? passOver(board, token, 'engaged', given) : restart(board, token, given);
  return { ...next, outlived: { ...execution, phone: found.attempt.agent.phone, foundAtMs: given.nowMs } };
}

/** A call that rings or is spoken on. */
export type LiveCall = Omit<Outlived, 'foundAtMs'>;

/**
 * The board after an agent has passed on the call that rings, by another way than its key: before another phone rings it must be over.
 */
export function passCall(board: Board, { execution, flow, phone }: LiveCall, given: Given): Board {
  const next = advance(board, execution, 'declined', given);
  if (escalating(next)?.attempt?.state.is !== 'starting') return next;
  return { ...next, outlived: { execution, flow, phone, foundAtMs: given.nowMs } };
}

/** Whether a failure of this attempt's execution makes it the next agent's turn: others were passed over, or it has failed before. */
export function isLastTry({ passed, failures }: Attempt): boolean {
  return passed.length > 0 || failures >= MOST_FAILURES - 1;
}

/**
 * The board after Twilio refused the number for good. It uses up no call: the number is skipped for this incident, and when
 * every number is refused the chain is at its end.
 */
export function passRefused(board: Board, token: string, given: Given): Board {
  const found = startingWith(board, token);
  if (found === undefined) return board;
  const { attempt, incident: before } = found;
  const { attempt: _refused, ...rest } = before;
  const refused = [...before.refused, hashOf(attempt.agent.phone)].slice(-MOST_PASSED);
  const incident: Incident = { ...rest, refused };
  // From the same place: the agent's other phones come first.
  const from = Math.max(0, incident.place);
  const order = orderOf(incident, given.plan);
  const other = firstCallable(incident, from, order, attempt.passed);
  // An agent who was engaged may be free by now.
  const next = other ?? firstCallable(incident, from, order, []);
  // Of more refused numbers than an incident knows, the oldest would be tried again for ever.
  if (next === undefined || refused.length >= MOST_PASSED) {
    return endChain(withIncident(board, incident), incident, given);
  }
  const passed = other === undefined ? [] : attempt.passed;
  const moved: Attempt = { ...attempt, agent: next.agent, token: given.token, passed, failures: 0 };
  return withAttempt(withIncident(board, incident), incident, moved, next.place, given);
}

/**
 * The board after Twilio said that it can call nobody at all for us. The attempt stays as it is and is started anew by the next
 * delivery; everyone is told by SMS, once for each cause and six hours.
 */
export function tellImpossible(board: Board, cause: Impossible, given: Given): Board {
  const known = board.impossible;
  // People who know the reason need not hear that, too.
  const isSame = known?.cause === cause || cause === 'unreachable';
  const isKnown = known !== undefined && isSame && given.nowMs < known.toldAtMs + IMPOSSIBLE_EVERY_MS;
  const incident = escalating(board);
  if (incident === undefined || isKnown || given.plan.everyone.length === 0) return board;
  return announce({ ...board, impossible: { cause, toldAtMs: given.nowMs } }, 'impossible', incident.slot);
}

/** The current attempt if it is starting with this token: what its creator may act upon. */
export function startingWith(
  board: Board,
  token: string,
): { incident: Incident; attempt: Attempt; sinceMs: number } | undefined {
  const incident = escalating(board);
  const { attempt } = incident ?? {};
  return incident !== undefined && attempt?.state.is === 'starting' && attempt.token === token
    ? { incident, attempt, sinceMs: attempt.state.sinceMs }
    : undefined;
}

/** Whether a new alarm may join a resolved incident again: somebody may still be on the phone, or it was just now. */
export function mayReopen(incident: Incident, plan: CallPlan, nowMs: number): boolean {
  const { status, closed, taken, attempt } = incident;
  if (status !== 'resolved' || closed !== undefined || taken !== undefined) return false;
  const state = attempt?.state;
  // Past its deadline a call is not live, whatever the board says: that it ended was never heard.
  if (state !== undefined && 'deadlineMs' in state && nowMs < state.deadlineMs) return true;
  const isUnclaimed = state?.is === 'starting' || state?.is === 'waiting';
  const hasCallsLeft = madeIn(incident) - incident.callsBefore < plan.maxCalls || isUnclaimed;
  return hasCallsLeft && nowMs < incident.changedAtMs + plan.regroupMinutes * 60_000;
}

/** The board with a resolved incident escalating again, and an attempt on its way if none is. */
export function reopen(board: Board, incident: Incident, given: Given): Board {
  const { slot } = incident;
  // Everyone who was to hear that it is over has heard that nobody has it.
  const isTold = incident.isTold || isOwed(board, 'recovered', slot);
  const again: Incident = { ...incident, status: 'escalating', changedAtMs: given.nowMs, isUnrecorded: false, isTold };
  const next = withIncident(withdraw(board, 'recovered', slot).board, again);
  const { attempt } = again;
  if (attempt === undefined) return startNext(next, again, given);
  if (attempt.state.is !== 'starting') return next;
  // The execution of a starting attempt may already have been told that it recovered: it will not ask again.
  const state: Attempt['state'] = { is: 'starting', sinceMs: given.nowMs };
  return withIncident(next, { ...again, attempt: { ...attempt, token: given.token, state } });
}

/**
 * The board on which this agent has the incident: the details are owed by SMS, a correction to those who were told that nobody
 * has it, and word to the agent who had it before.
 */
export function giveTo(board: Board, incident: Incident, taken: Taken, given: Given): Board {
  const { attempt, closed: _closed, ...rest } = incident;
  const former = incident.taken?.by;
  const nowTaken: Incident = {
    ...rest,
    status: 'taken',
    taken,
    changedAtMs: given.nowMs,
    heardAtMs: given.nowMs,
    calls: pastCallsOf(incident),
    isUnrecorded: true,
  };
  const { slot } = incident;
  let next = withIncident(withoutKinds(board, ['budget', 'impossible', 'kept', 'ringing'], slot), nowTaken);
  next = callLeft(next, attempt, given.nowMs, taken.proof);
  next = sparing(next, taken.by, ['correction', 'taken-over'], slot);
  if (incident.isTold) next = correct(next, incident, 'correction', [taken.by]);
  if (former !== undefined && former !== taken.by) {
    // The agent who has it now hears of all that is wrong.
    const silent = withoutKinds(next, ['details', 'more', 'flapping'], slot);
    next = owe(silent, [former], { kind: 'taken-over', slot }, given.nowMs);
  }
  // An owner who was reminded has had the details, except those that have come since the phone rang.
  const isNews = former !== taken.by || incident.heardAtMs > incident.changedAtMs;
  return !isNews ? next : owe(next, [taken.by], { kind: 'details', slot }, given.nowMs);
}

/**
 * The board on which those who were told, or may just be being told, that nobody has the incident are owed this instead; the others
 * need not hear either, nor do those in `except`.
 */
export function correct(
  board: Board,
  incident: Incident,
  kind: 'correction' | 'recovered' | 'closed' | 'left',
  except: readonly string[] = [],
): Board {
  const { board: next, untold, upTo } = withdraw(board, 'exhausted', incident.slot);
  const to = { except: [...except, ...untold], ...(upTo === undefined ? {} : { upTo }) };
  const corrected = announce(next, kind, incident.slot, to);
  const known = incidentNamed(corrected, incident.id);
  return known === undefined ? corrected : withIncident(corrected, { ...known, isTold: false });
}

/** The board on which nobody is told any more that somebody has this incident. */
export function disowned(board: Board, slot: number): Board {
  return withoutKinds(board, ['details', 'more', 'kept', 'flapping', 'correction', 'taken-over'], slot);
}

/** The chain is at its end: its owner keeps it, or else everyone hears that nobody took it. */
function endChain(board: Board, incident: Incident, given: Given): Board {
  const { attempt: _none, ...rest } = incident;
  const ended = { ...rest, changedAtMs: given.nowMs, heardAtMs: given.nowMs, isUnrecorded: true };
  const silent = withoutKinds(board, ['budget', 'impossible', 'ringing'], incident.slot);
  if (incident.chain === 'pass' && incident.taken !== undefined) {
    const kept: Incident = { ...ended, status: 'taken' };
    return owe(withIncident(silent, kept), [incident.taken.by], { kind: 'kept', slot: kept.slot }, given.nowMs);
  }
  // An owner who did not come to the phone has it no more.
  const { taken: _former, ...unowned } = ended;
  const exhausted: Incident = { ...unowned, status: 'exhausted', isTold: true };
  const again = incident.isTold ? { isAgain: true as const } : {};
  return announce(withIncident(disowned(silent, incident.slot), exhausted), 'exhausted', incident.slot, again);
}

/**
 * After the agent who was called last. Where somebody else stands in that place since, by a handoff or an edit of the roster, it is
 * the first of those who were called least: a place says nothing in another order, and would pass over the agent who is on call now.
 */
function nextPlace(incident: Incident, order: readonly Callable[]): number {
  const last = incident.calls.at(-1);
  if (last === undefined || madeIn(incident) === incident.callsBefore) return 0;
  if (order[incident.place]?.id === last.agent) return incident.place + 1;
  const calls = order.map(({ id }) => callsTo(incident, id));
  return Math.max(0, calls.indexOf(Math.min(...calls)));
}

function callsTo({ calls, callsBefore }: Incident, id: string): number {
  return calls.filter(({ agent, number }) => agent === id && number > callsBefore).length;
}

function firstCallable(
  incident: Incident,
  from: number,
  order: readonly Callable[],
  passed: readonly string[],
): { agent: AgentRef; place: number } | undefined {
  for (let step = 0; step < order.length; step++) {
    const place = (from + step) % order.length;
    const agent = order[place];
    if (agent === undefined) continue;
    // The phone whose turn it is; if that one is refused or engaged, the agent's other phones.
    const calls = callsTo(incident, agent.id);
    const phones = agent.phones.map((_, shift) => agentRef(agent, calls + shift));
    const free = phones.find((ref) => {
      const phone = ref === undefined ? undefined : hashOf(ref.phone);
      return phone !== undefined && !incident.refused.includes(phone) && !passed.includes(phone);
    });
    if (free !== undefined) return { agent: free, place };
  }
  return undefined;
}

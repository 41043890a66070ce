import { currentAttempt } from './board';
import type { AgentRef, Attempt, AttemptOutcome, Board, Incident, IncidentAlarm, TextKind } from './board';
import { record } from './history';
import { ENGAGED_RETRY_MS, REDIAL_MS } from './limits';
import { oweMany, withdraw } from './outbox';
import { agentRef } from './plan';
import type { Callable, CallPlan } from './plan';
import { exhaustedText } from './wording';

/**
 * What every decision is given besides the board: the roster's answer at this instant, the time, and a token that only this
 * Function run can have made.
 */
export interface Given {
  readonly plan: CallPlan;
  readonly nowMs: number;
  /** The token for an attempt that this decision starts. Whoever finds it on the board knows that the write was their own. */
  readonly token: string;
  /** The id for an incident that this decision opens. */
  readonly incidentId: string;
}

/** The board with a new incident about these alarms and its first attempt starting. */
export function open(board: Board, alarms: readonly IncidentAlarm[], counted: number, given: Given): Board {
  const incident: Incident = {
    id: given.incidentId,
    status: 'escalating',
    openedAtMs: given.nowMs,
    alarms,
    counted,
    attempts: [],
    refused: [],
  };
  return startNext({ ...board, incident }, incident, given);
}

/**
 * The board with the next attempt of an incident that has none live: starting, or waiting because the same number has just
 * been called, or the incident exhausted because every call was made or nobody is left to call.
 */
export function startNext(board: Board, incident: Incident, given: Given): Board {
  const made = incident.attempts.length;
  if (made >= given.plan.maxCalls) return exhaust(board, incident, given);
  const candidate = firstCallable(incident, nextPosition(incident, given.plan.order), given.plan.order, []);
  if (candidate === undefined) return exhaust(board, incident, given);
  const attempt: Attempt = {
    number: made + 1,
    agent: candidate.agent,
    position: candidate.position,
    token: given.token,
    engaged: [],
    state: dial(incident, candidate.agent, given.nowMs),
  };
  return { ...board, incident: called(incident, given.plan, [...incident.attempts, attempt]) };
}

/** The incident with these attempts, the last of which is made by this plan; whoever answers it hears what is wrong with the plan. */
function called(incident: Incident, plan: CallPlan, attempts: readonly Attempt[]): Incident {
  const { trouble: _former, ...rest } = incident;
  return { ...rest, attempts, ...(plan.trouble === undefined ? {} : { trouble: plan.trouble }) };
}

/**
 * The board after the call of this execution is over for the given reason: unchanged unless the execution is the current
 * attempt's own, so that a late, repeated or forged word changes nothing.
 */
export function advance(board: Board, execution: string, outcome: AttemptOutcome, given: Given): Board {
  const { incident } = board;
  const attempt = incident === null ? undefined : currentAttempt(incident);
  if (incident === null || attempt === undefined) return board;
  const { state } = attempt;
  if ((state.is !== 'calling' && state.is !== 'ending') || state.execution !== execution) return board;
  if (outcome === 'hung-up' && mayHaveLeftItsCall(state, given.nowMs)) return board;
  const over = replaceCurrent(incident, { ...attempt, state: { is: 'over', execution, outcome, atMs: given.nowMs } });
  const next = { ...board, incident: over };
  return over.status === 'escalating' ? startNext(next, over, given) : record(next, over, given.plan.team);
}

/**
 * Whether somebody may have ended an execution through the API, which may leave its call ringing: past its deadline the call
 * has to be hung up before the next one is made, and whoever found it overdue may have stopped in between.
 */
export function mayHaveLeftItsCall(
  state: Extract<Attempt['state'], { is: 'calling' | 'ending' }>,
  nowMs: number,
): boolean {
  return state.is === 'ending' || nowMs >= state.deadlineMs;
}

/** The board with the current attempt started anew: the execution that carries the old token will never dial. */
export function restart(board: Board, given: Given): Board {
  const { incident } = board;
  const attempt = incident === null ? undefined : currentAttempt(incident);
  if (incident === null || attempt === undefined) return board;
  if (attempt.state.is !== 'starting' && attempt.state.is !== 'waiting') return board;
  const state: Attempt['state'] = { is: 'starting', sinceMs: given.nowMs };
  return { ...board, incident: replaceCurrent(incident, { ...attempt, token: given.token, state }) };
}

/** The board with a stuck execution marked as being ended: written before anything is done to the call. */
export function markEnding(board: Board, execution: string): Board {
  const { incident } = board;
  const attempt = incident === null ? undefined : currentAttempt(incident);
  if (incident === null || attempt?.state.is !== 'calling' || attempt.state.execution !== execution) return board;
  return { ...board, incident: replaceCurrent(incident, { ...attempt, state: { ...attempt.state, is: 'ending' } }) };
}

/**
 * The board after Twilio said that the agent is in another team's call. It uses up no call: the same attempt turns to the
 * next agent who is not known to be engaged, and waits when all are.
 */
export function passEngaged(board: Board, token: string, given: Given): Board {
  const found = startingWith(board, token);
  if (found === undefined) return board;
  const { incident, attempt } = found;
  const engaged = [...attempt.engaged, attempt.agent.phone];
  const next = firstCallable(incident, attempt.position + 1, given.plan.order, engaged);
  const moved: Attempt =
    next === undefined
      ? {
          ...attempt,
          engaged: [],
          state: { is: 'waiting', notBeforeMs: given.nowMs + ENGAGED_RETRY_MS, why: 'engaged' },
        }
      : {
          ...attempt,
          agent: next.agent,
          position: next.position,
          token: given.token,
          engaged,
          state: dial(incident, next.agent, given.nowMs),
        };
  return { ...board, incident: called(incident, given.plan, [...incident.attempts.slice(0, -1), moved]) };
}

/**
 * The board after Twilio refused the number for good. It uses up no call: the number is skipped for this incident, and when
 * every number is refused the incident is exhausted.
 */
export function passRefused(board: Board, token: string, given: Given): Board {
  const found = startingWith(board, token);
  if (found === undefined) return board;
  const { attempt } = found;
  const incident: Incident = {
    ...found.incident,
    refused: [...found.incident.refused, attempt.agent.phone],
    attempts: found.incident.attempts.slice(0, -1),
  };
  // From the same position: the agent's other phones come first.
  const next = firstCallable(incident, attempt.position, given.plan.order, []);
  if (next === undefined) return exhaust({ ...board, incident }, incident, given);
  const moved: Attempt = {
    ...attempt,
    agent: next.agent,
    position: next.position,
    token: given.token,
    state: dial(incident, next.agent, given.nowMs),
  };
  return { ...board, incident: called(incident, given.plan, [...incident.attempts, moved]) };
}

/** The current attempt if it is starting with this token: what its creator may act upon. */
export function startingWith(board: Board, token: string): { incident: Incident; attempt: Attempt } | undefined {
  const { incident } = board;
  const attempt = incident?.status === 'escalating' ? currentAttempt(incident) : undefined;
  return incident !== null && attempt?.state.is === 'starting' && attempt.token === token
    ? { incident, attempt }
    : undefined;
}

/** Whether a new alarm may join a resolved incident again: somebody may still be on the phone, or it was just now. */
export function mayReopen(incident: Incident, plan: CallPlan, nowMs: number): boolean {
  if (incident.status !== 'resolved' || incident.closedByHand !== undefined) return false;
  const state = currentAttempt(incident)?.state;
  // Past its deadline a call is not live, whatever the board says: that it ended was never heard.
  if (state !== undefined && 'deadlineMs' in state && nowMs < state.deadlineMs) return true;
  const unclaimed = state?.is === 'starting' || state?.is === 'waiting';
  const callsLeft = incident.attempts.length < plan.maxCalls || unclaimed;
  return callsLeft && nowMs < (incident.closedAtMs ?? 0) + plan.regroupMinutes * 60_000;
}

/** The board with a resolved incident escalating again, and an attempt on its way if none is. */
export function reopen(board: Board, incident: Incident, given: Given): Board {
  const { closedAtMs: _closed, ...rest } = incident;
  const again: Incident = { ...rest, status: 'escalating' };
  const next = { ...board, incident: again };
  const attempt = currentAttempt(again);
  if (attempt === undefined || attempt.state.is === 'over') return startNext(next, again, given);
  // The execution of a starting attempt may already have been told that it recovered: it will not ask again.
  return attempt.state.is === 'starting' ? restart(next, given) : next;
}

/** The incident with its last attempt replaced. */
export function replaceCurrent(incident: Incident, attempt: Attempt): Incident {
  return { ...incident, attempts: [...incident.attempts.slice(0, -1), attempt] };
}

/** Owes everyone on the team an SMS that nobody took it. */
function exhaust(board: Board, incident: Incident, given: Given): Board {
  const exhausted: Incident = { ...incident, status: 'exhausted', closedAtMs: given.nowMs };
  const outbox = oweEveryone(board, 'exhausted', exhausted, exhaustedText(exhausted, given.plan), given);
  return record({ ...board, incident: exhausted, outbox }, exhausted, given.plan.team);
}

/** The outbox with one SMS of this kind owed to everyone on the team, but for the numbers in `except` and those after `upTo`. */
function oweEveryone(
  board: Board,
  kind: TextKind,
  incident: Incident,
  text: string,
  given: Given,
  { except = [], upTo }: { readonly except?: readonly string[]; readonly upTo?: string } = {},
): Board['outbox'] {
  const to = everyoneIn(given.plan).filter((agent) => !except.includes(agent.phone));
  const owed = { kind, incident: incident.id, text, to, ...(upTo === undefined ? {} : { upTo }) };
  return oweMany(board.outbox, owed, given.nowMs);
}

/**
 * The outbox in which whoever was told, or may just be being told, that nobody has the incident is owed this text; the others
 * need not hear either, nor do the numbers in `except`.
 */
export function correct(
  board: Board,
  incident: Incident,
  text: string,
  given: Given,
  except: readonly string[] = [],
): Board['outbox'] {
  const { outbox, withdrawn, upTo } = withdraw(board.outbox, 'exhausted', incident.id);
  return oweEveryone({ ...board, outbox }, 'correction', incident, text, given, {
    except: [...except, ...withdrawn],
    ...(upTo === undefined ? {} : { upTo }),
  });
}

/** Everyone on the team at the number that gets SMS, which is the first. */
export function everyoneIn(plan: CallPlan): readonly AgentRef[] {
  return plan.everyone.flatMap((agent) => agentRef(agent, 0) ?? []);
}

/**
 * After whoever was called last. Where somebody else stands in that place since, by a handoff or an edit of the roster, it is
 * the first of those who were called least: a place says nothing in another order, and would pass over whoever is on call now.
 */
function nextPosition(incident: Incident, order: readonly Callable[]): number {
  const last = currentAttempt(incident);
  if (last === undefined) return 0;
  if (order[last.position]?.id === last.agent.id) return last.position + 1;
  const calls = order.map(({ id }) => incident.attempts.filter(({ agent }) => agent.id === id).length);
  return Math.max(0, calls.indexOf(Math.min(...calls)));
}

function firstCallable(
  incident: Incident,
  from: number,
  order: readonly Callable[],
  engaged: readonly string[],
): { agent: AgentRef; position: number } | undefined {
  for (let step = 0; step < order.length; step++) {
    const position = (from + step) % order.length;
    const agent = order[position];
    const calls = incident.attempts.filter((attempt) => attempt.agent.id === agent?.id).length;
    // The phone whose turn it is; if that one is refused or engaged, the agent's other phones.
    const phones = agent === undefined ? [] : agent.phones.map((_, shift) => agentRef(agent, calls + shift));
    const free = phones.find(
      (ref) => ref !== undefined && !incident.refused.includes(ref.phone) && !engaged.includes(ref.phone),
    );
    if (free !== undefined) return { agent: free, position };
  }
  return undefined;
}

/** Starting at once, or waiting when this number has been called within the last half minute. */
function dial(incident: Incident, agent: AgentRef, nowMs: number): Attempt['state'] {
  const last = incident.attempts.findLast(
    (attempt) => attempt.agent.phone === agent.phone && attempt.state.is === 'over',
  );
  const notBeforeMs = last?.state.is === 'over' ? last.state.atMs + REDIAL_MS : nowMs;
  return notBeforeMs > nowMs ? { is: 'waiting', notBeforeMs, why: 'redial' } : { is: 'starting', sinceMs: nowMs };
}

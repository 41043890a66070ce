import { currentAttempt } from './board';
import type { AgentRef, Attempt, Board, Incident } from './board';
import { correct, replaceCurrent } from './escalation';
import type { Given } from './escalation';
import { record } from './history';
import { DEADLINE_SLACK_MS, LONGEST_CONVERSATION_MS } from './limits';
import { owe } from './outbox';
import type { CallPlan } from './plan';
import {
  alreadyTaken,
  briefing,
  closedByHandSpeech,
  closedSpeech,
  correctionText,
  detailsText,
  recoveredSpeech,
  supersededSpeech,
  youHaveIt,
} from './wording';

/** Which call a Studio execution says that it is. */
export interface CallIdentity {
  readonly incident: string;
  readonly attempt: number;
  /** The Studio execution's SID. */
  readonly execution: string;
}

/** Why an execution may not dial or need not talk on. */
export type WhyNot = 'taken' | 'recovered' | 'superseded' | 'closed';

export type Claim =
  | { readonly ring: true; readonly message: string; readonly ringSeconds: number }
  | { readonly ring: false; readonly why: WhyNot; readonly message: string };

/** How long an execution may live from its claim on before it counts as stuck, in milliseconds. */
export function lifetimeMs(plan: CallPlan): number {
  return plan.ringSeconds * 1000 + LONGEST_CONVERSATION_MS + DEADLINE_SLACK_MS;
}

/**
 * An execution asks whether it may dial. Only the first one that carries the current token of a starting attempt of an
 * escalating incident may; the same execution asking again gets the same yes. This is the only place that writes an
 * execution on the board.
 */
export function claim(
  board: Board,
  call: CallIdentity & { readonly token: string },
  plan: CallPlan,
  nowMs: number,
): { readonly board: Board; readonly claim: Claim } {
  const incident = incidentOf(board, call);
  if (incident === undefined) return { board, claim: { ring: false, why: 'closed', message: closedSpeech() } };
  const refusal = overSpeech(incident);
  if (refusal !== undefined) return { board, claim: { ring: false, why: refusal.why, message: refusal.speech } };
  const attempt = currentAttempt(incident);
  const superseded: Claim = { ring: false, why: 'superseded', message: supersededSpeech() };
  if (attempt === undefined || attempt.number !== call.attempt || attempt.token !== call.token) {
    return { board, claim: superseded };
  }
  const yes: Claim = {
    ring: true,
    message: briefing(incident, attempt.agent, plan.teamName),
    ringSeconds: plan.ringSeconds,
  };
  if (attempt.state.is === 'calling' && attempt.state.execution === call.execution) return { board, claim: yes };
  if (attempt.state.is !== 'starting') return { board, claim: superseded };
  const calling: Attempt = {
    ...attempt,
    state: { is: 'calling', execution: call.execution, deadlineMs: nowMs + lifetimeMs(plan) },
  };
  return { board: { ...board, incident: replaceCurrent(incident, calling) }, claim: yes };
}

export interface Brief {
  readonly proceed: boolean;
  readonly speech: string;
}

/** What to tell the agent who has just answered this call: what is wrong now, or why it need not be taken any more. */
export function brief(board: Board, call: CallIdentity, plan: CallPlan): Brief {
  const incident = incidentOf(board, call);
  if (incident === undefined) return { proceed: false, speech: closedSpeech() };
  const over = overSpeech(incident);
  if (over !== undefined) return { proceed: false, speech: over.speech };
  const attempt = claimedBy(incident, call);
  if (attempt === undefined || (incident.status === 'escalating' && attempt.state.is === 'over')) {
    return { proceed: false, speech: supersededSpeech() };
  }
  return { proceed: true, speech: briefing(incident, attempt.agent, plan.teamName) };
}

export interface Taking {
  readonly result: 'taken' | 'already' | 'recovered' | 'closed';
  readonly speech: string;
}

/**
 * Key 1. An open incident, or one that was given up, is taken by the agent whose execution claimed one of its attempts, even
 * if that attempt has just been given up: a person who says "I have it" is worth more than the next call. The same execution
 * asking again gets the same answer; the details are owed by SMS with the same write.
 */
export function take(
  board: Board,
  call: CallIdentity,
  given: Given,
): { readonly board: Board; readonly taking: Taking } {
  const incident = incidentOf(board, call);
  const attempt = incident === undefined ? undefined : claimedBy(incident, call);
  if (incident === undefined || attempt === undefined) {
    return { board, taking: { result: 'closed', speech: closedSpeech() } };
  }
  if (incident.status === 'resolved') {
    const isByHand = incident.closedByHand !== undefined;
    const speech = isByHand ? closedByHandSpeech() : recoveredSpeech();
    return { board, taking: { result: isByHand ? 'closed' : 'recovered', speech } };
  }
  if (incident.taken?.execution === call.execution) {
    return { board, taking: { result: 'taken', speech: youHaveIt(incident) } };
  }
  if (incident.taken !== undefined) {
    return { board, taking: { result: 'already', speech: alreadyTaken(incident.taken.by) } };
  }
  const over: Attempt = {
    ...attempt,
    state: { is: 'over', execution: call.execution, outcome: 'taken', atMs: given.nowMs },
  };
  const attempts = incident.attempts.map((each) => (each === attempt && each.state.is !== 'over' ? over : each));
  const taken = giveTo(board, { ...incident, attempts }, attempt.agent, call.execution, given);
  return { board: taken.board, taking: { result: 'taken', speech: youHaveIt(taken.incident) } };
}

/**
 * The board on which this agent has the incident, which was escalating or exhausted: the details are owed by SMS, and a
 * correction to whoever was told that nobody has it. `execution` is where 1 was pressed.
 */
export function giveTo(
  board: Board,
  incident: Incident,
  by: AgentRef,
  execution: string,
  given: Given,
): { readonly board: Board; readonly incident: Incident } {
  const { nowMs, plan } = given;
  const taken: Incident = { ...incident, status: 'taken', closedAtMs: nowMs, taken: { by, execution, atMs: nowMs } };
  const details = { kind: 'details' as const, incident: incident.id, text: detailsText(taken, plan.teamName) };
  const outbox = owe(board.outbox, { ...details, to: [by] }, nowMs);
  const text = correctionText(taken, by, plan.teamName);
  const corrected =
    incident.status === 'exhausted' ? correct({ ...board, outbox }, taken, text, given, [by.phone]) : outbox;
  return { board: record({ ...board, incident: taken, outbox: corrected }, taken, plan.team), incident: taken };
}

/** Why nobody need take this incident, and what to say about it; undefined while it is escalating or given up. */
export function overSpeech(incident: Incident): { readonly why: WhyNot; readonly speech: string } | undefined {
  switch (incident.status) {
    case 'taken':
      return { why: 'taken', speech: incident.taken === undefined ? closedSpeech() : alreadyTaken(incident.taken.by) };
    case 'resolved':
      return incident.closedByHand === undefined
        ? { why: 'recovered', speech: recoveredSpeech() }
        : { why: 'closed', speech: closedByHandSpeech() };
    case 'escalating':
    case 'exhausted':
      return undefined;
  }
}

function incidentOf(board: Board, call: CallIdentity): Incident | undefined {
  return board.incident?.id === call.incident ? board.incident : undefined;
}

/** The attempt that this execution claimed: the number alone proves nothing, a late execution carries it too. */
function claimedBy(incident: Incident, call: CallIdentity): Attempt | undefined {
  return incident.attempts.find(
    ({ number, state }) => number === call.attempt && 'execution' in state && state.execution === call.execution,
  );
}

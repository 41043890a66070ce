import type { Catalogue } from '../wording/catalogue';
import type { AlarmWords } from './alarm-words';
import { incidentNamed, tailOf, withIncident } from './board';
import type { AgentRef, Attempt, Board, Former, Incident } from './board';
import { callBegun } from './budget';
import { executionOf, giveTo } from './escalation';
import type { Given } from './escalation';
import { DEADLINE_SLACK_MS, LONGEST_CONVERSATION_MS } from './limits';
import { isOwed, withoutKinds } from './outbox';
import { catalogueOf, nameOf } from './plan';
import type { CallPlan } from './plan';
import { situationOf } from './situation';
import { alreadyTaken, briefing, youHaveIt } from './speech';
import type { Briefing } from './speech';

/** Which call a Studio execution says that it is. */
export interface CallIdentity {
  readonly incident: string;
  readonly attempt: number;
  /** The Studio execution's SID. */
  readonly execution: string;
}

/** Why an execution may not dial or need not talk on. `unknown`: the board knows nothing of its incident. */
export type WhyNot = 'taken' | 'recovered' | 'superseded' | 'closed' | 'unknown';

export type Claim =
  | ({ readonly ring: true; readonly message: string; readonly ringSeconds: number } & Omit<Briefing, 'speech'> &
      Failures)
  | { readonly ring: false; readonly why: WhyNot; readonly message: string };

/** What the flow says when a Function does not answer. */
interface Failures {
  /** That nobody knows whether the agent has it. */
  readonly unconfirmed: string;
  /** That the next agent could not be called. */
  readonly failed: string;
}

/** How long an execution may live from its claim on before it counts as stuck, in milliseconds. */
export function lifetimeMs(plan: CallPlan): number {
  return plan.ringSeconds * 1000 + LONGEST_CONVERSATION_MS + DEADLINE_SLACK_MS;
}

/**
 * An execution asks whether it may dial. Only the first one that carries the current token of a starting attempt of an
 * escalating incident may; the same execution asking again gets the same yes. This is the only place that writes an
 * execution on the board. `flow`: the Studio flow that the execution is of.
 */
export function claim(
  board: Board,
  call: CallIdentity & { readonly token: string; readonly flow: string },
  words: readonly AlarmWords[],
  plan: CallPlan,
  nowMs: number,
): { readonly board: Board; readonly claim: Claim } {
  const catalogue = catalogueFor(board, call, plan);
  const incident = incidentNamed(board, call.incident);
  if (incident === undefined) {
    return { board, claim: { ring: false, ...goneSpeech(catalogue, board, call.incident, plan) } };
  }
  const over = overSpeech(catalogue, incident, plan);
  if (over !== undefined) return { board, claim: { ring: false, why: over.why, message: over.message } };
  const { attempt } = incident;
  const superseded: Claim = { ring: false, why: 'superseded', message: catalogue.speech.superseded };
  if (attempt === undefined || attempt.number !== call.attempt || attempt.token !== call.token) {
    return { board, claim: superseded };
  }
  const situation = situationOf(board, incident, words);
  const { speech: message, again, prompt } = briefing(catalogue, incident, situation, attempt.agent, plan);
  const yes: Claim = {
    ring: true,
    message,
    again,
    prompt,
    unconfirmed: catalogue.speech.takingUnconfirmed,
    failed: catalogue.speech.passingFailed,
    ringSeconds: plan.ringSeconds,
  };
  if (attempt.state.is === 'calling' && attempt.state.execution === call.execution) return { board, claim: yes };
  if (attempt.state.is !== 'starting') return { board, claim: superseded };
  const calling: Attempt = {
    ...attempt,
    state: {
      is: 'calling',
      execution: call.execution,
      sinceMs: nowMs,
      deadlineMs: nowMs + lifetimeMs(plan),
      flow: call.flow,
    },
  };
  // A phone is about to ring: that none can be, or may be, is true no more.
  const silent = withoutKinds(board, ['impossible', 'budget'], incident.slot);
  const next = withIncident(silent, { ...incident, attempt: calling, rangAtMs: incident.rangAtMs ?? nowMs });
  const { impossible: _past, ...possible } = next;
  return { board: callBegun(possible, nowMs), claim: yes };
}

export type Brief = ({ readonly proceed: true } & Briefing) | { readonly proceed: false; readonly speech: string };

/** What to tell the agent who has just answered this call: what is wrong now, or why it need not be taken any more. */
export function brief(board: Board, call: CallIdentity, words: readonly AlarmWords[], plan: CallPlan): Brief {
  const catalogue = catalogueFor(board, call, plan);
  const incident = incidentNamed(board, call.incident);
  if (incident === undefined) {
    return { proceed: false, speech: goneSpeech(catalogue, board, call.incident, plan).message };
  }
  const over = overSpeech(catalogue, incident, plan);
  if (over !== undefined) return { proceed: false, speech: over.message };
  const isCurrent = executionOf(incident.attempt) === call.execution;
  if (!isCurrent && (incident.status === 'escalating' || claimedBy(incident, call) === undefined)) {
    return { proceed: false, speech: catalogue.speech.superseded };
  }
  const agent = incident.attempt?.agent ?? agentOf(catalogue, claimedBy(incident, call), plan);
  return { proceed: true, ...briefing(catalogue, incident, situationOf(board, incident, words), agent, plan) };
}

/** The words for whoever is on the phone in this call: its number says who that is, whether or not it has any say. */
export function catalogueFor(board: Board, call: CallIdentity, plan: CallPlan): Catalogue {
  const { attempt, calls = [] } = incidentNamed(board, call.incident) ?? {};
  const former = board.former.find(({ id }) => id === call.incident)?.calls ?? [];
  const current = attempt?.number === call.attempt ? attempt.agent.id : undefined;
  return catalogueOf(plan, current ?? [...calls, ...former].find(({ number }) => number === call.attempt)?.agent ?? '');
}

function agentOf(catalogue: Catalogue, id: string | undefined, plan: CallPlan): AgentRef {
  return { id: id ?? '', name: id === undefined ? '' : nameOf(catalogue, plan, id), phone: '' };
}

export interface Taking {
  readonly result: 'taken' | 'already' | 'recovered' | 'closed';
  readonly speech: string;
}

/**
 * Key 1. An open incident, or one that was given up, is taken by the agent whose execution claimed one of its attempts, even
 * if that attempt has just been given up: a person who says "I have it" is worth more than the next call. Of an incident that
 * was carried into another one, it is the other one. The same execution asking again gets the same answer; the details are
 * owed by SMS with the same write.
 */
export function take(
  board: Board,
  call: CallIdentity,
  given: Given,
): { readonly board: Board; readonly taking: Taking } {
  const { plan } = given;
  const catalogue = catalogueFor(board, call, plan);
  const former = board.former.find(({ id }) => id === call.incident);
  const incident = incidentNamed(board, finalId(board, call.incident));
  const by = incident === undefined ? undefined : (claimedBy(incident, call) ?? claimedOf(former, call));
  if (incident === undefined || by === undefined) {
    return { board, taking: { result: 'closed', speech: goneSpeech(catalogue, board, call.incident, plan).message } };
  }
  // What was left to its owner is theirs still.
  const isTheirs = incident.closed?.is === 'left' && incident.taken?.proof === tailOf(call.execution);
  if (incident.status === 'resolved' && !isTheirs) {
    const { why, message } = overSpeech(catalogue, incident, plan) ?? {
      why: 'closed',
      message: catalogue.speech.unconfirmed,
    };
    const result = why === 'taken' ? 'already' : why === 'recovered' ? 'recovered' : 'closed';
    return { board, taking: { result, speech: message } };
  }
  const proof = tailOf(call.execution);
  const isOwn = incident.taken?.proof === proof;
  if (isOwn) return { board, taking: { result: 'taken', speech: youHaveIt(catalogue, true) } };
  if (incident.status === 'taken' && incident.taken !== undefined) {
    return {
      board,
      taking: { result: 'already', speech: alreadyTaken(catalogue, nameOf(catalogue, plan, incident.taken.by)) },
    };
  }
  const next = giveTo(board, incident, { by, proof, atMs: given.nowMs, way: 'key' }, given);
  const taken = incidentNamed(next, incident.id) ?? incident;
  const calls = taken.calls.map((past) => (past.proof === proof ? { ...past, outcome: 'taken' as const } : past));
  // Whoever was only reminded gets no further SMS.
  const speech = youHaveIt(catalogue, isOwed(next, 'details', incident.slot));
  return { board: withIncident(next, { ...taken, calls }), taking: { result: 'taken', speech } };
}

/** The id of the incident that this one has become. */
export function finalId({ former }: Board, id: string): string {
  // As often as there are any: a document that was edited by hand may lead in a circle.
  return former.reduce((last) => former.find((each) => each.id === last)?.into ?? last, id);
}

/** Why nobody need take this incident, and what to say about it; undefined while it is escalating or given up. */
export function overSpeech(
  catalogue: Catalogue,
  incident: Incident,
  plan: CallPlan,
): { readonly why: WhyNot; readonly message: string } | undefined {
  const { speech } = catalogue;
  const taken = (): string => alreadyTaken(catalogue, nameOf(catalogue, plan, incident.taken?.by ?? ''));
  switch (incident.status) {
    case 'taken':
      return { why: 'taken', message: taken() };
    case 'resolved':
      if (incident.closed?.is === 'by-hand') return { why: 'closed', message: speech.closedByHand };
      if (incident.closed?.is === 'left') return { why: 'taken', message: taken() };
      return { why: 'recovered', message: speech.recovered };
    case 'escalating':
    case 'exhausted':
      return undefined;
  }
}

/** Of an incident that was carried into another one that one says what is so; of one that nobody can find nothing is certain. */
function goneSpeech(
  catalogue: Catalogue,
  board: Board,
  id: string,
  plan: CallPlan,
): { readonly why: WhyNot; readonly message: string } {
  const { speech } = catalogue;
  const former = board.former.find((each) => each.id === id);
  if (former !== undefined && former.into === undefined) return { why: 'closed', message: speech.overAndGone };
  const heir = former === undefined ? undefined : incidentNamed(board, finalId(board, id));
  if (heir === undefined || heir.status === 'exhausted') return { why: 'unknown', message: speech.unconfirmed };
  return overSpeech(catalogue, heir, plan) ?? { why: 'superseded', message: speech.superseded };
}

/** The agent whose call this execution claimed: the number alone proves nothing, a late execution carries it too. */
function claimedBy(incident: Incident, call: CallIdentity): string | undefined {
  const { attempt, calls } = incident;
  if (attempt !== undefined && attempt.number === call.attempt && executionOf(attempt) === call.execution) {
    return attempt.agent.id;
  }
  return calls.find(({ number, proof }) => number === call.attempt && proof === tailOf(call.execution))?.agent;
}

function claimedOf(former: Former | undefined, call: CallIdentity): string | undefined {
  const proof = tailOf(call.execution);
  return former?.calls.find((past) => past.number === call.attempt && past.proof === proof)?.agent;
}

import type { Manner } from '../language/language';
import { languageOf, mannerOf } from '../language/voices';
import type { Catalogue } from '../wording/en';
import { catalogueIn } from '../wording/catalogues';
import type { AlarmWords } from '../alarm/alarm-words';
import { incidentNamed, tailOf, withIncident } from '../board/board';
import type { AgentRef, Attempt, Board, Former, Incident } from '../board/board';
import { callBegun } from './budget';
import { executionOf, giveTo, type Given } from './escalation';
import { DEADLINE_SLACK_MS, LONGEST_CONVERSATION_MS } from './limits';
import { isOwed, owe, withoutKinds } from './outbox';
import { mannerTo, nameOf, type CallPlan } from './plan';
import { situationOf } from './situation';
import { alreadyTaken, asideOf, briefing, youHaveIt, type Aside, type Briefing } from './said/speech';

/** Which call a Studio execution says that it is. */
export interface CallIdentity {
  readonly incident: string;
  readonly attempt: number;
  /** The Studio execution's SID. */
  readonly execution: string;
  /** The only voice of a flow that cannot choose one for each agent. */
  readonly voice?: string;
}

/** Why an execution may not dial or need not talk on. `unknown`: the board knows nothing of its incident. */
export type WhyNot = 'taken' | 'recovered' | 'superseded' | 'closed' | 'unknown';

/** What the execution may do, and how the agent whom it calls is spoken to. */
export type Claim = { readonly manner: Manner } & Permission;

type Permission =
  | ({ readonly ring: true; readonly message: string; readonly ringSeconds: number } & Omit<Briefing, 'speech'>)
  | { readonly ring: false; readonly why: WhyNot; readonly message: string };

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
  const manner = mannerFor(board, call, plan);
  const catalogue = catalogueIn(manner.language);
  const incident = incidentNamed(board, call.incident);
  if (incident === undefined) {
    return { board, claim: { manner, ring: false, ...goneSpeech(catalogue, board, call, plan) } };
  }
  const over = overSpeech(catalogue, incident, plan, calleeOf(board, call));
  if (over !== undefined) return { board, claim: { manner, ring: false, why: over.why, message: over.message } };
  const { attempt } = incident;
  const superseded: Claim = { manner, ring: false, why: 'superseded', message: catalogue.speech.superseded };
  if (attempt === undefined || attempt.number !== call.attempt || attempt.token !== call.token) {
    return { board, claim: superseded };
  }
  const situation = situationOf(board, incident, words);
  const { speech: message, again, prompt } = briefing(catalogue, incident, situation, attempt.agent, plan);
  const yes: Claim = {
    manner,
    ring: true,
    message,
    again,
    prompt,
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
  const { impossible: _past, outlived: _over, ...possible } = next;
  const begun = callBegun(possible, nowMs);
  const isTold = plan.textsWithCall === true;
  return {
    board: isTold ? owe(begun, [attempt.agent.id], { kind: 'ringing', slot: incident.slot }, nowMs) : begun,
    claim: yes,
  };
}

export interface Brief {
  readonly proceed: boolean;
  readonly speech: string;
  /** What else may be said while it may be taken; see {@link Briefing}. */
  readonly again?: string;
  readonly prompt?: string;
  /** What is to be said before. */
  readonly aside?: Aside;
  /** The voice that reads the alarm's own text: the aside, and what is said again. */
  readonly reader: string;
}

/** What to tell the agent who has just answered this call: what is wrong now, or why it need not be taken any more. */
export function brief(board: Board, call: CallIdentity, words: readonly AlarmWords[], plan: CallPlan): Brief {
  const { language, voice: reader } = mannerFor(board, call, plan);
  const catalogue = catalogueIn(language);
  const incident = incidentNamed(board, call.incident);
  if (incident === undefined) {
    return { proceed: false, reader, speech: goneSpeech(catalogue, board, call, plan).message };
  }
  const over = overSpeech(catalogue, incident, plan, calleeOf(board, call));
  if (over !== undefined) return { proceed: false, reader, speech: over.message };
  const isCurrent = executionOf(incident.attempt) === call.execution;
  if (!isCurrent && (incident.status === 'escalating' || claimedBy(incident, call) === undefined)) {
    return { proceed: false, reader, speech: catalogue.speech.superseded };
  }
  const agent = incident.attempt?.agent ?? agentOf(catalogue, claimedBy(incident, call), plan);
  const situation = situationOf(board, incident, words);
  // A flow with one voice for everything has no other to read it.
  const aside = call.voice === undefined ? asideOf(catalogue, language, incident, situation, agent, plan) : undefined;
  const said = briefing(catalogue, incident, situation, agent, plan, aside);
  return { proceed: true, ...said, reader: aside?.voice ?? reader, ...(aside === undefined ? {} : { aside }) };
}

/** The words for the agent on the phone in this call. */
export function catalogueFor(board: Board, call: CallIdentity, plan: CallPlan): Catalogue {
  return catalogueIn(mannerFor(board, call, plan).language);
}

/** How the agent on the phone in this call is spoken to. */
function mannerFor(board: Board, call: CallIdentity, plan: CallPlan): Manner {
  const fixed = call.voice === undefined ? undefined : languageOf(call.voice);
  if (fixed !== undefined) return mannerOf(fixed, call.voice);
  return mannerTo(plan, calleeOf(board, call) ?? '');
}

/** The id of the agent whom this call is to: its number says who that is, whether or not it has any say. */
export function calleeOf(board: Board, call: CallIdentity): string | undefined {
  const { attempt, calls = [] } = incidentNamed(board, call.incident) ?? {};
  const former = board.former.find(({ id }) => id === call.incident)?.calls ?? [];
  const current = attempt?.number === call.attempt ? attempt.agent.id : undefined;
  return current ?? [...calls, ...former].find(({ number }) => number === call.attempt)?.agent;
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
    return { board, taking: { result: 'closed', speech: goneSpeech(catalogue, board, call, plan).message } };
  }
  // What was left to its owner is theirs still.
  const proof = tailOf(call.execution);
  const isTheirs = incident.closed?.is === 'left' && incident.taken?.proof === proof;
  if (incident.status === 'resolved' && !isTheirs) {
    const { why, message } = overSpeech(catalogue, incident, plan, calleeOf(board, call)) ?? {
      why: 'closed',
      message: catalogue.speech.unconfirmed,
    };
    const result = why === 'taken' ? 'already' : why === 'recovered' ? 'recovered' : 'closed';
    return { board, taking: { result, speech: message } };
  }
  const isOwn = incident.taken?.proof === proof;
  if (isOwn) return { board, taking: { result: 'taken', speech: youHaveIt(catalogue, true) } };
  if (incident.status === 'taken' && incident.taken !== undefined) {
    return {
      board,
      taking: { result: 'already', speech: takenSpeech(catalogue, incident, plan, calleeOf(board, call)) },
    };
  }
  const next = giveTo(board, incident, { by, proof, atMs: given.nowMs, way: 'key' }, given);
  const taken = incidentNamed(next, incident.id) ?? incident;
  const calls = taken.calls.map((past) => (past.proof === proof ? { ...past, outcome: 'taken' as const } : past));
  // An owner who was only reminded gets no further SMS.
  const speech = youHaveIt(catalogue, isOwed(next, 'details', incident.slot));
  return { board: withIncident(next, { ...taken, calls }), taking: { result: 'taken', speech } };
}

/** The id of the incident that this one has become. */
export function finalId({ former }: Board, id: string): string {
  // As often as there are any: a document that was edited by hand may lead in a circle.
  return former.reduce((last) => former.find((each) => each.id === last)?.into ?? last, id);
}

/**
 * Why nobody need take this incident, and what to say about it to this agent; undefined while it is escalating or given up. Whoever
 * took it by another way while their own phone rang hears that they have it.
 */
export function overSpeech(
  catalogue: Catalogue,
  incident: Incident,
  plan: CallPlan,
  callee: string | undefined,
): { readonly why: WhyNot; readonly message: string } | undefined {
  const { speech } = catalogue;
  const taken = (): string => takenSpeech(catalogue, incident, plan, callee);
  switch (incident.status) {
    case 'taken':
      return { why: 'taken', message: taken() };
    case 'resolved':
      if (incident.closed?.is === 'by-hand') return { why: 'closed', message: speech.closedByHand };
      if (incident.closed?.is === 'left') {
        // Nobody took it, and whether it is still wrong nobody knows.
        return incident.taken === undefined
          ? { why: 'unknown', message: speech.unconfirmed }
          : { why: 'taken', message: taken() };
      }
      return { why: 'recovered', message: speech.recovered };
    case 'escalating':
    case 'exhausted':
      return undefined;
  }
}

function takenSpeech(catalogue: Catalogue, { taken }: Incident, plan: CallPlan, callee: string | undefined): string {
  const { by = '' } = taken ?? {};
  return by === callee ? catalogue.speech.yours : alreadyTaken(catalogue, nameOf(catalogue, plan, by));
}

/** Of an incident that was carried into another one that one says what is so; of one that nobody can find nothing is certain. */
function goneSpeech(
  catalogue: Catalogue,
  board: Board,
  call: CallIdentity,
  plan: CallPlan,
): { readonly why: WhyNot; readonly message: string } {
  const { speech } = catalogue;
  const { incident: id } = call;
  const former = board.former.find((each) => each.id === id);
  if (former !== undefined && former.into === undefined) return { why: 'closed', message: speech.overAndGone };
  const heir = former === undefined ? undefined : incidentNamed(board, finalId(board, id));
  if (heir === undefined || heir.status === 'exhausted') return { why: 'unknown', message: speech.unconfirmed };
  return overSpeech(catalogue, heir, plan, calleeOf(board, call)) ?? { why: 'superseded', message: speech.superseded };
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

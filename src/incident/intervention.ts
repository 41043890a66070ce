import { finalId } from './answer';
import { escalating, incidentNamed, openOnes, tailOf, withIncident } from '../board/board';
import type { Board, Incident, PassedOn, Way } from '../board/board';
import { callLeft, correct, giveTo, pastCallsOf, startChain, type Given } from './escalation';
import { owe } from './outbox';
import { withoutNews } from './recovery';

/** The incident that somebody means, by an id of it, also a shortened one that fits no other. */
export type Meant =
  | { readonly is: 'one'; readonly incident: Incident }
  /** There are several that it may be; without an id all that are open. */
  | { readonly is: 'several'; readonly ids: readonly string[] }
  | { readonly is: 'none' };

/** Finds the incident that is meant; without an id it is the only one that is open, or the last one when none is. */
export function incidentMeant(board: Board, id: string | undefined): Meant {
  if (id === undefined) return oneOf(openOnes(board)) ?? latestOf(board);
  const exact = incidentNamed(board, finalId(board, id));
  if (exact !== undefined) return { is: 'one', incident: exact };
  const short = id.replace(/^inc-/, '');
  return (
    oneOf(board.incidents.filter((incident) => incident.id.replace(/^inc-/, '').startsWith(short))) ?? { is: 'none' }
  );
}

function oneOf(incidents: readonly Incident[]): Meant | undefined {
  const [only, ...others] = incidents;
  if (only === undefined) return undefined;
  return others.length === 0
    ? { is: 'one', incident: only }
    : { is: 'several', ids: incidents.map((incident) => incident.id) };
}

/** What was last, so that "it is over already" can be said. */
function latestOf({ incidents }: Board): Meant {
  const last = incidents.at(-1);
  return last === undefined ? { is: 'none' } : { is: 'one', incident: last };
}

/**
 * What became of taking an incident by hand: `taken` now, and from whom; `already` by this agent; `theirs`: another agent was first;
 * `closed` because it is over, `several` or `nothing` because it is not clear which, or there is none.
 */
export type TakingByHand =
  | { readonly is: 'taken'; readonly incident: string; readonly from?: string }
  | { readonly is: 'already' | 'theirs'; readonly incident: string; readonly by: string }
  | { readonly is: 'closed'; readonly incident: string }
  | { readonly is: 'several'; readonly ids: readonly string[] }
  | { readonly is: 'nothing' };

/**
 * Somebody says, without a call, that this agent has it, which counts as much as key 1: an incident that is escalating or
 * exhausted is taken; one that another agent has is taken over by somebody at a keyboard, and both are told. Of two who text, tap or
 * ring back at the same time the first has it. Whose phone is ringing at the time hears who has it.
 */
export function takeByHand(
  board: Board,
  by: string,
  id: string | undefined,
  way: Way,
  given: Given,
): { readonly board: Board; readonly taking: TakingByHand } {
  const meant = incidentMeant(board, id);
  if (meant.is === 'several') return { board, taking: meant };
  if (meant.is === 'none') return { board, taking: { is: 'nothing' } };
  const { incident } = meant;
  const proof = tailOf(given.token);
  // A write whose reply was lost meets its own result.
  if (incident.taken?.proof === proof) return { board, taking: { is: 'taken', incident: incident.id } };
  if (incident.status === 'resolved') return { board, taking: { is: 'closed', incident: incident.id } };
  const from = incident.taken?.by;
  if (from === by && incident.status === 'taken')
    return { board, taking: { is: 'already', incident: incident.id, by } };
  if (from !== undefined && incident.status === 'taken' && !TAKES_OVER.has(way))
    return { board, taking: { is: 'theirs', incident: incident.id, by: from } };
  const taken = giveTo(board, incident, { by, proof, atMs: given.nowMs, way }, given);
  return {
    board: taken,
    taking: { is: 'taken', incident: incident.id, ...(from === undefined || from === by ? {} : { from }) },
  };
}

/** An agent who takes an incident by one of these ways knows whose it is. */
const TAKES_OVER: ReadonlySet<Way> = new Set(['hand', 'page']);

/** Who does something, where that is known, and by which way. */
export type Doer = Pick<PassedOn, 'by' | 'way'>;

const BY_COMMAND: Doer = { way: 'hand' };

/** What became of closing an incident by hand: `resolved` now, `closed` before, or it is not clear which. */
export type ResolvingByHand =
  | { readonly is: 'resolved'; readonly incident: string }
  | { readonly is: 'closed'; readonly incident: string }
  | { readonly is: 'several'; readonly ids: readonly string[] }
  | { readonly is: 'nothing' };

/**
 * Somebody says that it is over: nobody else is called, and the agent who has it, or those who were told that nobody has, are owed an
 * SMS. Its alarms stay as the memory has them: the same state delivered again changes nothing, an OK is harmless, and a new state
 * opens a new incident.
 */
export function resolveByHand(
  board: Board,
  id: string | undefined,
  given: Given,
  doer: Doer = BY_COMMAND,
): { readonly board: Board; readonly resolving: ResolvingByHand } {
  const meant = incidentMeant(board, id);
  if (meant.is === 'several') return { board, resolving: meant };
  if (meant.is === 'none') return { board, resolving: { is: 'nothing' } };
  const { incident } = meant;
  const proof = tailOf(given.token);
  if (incident.status === 'resolved') {
    const is = incident.closed?.proof === proof ? 'resolved' : 'closed';
    return { board, resolving: { is, incident: incident.id } };
  }
  const { attempt, ...rest } = incident;
  const closed: Incident = {
    ...rest,
    status: 'resolved',
    changedAtMs: given.nowMs,
    closed: { is: 'by-hand', proof, ...doer },
    calls: pastCallsOf(incident),
    isUnrecorded: true,
  };
  const { slot, taken, isTold } = incident;
  let next = callLeft(withIncident(withoutNews(board, slot), closed), attempt, given.nowMs);
  if (isTold) next = correct(next, closed, 'closed', taken === undefined ? [] : [taken.by]);
  if (taken !== undefined) next = owe(next, [taken.by], { kind: 'closed', slot }, given.nowMs);
  return { board: next, resolving: { is: 'resolved', incident: incident.id } };
}

/**
 * What became of passing an incident on. `unknown`: no such agent on the team; `alone`: nobody but its owner is called by the
 * team, or was asked for; `busy`: another incident is being called; `theirs`: another agent has it, as the sender of a text may not know.
 */
export type Passing =
  | { readonly is: 'passed'; readonly incident: string; readonly to?: string }
  | { readonly is: 'calling'; readonly incident: string }
  | { readonly is: 'closed'; readonly incident: string }
  | { readonly is: 'busy'; readonly incident: string }
  | { readonly is: 'unknown'; readonly to: string }
  | { readonly is: 'alone'; readonly incident: string; readonly owner: string }
  | { readonly is: 'theirs'; readonly incident: string; readonly by: string }
  | { readonly is: 'several'; readonly ids: readonly string[] }
  | { readonly is: 'nothing' };

/**
 * Somebody wants another agent to take an incident: that agent, or the one after its owner, is called, and then
 * the others. Until somebody takes it, it stays its owner's. One that nobody took is called from the beginning. Nobody is the first to
 * be called about what they have just passed on.
 */
export function passOn(
  board: Board,
  id: string | undefined,
  to: string | undefined,
  given: Given,
  doer: Doer = BY_COMMAND,
): { readonly board: Board; readonly passing: Passing } {
  const meant = incidentMeant(board, id);
  if (meant.is === 'several') return { board, passing: meant };
  if (meant.is === 'none') return { board, passing: { is: 'nothing' } };
  const { incident } = meant;
  const { plan, token, nowMs } = given;
  const { by } = doer;
  const name = { incident: incident.id };
  if (to !== undefined && ![...plan.order, ...plan.everyone].some((agent) => agent.id === to)) {
    return { board, passing: { is: 'unknown', to } };
  }
  if (incident.status === 'resolved') return { board, passing: { is: 'closed', ...name } };
  if (incident.status === 'escalating') {
    const isOwn = incident.attempt?.token === token;
    return {
      board,
      passing: isOwn ? { is: 'passed', ...name, ...(to === undefined ? {} : { to }) } : { is: 'calling', ...name },
    };
  }
  const called = escalating(board);
  if (called !== undefined) return { board, passing: { is: 'busy', incident: called.id } };
  const owner = incident.taken?.by;
  // Of who rings, opens a link or sits at a keyboard each is told whose it is before they pass it on.
  if (owner !== undefined && owner !== by && doer.way === 'sms') {
    return { board, passing: { is: 'theirs', ...name, by: owner } };
  }
  const asked = to === undefined ? plan.order.map(({ id: agent }) => agent) : [to];
  if (owner !== undefined && asked.every((agent) => agent === owner)) {
    return { board, passing: { is: 'alone', ...name, owner } };
  }
  const beginning =
    to !== undefined
      ? { with: to }
      : { ...(owner === undefined ? {} : { after: owner }), ...(by === undefined ? {} : { not: by }) };
  const chain = incident.taken === undefined ? 'round' : 'pass';
  const passedOn = { ...doer, atMs: nowMs, ...(to === undefined ? {} : { to }) };
  return {
    board: startChain(board, { ...incident, passedOn }, chain, given, beginning),
    passing: { is: 'passed', ...name, ...(to === undefined ? {} : { to }) },
  };
}

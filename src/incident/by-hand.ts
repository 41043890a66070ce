import { giveTo } from './answer';
import type { AgentRef, Board, Incident } from './board';
import { correct } from './escalation';
import type { Given } from './escalation';
import { record } from './history';
import { owe } from './outbox';
import { closedByHandText } from './wording';

/**
 * What became of taking an incident by hand: `taken` now, `already` by somebody, `closed` because it is over, or `nothing`
 * because the team has had no incident.
 */
export type TakingByHand =
  | { readonly is: 'taken'; readonly incident: string; readonly by: AgentRef }
  | { readonly is: 'already'; readonly incident: string; readonly by: AgentRef }
  | { readonly is: 'closed'; readonly incident: string }
  | { readonly is: 'nothing' };

/**
 * Somebody at a keyboard says that this agent has it, which counts as much as key 1: an incident that is escalating or
 * exhausted is taken, the details are owed by SMS to the agent, and a correction to whoever was told that nobody has it. Whose
 * phone is ringing at the time hears who has it.
 */
export function takeByHand(
  board: Board,
  by: AgentRef,
  given: Given,
): { readonly board: Board; readonly taking: TakingByHand } {
  const { incident } = board;
  if (incident === null) return { board, taking: { is: 'nothing' } };
  const { id: about } = incident;
  switch (incident.status) {
    case 'resolved':
      return { board, taking: { is: 'closed', incident: about } };
    case 'taken': {
      const { taken } = incident;
      if (taken === undefined) return { board, taking: { is: 'closed', incident: about } };
      // A write whose reply was lost meets its own result.
      const is = taken.execution === given.token ? 'taken' : 'already';
      return { board, taking: { is, incident: about, by: taken.by } };
    }
    case 'escalating':
    case 'exhausted': {
      const { board: taken } = giveTo(board, incident, by, given.token, given);
      return { board: taken, taking: { is: 'taken', incident: about, by } };
    }
  }
}

/** What became of closing an incident by hand: `resolved` now, `closed` before, or `nothing` because there has been none. */
export type ResolvingByHand =
  | { readonly is: 'resolved'; readonly incident: string }
  | { readonly is: 'closed'; readonly incident: string }
  | { readonly is: 'nothing' };

/**
 * Somebody at a keyboard says that it is over: nobody further is called, and whoever has it, or was told that nobody has, is
 * owed an SMS. Its alarms stay as the memory has them: the same state delivered again changes nothing, an OK is harmless, and a new
 * state opens a new incident.
 */
export function resolveByHand(
  board: Board,
  given: Given,
): { readonly board: Board; readonly resolving: ResolvingByHand } {
  const { incident } = board;
  if (incident === null) return { board, resolving: { is: 'nothing' } };
  if (incident.status === 'resolved') {
    const is = incident.closedByHand === given.token ? 'resolved' : 'closed';
    return { board, resolving: { is, incident: incident.id } };
  }
  const closed: Incident = {
    ...incident,
    status: 'resolved',
    closedAtMs: given.nowMs,
    closedByHand: given.token,
  };
  const outbox = tellOfClosing(board, incident, closedByHandText(closed, given.plan.teamName), given);
  const next = record({ ...board, incident: closed, outbox }, closed, given.plan.team);
  return { board: next, resolving: { is: 'resolved', incident: incident.id } };
}

function tellOfClosing(board: Board, incident: Incident, text: string, given: Given): Board['outbox'] {
  if (incident.status === 'exhausted') return correct(board, incident, text, given);
  if (incident.taken === undefined) return board.outbox;
  // Further alarms of it are closed with it.
  const rest = board.outbox.filter(({ kind, incident: about }) => kind !== 'more' || about !== incident.id);
  const owed = { kind: 'recovered' as const, incident: incident.id, text, to: [incident.taken.by] };
  return owe(rest, owed, given.nowMs);
}

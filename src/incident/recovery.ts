import { withIncident, type Board, type Incident } from '../board/board';
import { correct, type Given } from './escalation';
import { FLAPS, FLAPS_WITHIN_MS, STILL_MS } from './limits';
import { owe, withoutKinds } from './outbox';
import { isAllRight } from './situation';

/** The board after something of this slot's incident is over: the incident is resolved when all of it is. */
export function recoverIn(board: Board, slot: number, given: Given): Board {
  const incident = board.incidents.find((each) => each.slot === slot && each.status !== 'resolved');
  if (slot === 0 || incident === undefined) return board;
  const heard: Incident = { ...incident, heardAtMs: given.nowMs };
  const next = withIncident(board, heard);
  return isAllRight(next, heard) && !isHeldOpen(heard, given.nowMs) ? resolve(next, heard, given) : next;
}

/** Whether it has gone wrong again so often that it is no news: what has not for an hour is wrong like any other. */
export function comesAndGoes({ flaps, flapsSinceMs = 0 }: Incident, nowMs: number): boolean {
  return flaps >= FLAPS && nowMs < flapsSinceMs + FLAPS_WITHIN_MS;
}

/** What comes and goes is open until it has been still for a while: otherwise every time would be a call, or an SMS. */
export function isHeldOpen({ flaps, heardAtMs }: Incident, nowMs: number): boolean {
  return flaps >= FLAPS && nowMs < heardAtMs + STILL_MS;
}

/** The board on which the incident is over because all of it is: the agent who has it, or those who were told that nobody has, hear so once. */
export function resolve(board: Board, incident: Incident, given: Given): Board {
  const { slot, taken, isTold } = incident;
  const resolved: Incident = { ...incident, status: 'resolved', changedAtMs: given.nowMs, isUnrecorded: true };
  let next = withIncident(withoutNews(board, slot), resolved);
  if (isTold) next = correct(next, resolved, 'recovered', taken === undefined ? [] : [taken.by]);
  return taken === undefined ? next : owe(next, [taken.by], { kind: 'recovered', slot }, given.nowMs);
}

/** What is owed about an incident and no longer true once it is over. */
export function withoutNews(board: Board, slot: number): Board {
  return withoutKinds(board, ['more', 'kept', 'flapping', 'impossible', 'budget', 'ringing'], slot);
}

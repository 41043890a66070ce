import { defined } from '../text/defined';
import { incidentNamed, openOnes, tailOf, withIncident, type Board, type Former, type Incident } from '../board/board';
import { lifetimeMs } from './answer';
import { correct, pastCallsOf, type Given } from './escalation';
import { FLAPS, FLAPS_WITHIN_MS, MOST_FORMER, MOST_INCIDENTS, MOST_OPEN } from './limits';
import { move, SLOTS } from '../board/memory';
import { owe, withdraw, withoutSlot } from './outbox';
import { comesAndGoes, withoutNews } from './recovery';
import { isAllRight } from './situation';
import { moveWords } from './words';

/**
 * The board on which what nobody took belongs to this incident: its alarms, and everyone who was told that nobody has them. A
 * late 1 on one of its calls takes what it has become.
 */
export function carryInto(board: Board, id: string, given: Given): Board {
  return board.incidents
    .filter(({ status }) => status === 'exhausted')
    .reduce((each, exhausted) => carry(each, exhausted, id, given), board);
}

function carry(board: Board, exhausted: Incident, id: string, given: Given): Board {
  const into = incidentNamed(board, id);
  if (into === undefined) return board;
  const { board: silent } = withdraw(withoutNews(board, exhausted.slot), 'exhausted', exhausted.slot);
  // What has long been still comes and goes no more, no matter who answers now.
  const isStill = exhausted.flaps >= FLAPS && !comesAndGoes(exhausted, given.nowMs);
  const flapsSinceMs = into.flapsSinceMs ?? (isStill ? undefined : exhausted.flapsSinceMs);
  const joined: Incident = {
    ...into,
    joined: into.joined + exhausted.joined,
    unremembered: into.unremembered + exhausted.unremembered,
    flaps: isStill ? into.flaps : Math.max(into.flaps, exhausted.flaps),
    ...(flapsSinceMs === undefined ? {} : { flapsSinceMs }),
    isTold: into.isTold || exhausted.isTold,
  };
  return remove(withIncident(silent, joined), exhausted, given, joined);
}

/**
 * The board after an alarm has gone from this incident to another one. Of an incident without any alarm nothing can be heard any
 * more: what somebody has is left to them, what nobody took belongs to the other one.
 */
export function afterMoving(board: Board, fromSlot: number, toSlot: number, given: Given): Board {
  const from = board.incidents.find(({ slot }) => slot === fromSlot);
  const to = board.incidents.find(({ slot }) => slot === toSlot);
  if (from === undefined || to === undefined || from === to || !isAllRight(board, from)) return board;
  if (from.status === 'taken') return leave(board, from, given);
  return from.status === 'exhausted' ? carry(board, from, to.id, given) : board;
}

/** The board with room for one more incident: the oldest taken one is left to its owner, and what is over makes way. */
export function makeRoom(board: Board, given: Given): Board {
  let next = pruned(board, given);
  while (openOnes(next).filter(({ status }) => status !== 'exhausted').length >= MOST_OPEN) {
    const taken = next.incidents.filter(({ status }) => status === 'taken');
    // What can never be seen to recover goes first.
    const [oldest] = taken.toSorted((one, other) => Number(other.unremembered > 0) - Number(one.unremembered > 0));
    if (oldest === undefined) break;
    next = leave(next, oldest, given);
  }
  while (next.incidents.length >= MOST_INCIDENTS) {
    const oldest = next.incidents.find(({ status }) => status === 'resolved');
    if (oldest === undefined) break;
    next = remove(next, oldest, given);
  }
  return next;
}

/**
 * The board on which an incident is over because nothing more can be known of it: its owner, or everyone who was told that nobody has
 * it, is told that it is theirs.
 */
export function leave(board: Board, incident: Incident, { nowMs, token }: Given): Board {
  const { attempt: _none, ...rest } = incident;
  const left: Incident = {
    ...rest,
    status: 'resolved',
    changedAtMs: nowMs,
    closed: { is: 'left', proof: tailOf(token) },
    calls: pastCallsOf(incident),
    isUnrecorded: true,
  };
  const next = withIncident(withoutNews(board, incident.slot), left);
  if (incident.taken !== undefined) return owe(next, [incident.taken.by], { kind: 'left', slot: left.slot }, nowMs);
  return incident.isTold ? correct(next, left, 'left') : next;
}

/** The board without the incidents that are over and concern nobody any more. */
export function pruned(board: Board, given: Given): Board {
  return board.incidents
    .filter((incident) => isDone(board, incident, given))
    .reduce((each, done) => remove(each, done, given), board);
}

/** Whether an incident is over, told and recorded, and nothing that comes could still belong to it, or have come and gone with it. */
function isDone(board: Board, incident: Incident, { plan, nowMs }: Given): boolean {
  const { status, slot, changedAtMs, taken, isUnrecorded } = incident;
  if (status !== 'resolved' || isUnrecorded) return false;
  const isOwed = [...board.outbox.flatMap(({ items }) => items), ...board.announcements].some(
    (each) => each.slot === slot,
  );
  const lastMs = Math.max(changedAtMs, taken?.atMs ?? 0);
  return !isOwed && nowMs >= lastMs + Math.max(plan.regroupMinutes * 60_000, lifetimeMs(plan), FLAPS_WITHIN_MS);
}

/** The board without this incident; an agent who may still be on the phone about it hears what has become of it. */
export function remove(board: Board, incident: Incident, { plan, nowMs }: Given, into?: Incident): Board {
  const former: Former = {
    id: incident.id,
    ...defined({ into: into?.id }),
    calls: pastCallsOf(incident).slice(-MOST_FORMER),
    untilMs: nowMs + lifetimeMs(plan),
  };
  const kept = board.former.filter(({ id, untilMs }) => id !== incident.id && untilMs > nowMs);
  // Nobody is on the phone any more about what has long been over; whom the others push out somebody may be.
  const isHeard = into !== undefined || nowMs < incident.changedAtMs + lifetimeMs(plan);
  const next = moveWords(withoutSlot(board, incident.slot), incident.id, into?.id);
  return {
    ...next,
    incidents: board.incidents.filter(({ id }) => id !== incident.id),
    memory: move(board.memory, incident.slot, into?.slot ?? 0),
    former: isHeard ? [...kept, former].slice(-MOST_FORMER) : kept,
  };
}

/** A slot that no incident of the board has. */
export function freeSlotOf({ incidents }: Board): number {
  const taken = new Set(incidents.map(({ slot }) => slot));
  for (let slot = 1; slot < SLOTS; slot++) if (!taken.has(slot)) return slot;
  throw new Error('makeRoom leaves a slot free.');
}

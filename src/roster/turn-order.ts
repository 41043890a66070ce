import type { Agent, Rotation, Team } from './roster';
import { turns, zoneOf } from './rotation';

/**
 * A rotation's agents with one more, in an order in which the turn of an instant stays whose it is, those after it come as they
 * would have come, and the newcomer takes turns after all of them. Before the first handoff that is the end of the list.
 */
export function withNewcomer(rotation: Rotation, team: Team, atMs: number, newcomer: Agent): readonly Agent[] {
  const number = turnNumberAt(rotation, team, atMs);
  return seated([...comingFrom(rotation, number), newcomer], number);
}

/**
 * A rotation's agents without one, in an order in which the turn of an instant stays whose it is and those after it come as they
 * would have come. If it is the turn of the one who leaves, the next agent has it. Empty when nobody is left.
 */
export function withoutLeaver(rotation: Rotation, team: Team, atMs: number, leaver: Agent): readonly Agent[] {
  const number = turnNumberAt(rotation, team, atMs);
  const coming = comingFrom(rotation, number).filter((agent) => agent !== leaver);
  return seated(coming, number);
}

function turnNumberAt(rotation: Rotation, team: Team, atMs: number): number {
  return turns(rotation, zoneOf(rotation, team), atMs, atMs + 1)[0]?.number ?? 0;
}

/** Whose turn it is from that one on, for one round. */
function comingFrom({ agents }: Rotation, number: number): readonly Agent[] {
  const index = number % agents.length;
  return [...agents.slice(index), ...agents.slice(0, index)];
}

/** The list by which the turn of this number is that of the first of these, and the next ones are those of the others. */
function seated(coming: readonly Agent[], number: number): readonly Agent[] {
  return coming
    .map((_, index) => coming[(index - (number % coming.length) + coming.length) % coming.length])
    .flatMap((agent) => agent ?? []);
}

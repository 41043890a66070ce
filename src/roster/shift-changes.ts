import { duties } from './duty';
import type { Agent, Team } from './roster';

/** A time in which somebody else is on call than before. */
export interface ShiftChange {
  readonly fromMs: number;
  readonly toMs: number;
  /** Nobody, if absent. */
  readonly loses?: Agent;
  /** Nobody, if absent. */
  readonly gains?: Agent;
  /** Whether it goes on after the weeks that were asked for, at whose end it is cut off. */
  readonly goesOn: boolean;
  /** When it is over if it goes on, or as far as anybody looked. */
  readonly overMs?: number;
}

/** A change of which only what comes before an instant is told. */
export function cutOff(change: ShiftChange, toMs: number): ShiftChange {
  return change.toMs <= toMs ? change : { ...change, toMs, goesOn: true, overMs: change.toMs };
}

/** The times at which either of the two may change. */
export function edgesOf(old: Team, team: Team, fromMs: number, toMs: number): readonly number[] {
  const edges = [old, team].flatMap((one) => duties(one, fromMs, toMs).map((duty) => duty.fromMs));
  return [...new Set(edges)].toSorted((one, other) => one - other);
}

/** Who is on call instead of whom, one change after the other. */
export function shiftChanges(old: Team, team: Team, fromMs: number, toMs: number): readonly ShiftChange[] {
  const found: ShiftChange[] = [];
  const olds = duties(old, fromMs, toMs);
  const news = duties(team, fromMs, toMs);
  const edges = edgesOf(old, team, fromMs, toMs);
  let atOld = 0;
  let atNew = 0;
  for (const [index, edgeMs] of edges.entries()) {
    const endMs = edges[index + 1] ?? toMs;
    while ((olds[atOld]?.toMs ?? Infinity) <= edgeMs) atOld += 1;
    while ((news[atNew]?.toMs ?? Infinity) <= edgeMs) atNew += 1;
    const loses = olds[atOld]?.line[0];
    const gains = news[atNew]?.line[0];
    if (loses?.id === gains?.id) continue;
    const last = found.at(-1);
    const goesOn = last?.toMs === edgeMs && last.loses?.id === loses?.id && last.gains?.id === gains?.id;
    const change = {
      ...(loses === undefined ? {} : { loses }),
      ...(gains === undefined ? {} : { gains }),
      goesOn: false,
    };
    if (goesOn) found[found.length - 1] = { ...change, fromMs: last.fromMs, toMs: endMs };
    else found.push({ ...change, fromMs: edgeMs, toMs: endMs });
  }
  return found;
}

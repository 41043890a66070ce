import { duties, type Duty } from './duty';
import type { Agent, Override, Team } from './roster';
import type { Interval } from './window';

export type { Interval } from './window';

/** An interval in which one agent is on call, half-open, cut off at the ends of the window that was asked for. */
export interface Shift extends Interval {
  readonly agent: Agent;
  /** The override, if any, that put the agent there. */
  readonly override?: Override;
}

/** A shift or, with nobody in it, a gap. */
export type ScheduleEntry = Shift | (Interval & { readonly agent?: undefined; readonly override?: undefined });

/** The team's shifts and gaps in [fromMs, toMs), in order and without holes. Turns of one agent that follow each other are one shift. */
export function scheduleOf(team: Team, fromMs: number, toMs: number): readonly ScheduleEntry[] {
  return stretches(duties(team, fromMs, toMs)).map(({ line: [agent], ...stretch }) =>
    agent === undefined ? { fromMs: stretch.fromMs, toMs: stretch.toMs } : Object.assign({}, stretch, { agent }),
  );
}

/** The shifts among them. */
export function shifts(team: Team, fromMs: number, toMs: number): readonly Shift[] {
  return scheduleOf(team, fromMs, toMs).flatMap((entry) => (entry.agent === undefined ? [] : entry));
}

/** The intervals among them in which nobody is on call. */
export function gaps(team: Team, fromMs: number, toMs: number): readonly Interval[] {
  return scheduleOf(team, fromMs, toMs).filter(({ agent }) => agent === undefined);
}

/** An interval in which nobody is on call. */
export interface Gap extends Interval {
  /** The first override in it, if any, that took somebody away. */
  readonly override?: Override;
}

/** The gaps in duties that were worked out before. */
export function gapsIn(parts: readonly Duty[]): readonly Gap[] {
  const found: Gap[] = [];
  for (const { line, ...stretch } of stretches(parts)) if (line.length === 0) found.push(stretch);
  return found;
}

/** Joins neighbours that differ in nothing that the one on call would notice. */
function stretches(parts: readonly Duty[]): readonly Duty[] {
  const joined: Duty[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const same = last !== undefined && last.line[0] === part.line[0];
    if (same && (part.line.length === 0 || last.override === part.override)) {
      joined[joined.length - 1] = { ...part, ...last, toMs: part.toMs };
    } else {
      joined.push(part);
    }
  }
  return joined;
}

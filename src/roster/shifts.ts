import { duties } from './duty';
import type { Duty } from './duty';
import type { Agent, Override, Team } from './roster';
import type { Interval } from './window';

export type { Interval } from './window';

/** An interval in which one agent is on call, half-open, cut off at the ends of the window that was asked for. */
export interface Shift extends Interval {
  readonly agent: Agent;
  /** The override, if any, that put the agent there. */
  readonly override?: Override;
}

/** Who is on call for the team at an instant; undefined when nobody is. */
export function onCallAt(team: Team, atMs: number): Agent | undefined {
  return shifts(team, atMs, atMs + 1)[0]?.agent;
}

/** The team's shifts in [fromMs, toMs), in order. Turns that follow each other with the same agent are one shift. */
export function shifts(team: Team, fromMs: number, toMs: number): readonly Shift[] {
  const found: Shift[] = [];
  for (const { line, ...stretch } of stretches(duties(team, fromMs, toMs))) {
    const [agent] = line;
    if (agent !== undefined) found.push({ ...stretch, agent });
  }
  return found;
}

/** The intervals in [fromMs, toMs) in which nobody is on call, in order. Shifts and gaps together tile the window. */
export function gaps(team: Team, fromMs: number, toMs: number): readonly Interval[] {
  return gapsIn(duties(team, fromMs, toMs)).map((gap) => ({ fromMs: gap.fromMs, toMs: gap.toMs }));
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

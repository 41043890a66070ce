import type { Agent, Override, Rotation, Team } from './roster';
import { turns, zoneOf } from './rotation';
import { occurrences, type Interval } from './window';
import { EVER_MS } from './zone';

/** Who is called for a team during an interval in which nothing changes. */
export interface Duty extends Interval {
  /** In the order to be called, nobody twice. The first is on call; empty is a gap in coverage. */
  readonly line: readonly Agent[];
  /** The override, if any, that decided who is on call. */
  readonly override?: Override;
}

/** The team's duties from fromMs up to toMs: they tile the interval, in order, without holes or overlaps. */
export function duties(team: Team, fromMs: number, toMs: number): readonly Duty[] {
  const overrides = team.overrides.filter((override) => override.fromMs < toMs && override.toMs > fromMs);
  const planned = plans(team, fromMs, toMs);
  if (overrides.length === 0) return planned;
  const edges = overrides.flatMap((override) => [override.fromMs, override.toMs]);
  return planned.flatMap((plan) =>
    split(plan, edges).map((part) => {
      const now = inForce(overrides, part.fromMs);
      const { fromMs: partFromMs, toMs: partToMs } = part;
      return overriddenAll({ fromMs: partFromMs, toMs: partToMs, line: plan.line }, now, team.rotations.length > 0);
    }),
  );
}

/** Who is called for the team at an instant, the one on call first. Empty when nobody is on call. */
export function lineAt(team: Team, atMs: number): readonly Agent[] {
  return duties(team, atMs, atMs + 1)[0]?.line ?? [];
}

/**
 * The overrides that hold at an instant. Of two that say `out` of the same agent only the later one in the list does: applied
 * one after the other, the first would leave the second nobody to replace.
 */
export function inForce(overrides: readonly Override[], atMs: number): readonly Override[] {
  const now = overrides.filter(({ fromMs, toMs }) => fromMs <= atMs && toMs > atMs);
  return now.filter(({ out }, index) => out === undefined || now.slice(index + 1).every((later) => later.out !== out));
}

/** Who is called, while overrides change it one after the other. */
interface Standing {
  /** Put on call by overrides alone, the latest first. */
  readonly added: readonly Agent[];
  /** Whose turn it is, or who stands in for that agent; empty when nobody does. Without rotations it is everybody's. */
  readonly due: readonly Agent[];
  /** Who follows in the rotation, or stands in there. */
  readonly after: readonly Agent[];
}

function overriddenAll(duty: Duty, overrides: readonly Override[], inRotation: boolean): Duty {
  if (overrides.length === 0) return duty;
  const { fromMs, toMs, line } = duty;
  let standing: Standing = inRotation
    ? { added: [], due: line.slice(0, 1), after: line.slice(1) }
    : { added: [], due: line, after: [] };
  let decider: Override | undefined;
  for (const override of overrides) {
    const before = lineOf(standing)[0];
    standing = overridden(standing, override);
    if (lineOf(standing)[0] !== before) decider = override;
  }
  const changed = lineOf(standing);
  const isAsPlanned = changed[0] === line[0];
  return { fromMs, toMs, line: changed, ...(decider === undefined || isAsPlanned ? {} : { override: decider }) };
}

/** The rules of {@link Override}. */
function overridden({ added, due, after }: Standing, { out, in: standIn }: Override): Standing {
  if (out === undefined) return { added: standIn === undefined ? added : [standIn, ...added], due, after };
  const replaced = (agents: readonly Agent[]): readonly Agent[] =>
    agents.flatMap((agent) => (agent === out ? (standIn ?? []) : agent));
  return { added: replaced(added), due: replaced(due), after: replaced(after) };
}

/** When nobody is left whose turn it is, those who follow are not called in that agent's place: it is a gap. */
function lineOf({ added, due, after }: Standing): readonly Agent[] {
  return added.length + due.length === 0 ? [] : unique([...added, ...due, ...after]);
}

function unique(agents: readonly Agent[]): readonly Agent[] {
  return [...new Set(agents)];
}

/** What the rotations say, before overrides: each paints over those before it. Without rotations, the agents as written. */
function plans(team: Team, fromMs: number, toMs: number): readonly Duty[] {
  if (team.rotations.length === 0) return [{ fromMs, toMs, line: team.agents }];
  return team.rotations.reduce<readonly Duty[]>(
    (lower, rotation) => paint(lower, rotationPlans(rotation, zoneOf(rotation, team), fromMs, toMs)),
    [{ fromMs, toMs, line: [] }],
  );
}

function rotationPlans(rotation: Rotation, zone: string, fromMs: number, toMs: number): readonly Duty[] {
  const windows = windowsOf(rotation, zone, fromMs, toMs);
  const found: Duty[] = [];
  // As many as there are agents, and not as there are turns.
  const lines = rotation.agents.map((_, index) =>
    unique([...rotation.agents.slice(index), ...rotation.agents.slice(0, index)]),
  );
  let next = 0;
  for (const turn of turns(rotation, zone, fromMs, toMs)) {
    const line = lines[turn.index] ?? [];
    while ((windows[next]?.toMs ?? EVER_MS) <= turn.fromMs) next += 1;
    for (const window of windows.slice(next)) {
      if (window.fromMs >= turn.toMs) break;
      found.push({ fromMs: Math.max(turn.fromMs, window.fromMs), toMs: Math.min(turn.toMs, window.toMs), line });
    }
  }
  return found;
}

/** When the rotation applies, in order and without overlaps. */
function windowsOf(rotation: Rotation, zone: string, fromMs: number, toMs: number): readonly Interval[] {
  if (rotation.only.length === 0) return [{ fromMs: -EVER_MS, toMs: EVER_MS }];
  const merged: Interval[] = [];
  const all = rotation.only.flatMap((window) => occurrences(window, zone, fromMs, toMs));
  for (const window of all.toSorted((one, other) => one.fromMs - other.fromMs)) {
    const last = merged.at(-1);
    if (last === undefined || window.fromMs > last.toMs) merged.push(window);
    else merged[merged.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, window.toMs) };
  }
  return merged;
}

/** Lays the upper duties, which may leave holes, over the lower ones, which tile their interval. */
function paint(lower: readonly Duty[], upper: readonly Duty[]): readonly Duty[] {
  const found: Duty[] = [];
  let next = 0;
  for (const under of lower) {
    let fromMs = under.fromMs;
    while (fromMs < under.toMs) {
      while ((upper[next]?.toMs ?? EVER_MS) <= fromMs) next += 1;
      const over = upper[next];
      const covered = over !== undefined && over.fromMs <= fromMs;
      const toMs = Math.min(under.toMs, (covered ? over.toMs : over?.fromMs) ?? EVER_MS);
      found.push({ fromMs, toMs, line: covered ? over.line : under.line });
      fromMs = toMs;
    }
  }
  return found;
}

/** The parts of an interval between the edges that fall into it. */
function split(whole: Interval, edges: readonly number[]): readonly Interval[] {
  const inside = edges.filter((edge) => edge > whole.fromMs && edge < whole.toMs);
  if (inside.length === 0) return [whole];
  inside.sort((one, other) => one - other);
  const starts = [whole.fromMs, ...new Set(inside)];
  return starts.map((fromMs, index) => ({ fromMs, toMs: starts[index + 1] ?? whole.toMs }));
}

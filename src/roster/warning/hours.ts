import type { Call } from '../calls';
import type { Remark } from '../remark';
import type { Agent, Team } from '../roster';
import { joined, WEEK_MINUTES, windowBetween, windowText } from '../window';
import { wallMsAt, weekMinuteOf } from '../zone';
import { isAway } from './agents';
import { outlookOf, type Outlook } from './outlook';

/**
 * Agents whom no call reaches at some hours of the week, although others are called then and calls reach these agents at
 * other hours: a rotation that decides by day leaves out everybody who takes turns only by night. Who takes turns at an hour is
 * reached then, also where `maxCalls` is lower than the number of agents: they come nearer with every turn. Overrides are
 * left out: they are exceptions.
 */
export function hourWarnings(outlook: Outlook): readonly Remark[] {
  const { team } = outlook;
  const regular = withoutOverrides(outlook);
  const cells = cellsOf(regular);
  const groups = new Map<string, Group>();
  for (const agent of team.agents) {
    const isStep = stepOf(agent, team) !== undefined;
    if (!(isStep || takesTurns(agent, team)) || isAway(agent, outlook)) continue;
    const missed = cells.filter(({ reached }) => reached.size > 0 && !reached.has(agent));
    // Agents who are reached at no hour at all are reported elsewhere.
    if (missed.length === 0 || cells.every(({ reached }) => !reached.has(agent))) continue;
    const group = { times: timesText(missed), isStep, isFull: isLeftOutByMaxCalls(agent, regular) };
    const key = JSON.stringify(group);
    groups.set(key, { ...group, agents: [...(groups.get(key)?.agents ?? []), agent] });
  }
  return [...groups.values()].map((group) => {
    const ids = group.agents.map(({ id }) => id);
    return { path: placeOf(group.agents, team), message: textOf(ids, group, team), code: 'never-called', agents: ids };
  });
}

/** Agents of whom the same is to be said. */
interface Group {
  readonly agents: readonly Agent[];
  readonly times: string;
  /** Whether a step names them already. */
  readonly isStep: boolean;
  /** Whether all calls are made already when they are not reached, so that one more step alone would not help. */
  readonly isFull: boolean;
}

function textOf(ids: readonly string[], { times, isStep, isFull }: Group, { timezone }: Team): string {
  const who = ids.length === 1 ? (ids[0] ?? '') : 'them';
  const more = isFull ? ' and raise `maxCalls`' : '';
  const remedy = isStep
    ? `raise \`maxCalls\`, or name ${who} earlier in \`escalation.order\``
    : `add ${who} to the rotation that decides then, or name ${who} in \`escalation.order\`${more}`;
  return `no call reaches ${ids.join(', ')} at these times: ${times} (${timezone}); ${remedy}`;
}

function isLeftOutByMaxCalls(agent: Agent, { team, duties, calls }: Outlook): boolean {
  const { maxCalls } = team.escalation;
  return duties.some(({ line }, index) => {
    const some = calls[index] ?? [];
    return some.length >= maxCalls && !reachedIn(line, some, maxCalls).includes(agent);
  });
}

/** Who takes turns then, and who else is called. */
function reachedIn(line: readonly Agent[], calls: readonly Call[], maxCalls: number): readonly Agent[] {
  return [...line, ...calls.slice(0, maxCalls).map(({ agent }) => agent)];
}

function withoutOverrides(outlook: Outlook): Outlook {
  const { roster, team, fromMs } = outlook;
  return team.overrides.length === 0 ? outlook : outlookOf(roster, { ...team, overrides: [] }, fromMs);
}

function takesTurns(agent: Agent, team: Team): boolean {
  return team.rotations.some(({ agents }) => agents.includes(agent));
}

function stepOf(agent: Agent, { escalation }: Team): { readonly path: string } | undefined {
  return escalation.order?.find((step) => step.kind === 'agent' && step.agent === agent);
}

/** Where the first of them is written: in a rotation, or as a step. */
function placeOf([first]: readonly Agent[], team: Team): string {
  if (first === undefined) return team.path;
  const rotation = team.rotations.find(({ agents }) => agents.includes(first));
  return rotation?.path ?? stepOf(first, team)?.path ?? team.path;
}

/** A part of the week in which no duty ever begins or ends. */
interface Cell {
  /** Minutes of the week. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Whom a call reaches in it in some week. */
  readonly reached: Set<Agent>;
  /** The calls that are counted in already. */
  readonly seen: Set<readonly Call[]>;
}

function cellsOf({ team, duties, calls }: Outlook): readonly Cell[] {
  const { timezone, escalation } = team;
  const minutesOf = duties.map(({ fromMs, toMs }) => [wallMsAt(fromMs, timezone), wallMsAt(toMs, timezone)] as const);
  const edges = [...new Set(minutesOf.flat().map(weekMinuteOf))].toSorted((one, other) => one - other);
  const cells = edges.map((fromMinute, index): Cell => {
    const toMinute = edges[index + 1] ?? (edges[0] ?? 0) + WEEK_MINUTES;
    return { fromMinute, toMinute, reached: new Set(), seen: new Set() };
  });
  const cellAt = new Map(edges.map((minute, index) => [minute, index]));
  const peopleIn = new Map<readonly Call[], readonly Agent[]>();
  for (const [index, { line }] of duties.entries()) {
    const some = calls[index] ?? [];
    if (some.length === 0) continue;
    const people = peopleIn.get(some) ?? reachedIn(line, some, escalation.maxCalls);
    peopleIn.set(some, people);
    const [fromWallMs, toWallMs] = minutesOf[index] ?? [0, 0];
    const lengthMinutes = (toWallMs - fromWallMs) / 60_000;
    let covered = 0;
    for (let at = cellAt.get(weekMinuteOf(fromWallMs)) ?? 0; covered < Math.min(lengthMinutes, WEEK_MINUTES); at += 1) {
      const cell = cells[at % cells.length];
      if (cell === undefined) break;
      if (!cell.seen.has(some)) for (const agent of people) cell.reached.add(agent);
      cell.seen.add(some);
      covered += cell.toMinute - cell.fromMinute;
    }
  }
  return cells;
}

/** Of more parts of the week than this only the number is shown. */
const MOST_TIMES = 6;

function timesText(missed: readonly Cell[]): string {
  const texts = joined(runsOf(missed).map(({ fromMinute, toMinute }) => windowBetween(fromMinute, toMinute))).map(
    ({ window }) => windowText(window),
  );
  const told = texts.slice(0, MOST_TIMES).join('; ');
  return texts.length > MOST_TIMES ? `${told}; and ${String(texts.length - MOST_TIMES)} more` : told;
}

/** Cells that follow each other as one, also from the end of the week into its beginning. */
function runsOf(cells: readonly Cell[]): readonly { readonly fromMinute: number; readonly toMinute: number }[] {
  const runs: { readonly fromMinute: number; readonly toMinute: number }[] = [];
  for (const { fromMinute, toMinute } of cells) {
    const last = runs.at(-1);
    if (last?.toMinute === fromMinute) runs[runs.length - 1] = { fromMinute: last.fromMinute, toMinute };
    else runs.push({ fromMinute, toMinute });
  }
  const [first] = runs;
  const last = runs.at(-1);
  if (first === undefined || last === undefined || runs.length === 1) return runs;
  if (last.toMinute - WEEK_MINUTES !== first.fromMinute) return runs;
  return [...runs.slice(1, -1), { fromMinute: last.fromMinute, toMinute: first.toMinute + WEEK_MINUTES }];
}

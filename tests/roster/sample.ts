import { examineRoster } from '../../src/roster/advice/examine';
import type { Remark } from '../../src/roster/remark';
import type { Agent, Roster, Team } from '../../src/roster/roster';

/** Three agents, as most tests need. */
export const AGENTS = {
  ann: { name: 'Ann Lee', phone: '+447700900001' },
  bob: { name: 'Bob Roy', phone: '+447700900002' },
  cyd: { name: 'Cyd Ito', phone: '+447700900003' },
};

/** A roster of three agents and whatever else a test is about. */
export function rosterOf(rest: object): Roster {
  const parsed = examineRoster(JSON.stringify({ timezone: 'UTC', agents: AGENTS, ...rest }));
  if (!parsed.ok) throw new Error(parsed.errors.map((error) => `${error.path}: ${error.message}`).join('\n'));
  return parsed.roster;
}

/** A team of a roster; the only one unless named. */
export function teamOf(roster: Roster, id = 'main'): Team {
  const team = roster.teams.get(id);
  if (team === undefined) throw new Error(`no team ${id}`);
  return team;
}

/** What is wrong with a roster, as `path: message`. */
export function errorsOf(roster: unknown): readonly string[] {
  const text = typeof roster === 'string' ? roster : JSON.stringify(roster);
  return remarkTexts(failuresOf(text));
}

/** The errors of a text, none when it parses. */
export function failuresOf(text: string): readonly Remark[] {
  const parsed = examineRoster(text);
  return parsed.ok ? [] : parsed.errors;
}

export function remarkTexts(remarks: readonly Remark[]): readonly string[] {
  return remarks.map((remark) => `${remark.path}: ${remark.message}`);
}

/** The ids of agents in order, such as `ann bob`. */
export function ids(agents: readonly Agent[]): string {
  return agents.map((agent) => agent.id).join(' ');
}

/** An instant, from `2026-11-22T09:00Z` or with seconds. */
export function at(iso: string): number {
  const atMs = Date.parse(iso);
  if (Number.isNaN(atMs)) throw new Error(`no instant: ${iso}`);
  return atMs;
}

import { agentsOf } from './file/agents';
import { fieldsOf, listed, textOf } from './file/entry';
import type { Entry, Fields } from './file/entry';
import { DEFAULT_ESCALATION, escalationOf } from './file/escalation';
import { readJson } from './file/json';
import type { Fault } from './file/json';
import { routeOf, silenceOf } from './file/matches';
import { ONLY_TEAM, teamNamed, teamsOf } from './file/teams';
import { zoneOf } from './file/when';
import { locate } from './place';
import type { Remark } from './remark';
import type { Roster, Team } from './roster';

export type { Remark } from './remark';

/** A roster, or everything that is wrong with the text. */
export type ParsedRoster =
  { readonly ok: true; readonly roster: Roster } | { readonly ok: false; readonly errors: readonly Remark[] };

/** More errors than this help nobody. */
const MOST_ERRORS = 100;

const ROSTER_KEYS = [
  '$schema',
  'timezone',
  'agents',
  'teams',
  'defaultTeam',
  'rotations',
  'overrides',
  'escalation',
  'routes',
  'silences',
];

/** Reads a roster file. Never throws: all errors are told at once, in the order of the text. */
export function parseRoster(text: string): ParsedRoster {
  const reading = readJson(text);
  const faults: Fault[] = [...reading.faults];
  const roster = reading.root && rosterOf({ node: reading.root, path: '$', faults });
  if (roster !== undefined && faults.length === 0) return { ok: true, roster };
  const errors = locate(text, faults);
  if (errors.length <= MOST_ERRORS) return { ok: false, errors };
  const rest = { path: '$', message: `and ${String(errors.length - MOST_ERRORS)} more errors; correct these first` };
  return { ok: false, errors: [...errors.slice(0, MOST_ERRORS), rest] };
}

function rosterOf(entry: Entry): Roster | undefined {
  const fields = fieldsOf(entry, ROSTER_KEYS);
  if (fields === undefined) return undefined;
  const schema = fields.get('$schema');
  if (schema !== undefined) textOf(schema);
  const zone = fields.get('timezone');
  const timezone = (zone && zoneOf(zone)) ?? 'UTC';
  const agents = agentsOf(fields);
  const escalation = escalationOf(fields.get('escalation'), agents, DEFAULT_ESCALATION);
  const teams = teamsOf(fields, { agents, timezone, escalation });
  const defaultTeam = defaultTeamOf(fields, teams);
  return {
    timezone,
    agents,
    teams,
    defaultTeam,
    routes: listed(fields, 'routes', (route) => routeOf(route, teams, defaultTeam)),
    silences: listed(fields, 'silences', (silence) => silenceOf(silence, timezone)),
  };
}

/** The first team that is written, unless the roster names another. */
function defaultTeamOf(fields: Fields, teams: ReadonlyMap<string, Team>): string {
  const entry = fields.get('defaultTeam');
  const [first] = teams.keys();
  return (entry && teamNamed(entry, teams)) ?? first ?? ONLY_TEAM;
}

import { agentsOf, numbersIn } from './file/agents';
import type { WrittenNumber } from './file/agents';
import { fieldsOf, listed, hintsFor, textOf } from './file/entry';
import type { Entry, Fields, KeyHint, KeyHints } from './file/entry';
import { DEFAULT_ESCALATION, escalationOf } from './file/escalation';
import { readJson } from './file/json';
import type { Fault } from './file/json';
import { routeOf, silenceOf } from './file/matches';
import { ONLY_TEAM, teamNamed, teamsOf } from './file/teams';
import { zoneOf } from './file/zones';
import { masked } from '../text/masking';
import { locate } from './place';
import type { Remark } from './remark';
import type { Roster, Team } from './roster';

export type { Remark } from './remark';

/** A roster, or everything that is wrong with the text. */
export type ParsedRoster =
  | { readonly ok: true; readonly roster: Roster }
  | {
      readonly ok: false;
      /** The first hundred, in the order of the text. */
      readonly errors: readonly Remark[];
      /** How many there are beyond these. */
      readonly more: number;
    };

/** More errors than this help nobody. */
export const MOST_ERRORS = 100;

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

const ONE_UP: KeyHint = { remedy: 'take what is in it out of it: a roster has no key around it' };

const ROSTER_HINTS: KeyHints = new Map([
  ['roster', ONE_UP],
  ['oncall', ONE_UP],
  ...hintsFor({
    timezone: 'zone tz',
    agents: 'people users contacts members persons',
    teams: 'groups',
    defaultTeam: 'default',
    rotations: 'schedule schedules shifts rota',
    overrides: 'holidays exceptions swaps',
    escalation: 'escalate policy',
    routes: 'routing rules',
    silences: 'mute mutes maintenance',
  }),
]);

/** Reads a roster file. Never throws: all errors are told at once, in the order of the text. */
export function parseRoster(text: string): ParsedRoster {
  const reading = readJson(text);
  const faults: Fault[] = [...reading.faults];
  const roster = reading.root && rosterOf({ node: reading.root, path: '$', faults, doubts: [] });
  if (roster !== undefined && faults.length === 0) return { ok: true, roster };
  const errors = locate(text, faults, MOST_ERRORS);
  return { ok: false, errors, more: faults.length - errors.length };
}

/** All numbers in the text of a roster that have the shape of one, so that they can be looked up whatever else is wrong. */
export function writtenNumbers(text: string): readonly WrittenNumber[] {
  const { root } = readJson(text);
  const fields = root && rosterFields({ node: root, path: '$', faults: [], doubts: [] });
  return fields === undefined ? [] : numbersIn(fields);
}

function rosterFields(entry: Entry): Fields | undefined {
  return fieldsOf(entry, ROSTER_KEYS, ROSTER_HINTS);
}

function rosterOf(entry: Entry): Roster | undefined {
  const fields = rosterFields(entry);
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
    assumptions: assumptionsOf(fields, teams, defaultTeam),
  };
}

function assumptionsOf(fields: Fields, teams: ReadonlyMap<string, Team>, defaultTeam: string): readonly Remark[] {
  const found: Remark[] = fields.entry.doubts.map(({ path, message }) => ({ path, message: masked(message) }));
  const timed = [...teams.values()].some(
    ({ rotations, overrides }) => rotations.some(({ timezone }) => timezone === undefined) || overrides.length > 0,
  );
  if (fields.get('timezone') === undefined && (timed || fields.get('silences') !== undefined)) {
    found.push({
      path: '$',
      message: 'times are read as UTC; write "timezone": "Europe/London" or whichever you mean',
    });
  }
  if (fields.get('defaultTeam') === undefined && teams.size > 1) {
    const message = `alarms that no route matches go to the first team, ${defaultTeam}; write "defaultTeam": "${defaultTeam}" if you mean that`;
    found.push({ path: 'teams', message });
  }
  return found;
}

/** The first team that is written, unless the roster names another. */
function defaultTeamOf(fields: Fields, teams: ReadonlyMap<string, Team>): string {
  const entry = fields.get('defaultTeam');
  const [first] = teams.keys();
  return (entry && teamNamed(entry, teams)) ?? first ?? ONLY_TEAM;
}

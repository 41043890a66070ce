import { defined } from '../text/defined';
import { parsedJson } from '../text/json';
import { masked } from '../text/masking';
import type { Manner } from '../language/language';
import { USUAL_MANNER } from '../language/voices';
import { DEFAULT_ESCALATION, escalationOf } from './file/escalation';
import type { Fault } from './file/fault';
import { ROSTER, type Read, type ROUTE, type SILENCE } from './file/keys';
import { intervalOf, namedTeam } from './file/names';
import { mannerIn } from './file/manner';
import { keyPath } from './file/path';
import { has, read } from './file/read';
import { ONLY_TEAM, teamsOf } from './file/teams';
import type { Agent, AlarmMatch, Reach, Roster, Route, Silence, Team } from './roster';

/** A roster, or where the text is wrong. */
export type ParsedRoster =
  | { readonly ok: true; readonly roster: Roster }
  | {
      readonly ok: false;
      /** None when the text is not JSON. */
      readonly faults: readonly Fault[];
    };

/**
 * Reads a roster file as Functions do. Never throws. Only what was checked before should come here: a key that is written twice passes,
 * and nothing is said of what is wrong but where; `examineRoster` in src/roster/advice does both.
 */
export function parseRoster(text: string): ParsedRoster {
  const value = jsonOf(text);
  return value === undefined ? { ok: false, faults: [] } : rosterFrom(value);
}

/** So many places are named. */
const MOST_PLACES = 5;

/** Where the mistakes are in a roster that was deployed without the check, which would say what they are. No whole phone numbers. */
export function placesOf(faults: readonly Fault[]): string {
  if (faults.length === 0) return ': it is not JSON';
  const places = faults.map(({ path, keys }) => masked(keys === undefined ? path : `${path} (${keys.join(', ')})`));
  const named = [...new Set(places)];
  return ` at ${named.slice(0, MOST_PLACES).join(', ')}${named.length > MOST_PLACES ? ' and more' : ''}`;
}

/** The value of a JSON text, which may begin with a byte-order mark; undefined when it is not JSON. */
export function jsonOf(text: string): unknown {
  return parsedJson(text.replace(/^\uFEFF/, ''));
}

/** Reads the value of a roster file. Never throws: all faults are collected. */
export function rosterFrom(value: unknown): ParsedRoster {
  const faults: Fault[] = [];
  const written = read(value, ROSTER, '$', faults);
  const roster = written && rosterOf(written, faults);
  return roster === undefined || faults.length > 0 ? { ok: false, faults } : { ok: true, roster };
}

function rosterOf(written: Read<typeof ROSTER>, faults: Fault[]): Roster {
  const timezone = written.timezone ?? 'UTC';
  const manner = mannerIn(written, USUAL_MANNER, faults);
  const agents = agentsOf(written, manner, faults);
  const escalation = escalationOf(written.escalation, agents, DEFAULT_ESCALATION, faults);
  const teams = teamsOf(written, { agents, timezone, manner, escalation, faults });
  const [first = ONLY_TEAM] = teams.keys();
  const defaultTeam = namedTeam(written.defaultTeam, 'defaultTeam', teams, faults) ?? first;
  const caller = written.wording?.caller;
  return {
    timezone,
    manner,
    ...(caller === undefined ? {} : { caller }),
    agents,
    teams,
    defaultTeam,
    accounts: new Map([...(written.accounts ?? [])].filter((each): each is [string, string] => each[1] !== undefined)),
    routes: (written.routes ?? []).flatMap((route) => (route && routeOf(route, teams, defaultTeam, faults)) ?? []),
    silences: (written.silences ?? []).flatMap((silence) => (silence && silenceOf(silence, timezone, faults)) ?? []),
    reach: reachOf(written),
    assumed: (['timezone', 'defaultTeam'] as const).filter((key) => !has(written, key)),
  };
}

/** Those with a fault are kept, so that a reference to them is not reported too. */
function agentsOf(written: Read<typeof ROSTER>, usual: Manner, faults: Fault[]): ReadonlyMap<string, Agent> {
  const agents = new Map<string, Agent>();
  for (const [id, agent] of written.agents ?? []) {
    const { name = id, phone = [], timezone, pin, language, voice } = agent ?? {};
    if (agent !== undefined) mannerIn(agent, usual, faults);
    agents.set(id, {
      id,
      name,
      phones: known(phone),
      ...defined({ timezone, pin, language, voice }),
    });
  }
  return agents;
}

function reachOf({ ringBack, publicLine, links, sms }: Read<typeof ROSTER>): Reach {
  return {
    trustsCallerId: ringBack === 'trust caller id',
    ...(publicLine === undefined ? {} : { publicLine }),
    hasLinks: links !== 'off',
    textsWithCall: sms === 'with-call',
  };
}

/** Without a team a route leaves its alarms to the default team. */
function routeOf(
  written: Read<typeof ROUTE>,
  teams: ReadonlyMap<string, Team>,
  defaultTeam: string,
  faults: Fault[],
): Route {
  const { path, team, missingData } = written;
  const named = namedTeam(team, keyPath(path, 'team'), teams, faults) ?? defaultTeam;
  return { path, ...matchOf(written), team: named, ...defined({ missingData }) };
}

function silenceOf(written: Read<typeof SILENCE>, zone: string, faults: Fault[]): Silence | undefined {
  const { path, why } = written;
  const { fromMs, toMs } = intervalOf(written, zone, faults);
  if (toMs === undefined) return undefined;
  return { path, ...matchOf(written), toMs, ...defined({ fromMs, why }) };
}

function matchOf({ alarm, account, region }: Pick<Read<typeof ROUTE>, 'alarm' | 'account' | 'region'>): AlarmMatch {
  return defined({ alarm: alarm && known(alarm), account: account && known(account), region: region && known(region) });
}

/** Without what could not be read. */
function known(texts: readonly (string | undefined)[]): readonly string[] {
  return texts.filter((text) => text !== undefined);
}

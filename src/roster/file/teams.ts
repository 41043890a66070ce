import { quoted } from '../../text/masking';
import type { Agent, Escalation, Override, Rotation, Team } from '../roster';
import { agentsNamed, checkId } from './agents';
import { didYouMean, fault, fieldsOf, listed, hintsFor, membersOf, someOf, textOf } from './entry';
import type { Entry, Fields } from './entry';
import { escalationOf } from './escalation';
import { overrideFields, overrideOf } from './overrides';
import { rotationOf } from './rotations';
import { zoneOf } from './zones';

/** What all teams of a roster have in common. */
export interface Common {
  readonly agents: ReadonlyMap<string, Agent>;
  readonly timezone: string;
  readonly escalation: Escalation;
}

/** The id of the only team of a roster without `teams`. */
export const ONLY_TEAM = 'main';

const TEAM_KEYS = ['agents', 'name', 'timezone', 'rotations', 'overrides', 'escalation'];
const TEAM_HINTS = hintsFor({
  agents: 'members people users who',
  timezone: 'zone tz',
  rotations: 'schedule schedules shifts rota',
  overrides: 'holidays exceptions swaps',
  escalation: 'escalate',
});

/** Reads `teams` with the overrides that stand beside it; a roster without `teams` is one team of all agents. */
export function teamsOf(roster: Fields, common: Common): ReadonlyMap<string, Team> {
  const entry = roster.get('teams');
  const teams = entry === undefined ? new Map([[ONLY_TEAM, onlyTeamOf(roster, common)]]) : writtenTeams(entry, common);
  const rotations = roster.get('rotations');
  if (entry !== undefined && rotations !== undefined) {
    fault(rotations, 'beside `teams` there are no rotations; move them into the team they belong to');
  }
  return withSharedOverrides(roster, common, teams);
}

/** Reads the id of a team. */
export function teamNamed(entry: Entry, teams: ReadonlyMap<string, Team>): string | undefined {
  const id = textOf(entry);
  if (id === undefined || teams.has(id)) return id;
  return fault(entry, `there is no team ${quoted(id)}; ${didYouMean(entry, id, teams.keys(), 'add it under `teams`')}`);
}

function onlyTeamOf(roster: Fields, common: Common): Team {
  const { timezone, escalation } = common;
  return {
    id: ONLY_TEAM,
    path: '$',
    name: 'Main',
    timezone,
    agents: [...common.agents.values()],
    rotations: rotationsOf(roster, common.agents, timezone),
    overrides: [],
    escalation,
  };
}

function writtenTeams(entry: Entry, common: Common): ReadonlyMap<string, Team> {
  const teams = new Map<string, Team>();
  for (const [id, { key, value }] of membersOf(entry)) {
    checkId(key, id);
    const team = teamOf(value, id, common);
    if (team !== undefined) teams.set(id, team);
  }
  if (entry.node.kind === 'object' && entry.node.members.size === 0) {
    fault(entry, 'there is no team in it; write one, or leave `teams` out to call all agents as one team');
  }
  return teams;
}

function teamOf(entry: Entry, id: string, common: Common): Team | undefined {
  const fields = fieldsOf(entry, TEAM_KEYS, TEAM_HINTS);
  if (fields === undefined) return undefined;
  const zone = fields.get('timezone');
  const timezone = (zone && zoneOf(zone)) ?? common.timezone;
  const name = fields.get('name');
  const rotations = rotationsOf(fields, common.agents, timezone);
  const escalation = escalationOf(fields.get('escalation'), common.agents, common.escalation);
  return {
    id,
    path: entry.path,
    name: (name && textOf(name, 80))?.trim() ?? id,
    timezone,
    agents: membersOfTeam(fields, common, rotations, escalation),
    rotations,
    overrides: listed(fields, 'overrides', (override) => ownOverrideOf(override, common, timezone)),
    escalation,
  };
}

function ownOverrideOf(entry: Entry, { agents }: Common, zone: string): Override | undefined {
  const fields = overrideFields(entry);
  return fields && overrideOf(fields, agents, zone);
}

/** Everyone the team's own list, its rotations and its steps name, in that order. */
function membersOfTeam(
  fields: Fields,
  common: Common,
  rotations: readonly Rotation[],
  escalation: Escalation,
): readonly Agent[] {
  const list = fields.get('agents');
  const written = list === undefined ? [] : agentsNamed(list, common.agents);
  if (list !== undefined && new Set(written).size < written.length) {
    fault(list, 'an agent is written twice; keep one of the two');
  }
  const inTurn = rotations.flatMap((rotation) => rotation.agents);
  const inSteps = escalation.order?.flatMap((step) => (step.kind === 'agent' ? step.agent : [])) ?? [];
  const everyone = [...new Set([...written, ...inTurn, ...inSteps])];
  if (everyone.length === 0 && list === undefined && fields.get('rotations') === undefined) {
    fault(fields.entry, 'nobody is on this team; write its `agents` in the order to call them, or `rotations`');
  }
  return everyone;
}

function rotationsOf(fields: Fields, agents: ReadonlyMap<string, Agent>, zone: string): readonly Rotation[] {
  const list = fields.get('rotations');
  return list === undefined ? [] : someOf(list).flatMap((entry) => rotationOf(entry, agents, zone) ?? []);
}

/** An override that stands beside the teams, and the team it is for; without one it is for all. */
interface SharedOverride {
  readonly override: Override;
  readonly team: string | undefined;
}

/** Hands the overrides that stand beside the teams to them; a team's own come after these and so win. */
function withSharedOverrides(
  roster: Fields,
  common: Common,
  teams: ReadonlyMap<string, Team>,
): ReadonlyMap<string, Team> {
  const shared = listed(roster, 'overrides', (entry) => sharedOverrideOf(entry, common, teams));
  return new Map(
    [...teams].map(([id, team]) => {
      const own = shared.filter((item) => item.team === undefined || item.team === id).map((item) => item.override);
      return [id, { ...team, overrides: [...own, ...team.overrides] }];
    }),
  );
}

function sharedOverrideOf(entry: Entry, common: Common, teams: ReadonlyMap<string, Team>): SharedOverride | undefined {
  const fields = overrideFields(entry, ['team']);
  if (fields === undefined) return undefined;
  const override = overrideOf(fields, common.agents, common.timezone);
  const named = fields.get('team');
  const team = named && teamNamed(named, teams);
  const isAddition = fields.get('out') === undefined && fields.get('in') !== undefined;
  if (named === undefined && isAddition && teams.size > 1) {
    fault(entry, 'with several teams and nobody `out`, say which team this is for: "team": "…"');
  }
  return override && { override, team };
}

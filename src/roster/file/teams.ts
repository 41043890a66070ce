import type { Agent, Escalation, Override, Period, Rotation, Team } from '../roster';
import type { Manner } from '../../language/language';
import { defined } from '../../text/defined';
import { isoOf } from '../zone';
import { escalationOf } from './escalation';
import type { Fault } from './fault';
import { ROTATION, type OVERRIDE, type Read, type ROSTER, type TEAM } from './keys';
import { mannerIn } from './manner';
import { intervalOf, momentOf, namedAgent, namedTeam } from './names';
import { itemPath, keyPath } from './path';
import { has } from './read';

/** What all teams of a roster have in common. */
export interface Common {
  readonly agents: ReadonlyMap<string, Agent>;
  readonly timezone: string;
  readonly manner: Manner;
  readonly escalation: Escalation;
  readonly faults: Fault[];
}

/** The id of the only team of a roster without `teams`. */
export const ONLY_TEAM = 'main';

/** Once a week is what most teams do. */
const DEFAULT_PERIOD: Period = { count: 1, unit: 'weeks' };

/** The teams with the overrides that stand beside them; a roster without `teams` is one team of all agents. */
export function teamsOf(roster: Read<typeof ROSTER>, common: Common): ReadonlyMap<string, Team> {
  const isSplit = has(roster, 'teams');
  if (isSplit && has(roster, 'rotations')) common.faults.push({ path: 'rotations', what: 'beside-teams' });
  const teams = isSplit ? writtenTeams(roster.teams, common) : new Map([[ONLY_TEAM, onlyTeamOf(roster, common)]]);
  const shared = (roster.overrides ?? []).flatMap((written) => {
    if (written === undefined) return [];
    const override = overrideOf(written, common, common.timezone);
    const team = namedTeam(written.team, keyPath(written.path, 'team'), teams, common.faults);
    if (!has(written, 'team') && !has(written, 'out') && has(written, 'in') && teams.size > 1) {
      common.faults.push({ path: written.path, what: 'whose-team' });
    }
    return override === undefined ? [] : { override, team };
  });
  return new Map(
    [...teams].map(([id, team]) => {
      // A team's own overrides come after these and so win.
      const own = shared.filter((one) => one.team === undefined || one.team === id).map(({ override }) => override);
      return [id, own.length === 0 ? team : { ...team, overrides: [...own, ...team.overrides] }];
    }),
  );
}

function onlyTeamOf(roster: Read<typeof ROSTER>, common: Common): Team {
  const { agents, timezone, manner, escalation } = common;
  return {
    id: ONLY_TEAM,
    path: '$',
    name: 'Main',
    timezone,
    manner,
    agents: [...agents.values()],
    rotations: rotationsOf(roster.rotations, common, timezone),
    overrides: [],
    escalation,
  };
}

function writtenTeams(
  written: ReadonlyMap<string, Read<typeof TEAM> | undefined> | undefined,
  common: Common,
): ReadonlyMap<string, Team> {
  return new Map(
    [...(written ?? [])].flatMap(([id, team]) => (team === undefined ? [] : [[id, teamOf(team, id, common)] as const])),
  );
}

function teamOf(written: Read<typeof TEAM>, id: string, common: Common): Team {
  const { path } = written;
  const timezone = written.timezone ?? common.timezone;
  const manner = mannerIn(written, common.manner, common.faults);
  const rotations = rotationsOf(written.rotations, common, timezone);
  const escalation = escalationOf(written.escalation, common.agents, common.escalation, common.faults);
  const listed = agentsIn(written.agents, keyPath(path, 'agents'), common);
  const inTurn = rotations.flatMap(({ agents }) => agents);
  const inSteps = escalation.order?.flatMap((step) => (step.kind === 'agent' ? step.agent : [])) ?? [];
  const agents = [...new Set([...listed, ...inTurn, ...inSteps])];
  if (agents.length === 0 && !has(written, 'agents') && !has(written, 'rotations')) {
    common.faults.push({ path, what: 'nobody', keys: ['agents', 'rotations'] });
  }
  const overrides = (written.overrides ?? []).flatMap(
    (override) => (override && overrideOf(override, common, timezone)) ?? [],
  );
  return { id, path, name: written.name ?? id, timezone, manner, agents, rotations, overrides, escalation };
}

function agentsIn(ids: readonly (string | undefined)[] | undefined, path: string, common: Common): readonly Agent[] {
  return (ids ?? []).flatMap((id, index) => namedAgent(id, itemPath(path, index), common) ?? []);
}

function rotationsOf(
  written: readonly (Read<typeof ROTATION> | undefined)[] | undefined,
  common: Common,
  teamZone: string,
): readonly Rotation[] {
  return (written ?? []).flatMap((rotation) => (rotation && rotationOf(rotation, common, teamZone)) ?? []);
}

/** Its times are those of its own zone or else of the team's. */
function rotationOf(written: Read<typeof ROTATION>, common: Common, teamZone: string): Rotation {
  const { path, timezone, start, every = DEFAULT_PERIOD, only = [] } = written;
  const agents = agentsIn(written.agents, keyPath(path, 'agents'), common);
  if (agents.length > 1 && !has(written, 'start')) {
    common.faults.push({ path, what: 'missing', table: ROTATION, keys: ['start'] });
  }
  momentOf(start, keyPath(path, 'start'), timezone ?? teamZone, common.faults);
  if (every.unit === 'shifts' && !has(written, 'only')) {
    common.faults.push({ path: keyPath(path, 'every'), what: 'shift-of-nothing' });
  }
  return {
    path,
    agents,
    ...defined({ timezone, start: start === undefined ? start : isoOf(start) }),
    every,
    only: only.filter((window) => window !== undefined),
  };
}

function overrideOf(written: Read<typeof OVERRIDE>, common: Common, zone: string): Override | undefined {
  const { path, why } = written;
  const out = namedAgent(written.out, keyPath(path, 'out'), common);
  const standIn = namedAgent(written.in, keyPath(path, 'in'), common);
  if (out !== undefined && out === standIn) common.faults.push({ path: keyPath(path, 'out'), what: 'same-agent' });
  const { fromMs, toMs } = intervalOf(written, zone, common.faults);
  if (fromMs === undefined || toMs === undefined) return undefined;
  return { path, fromMs, toMs, ...defined({ out, in: standIn, why }) };
}

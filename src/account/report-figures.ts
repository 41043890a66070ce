import type { RosterNames } from '../roster/names';
import { wallMsAt } from '../roster/zone';
import type { AgentFigures, TeamFigures } from './figures';
import type { CallMade, PastIncident } from './past-incident';
import { quantilesOf } from './quantiles';

/** Works out the figures of every team, by its id. */
export function figuresOf(incidents: readonly PastIncident[], names: RosterNames): readonly TeamFigures[] {
  const teams = [...new Set(incidents.map(({ team }) => team))].toSorted();
  return teams.map((team) => {
    const own = incidents.filter((each) => each.team === team);
    const calls = own.flatMap((each) => each.calls);
    const people = new Set([
      ...calls.map(({ agent }) => agent),
      ...own.flatMap(({ takings }) => takings.map(({ by }) => by)),
    ]);
    const agents = [...people].map((agent) => agentFigures(agent, team, own, names));
    return {
      team,
      incidents: own.length,
      taken: own.filter(({ takings }) => takings.length > 0).length,
      exhausted: own.filter(({ status }) => status === 'exhausted').length,
      pages: calls.length,
      pagesAtNight: agents.reduce((sum, { pagesAtNight }) => sum + pagesAtNight, 0),
      toFirstRing: quantilesOf(own.flatMap(toFirstRing)),
      toTaken: quantilesOf(own.flatMap(toTaken)),
      agents: agents.toSorted((one, other) => other.pages - one.pages || (one.agent < other.agent ? -1 : 1)),
    };
  });
}

function agentFigures(
  agent: string,
  team: string,
  incidents: readonly PastIncident[],
  names: RosterNames,
): AgentFigures {
  const all = incidents.flatMap(({ calls }) => calls);
  const calls = all.filter((call) => call.agent === agent);
  const zone = names.agentZone(agent, team);
  return {
    agent,
    pages: calls.length,
    pagesAtNight: calls.filter((call) => isNight(call, zone)).length,
    share: all.length === 0 ? 0 : calls.length / all.length,
    taken: incidents.flatMap(({ takings }) => takings).filter(({ by }) => by === agent).length,
    declined: calls.filter(({ outcome }) => outcome === 'declined').length,
    missed: calls.filter(({ outcome }) => MISSED.has(outcome)).length,
    toFirstRing: quantilesOf(incidents.filter((each) => each.calls[0]?.agent === agent).flatMap(toFirstRing)),
    toTaken: quantilesOf(incidents.filter((each) => each.takings[0]?.by === agent).flatMap(toTaken)),
  };
}

const MISSED: ReadonlySet<string> = new Set(['no-key', 'busy', 'no-answer', 'failed', 'hung-up', 'timed-out']);

const NIGHT = { fromHour: 22, toHour: 7 } as const;

function isNight({ atMs }: CallMade, zone: string): boolean {
  const hour = new Date(wallMsAt(atMs, zone)).getUTCHours();
  return hour >= NIGHT.fromHour || hour < NIGHT.toHour;
}

/** None of an incident of which nobody was called, and of those of the first release, which did not say. */
function toFirstRing({ openedAtMs, rangAtMs }: PastIncident): readonly number[] {
  return rangAtMs === undefined ? [] : [Math.max(0, rangAtMs - openedAtMs)];
}

function toTaken({ openedAtMs, takings: [first] }: PastIncident): readonly number[] {
  return first === undefined ? [] : [Math.max(0, first.atMs - openedAtMs)];
}

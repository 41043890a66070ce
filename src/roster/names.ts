import { parseRoster } from './parse';

/** How the roster of this machine names things; what it does not know has its id. */
export interface RosterNames {
  teamName(id: string): string;
  agentName(id: string): string;
  zoneOf(team: string): string;
  /** Where the agent lives: the team's zone, unless the roster says otherwise. */
  agentZone(agent: string, team: string): string;
}

/** Names from the roster of this machine, if it has one that can be read. */
export function rosterNames(rosterText: string | undefined): RosterNames {
  const parsed = rosterText === undefined ? undefined : parseRoster(rosterText);
  const roster = parsed?.ok === true ? parsed.roster : undefined;
  const zoneOf = (team: string): string => roster?.teams.get(team)?.timezone ?? roster?.timezone ?? 'UTC';
  return {
    teamName: (id) => roster?.teams.get(id)?.name ?? id,
    agentName: (id) => roster?.agents.get(id)?.name ?? id,
    zoneOf,
    agentZone: (agent, team) => roster?.agents.get(agent)?.timezone ?? zoneOf(team),
  };
}

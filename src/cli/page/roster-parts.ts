import type { AgentName, Duty, RosterState, TeamName, World } from '../../page/world';
import { callOrder } from '../../roster/calls';
import { examineRoster } from '../../roster/advice/examine';
import type { Roster, Team } from '../../roster/roster';
import { onCallStatusAt } from '../../roster/schedule';
import { scheduleOf } from '../../roster/shifts';
import { overrideWords } from '../../roster/words';
import { DAY_MS, instantOf, wallMsAt } from '../../roster/zone';
import { checkRoster, ringsOfFlow } from '../roster/check';

const OUTLOOK_DAYS = 35;

/** More shifts than this nobody reads: a team that changes every hour has as many in a month. */
const MOST_SHIFTS = 1_000;

/** Who there is. */
export function peopleIn({ agents, teams, timezone }: Roster): Pick<World, 'teams' | 'agents'> {
  const teamsOf = (id: string): readonly Team[] =>
    [...teams.values()].filter((team) => team.agents.some((agent) => agent.id === id));
  return {
    teams: [...teams.values()].map(({ id, name, timezone: zone }): TeamName => ({ id, name, zone })),
    agents: [...agents.values()].map((agent): AgentName => {
      const own = teamsOf(agent.id);
      return {
        id: agent.id,
        name: agent.name,
        teams: own.map(({ id }) => id),
        zone: agent.timezone ?? own[0]?.timezone ?? timezone,
      };
    }),
  };
}

/** Who is on call now, next, and for the weeks to come. */
export function dutiesIn({ teams }: Roster, atMs: number): readonly Duty[] {
  return [...teams.values()].map((team) => {
    const { agent, untilMs, next } = onCallStatusAt(team, atMs);
    const shifts = scheduleOf(team, monthBegins(atMs, team.timezone), atMs + OUTLOOK_DAYS * DAY_MS);
    return {
      team: team.id,
      now: agent?.id ?? null,
      untilMs,
      next: next?.id ?? null,
      order: callOrder(team, atMs).map(({ id }) => id),
      shifts: shifts.slice(0, MOST_SHIFTS).map(({ fromMs, toMs, agent: who, override }) => ({
        fromMs,
        toMs,
        agent: who?.id ?? null,
        override: override && overrideWords(override),
      })),
    };
  });
}

function monthBegins(atMs: number, zone: string): number {
  const wall = new Date(wallMsAt(atMs, zone));
  return instantOf(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), 1), zone);
}

/** What `roster check` says of it, and the roster when it can be used. */
export function rosterIn(
  text: string,
  file: string,
  atMs: number,
): { readonly state: RosterState; readonly roster?: Roster } {
  const { errors, more, warnings } = checkRoster(text, ringsOfFlow(), () => atMs);
  const parsed = examineRoster(text);
  const state = {
    file,
    isUsable: parsed.ok && errors.length === 0,
    errors,
    warnings,
    more,
  };
  return { state, ...(parsed.ok ? { roster: parsed.roster } : {}) };
}

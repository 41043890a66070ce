import { UserMistake } from '../mistake';
import type { Agent, Roster, Team } from '../roster/roster';
import { quoted } from '../text/masking';
import { nearestWord } from '../text/nearest-word';

/** The team that was named, or all of them. Throws a UserMistake that names the nearest one. */
export function selectTeams(roster: Roster, id: string | undefined): readonly Team[] {
  if (id === undefined) return [...roster.teams.values()];
  const team = roster.teams.get(id);
  if (team !== undefined) return [team];
  throw new UserMistake(`--team: ${missing('team', id, roster.teams.keys())}`);
}

/** The agent that was named. Throws a UserMistake that names the nearest one. */
export function selectAgent(roster: Roster, id: string, option: string): Agent {
  const agent = roster.agents.get(id);
  if (agent !== undefined) return agent;
  throw new UserMistake(`${option}: ${missing('agent', id, roster.agents.keys())}`);
}

function missing(what: string, id: string, known: Iterable<string>): string {
  const ids = [...known];
  const meant = nearestWord(id, ids);
  const shown = ids.slice(0, 12).join(', ');
  const remedy =
    meant === undefined ? `there are ${shown}${ids.length > 12 ? ', …' : ''}.` : `did you mean ${quoted(meant)}?`;
  return `the roster has no ${what} ${quoted(id)}; ${remedy}`;
}

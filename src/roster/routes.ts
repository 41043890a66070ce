import { globMatches } from './glob';
import type { AlarmMatch, Roster, Route, Silence, Team } from './roster';

/** An alarm as routes and silences see it. */
export interface RoutedAlarm {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
}

/** Where an alarm goes. */
export interface Routed {
  readonly team: Team;
  /** The route that decided; undefined when none matched and the default team gets it. */
  readonly route: Route | undefined;
  /** Why nobody is called; undefined when the alarm is not silenced. */
  readonly silence: Silence | undefined;
}

/** The first route that matches; undefined when the default team gets the alarm. */
export function routeOf(roster: Roster, alarm: RoutedAlarm): Route | undefined {
  return roster.routes.find((candidate) => matches(candidate, alarm));
}

/** The first silence that matches at an instant; undefined when the alarm is not silenced. */
export function silenceOf(roster: Roster, alarm: RoutedAlarm, atMs: number): Silence | undefined {
  return roster.silences.find(
    (candidate) => (candidate.fromMs ?? atMs) <= atMs && atMs < candidate.toMs && matches(candidate, alarm),
  );
}

/** Finds the team of an alarm: the first route that matches, else the default team. */
export function routeAlarm(roster: Roster, alarm: RoutedAlarm, atMs: number): Routed {
  const route = routeOf(roster, alarm);
  return {
    team: teamOf(roster, route?.team ?? roster.defaultTeam),
    route,
    silence: silenceOf(roster, alarm, atMs),
  };
}

/** An alarm that does not say its account or region is not matched by what asks for one. */
function matches(match: AlarmMatch, alarm: RoutedAlarm): boolean {
  return (
    (match.alarm?.some((glob) => globMatches(glob, alarm.name)) ?? true) &&
    (match.account?.some((account) => account === alarm.account) ?? true) &&
    (match.region?.some((glob) => alarm.region !== undefined && globMatches(glob, alarm.region)) ?? true)
  );
}

function teamOf(roster: Roster, id: string): Team {
  const team = roster.teams.get(id);
  if (team === undefined) throw new Error(`the roster has no team ${id}, although its routes or defaultTeam name it`);
  return team;
}

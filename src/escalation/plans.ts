import type { Alarm } from '../incident/alarm';
import type { Callable, CallPlan } from '../incident/plan';
import { callOrder, everyoneAt } from '../roster/calls';
import { parseRoster } from '../roster/parse';
import type { Roster, Team } from '../roster/roster';
import { routeAlarm } from '../roster/routes';

/** Which team an alarm goes to, and why, for the log. */
export interface Destination {
  readonly team: string;
  /** Nobody is called for it: silenced, or missing data that does not count. */
  readonly quiet: boolean;
  readonly note?: string;
}

/** What the deployed roster says, whatever state it is in. */
export interface Plans {
  /** Why the roster cannot be used, with every mistake in it; undefined when it is sound. */
  readonly trouble?: string;
  /** Every team that may have a board. */
  readonly teams: readonly string[];
  planFor(team: string, nowMs: number): CallPlan;
  destination(alarm: Alarm, nowMs: number): Destination;
  /** Teams that may be waiting for this phone: those with an agent who has it, and those that call it now. */
  teamsOf(phone: string, nowMs: number): readonly string[];
}

/** The team of alarms that arrive while the roster cannot be read. */
export const FALLBACK_TEAM = 'fallback';

/** For a team that the roster does not have (any more), the fallback numbers are called under the usual rules. */
const USUAL = { maxCalls: 3, ringSeconds: 25, regroupMinutes: 5 } as const;

/**
 * Reads the roster's text. A roster that is missing or wrong still pages: the fallback numbers stand in for it, and whoever
 * answers hears why.
 */
export function plansFrom(rosterText: string | undefined, fallbackNumbers: readonly string[]): Plans {
  const fallback: readonly Callable[] = fallbackNumbers.map((phone, index) => ({
    id: `fallback-${index + 1}`,
    name: `fallback number ${index + 1}`,
    phones: [phone],
  }));
  const parsed = rosterText === undefined ? undefined : parseRoster(rosterText);
  if (parsed?.ok === true) return soundPlans(parsed.roster, fallback);
  const trouble =
    parsed === undefined
      ? 'There is no roster: assets/roster.private.json was not deployed.'
      : `The roster has mistakes: ${parsed.errors.map(({ path, message }) => `${path}: ${message}`).join(' ')}`;
  return {
    trouble,
    teams: [FALLBACK_TEAM],
    planFor: (team) => fallbackPlan(team, fallback, 'The on-call roster cannot be read.'),
    destination: (alarm) => ({
      team: FALLBACK_TEAM,
      quiet: alarm.fromRule && alarm.state === 'no-data',
      note: trouble,
    }),
    teamsOf: () => [FALLBACK_TEAM],
  };
}

function soundPlans(roster: Roster, fallback: readonly Callable[]): Plans {
  const teams = [...roster.teams.keys(), FALLBACK_TEAM];
  const planFor = (id: string, nowMs: number): CallPlan => {
    const team = roster.teams.get(id);
    return team === undefined
      ? fallbackPlan(id, fallback, `The roster has no team ${id}.`, roster.timezone)
      : planOf(team, fallback, nowMs);
  };
  return {
    teams,
    planFor,
    destination: (alarm, nowMs) => {
      const routed = routeAlarm(roster, alarm, nowMs);
      // An alarm action with missing data is paged: a dead server looks like that. A rule delivers it for every new alarm.
      const missing = routed.missingData ?? (alarm.fromRule ? 'ignore' : 'page');
      const ignored = alarm.state === 'no-data' && missing === 'ignore';
      const note =
        routed.silencedBy !== undefined
          ? `silenced: ${routed.silencedBy}`
          : ignored
            ? 'missing data is ignored on this route'
            : routed.matched
              ? undefined
              : 'no route matches: it goes to the default team';
      return {
        team: routed.team.id,
        quiet: routed.silencedBy !== undefined || ignored,
        ...(note === undefined ? {} : { note }),
      };
    },
    teamsOf: (phone, nowMs) =>
      teams.filter((id) =>
        [...(roster.teams.get(id)?.agents ?? []), ...planFor(id, nowMs).order].some(({ phones }) =>
          phones.includes(phone),
        ),
      ),
  };
}

function planOf(team: Team, fallback: readonly Callable[], nowMs: number): CallPlan {
  const order = callOrder(team, nowMs);
  const { maxCalls, ringSeconds, regroupMinutes } = team.escalation;
  const nobody = order.length === 0;
  const everyone = everyoneAt(team, nowMs);
  return {
    team: team.id,
    teamName: team.name,
    timezone: team.timezone,
    order: nobody ? fallback : order,
    everyone: nobody ? [...everyone, ...fallback] : everyone,
    maxCalls,
    ringSeconds,
    regroupMinutes,
    ...(nobody ? { trouble: 'Nobody is on call, so the fallback numbers are called.' } : {}),
  };
}

function fallbackPlan(team: string, fallback: readonly Callable[], trouble: string, timezone = 'UTC'): CallPlan {
  return { team, teamName: team, timezone, order: fallback, everyone: fallback, ...USUAL, trouble };
}

import type { Alarm } from '../alarm/alarm';
import type { Route, Silence } from '../roster/roster';
import { routeAlarm } from '../roster/routes';
import { zonedText } from '../roster/time-text';
import { FALLBACK_TEAM, type Plans } from './plans';

/** Which team an alarm goes to, and why, for the log. */
export interface Destination {
  readonly team: string;
  /** Nobody is called for it: silenced, missing data that does not count, or no alarm by its own word. */
  readonly quiet: boolean;
  readonly note?: string;
}

/** Where an alarm goes. While the roster cannot be used all go to the fallback team. */
export function destinationOf({ roster, trouble }: Plans, alarm: Alarm, nowMs: number): Destination {
  if (roster === undefined) {
    const quiet = ignoredBecause(alarm, undefined) !== undefined;
    return { team: FALLBACK_TEAM, quiet, ...(trouble === undefined ? {} : { note: trouble }) };
  }
  const { team, route, silence } = routeAlarm(roster, alarm, nowMs);
  const quietly = silence === undefined ? ignoredBecause(alarm, route) : silencedBy(silence, roster.timezone);
  const note = quietly ?? (route === undefined ? 'no route matches: it goes to the default team' : undefined);
  return { team: team.id, quiet: quietly !== undefined, ...(note === undefined ? {} : { note }) };
}

function silencedBy({ path, why, alarm, toMs }: Silence, zone: string): string {
  const what = why === undefined ? alarm?.join(', ') : `"${why}"`;
  return `silenced by ${path}${what === undefined ? '' : ` (${what})`} until ${zonedText(toMs, zone)}`;
}

/**
 * Why an alarm calls nobody by itself; undefined when it does. What CloudWatch suppresses, and what is not an alarm, says so. An alarm action with missing data is paged: a dead server
 * looks like that. A rule delivers it for every new alarm.
 */
function ignoredBecause({ state, fromRule, calm }: Alarm, route: Route | undefined): string | undefined {
  if (calm !== undefined) return calm;
  if (state !== 'no-data') return undefined;
  if (route?.missingData === 'ignore') return `missing data is ignored by ${route.path}`;
  if (route?.missingData === 'page' || !fromRule) return undefined;
  return 'a rule reports missing data, which is ignored unless a route says "missingData": "page"';
}

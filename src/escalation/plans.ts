import type { Alarm } from '../incident/alarm';
import type { Callable, CallPlan } from '../incident/plan';
import { callOrder, everyoneAt } from '../roster/calls';
import { parseRoster, placesOf } from '../roster/parse';
import type { Roster, Route, Silence, Team } from '../roster/roster';
import { routeAlarm } from '../roster/routes';
import { zonedText } from '../roster/time-text';
import type { Trouble } from '../wording/catalogue';
import { catalogueIn } from '../wording/catalogues';

/** Which team an alarm goes to, and why, for the log. */
export interface Destination {
  readonly team: string;
  /** Nobody is called for it: silenced, missing data that does not count, or no alarm by its own word. */
  readonly quiet: boolean;
  readonly note?: string;
}

/** What the deployed roster says, whatever state it is in. */
export interface Plans {
  /** Why the roster cannot be used, with every mistake in it; undefined when it is sound. */
  readonly trouble?: string;
  /** Every team that may have a board. */
  readonly teams: readonly string[];
  /** `known`: the ids of those whom the team's board names, for a team that the roster has no more. */
  planFor(team: string, nowMs: number, known?: readonly string[]): CallPlan;
  destination(alarm: Alarm, nowMs: number): Destination;
  /** Teams that may be waiting for this phone: those with an agent who has it, and those that call it now. */
  teamsOf(phone: string, nowMs: number): readonly string[];
}

/** The team of alarms that arrive while the roster cannot be read. */
export const FALLBACK_TEAM = 'fallback';

/** For a team that the roster does not have (any more), the fallback numbers are called under the usual rules. */
const USUAL = { maxCalls: 3, ringSeconds: 25, regroupMinutes: 5, maxCallsPerHour: 60, maxTextsPerHour: 10 } as const;

/** A roster that cannot be read names no account. */
const NOWHERE = { accounts: new Map<string, string>(), knownAccounts: [], knownRegions: [] } as const;

/** Who stands behind the fallback numbers, in their order. */
export function fallbackAgents(numbers: readonly string[]): readonly Callable[] {
  return numbers.map((phone, index) => ({
    id: `fallback-${index + 1}`,
    name: catalogueIn('en').people.fallbackNumber(index + 1),
    phones: [phone],
  }));
}

/**
 * Reads the roster's text. A roster that is missing or wrong still pages: the fallback numbers stand in for it, and whoever
 * answers hears why.
 */
export function plansFrom(rosterText: string | undefined, fallbackNumbers: readonly string[]): Plans {
  const fallback = fallbackAgents(fallbackNumbers);
  const parsed = rosterText === undefined ? undefined : parseRoster(rosterText);
  if (parsed?.ok === true) return soundPlans(parsed.roster, fallback);
  const trouble =
    parsed === undefined
      ? 'There is no roster: assets/roster.private.json was not deployed.'
      : `The roster has mistakes${placesOf(parsed.faults)}. "oncall roster check" shows them.`;
  return {
    trouble,
    teams: [FALLBACK_TEAM],
    planFor: (team) => ({
      ...fallbackPlan(team, fallback, { is: 'unreadable' }, 'UTC', byId(fallback)),
      isEverybody: false,
    }),
    destination: (alarm) => ({
      team: FALLBACK_TEAM,
      quiet: ignoredBecause(alarm, undefined) !== undefined,
      note: trouble,
    }),
    teamsOf: () => [FALLBACK_TEAM],
  };
}

function soundPlans(roster: Roster, fallback: readonly Callable[]): Plans {
  const teams = [...roster.teams.keys(), FALLBACK_TEAM];
  const people = byId([...roster.agents.values(), ...fallback]);
  const places = placesIn(roster);
  const planFor = (id: string, nowMs: number, known: readonly string[] = []): CallPlan => {
    const team = roster.teams.get(id);
    if (team !== undefined) {
      return { ...planOf(team, fallback, people, nowMs), ...places, silenced: silencedAt(roster, nowMs) };
    }
    const agents = [...heirsOf(roster, known), ...fallback];
    const everybody = agents.length > 0 ? agents : [...roster.agents.values()];
    return { ...fallbackPlan(id, everybody, { is: 'no-team', team: id }, roster.timezone, people), ...places };
  };
  return {
    teams,
    planFor,
    destination: (alarm, nowMs) => {
      const { team, route, silence } = routeAlarm(roster, alarm, nowMs);
      const quietly = silence === undefined ? ignoredBecause(alarm, route) : silencedBy(silence, roster.timezone);
      const note = quietly ?? (route === undefined ? 'no route matches: it goes to the default team' : undefined);
      return { team: team.id, quiet: quietly !== undefined, ...(note === undefined ? {} : { note }) };
    },
    teamsOf: (phone, nowMs) =>
      teams.filter((id) =>
        // Of the times when there was no roster only the fallback numbers may wait, whoever would stand in for them today.
        [...(roster.teams.get(id)?.agents ?? fallback), ...(roster.teams.has(id) ? planFor(id, nowMs).order : [])].some(
          ({ phones }) => phones.includes(phone),
        ),
      ),
  };
}

function silencedBy({ path, why, alarm, toMs }: Silence, zone: string): string {
  const what = why === undefined ? alarm?.join(', ') : `"${why}"`;
  return `silenced by ${path}${what === undefined ? '' : ` (${what})`} until ${zonedText(toMs, zone)}`;
}

/**
 * Why an alarm calls nobody by itself; undefined when it does. What CloudWatch suppresses, and what is no alarm, says so. An alarm action with missing data is paged: a dead server
 * looks like that. A rule delivers it for every new alarm.
 */
function ignoredBecause({ state, fromRule, calm }: Alarm, route: Route | undefined): string | undefined {
  if (calm !== undefined) return calm;
  if (state !== 'no-data') return undefined;
  if (route?.missingData === 'ignore') return `missing data is ignored by ${route.path}`;
  if (route?.missingData === 'page' || !fromRule) return undefined;
  return 'a rule reports missing data, which is ignored unless a route says "missingData": "page"';
}

/** A silence of one account or region says nothing here: of an incident only the name of its first alarm is known. */
function silencedAt({ silences }: Roster, nowMs: number): readonly string[] {
  return silences
    .filter(({ fromMs = nowMs, toMs, account, region }) => {
      return fromMs <= nowMs && nowMs < toMs && account === undefined && region === undefined;
    })
    .flatMap(({ alarm = ['*'] }) => alarm);
}

/** What the roster says of accounts and regions; a pattern of regions says that there are several, and not which. */
function placesIn({
  accounts,
  routes,
  silences,
}: Roster): Pick<CallPlan, 'accounts' | 'knownAccounts' | 'knownRegions'> {
  const matches = [...routes, ...silences];
  return {
    accounts,
    knownAccounts: [...new Set([...accounts.keys(), ...matches.flatMap(({ account = [] }) => account)])],
    knownRegions: [...new Set(matches.flatMap(({ region = [] }) => region))],
  };
}

function byId(agents: readonly Callable[]): ReadonlyMap<string, Callable> {
  return new Map(agents.map((agent) => [agent.id, agent]));
}

/**
 * Who answers for an incident of a team that was removed or renamed: those whom its board names, and their teams. Behind them stand
 * the fallback numbers, and where there is nobody at all, everybody on the roster: an incident always has people.
 */
function heirsOf({ agents, teams }: Roster, known: readonly string[]): readonly Callable[] {
  const left = known.flatMap((id) => agents.get(id) ?? []);
  const mates = [...teams.values()].filter((team) => team.agents.some((agent) => left.includes(agent)));
  return [...new Set([...left, ...mates.flatMap((team) => team.agents)])];
}

function planOf(
  team: Team,
  fallback: readonly Callable[],
  people: ReadonlyMap<string, Callable>,
  nowMs: number,
): CallPlan {
  const order = callOrder(team, nowMs);
  const { order: _steps, ...rules } = team.escalation;
  const nobody = order.length === 0;
  const everyone = everyoneAt(team, nowMs);
  return {
    team: team.id,
    teamName: team.name,
    timezone: team.timezone,
    order: nobody ? fallback : order,
    everyone: nobody ? [...everyone, ...fallback] : everyone,
    people,
    isEverybody: true,
    silenced: [],
    ...NOWHERE,
    ...rules,
    ...(nobody ? { trouble: { is: 'nobody' } as const } : {}),
  };
}

function fallbackPlan(
  team: string,
  agents: readonly Callable[],
  trouble: Trouble,
  timezone: string,
  people: ReadonlyMap<string, Callable>,
): CallPlan {
  return {
    team,
    teamName: team,
    timezone,
    order: agents,
    everyone: agents,
    people,
    isEverybody: true,
    silenced: [],
    ...NOWHERE,
    ...USUAL,
    trouble,
  };
}

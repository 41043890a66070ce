import { USUAL_LANGUAGE, type Language } from '../language/language';
import { USUAL_MANNER } from '../language/voices';
import type { Callable, CallPlan } from '../incident/plan';
import { callOrder, everyoneAt } from '../roster/calls';
import { DEFAULT_ESCALATION } from '../roster/file/escalation';
import { parseRoster, placesOf } from '../roster/parse';
import type { Roster, Team } from '../roster/roster';
import { defined } from '../text/defined';
import type { Trouble } from '../wording/en';
import { catalogueIn } from '../wording/catalogues';

/** What the deployed roster says, whatever state it is in. */
export interface Plans {
  /** Why the roster cannot be used, with every mistake in it; undefined when it is sound. */
  readonly trouble?: string;
  /** Undefined when it cannot be used. */
  readonly roster?: Roster;
  /** Every team that may have a board. */
  readonly teams: readonly string[];
  /** `known`: the ids of those whom the team's board names, for a team that the roster has no more. */
  planFor(team: string, nowMs: number, known?: readonly string[]): CallPlan;
  /** Teams that may be waiting for this phone: those with an agent who has it, and those that call it now. */
  teamsOf(phone: string, nowMs: number): readonly string[];
  /** Who stands behind the fallback numbers. */
  readonly fallback: readonly Callable[];
}

/** The team of alarms that arrive while the roster cannot be read. */
export const FALLBACK_TEAM = 'fallback';

/** What holds where a roster says nothing: it names no account, and everybody is on it. */
const USUAL = {
  isEverybody: true,
  silenced: [],
  accounts: new Map<string, string>(),
  knownAccounts: [],
  knownRegions: [],
} as const;

/** Who stands behind the fallback numbers, in their order. */
export function fallbackAgents(numbers: readonly string[], language: Language = USUAL_LANGUAGE): readonly Callable[] {
  return numbers.map((phone, index) => ({
    id: `fallback-${index + 1}`,
    name: catalogueIn(language).people.fallbackNumber(index + 1),
    phones: [phone],
  }));
}

/**
 * Reads the roster's text. A roster that is missing or wrong still pages: the fallback numbers stand in for it, and the
 * agent who answers hears why.
 */
export function plansFrom(rosterText: string | undefined, fallbackNumbers: readonly string[]): Plans {
  const parsed = rosterText === undefined ? undefined : parseRoster(rosterText);
  if (parsed?.ok === true) {
    return soundPlans(parsed.roster, fallbackAgents(fallbackNumbers, parsed.roster.manner.language));
  }
  const fallback = fallbackAgents(fallbackNumbers);
  const trouble =
    parsed === undefined
      ? 'There is no roster: assets/roster.private.json was not deployed.'
      : `The roster has mistakes${placesOf(parsed.faults)}. "oncall roster check" shows them.`;
  return {
    trouble,
    teams: [FALLBACK_TEAM],
    planFor: (team) => ({
      ...fallbackPlan(team, fallback, { is: 'unreadable' }, { timezone: 'UTC', manner: USUAL_MANNER }, byId(fallback)),
      isEverybody: false,
    }),
    teamsOf: () => [FALLBACK_TEAM],
    fallback,
  };
}

function soundPlans(roster: Roster, fallback: readonly Callable[]): Plans {
  const teams = [...roster.teams.keys(), FALLBACK_TEAM];
  const people = byId([...roster.agents.values(), ...fallback]);
  const places = placesIn(roster);
  const { timezone, manner } = roster;
  const caller = defined({ caller: roster.caller });
  const texts = roster.reach.textsWithCall ? { textsWithCall: true as const } : {};
  const planFor = (id: string, nowMs: number, known: readonly string[] = []): CallPlan => {
    const team = roster.teams.get(id);
    if (team !== undefined) {
      const orders = { ...places, ...caller, ...texts, silenced: silencedAt(roster, nowMs) };
      return { ...planOf(team, fallback, people, nowMs), ...orders };
    }
    const heirs = heirsOf(roster, known);
    const agents = [...heirs.agents, ...fallback];
    const everybody = agents.length > 0 ? agents : [...roster.agents.values()];
    const plan = fallbackPlan(id, everybody, { is: 'no-team', team: id }, { timezone, manner, ...caller }, people);
    // Whoever was told of something may be anybody, when none of those is left whom the board names.
    const isAnybodys = known.length > 0 && heirs.agents.length === 0 && id !== FALLBACK_TEAM;
    const everyone = isAnybodys ? [...roster.agents.values(), ...fallback] : everybody;
    return { ...plan, everyone, ...heirs.rules, ...places };
  };
  return {
    roster,
    teams,
    planFor,
    teamsOf: (phone, nowMs) =>
      teams.filter((id) =>
        // Of the times when there was no roster only the fallback numbers may wait, no matter who would stand in for them today.
        [...(roster.teams.get(id)?.agents ?? fallback), ...(roster.teams.has(id) ? planFor(id, nowMs).order : [])].some(
          ({ phones }) => phones.includes(phone),
        ),
      ),
    fallback,
  };
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

interface Heirs {
  readonly agents: readonly Callable[];
  /** The rules of the first of their teams: an agent who took something is reminded of it even if the team has another name by now. */
  readonly rules: Omit<Team['escalation'], 'order'>;
}

/**
 * Who answers for an incident of a team that was removed or renamed: those whom its board names, and their teams. Behind them stand
 * the fallback numbers, and where there is nobody at all, everybody on the roster: an incident always has people.
 */
function heirsOf({ agents, teams }: Roster, known: readonly string[]): Heirs {
  const left = known.flatMap((id) => agents.get(id) ?? []);
  const mates = [...teams.values()].filter((team) => team.agents.some((agent) => left.includes(agent)));
  const { order: _steps, ...rules } = { order: [], ...(mates[0]?.escalation ?? DEFAULT_ESCALATION) };
  return { agents: [...new Set([...left, ...mates.flatMap((team) => team.agents)])], rules };
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
    manner: team.manner,
    order: nobody ? fallback : order,
    everyone: nobody ? [...everyone, ...fallback] : everyone,
    people,
    ...USUAL,
    ...rules,
    ...(nobody ? { trouble: { is: 'nobody' } as const } : {}),
  };
}

function fallbackPlan(
  team: string,
  agents: readonly Callable[],
  trouble: Trouble,
  around: Pick<CallPlan, 'timezone' | 'manner' | 'caller'>,
  people: ReadonlyMap<string, Callable>,
): CallPlan {
  return {
    team,
    teamName: team,
    ...around,
    order: agents,
    everyone: agents,
    people,
    ...USUAL,
    ...DEFAULT_ESCALATION,
    trouble,
  };
}

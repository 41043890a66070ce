import type { Language, Manner } from '../language/language';
import { ownManner } from '../language/voices';
import type { Catalogue, Trouble } from '../wording/en';
import { catalogueIn } from '../wording/catalogues';
import type { AgentRef } from '../board/board';

/** An agent who can be called: the first phone is tried first, the next one at the next call to the same agent. */
export interface Callable {
  readonly id: string;
  readonly name: string;
  readonly phones: readonly string[];
  /** What this agent is called and texted in, and with which voice, where it is not as the team is. */
  readonly language?: Language;
  readonly voice?: string;
  /** IANA name, if not the team's. */
  readonly timezone?: string;
}

/** What the roster says about one team at one instant, as the escalation needs it. */
export interface CallPlan {
  readonly team: string;
  readonly teamName: string;
  /** IANA name: where the people of the team read times. */
  readonly timezone: string;
  /** How those of the team are spoken to who do not say otherwise. */
  readonly manner: Manner;
  /** The company's own name for itself, which opens a call. */
  readonly caller?: string;
  /** In the order in which they are called; it wraps. */
  readonly order: readonly Callable[];
  /** Everyone who is told when nobody took it. */
  readonly everyone: readonly Callable[];
  /** Everybody whom the roster knows, by id, also those of other teams and the fallback numbers. */
  readonly people: ReadonlyMap<string, Callable>;
  /** Whether that is everybody: of a roster that cannot be read nobody can be said to have left it. */
  readonly isEverybody: boolean;
  /** Calls to be made before it stops. */
  readonly maxCalls: number;
  readonly ringSeconds: number;
  readonly regroupMinutes: number;
  /** Calls that may be made, and SMS that one person may get, within an hour. */
  readonly maxCallsPerHour: number;
  readonly maxTextsPerHour: number;
  /** After how long the owner of something that is still wrong is rung; absent: never. */
  readonly remindMinutes?: number;
  /** Further rounds when nobody took it; absent: none. */
  readonly again?: { readonly everyMinutes: number; readonly times: number };
  /** Whether an agent who is called gets an SMS about it while the phone rings. */
  readonly textsWithCall?: true;
  /** Globs for the names of alarms that are silenced at this instant: nobody is reminded of them, and no further round is made. */
  readonly silenced: readonly string[];
  /** The names of AWS accounts, by their numbers. */
  readonly accounts: ReadonlyMap<string, string>;
  /** The accounts and the regions that the roster speaks of. */
  readonly knownAccounts: readonly string[];
  readonly knownRegions: readonly string[];
  /** Why these are not the agents whom the roster should have named; said to the agent who answers. */
  readonly trouble?: Trouble;
}

/** The agent with the phone that is next in turn, `callsBefore` calls to this agent having been made. */
export function agentRef(agent: Callable, callsBefore: number): AgentRef | undefined {
  const phone = agent.phones[callsBefore % Math.max(1, agent.phones.length)];
  return phone === undefined ? undefined : { id: agent.id, name: agent.name, phone };
}

/** Whether somebody has left the roster. */
export function hasLeft({ people, isEverybody }: CallPlan, id: string): boolean {
  return isEverybody && !people.has(id);
}

/** How this agent is spoken to; an agent who has left the roster, as the team is. */
export function mannerTo(plan: CallPlan, id: string): Manner {
  return ownManner(plan.people.get(id) ?? {}, plan.manner);
}

/** The words for whatever is said or sent to this agent. */
export function catalogueOf(plan: CallPlan, id: string): Catalogue {
  return catalogueIn(mannerTo(plan, id).language);
}

/** Where this agent reads times. */
export function zoneOf(plan: CallPlan, id: string): string {
  return plan.people.get(id)?.timezone ?? plan.timezone;
}

/** What an agent is called in speech and SMS; of one who has left the roster no name is kept. */
export function nameOf({ people: words }: Catalogue, plan: CallPlan, id: string): string {
  return plan.people.get(id)?.name ?? (plan.isEverybody ? words.somebodyWhoLeft : words.somebody);
}

import type { AgentRef } from './board';

/** An agent who can be called: the first phone is tried first, the next one at the next call to the same agent. */
export interface Callable {
  readonly id: string;
  readonly name: string;
  readonly phones: readonly string[];
}

/** What the roster says about one team at one instant, as the escalation needs it. */
export interface CallPlan {
  readonly team: string;
  readonly teamName: string;
  /** IANA name: where the people of the team read times. */
  readonly timezone: string;
  /** In the order in which they are called; it wraps. */
  readonly order: readonly Callable[];
  /** Everyone who is told when nobody took it. */
  readonly everyone: readonly Callable[];
  /** Calls to be made before it stops. */
  readonly maxCalls: number;
  readonly ringSeconds: number;
  readonly regroupMinutes: number;
  /** How long after an incident was taken its owner is rung again if an alarm of it is still wrong; absent: never. */
  readonly remindMinutes?: number;
  /** Further rounds of calls, `times` at most, for an incident that nobody took; absent: none. */
  readonly again?: { readonly everyMinutes: number; readonly times: number };
  /** How many calls the team gets within an hour. */
  readonly maxCallsPerHour: number;
  /** How many SMS one person gets within an hour. */
  readonly maxTextsPerHour: number;
  /** Why these are not the agents whom the roster should have named; said to whoever answers. */
  readonly trouble?: string;
}

/** The agent with the phone that is next in turn, `callsBefore` calls to this agent having been made. */
export function agentRef(agent: Callable, callsBefore: number): AgentRef | undefined {
  const phone = agent.phones[callsBefore % Math.max(1, agent.phones.length)];
  return phone === undefined ? undefined : { id: agent.id, name: agent.name, phone };
}

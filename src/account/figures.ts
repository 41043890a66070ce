import type { Quantiles } from './quantiles';

/** What agents had to do with the incidents of one team. */
export interface TeamFigures {
  /** The team's id. */
  readonly team: string;
  readonly incidents: number;
  readonly taken: number;
  /** Those that nobody has taken. */
  readonly exhausted: number;
  readonly pages: number;
  readonly pagesAtNight: number;
  /** From the opening of an incident to its first ring, and to the agent who took it first. */
  readonly toFirstRing: Quantiles | undefined;
  readonly toTaken: Quantiles | undefined;
  /** Those with most pages first. */
  readonly agents: readonly AgentFigures[];
}

/** What one agent had to do with them. */
export interface AgentFigures {
  /** The agent's id. */
  readonly agent: string;
  /** Calls, answered or not. */
  readonly pages: number;
  /** Of these, how many came between 22:00 and 07:00 where the agent lives. */
  readonly pagesAtNight: number;
  /** How much of the team's pages, from 0 to 1. */
  readonly share: number;
  /** How often the agent took an incident, by whichever way. */
  readonly taken: number;
  /** Calls that the agent ended with 2. */
  readonly declined: number;
  /** Calls that came to nothing: not answered, busy, not reached, hung up, or no key. */
  readonly missed: number;
  /** Of incidents of which the agent was called first, and of those that the agent took first. */
  readonly toFirstRing: Quantiles | undefined;
  readonly toTaken: Quantiles | undefined;
}

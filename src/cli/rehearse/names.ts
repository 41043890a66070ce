import { fallbackAgents } from '../../escalation/plans';
import type { Roster } from '../../roster/roster';
import type { NameOf } from './timeline-text';

/** Who somebody is. */
export interface Names {
  /** The agent with this number; a number that nobody has stands for itself, masked. */
  readonly agentOf: (phone: string) => string;
  readonly nameOf: NameOf;
}

/** Agents by number and names by agent, of the roster and of those who stand behind the fallback numbers. */
export function namesIn({ agents: known }: Pick<Roster, 'agents'>, fallbackNumbers: readonly string[]): Names {
  const agents = [...known.values(), ...fallbackAgents(fallbackNumbers)];
  return {
    agentOf: (phone) => agents.find((agent) => agent.phones.includes(phone))?.id ?? `…${phone.slice(-4)}`,
    nameOf: (id) => agents.find((agent) => agent.id === id)?.name ?? id,
  };
}

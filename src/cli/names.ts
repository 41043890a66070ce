import type { Roster } from '../roster/roster';
import type { NameOf } from './timeline-text';

/** Agents by number and names by agent; a number that the roster does not have stands for itself, masked. */
export function namesIn(roster: Roster): { readonly agentOf: (phone: string) => string; readonly nameOf: NameOf } {
  const agents = [...roster.agents.values()];
  return {
    agentOf: (phone) => agents.find((agent) => agent.phones.includes(phone))?.id ?? `…${phone.slice(-4)}`,
    nameOf: (id) => roster.agents.get(id)?.name ?? id,
  };
}

import type { Roster } from '../roster';

/**
 * Numbers kept free for films and examples: +44 7700 900xxx (Ofcom, "Telephone numbers for use in TV and radio drama
 * programmes") and +1 NPA 555 01xx (ATIS-0300115).
 */
const SAMPLES: readonly RegExp[] = [/^\+447700900\d{3}$/, /^\+1[2-9]\d{2}55501\d{2}$/];

/** Whether a number is kept free for examples. */
export function isSample(phone: string): boolean {
  return SAMPLES.some((shape) => shape.test(phone));
}

/** The ids of agents whose number is kept free for examples. */
export function agentsWithSamples(roster: Roster): readonly string[] {
  return [...roster.agents.values()].filter(({ phones }) => phones.some(isSample)).map(({ id }) => id);
}

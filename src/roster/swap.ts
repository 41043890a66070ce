import type { Agent, Team } from './roster';
import { shifts, type Interval } from './shifts';

/** One agent in the place of another for a time. */
export interface StandIn extends Interval {
  readonly out: Agent;
  readonly in: Agent;
}

/**
 * What makes two agents have each other's shifts from an instant up to another: whenever one of them would be on call, the other
 * stands in. None when neither would be.
 */
export function standInsFor(
  team: Team,
  pair: readonly [Agent, Agent],
  fromMs: number,
  toMs: number,
): readonly StandIn[] {
  return shifts(team, fromMs, toMs).flatMap((shift): readonly StandIn[] => {
    const standIn = otherOf(pair, shift.agent);
    return standIn === undefined ? [] : [{ fromMs: shift.fromMs, toMs: shift.toMs, out: shift.agent, in: standIn }];
  });
}

function otherOf([one, other]: readonly [Agent, Agent], agent: Agent): Agent | undefined {
  if (agent === one) return other;
  return agent === other ? one : undefined;
}

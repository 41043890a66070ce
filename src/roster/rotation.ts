import { handoffsOf } from './handoffs';
import type { Agent, Rotation, Team } from './roster';
import { EVER_MS, instantOf, LAST_YEAR, wallMsAt, wallMsOf } from './zone';

/** A turn of a rotation: half-open, and whose turn it is as an index into its agents. */
export interface Turn {
  readonly fromMs: number;
  readonly toMs: number;
  readonly index: number;
  /** How many there were before it since the start. */
  readonly number: number;
}

/** Whose clock the times of a rotation are read by. */
export function zoneOf(rotation: Rotation, team: Team): string {
  return rotation.timezone ?? team.timezone;
}

/**
 * The turns that touch [fromMs, toMs), in order and without holes from the first handoff on; nothing before the first
 * handoff. Turns at both ends keep their whole length.
 *
 * Handoffs are calendar arithmetic in the zone: the n-th one shows the wall time of `start` plus n periods, or of the n-th
 * beginning of `only`, whatever the clocks did in between.
 */
export function turns(rotation: Rotation, zone: string, fromMs: number, toMs: number): readonly Turn[] {
  const found: Turn[] = [];
  for (const turn of turnsFrom(rotation, zone, fromMs)) {
    if (turn.fromMs >= toMs) break;
    found.push(turn);
  }
  return found;
}

/** The first turn of one of these agents from an instant on; undefined when it begins later than a roster may speak of. */
export function firstTurn(
  rotation: Rotation,
  zone: string,
  agents: readonly Agent[],
  fromMs: number,
): { readonly fromMs: number; readonly agent: Agent } | undefined {
  for (const turn of turnsFrom(rotation, zone, fromMs)) {
    if (turn.fromMs > Date.UTC(LAST_YEAR + 1, 0)) break;
    const agent = rotation.agents[turn.index];
    if (agent !== undefined && agents.includes(agent)) return { fromMs: turn.fromMs, agent };
  }
  return undefined;
}

/** The turns from the one that holds an instant on, for ever. */
function* turnsFrom(rotation: Rotation, zone: string, fromMs: number): Generator<Turn> {
  const startWallMs = rotation.start === undefined ? undefined : wallMsOf(rotation.start);
  if (startWallMs === undefined) {
    yield { fromMs: -EVER_MS, toMs: EVER_MS, index: 0, number: 0 };
    return;
  }
  const handoffs = handoffsOf(rotation, startWallMs);
  const handoffMs = (number: number): number => instantOf(handoffs.wallMs(number), zone);
  // 0 also before the first handoff.
  let number = Math.max(0, handoffs.numberAt(wallMsAt(fromMs, zone)));
  // On an autumn night the clock shows the same times twice, so there may have been more handoffs than it seems to show;
  // never fewer, because a handoff comes the first time that the clock shows its time.
  while (handoffMs(number + 1) <= fromMs) number += 1;
  for (let turnFromMs = handoffMs(number); ; number += 1) {
    const turnToMs = handoffMs(number + 1);
    const index = number % rotation.agents.length;
    // A turn that begins and ends while the clock skips an hour does not take place.
    if (turnToMs > turnFromMs) yield { fromMs: turnFromMs, toMs: turnToMs, index, number };
    turnFromMs = turnToMs;
  }
}

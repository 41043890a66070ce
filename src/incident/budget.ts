import type { Board } from '../board/board';
import { BUDGET_MS, BUDGET_STRETCH_MS, MOST_PEOPLE, REDIAL_MS } from './limits';
import type { CallPlan } from './plan';

/**
 * How many calls a team may make within an hour, so that a flood of alarms costs a bounded sum, and when each phone was last
 * rung. The hour is counted in stretches of five minutes, and a stretch counts until its last minute is an hour old.
 */

/** When the next call may be made: now, or when enough of the hour's calls are old enough. Epoch milliseconds. */
export function budgetFreeAtMs({ spent }: Board, { maxCallsPerHour }: CallPlan, nowMs: number): number {
  let calls = 0;
  for (const [stretch, count] of [...spent.calls].toReversed()) {
    const endsAtMs = (stretch + 1) * BUDGET_STRETCH_MS + BUDGET_MS;
    if (endsAtMs <= nowMs) break;
    calls += count;
    if (calls >= maxCallsPerHour) return endsAtMs;
  }
  return nowMs;
}

/** The board on which one more call has been begun. */
export function callBegun(board: Board, nowMs: number): Board {
  const now = Math.floor(nowMs / BUDGET_STRETCH_MS);
  const kept = board.spent.calls.filter(([stretch]) => (stretch + 1) * BUDGET_STRETCH_MS + BUDGET_MS > nowMs);
  const last = kept.at(-1);
  // A clock that is behind another one's adds to the newest stretch.
  const calls =
    last !== undefined && last[0] >= now
      ? [...kept.slice(0, -1), [last[0], last[1] + 1] as const]
      : [...kept, [now, 1] as const];
  return { ...board, spent: { ...board.spent, calls } };
}

/** The board on which a call to this phone (as `hashOf` has it) is over. */
export function callOver(board: Board, phone: string, nowMs: number): Board {
  const others = board.spent.rang.filter((each) => each.phone !== phone && each.atMs > nowMs - REDIAL_MS);
  const rang = [...others, { phone, atMs: nowMs }].slice(-MOST_PEOPLE);
  return { ...board, spent: { ...board.spent, rang } };
}

/** When a call to this phone was last over; undefined when that is long ago. Also a call for another incident counts. */
export function rangAtMs({ spent }: Board, phone: string): number | undefined {
  return spent.rang.findLast((each) => each.phone === phone)?.atMs;
}

import { ifReachable, type Revision } from '../escalation/ports';

/** How often something happened within the hour. */
export interface Tally {
  readonly key: string;
  readonly count: number;
  /** Since when it is counted, epoch milliseconds. */
  readonly sinceMs: number;
  /** What the next count must match; absent: nothing has been counted for long. */
  readonly revision?: Revision;
}

/** What is counted of those who reach back, beside the boards: it never stands in the way to a phone that should ring. */
export interface Tallies {
  /** Throws {@link Unreachable}. */
  read(key: string): Promise<Tally>;
  /**
   * Writes down a new count, which is forgotten after so many seconds. False when somebody else has counted meanwhile, or nobody knows
   * whether it is written. Throws {@link Unreachable}.
   */
  write(known: Tally, count: number, keptSeconds: number): Promise<boolean>;
}

/** Counts one more where it can be done. */
export async function countOn(tallies: Tallies, known: Tally | undefined, keptSeconds: number): Promise<void> {
  if (known !== undefined) await ifReachable(tallies.write(known, known.count + 1, keptSeconds));
}

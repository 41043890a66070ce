/** Whether the sweeps run in full, as `npm run sweep` has them; `npm test` has a short form of each. */
const isFull = Reflect.get(globalThis, 'sweepInFull') === true;

/** How many there are of what a sweep makes, or what they are: the short form makes the same promises of fewer. */
export function inTier<What>(full: What, short: What): What {
  return isFull ? full : short;
}

/** Defines tests that only the sweep has: what they promise, the short form promises in a quicker way. */
export function inSweep(define: () => void): void {
  if (isFull) define();
}

/** Defines tests that only `npm test` has: they stand beside a sweep, take long, and would be the same there. */
export function notInSweep(define: () => void): void {
  if (!isFull) define();
}

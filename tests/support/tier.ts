/** Whether the sweeps run in full, as `npm run sweep` has them; `npm test` has a short form of each. */
const isFull = Reflect.get(globalThis, 'sweepInFull') === true;

/** How many there are of what a sweep makes, or what they are: the short form makes the same promises of fewer. */
export function inTier<What>(full: What, short: What): What {
  return isFull ? full : short;
}

/**
 * The variants that a story is told under. `npm test` tells it under the last, which is all that is unlikely at once; the sweep comes
 * after it, and tells it under the others.
 */
export function variantsInTier<Variant>(all: readonly Variant[]): readonly Variant[] {
  return isFull ? all.slice(0, -1) : all.slice(-1);
}

/** Defines tests that only the sweep has: what they promise, the short form promises in a quicker way. */
export function inSweep(define: () => void): void {
  if (isFull) define();
}

/** Defines tests that only `npm test` has: they stand beside a sweep, take long, and would be the same there. */
export function notInSweep(define: () => void): void {
  if (!isFull) define();
}

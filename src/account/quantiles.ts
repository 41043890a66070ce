/** How long something took, as a whole: half of the times were not longer than the median, nine in ten not than `p90`. */
export interface Quantiles {
  readonly count: number;
  readonly medianMs: number;
  readonly p90Ms: number;
}

/** Of an even number the median lies between the middle two; the 90th percentile is one of the times. Undefined of none. */
export function quantilesOf(times: readonly number[]): Quantiles | undefined {
  const sorted = times.toSorted((one, other) => one - other);
  const count = sorted.length;
  const [low, high] = [sorted[Math.ceil(count / 2) - 1], sorted[Math.floor(count / 2)]];
  const p90Ms = sorted[Math.ceil(count * 0.9) - 1];
  if (low === undefined || high === undefined || p90Ms === undefined) return undefined;
  return { count, medianMs: (low + high) / 2, p90Ms };
}

/** Counts what happened in the last second, per key. */
export class Rate {
  readonly #perSecond: number;
  readonly #times = new Map<string, number[]>();

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Whether one more is within the limit at `nowMs`; if it is, it is counted. */
  admits(key: string, nowMs: number): boolean {
    const recent = (this.#times.get(key) ?? []).filter((atMs) => atMs > nowMs - 1000);
    const admitted = recent.length < this.#perSecond;
    if (admitted) recent.push(nowMs);
    this.#times.set(key, recent);
    return admitted;
  }
}

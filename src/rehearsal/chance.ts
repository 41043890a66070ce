import nodeCrypto from 'node:crypto';

/** Everything random in a rehearsal, from one seed, so that a story that went wrong can be run again. */
export interface Chance {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** `node:crypto` with this chance behind `randomUUID`. */
  readonly crypto: object;
  /** A Twilio SID: two letters and 32 hexadecimal digits. */
  readonly newSid: (prefix: string) => string;
}

/** Chance from a seed; mulberry32, which is small and good enough to tell stories apart. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const hex = (length: number): string => {
    let digits = '';
    while (digits.length < length) digits += Math.floor(next() * 16).toString(16);
    return digits;
  };
  return {
    next,
    crypto: {
      ...nodeCrypto,
      randomUUID: () => [hex(8), hex(4), `4${hex(3)}`, `8${hex(3)}`, hex(12)].join('-'),
    },
    newSid: (prefix) => prefix + hex(32),
  };
}

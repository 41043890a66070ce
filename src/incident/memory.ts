/**
 * What the board remembers of every alarm: a short hash of its key, whether it was last wrong or right, and since when.
 *
 * It outlives incidents: it is what makes a message idempotent. One entry is 13 characters of a single string, so that a
 * document of 16 KiB holds more than a thousand alarms beside the incident: 6 characters of hash (36 bits) and 7 of time
 * and state (41 bits of milliseconds, one bit of state).
 */
export type Memory = string;

/** An alarm as the memory knows it. `wrong` is everything that is not OK. */
export interface Remembered {
  readonly state: 'wrong' | 'right';
  readonly atMs: number;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HASH = 6;
const ENTRY = 13;

/** As many alarms as one request may bring. */
const JUST_WRITTEN = 100;

/** The memory of a board on which nothing has happened. */
export const NOTHING_REMEMBERED: Memory = '';

/** The six characters under which the memory keeps an alarm; FNV-1a in two halves, no secret depends on it. */
export function hashOf(key: string): string {
  let low = 0x811c9dc5;
  let high = 0xc2b2ae35;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + i), 0x85ebca6b);
    high ^= high >>> 13;
  }
  const bits = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  return encode(Number(bits & 0xfffffffffn), HASH);
}

/** What is remembered of an alarm, or undefined if nothing is. */
export function recall(memory: Memory, hash: string): Remembered | undefined {
  const at = find(memory, hash);
  if (at === undefined) return undefined;
  const packed = decode(memory.slice(at + HASH, at + ENTRY));
  return { atMs: Math.floor(packed / 2), state: packed % 2 === 1 ? 'wrong' : 'right' };
}

/** The memory with this alarm's latest state; the newest entries stand at the end. */
export function remember(memory: Memory, hash: string, { state, atMs }: Remembered): Memory {
  return `${forget(memory, hash)}${hash}${encode(Math.max(0, atMs) * 2 + (state === 'wrong' ? 1 : 0), ENTRY - HASH)}`;
}

/**
 * The memory cut to at most `most` characters: alarms that are right again go first, then those of which nothing has been
 * heard for longest. What was just written stays whatever else goes: its message could not leave the queue otherwise, and
 * an older state would be forgotten again at every delivery. An alarm that is forgotten may page again; it is never lost.
 */
export function fit(memory: Memory, most: number): Memory {
  let surplus = Math.ceil((memory.length - Math.max(0, most)) / ENTRY);
  if (surplus <= 0) return memory;
  const entries = memory.match(/.{13}/g) ?? [];
  const rank = (entry: string, position: number): number =>
    position >= entries.length - JUST_WRITTEN ? 2 : decode(entry.slice(HASH)) % 2;
  const dispensable = entries
    .map((entry, position) => ({ position, rank: rank(entry, position) }))
    .toSorted((a, b) => a.rank - b.rank || a.position - b.position);
  const gone = new Set<number>();
  for (const { position } of dispensable) {
    if (surplus-- <= 0) break;
    gone.add(position);
  }
  return entries.filter((_, position) => !gone.has(position)).join('');
}

/** How many alarms are remembered. */
export function countOf(memory: Memory): number {
  return memory.length / ENTRY;
}

/** Whether a string read from outside can be a memory. */
export function isMemory(value: unknown): value is Memory {
  return typeof value === 'string' && value.length % ENTRY === 0 && /^[\w-]*$/.test(value);
}

function forget(memory: Memory, hash: string): Memory {
  const at = find(memory, hash);
  return at === undefined ? memory : memory.slice(0, at) + memory.slice(at + ENTRY);
}

function find(memory: Memory, hash: string): number | undefined {
  // indexOf may hit across two entries; only hits at an entry's beginning count.
  for (let at = memory.indexOf(hash); at !== -1; at = memory.indexOf(hash, at + 1)) {
    if (at % ENTRY === 0) return at;
  }
  return undefined;
}

function encode(value: number, length: number): string {
  let rest = value;
  let out = '';
  for (let i = 0; i < length; i++) {
    out = DIGITS.charAt(rest % 64) + out;
    rest = Math.floor(rest / 64);
  }
  return out;
}

function decode(packed: string): number {
  let value = 0;
  for (const digit of packed) value = value * 64 + DIGITS.indexOf(digit);
  return value;
}

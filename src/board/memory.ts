/**
 * What the board remembers of every alarm: a short hash of its key, whether it was last wrong or right, since when, and to
 * which open incident it belongs.
 *
 * It outlives incidents: it is what makes a message idempotent, and what tells when an incident is over. It is one string, so
 * that a document of 16 KiB holds a thousand alarms beside a dozen incidents: six characters that say from which instant its
 * times count, then 12 for each alarm, those heard of last at the end. An alarm's are six of hash (36 bits), one of state and slot,
 * and five of time (30 bits of tenths of a second: three years).
 */
export type Memory = string;

/** An alarm as the memory knows it. `wrong` is everything that is not OK. */
export interface Remembered {
  readonly state: 'wrong' | 'right';
  /** When it came into this state, epoch milliseconds, to the tenth of a second. */
  readonly atMs: number;
  /** The slot of the open incident to which it belongs; 0 for none. */
  readonly slot: number;
  /** Its time lay far ahead of the clock when it came: it says which message this is, not what is later. */
  readonly isAhead: boolean;
}

/** Slots that an entry has room for, 0 among them. */
export const SLOTS = 16;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HASH = 6;
const BASE = 6;
const FLAGS_AT = HASH;
const TIME_AT = HASH + 1;
const ENTRY = 12;

const TICK_MS = 100;
const TICKS = 2 ** 30;

/** Times count from a year before the first one, so that a state that began long ago is not cut off. */
const YEAR_MS = 366 * 24 * 3_600_000;

/** The memory of a board on which nothing has happened. */
export const NOTHING_REMEMBERED: Memory = '';

// Taken out once: a board of many alarms hashes thousands of characters.
const { imul } = Math;

/** The six characters under which the memory keeps an alarm; FNV-1a in two halves, no secret depends on it. */
export function hashOf(key: string): string {
  let low = 0x811c9dc5;
  let high = 0xc2b2ae35;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    low = imul(low ^ unit, 0x01000193);
    high = imul(high ^ (unit + i), 0x85ebca6b);
    high ^= high >>> 13;
  }
  const bits = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  return encode(Number(bits & 0xfffffffffn), HASH);
}

/** What is remembered of an alarm, or undefined if nothing is. */
export function recall(memory: Memory, hash: string): Remembered | undefined {
  const at = find(memory, hash);
  return at === undefined ? undefined : read(memory, at);
}

/** A time as this memory keeps it, epoch milliseconds: of two times the later one is later by this measure, or they are the same. */
export function asKept(memory: Memory, atMs: number): number {
  const base = tickOf(baseOf(memory));
  return (base + ticksFrom(base, atMs)) * TICK_MS;
}

/** The memory with this alarm's latest state, at its end. */
export function remember(memory: Memory, hash: string, entry: Remembered): Memory {
  // A time that lies far ahead must not push all others out of what can be told.
  const based = memory.length > 0 && entry.isAhead ? memory : withRoomFor(memory, entry.atMs);
  return `${without(based, hash)}${hash}${packed(entry, baseOf(based))}`;
}

/** The memory in which these alarms belong to another slot. */
export function move(memory: Memory, from: number, to: number): Memory {
  if (from === to) return memory;
  let moved = memory.slice(0, BASE);
  for (let at = BASE; at < memory.length; at += ENTRY) {
    const flags = DIGITS.indexOf(memory.charAt(at + FLAGS_AT));
    const kept = DIGITS.charAt(slotIn(flags) === from ? flags - from + to : flags);
    moved += memory.slice(at, at + FLAGS_AT) + kept + memory.slice(at + TIME_AT, at + ENTRY);
  }
  return moved;
}

/** How many alarms of a slot are wrong. */
export function wrongIn(memory: Memory, slot: number): number {
  let count = 0;
  for (let at = BASE; at < memory.length; at += ENTRY) {
    const flags = DIGITS.indexOf(memory.charAt(at + FLAGS_AT));
    if (slotIn(flags) === slot && isWrong(flags)) count++;
  }
  return count;
}

/** How many alarms are remembered. */
export function countOf(memory: Memory): number {
  return memory.length === 0 ? 0 : (memory.length - BASE) / ENTRY;
}

/** An alarm with the hash under which the memory keeps it. */
export interface Entry extends Remembered {
  readonly hash: string;
}

/** Everything that is remembered, those heard of last at the end. */
export function entriesOf(memory: Memory): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = BASE; at < memory.length; at += ENTRY) {
    entries.push({ hash: memory.slice(at, at + HASH), ...read(memory, at) });
  }
  return entries;
}

/**
 * The memory without one alarm, to make room, and which it was. Alarms that are right again go first, then those that are
 * wrong; of either the one of which nothing has been heard for longest. An alarm that is wrong and belongs to the slot `spared`
 * goes only if `mayTakeSpared`. Undefined when there is none that may go.
 */
export function forgetOne(
  memory: Memory,
  spared: number,
  mayTakeSpared = false,
): { readonly memory: Memory; readonly forgotten: Entry } | undefined {
  let candidate: number | undefined;
  let best = Infinity;
  for (let at = BASE; at < memory.length && best > 0; at += ENTRY) {
    const flags = DIGITS.indexOf(memory.charAt(at + FLAGS_AT));
    const rank = !isWrong(flags) ? 0 : slotIn(flags) !== spared ? 1 : mayTakeSpared ? 2 : Infinity;
    if (rank < best) {
      best = rank;
      candidate = at;
    }
  }
  if (candidate === undefined) return undefined;
  const forgotten = { hash: memory.slice(candidate, candidate + HASH), ...read(memory, candidate) };
  return { memory: memory.slice(0, candidate) + memory.slice(candidate + ENTRY), forgotten };
}

/** Whether a string read from outside can be a memory. */
export function isMemory(value: unknown): value is Memory {
  return (
    typeof value === 'string' &&
    (value.length === 0 || (value.length >= BASE && (value.length - BASE) % ENTRY === 0)) &&
    /^[\w-]*$/.test(value)
  );
}

function packed({ state, atMs, slot, isAhead }: Remembered, baseMs: number): string {
  const flags = slot + (state === 'wrong' ? SLOTS : 0) + (isAhead ? 2 * SLOTS : 0);
  return DIGITS.charAt(flags) + encode(ticksFrom(tickOf(baseMs), atMs), ENTRY - TIME_AT);
}

function tickOf(atMs: number): number {
  return Math.floor(atMs / TICK_MS);
}

function ticksFrom(base: number, atMs: number): number {
  return Math.min(TICKS - 1, Math.max(0, tickOf(atMs) - base));
}

function read(memory: Memory, at: number): Remembered {
  const flags = DIGITS.indexOf(memory.charAt(at + FLAGS_AT));
  return {
    state: isWrong(flags) ? 'wrong' : 'right',
    atMs: (tickOf(baseOf(memory)) + decode(memory.slice(at + TIME_AT, at + ENTRY))) * TICK_MS,
    slot: slotIn(flags),
    isAhead: flags >= 2 * SLOTS,
  };
}

function slotIn(flags: number): number {
  return flags % SLOTS;
}

function isWrong(flags: number): boolean {
  return Math.floor(flags / SLOTS) % 2 === 1;
}

/** The instant from which the times count: in seconds, so that six characters last for two thousand years. */
function baseOf(memory: Memory): number {
  return decode(memory.slice(0, BASE)) * 1_000;
}

/** The memory with a base from which this time can be told; entries of more than three years ago lose theirs. */
function withRoomFor(memory: Memory, atMs: number): Memory {
  const newBase = encode(Math.max(0, Math.floor((atMs - YEAR_MS) / 1_000)), BASE);
  if (memory.length === 0) return newBase;
  if (tickOf(atMs) - tickOf(baseOf(memory)) < TICKS) return memory;
  let rebased = newBase;
  for (let at = BASE; at < memory.length; at += ENTRY) {
    rebased += memory.slice(at, at + HASH) + packed(read(memory, at), baseOf(newBase));
  }
  return rebased;
}

function without(memory: Memory, hash: string): Memory {
  const at = find(memory, hash);
  return at === undefined ? memory : memory.slice(0, at) + memory.slice(at + ENTRY);
}

function find(memory: Memory, hash: string): number | undefined {
  // indexOf may hit across two entries; only hits at an entry's beginning count.
  for (let at = memory.indexOf(hash, BASE); at !== -1; at = memory.indexOf(hash, at + 1)) {
    if ((at - BASE) % ENTRY === 0) return at;
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

function decode(packedDigits: string): number {
  let value = 0;
  for (const digit of packedDigits) value = value * 64 + DIGITS.indexOf(digit);
  return value;
}

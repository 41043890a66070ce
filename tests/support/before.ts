import { EMPTY_BOARD } from '../../src/board/board';
import type { Board, Incident, Owed, OwedItem } from '../../src/board/board';
import { BOARD_BYTES } from '../../src/board/lengths';
import { packedBytes } from '../../src/board/packed';
import { MOST_REMEMBERED } from '../../src/incident/limits';
import { countOf, hashOf, NOTHING_REMEMBERED, remember } from '../../src/board/memory';
import type { Member } from './schedule';
import { START_MS } from './story';

/**
 * What a night begins with that takes days, or a thousand alarms, to come about: a board as this release would have left it. All times are
 * seconds before the night.
 */
export function before(board: Partial<Board>): Board {
  return { ...EMPTY_BOARD, writes: 100, ...board };
}

/** So many seconds before the night, epoch milliseconds. */
export function ago(seconds: number): number {
  return START_MS - seconds * 1000;
}

export const HOUR = 3_600;
export const DAY = 24 * HOUR;

/** An incident of one alarm that nobody took, of which everyone was told. */
export function nobodyTook(slot: number, seconds: number, more: Partial<Incident> = {}): Incident {
  const atMs = ago(seconds);
  return {
    id: `inc-0000000${slot.toString(16)}`,
    slot,
    status: 'exhausted',
    openedAtMs: atMs,
    changedAtMs: atMs,
    name: `old-${slot}`,
    sinceMs: atMs,
    joined: 1,
    unremembered: 0,
    worded: 0,
    heardAtMs: atMs,
    chain: 'alarm',
    calls: [],
    callsBefore: 0,
    rounds: 0,
    reminders: 0,
    refused: [],
    isTold: true,
    place: 0,
    flaps: 0,
    isUnrecorded: false,
    ...more,
  };
}

/** One that this agent has. */
export function has(by: Member, slot: number, seconds: number, more: Partial<Incident> = {}): Incident {
  const taken = { by, proof: `taken-${slot}`.padEnd(10, 'x'), atMs: ago(seconds), way: 'key' as const };
  return nobodyTook(slot, seconds, { status: 'taken', taken, isTold: false, ...more });
}

/** One that this agent had, until it recovered. */
export function had(by: Member, slot: number, seconds: number, more: Partial<Incident> = {}): Incident {
  return has(by, slot, seconds, { status: 'resolved', ...more });
}

/** What somebody is owed since then. */
export function owed(to: string, seconds: number, ...items: readonly OwedItem[]): Owed {
  return { to, items, gone: 0, sinceMs: ago(seconds), notBeforeMs: ago(seconds), tries: 0 };
}

export interface RememberedAlarm {
  readonly name: string;
  readonly slot: number;
  readonly seconds: number;
  readonly state?: 'wrong' | 'right';
}

/** A memory of these alarms, those heard of last at the end. */
export function memoryOf(...alarms: readonly RememberedAlarm[]): Board['memory'] {
  return remembering(NOTHING_REMEMBERED, alarms);
}

function remembering(memory: Board['memory'], alarms: readonly RememberedAlarm[]): Board['memory'] {
  return alarms.reduce(
    (each, { name, slot, seconds, state = 'wrong' }) =>
      remember(each, hashOf(`111122223333/eu-west-1/${name}/`), { state, atMs: ago(seconds), slot, isAhead: false }),
    memory,
  );
}

/** The board with as many more alarms of this incident as it has room for. */
export function filled(board: Board, slot: number): Board {
  const room = Math.floor((BOARD_BYTES - packedBytes(board)) / BYTES_AN_ALARM);
  if (countOf(board.memory) + room > MOST_REMEMBERED) throw new Error(`There is room for ${room} alarms.`);
  return { ...board, memory: remembering(board.memory, many(room, slot, 2 * HOUR)) };
}

const BYTES_AN_ALARM = 12;

/** So many alarms of one incident. */
export function many(count: number, slot: number, seconds: number): readonly RememberedAlarm[] {
  return Array.from({ length: count }, (_, index) => ({ name: `many-${index}`, slot, seconds }));
}

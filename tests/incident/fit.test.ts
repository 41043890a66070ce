import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { EMPTY_BOARD, escalating, openOnes } from '../../src/board/board';
import type { Board, Incident, Owed } from '../../src/board/board';
import { fitted } from '../../src/incident/fit';
import { BOARD_BYTES } from '../../src/board/lengths';
import { MOST_INCIDENTS, MOST_OPEN, MOST_PEOPLE, MOST_REMEMBERED } from '../../src/incident/limits';
import { countOf, hashOf, recall, remember } from '../../src/board/memory';
import { packedBytes } from '../../src/board/packed';
import { aBoard } from './arbitrary';
import { afterCalls, alarmAt, boardAfter, claimed, givenAt, incidentOf, readBack, START_MS, taken } from './sample';
import { inTier } from '../support/tier';

const GIVEN = givenAt(100);

/** Fifty agents whose ids are as long as a roster allows, and whose names take 80 characters of three bytes. */
const LARGEST = {
  people: Array.from({ length: 50 }, (_, index) => `agent-${index}`.padEnd(32, 'x')),
  agentName: fc.constant('警'.repeat(80)),
  incidentName: fc.constant('警'.repeat(16)),
  incidents: MOST_INCIDENTS,
  remembered: MOST_REMEMBERED,
  isFull: true,
};

it('a board can be written when everything on it is as large as it can be', () => {
  fc.assert(
    fc.property(aBoard(LARGEST), (board) => {
      expect(packedBytes(board)).toBeGreaterThan(2 * BOARD_BYTES);
      const fit = fitted(board, GIVEN);
      expect(packedBytes(fit)).toBeLessThanOrEqual(BOARD_BYTES);
      expect(readBack(fit)).toBeDefined();
      // Who is being called is what it is all for.
      expect(escalating(fit)?.attempt).toEqual(escalating(board)?.attempt);
      expect(openOnes(fit).map(({ id }) => id)).toEqual(openOnes(board).map(({ id }) => id));
    }),
    // To make a failing one smaller would take hours.
    { seed: 20_261_122, numRuns: inTier(15, 4), endOnFailure: true },
  );
});

it('a board that fits is left as it is', () => {
  const board = boardAfter(alarmAt(0));
  expect(fitted(board, GIVEN)).toBe(board);
});

/** An incident of another number, as `change` has it. */
function incidentNumber(index: number, change: Partial<Incident> = {}): Incident {
  const { attempt: _none, ...rest } = incidentOf(boardAfter(alarmAt(0)));
  return { ...rest, id: `inc-0000000${index.toString(16)}`, slot: index + 1, name: `web-${index}`, ...change };
}

function takenNumber(index: number, by = 'ann', calls = 3): Incident {
  return incidentNumber(index, {
    status: 'taken',
    taken: { by, proof: '0123456789', atMs: START_MS, way: 'key' },
    calls: callsOf(calls),
  });
}

function callsOf(count: number): Incident['calls'] {
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    agent: 'ann',
    outcome: 'no-answer',
    proof: `01234567${String(index).padStart(2, '0')}`,
  }));
}

/** A memory of so many alarms, the first ones right, in the slots from 1 on in turn. */
function memoryOf(count: number, slots: number, right = 0): string {
  let memory = '';
  for (let index = 0; index < count; index++) {
    const state = index < right ? 'right' : 'wrong';
    memory = remember(memory, hashOf(`web-${index}`), {
      state,
      atMs: START_MS,
      slot: 1 + (index % slots),
      isAhead: false,
    });
  }
  return memory;
}

function owing(to: string, ...items: Owed['items']): Owed {
  return { to, items, gone: 0, sinceMs: START_MS, notBeforeMs: START_MS, tries: 3, lease: leaseOf() };
}

function leaseOf(): NonNullable<Owed['lease']> {
  return { by: '00000000-1111-2222-3333-444444444444', sinceMs: START_MS, untilMs: START_MS + 20_000 };
}

describe('a dozen open incidents beside a thousand alarms', () => {
  const called: Incident = {
    ...incidentOf(claimed(boardAfter(alarmAt(0)), `FN${'0'.repeat(32)}`, 1)),
    id: 'inc-0000000b',
    slot: 12,
    calls: callsOf(20),
  };
  const incidents = [...Array.from({ length: MOST_OPEN - 1 }, (_, index) => takenNumber(index)), called];
  const people = Array.from({ length: MOST_PEOPLE }, (_, index) => `agent-${index}`);
  const board: Board = {
    ...EMPTY_BOARD,
    writes: 10_000,
    writtenAtMs: START_MS,
    incidents,
    memory: memoryOf(1_000, MOST_OPEN),
    spent: {
      calls: Array.from({ length: 13 }, (_, index) => [5_984_388 + index, 5] as const),
      texts: people.map((to) => ({ to, sinceMs: START_MS, count: 9 })),
      rang: people.slice(0, 3).map((id) => ({ phone: hashOf(id), atMs: START_MS })),
    },
  };

  it('fit without forgetting any', () => {
    expect(fitted(board, GIVEN)).toBe(board);
  });

  it('fit when everyone is owed word of one of them', () => {
    const owed = people.map((to) => ({ ...owing(to, { kind: 'budget', slot: 12 }), tries: 0 }));
    const outbox = owed.map(({ lease: _none, ...each }) => each);
    const fit = fitted({ ...board, outbox }, GIVEN);
    expect(countOf(fit.memory)).toBe(1_000);
    expect(fit.outbox).toEqual(outbox);
    expect(fit.incidents.map(({ id }) => id)).toEqual(incidents.map(({ id }) => id));
  });
});

/** The board with as many alarms as make it too large by about so many bytes. */
function tooLargeBy(bytes: number, board: Board, right = 0): Board {
  const free = BOARD_BYTES - packedBytes({ ...board, memory: '' });
  return { ...board, memory: memoryOf(Math.ceil((free + bytes) / 12), board.incidents.length, right) };
}

describe('what gives way', () => {
  const alarms = 'web is down. '.repeat(15);
  const words = (id: string): Board['words'][number] => ({
    incident: id,
    alarms: Array.from({ length: 12 }, (_, index) => ({ hash: hashOf(`web-${index}`), summary: alarms, sinceMs: 1 })),
  });

  it('first is what is said about alarms: of what is being called last', () => {
    const called = incidentOf(boardAfter(alarmAt(0)));
    const board: Board = {
      ...EMPTY_BOARD,
      incidents: [called, takenNumber(1, 'ann', 20)],
      words: [words(called.id), words(takenNumber(1).id)],
    };
    expect(fitted(tooLargeBy(100, board), GIVEN).words).toEqual([words(called.id)]);
    const both = fitted(tooLargeBy(4_000, board), GIVEN);
    expect(both.words).toEqual([]);
    expect(both.incidents[1]?.calls).toHaveLength(20);
  });

  it('then incidents that are over, the oldest first, and whoever is owed word of one is told how many', () => {
    const over = Array.from({ length: 12 }, (_, index) =>
      incidentNumber(index, { status: 'resolved', calls: callsOf(20), changedAtMs: START_MS + index }),
    );
    const outbox = [owing('ann', { kind: 'recovered', slot: 1 }), owing('bob', { kind: 'recovered', slot: 12 })];
    const board = tooLargeBy(100, { ...EMPTY_BOARD, incidents: over, outbox });
    const fit = fitted(board, GIVEN);
    expect(fit.incidents.map(({ id }) => id)).toEqual(over.slice(1).map(({ id }) => id));
    expect(fit.outbox.map(({ items, gone }) => [items.length, gone])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(countOf(fit.memory)).toBe(countOf(board.memory));
    expect(recall(fit.memory, hashOf('web-0'))?.slot).toBe(0);
  });

  it('but not what is over in the middle of a call, while anything else can give way', () => {
    const { attempt } = incidentOf(claimed(boardAfter(alarmAt(0)), `FN${'0'.repeat(32)}`, 1));
    if (attempt === undefined) throw new Error('There is a call.');
    const over: Partial<Incident> = { status: 'resolved', calls: callsOf(20), changedAtMs: START_MS };
    const incidents = [incidentNumber(0, { ...over, attempt }), incidentNumber(1, over), takenNumber(2, 'ann', 20)];
    const fit = fitted(tooLargeBy(2_000, { ...EMPTY_BOARD, incidents }), GIVEN);
    expect(fit.incidents.map(({ id }) => id)).toEqual(['inc-00000000', 'inc-00000002']);
    expect(fit.incidents[0]?.attempt).toEqual(attempt);
    // Rather are the calls of what somebody has left out, and alarms forgotten.
    expect(fit.incidents[1]?.calls).toHaveLength(1);
  });

  it('then the past calls of what is not being called, but for the last one', () => {
    const called = { ...incidentOf(boardAfter(alarmAt(0))), calls: callsOf(20) };
    const board = {
      ...EMPTY_BOARD,
      incidents: [called, ...Array.from({ length: 9 }, (_, index) => takenNumber(index + 1, 'ann', 20))],
      memory: memoryOf(1_000, 10),
    };
    const fit = fitted(board, GIVEN);
    expect(fit.incidents[0]?.calls).toHaveLength(20);
    expect(fit.incidents[1]?.calls.map(({ number }) => number)).toEqual([20]);
    expect(fit.incidents.at(-1)?.calls).toHaveLength(20);
    expect(countOf(fit.memory)).toBe(1_000);
  });

  it('then the words of what is over, before any alarm is forgotten', () => {
    const incidents = Array.from({ length: 10 }, (_, index) => takenNumber(index, 'ann', 1));
    const outbox = Array.from({ length: 30 }, (_, person) =>
      owing(
        `agent-${person}`,
        ...incidents.map(({ slot }) => ({ kind: 'correction' as const, slot })),
        ...(person === 0 ? [{ kind: 'more' as const, slot: 1, alarm: 'AAAAAA', notBeforeMs: START_MS }] : []),
      ),
    );
    const board = tooLargeBy(100, { ...EMPTY_BOARD, incidents, outbox });
    const fit = fitted(board, GIVEN);
    expect(countOf(fit.memory)).toBe(countOf(board.memory));
    expect(fit.outbox[0]).toMatchObject({ items: [{ kind: 'more', slot: 1, alarm: 'AAAAAA' }], gone: 10 });
    expect(fit.outbox.at(-1)).toMatchObject({ gone: 0 });
  });

  it('then alarms: what is right, what was heard of first, and what is being called last; those that are wrong are counted', () => {
    const called = incidentOf(boardAfter(alarmAt(0)));
    const board: Board = {
      ...EMPTY_BOARD,
      incidents: [called, takenNumber(1, 'ann', 1)],
      memory: memoryOf(1_400, 2, 10),
    };
    const fit = fitted(board, GIVEN);
    expect(packedBytes(fit)).toBeGreaterThan(BOARD_BYTES - 24);
    const gone = 1_400 - countOf(fit.memory);
    expect(gone).toBeGreaterThan(10);
    // The first ten were right; slot 2 has every second one of the rest.
    expect(fit.incidents.map(({ unremembered }) => unremembered)).toEqual([0, gone - 10]);
    expect(recall(fit.memory, hashOf('web-11'))).toBeUndefined();
    expect(recall(fit.memory, hashOf('web-10'))).toBeDefined();
    expect(fit.forgottenToMs).toBe(START_MS + 99);
    const only = fitted({ ...board, incidents: [called], memory: memoryOf(1_400, 1) }, GIVEN);
    expect(packedBytes(only)).toBeLessThanOrEqual(BOARD_BYTES);
    expect(only.incidents[0]?.unremembered).toBe(1_400 - countOf(only.memory));
  });

  it('last are those who are owed SMS, who could be reached least so far first', () => {
    const exhausted = incidentNumber(0, { status: 'exhausted', isTold: true });
    const outbox = Array.from({ length: 400 }, (_, index) => ({
      ...owing(`agent-${index}`, { kind: 'exhausted' as const, slot: 1 }),
      tries: index % 2,
    }));
    const fit = fitted({ ...EMPTY_BOARD, incidents: [exhausted], outbox, memory: memoryOf(10, 1) }, GIVEN);
    expect(packedBytes(fit)).toBeLessThanOrEqual(BOARD_BYTES);
    expect(fit.outbox.every(({ tries }) => tries === 0)).toBe(true);
    expect(fit.outbox.length).toBeGreaterThan(100);
  });
});

it('a call that is over or going on is told of to the end', () => {
  const board = taken(claimed(afterCalls(boardAfter(alarmAt(0)), 1, 'busy'), 'FN2', 5), 'FN2', 9);
  const fit = fitted({ ...board, memory: memoryOf(1_400, 1) }, GIVEN);
  expect(incidentOf(fit).calls.at(-1)).toMatchObject({ number: 2, outcome: 'taken' });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  asKept,
  countOf,
  entriesOf,
  forgetOne,
  hashOf,
  isMemory,
  move,
  NOTHING_REMEMBERED,
  recall,
  remember,
  wrongIn,
} from '../../src/board/memory';
import type { Memory, Remembered } from '../../src/board/memory';
import { START_MS } from '../incident/sample';

const DAY_MS = 86_400_000;

function at(atMs: number, rest: Partial<Remembered> = {}): Remembered {
  return { state: 'wrong', atMs, slot: 0, isAhead: false, ...rest };
}

function remembering(...entries: readonly (readonly [string, Remembered])[]): Memory {
  return entries.reduce((memory, [key, entry]) => remember(memory, hashOf(key), entry), NOTHING_REMEMBERED);
}

describe('the memory', () => {
  it('knows nothing at first', () => {
    expect(recall(NOTHING_REMEMBERED, hashOf('a'))).toBeUndefined();
    expect(countOf(NOTHING_REMEMBERED)).toBe(0);
    expect(entriesOf(NOTHING_REMEMBERED)).toEqual([]);
  });

  it('gives back state, slot and time to the tenth of a second, for every alarm', () => {
    const memory = remembering(
      ['a', at(START_MS, { slot: 15 })],
      ['b', at(START_MS + 199, { state: 'right' })],
      ['c', at(START_MS - 300 * DAY_MS, { isAhead: true, slot: 1 })],
    );
    expect(recall(memory, hashOf('a'))).toEqual({ state: 'wrong', atMs: START_MS, slot: 15, isAhead: false });
    expect(recall(memory, hashOf('b'))).toEqual({ state: 'right', atMs: START_MS + 100, slot: 0, isAhead: false });
    expect(recall(memory, hashOf('c'))).toEqual({
      state: 'wrong',
      atMs: START_MS - 300 * DAY_MS,
      slot: 1,
      isAhead: true,
    });
    expect(recall(memory, hashOf('d'))).toBeUndefined();
  });

  it('keeps one entry of 12 characters for each alarm, the latest, after the six that all of them share', () => {
    const memory = remembering(['a', at(START_MS)], ['b', at(START_MS)], ['a', at(START_MS + 500, { state: 'right' })]);
    expect(memory).toHaveLength(6 + 2 * 12);
    expect(countOf(memory)).toBe(2);
    expect(recall(memory, hashOf('a'))).toMatchObject({ state: 'right', atMs: START_MS + 500 });
  });

  it('lists what it knows, what was heard of last at the end', () => {
    const memory = remembering(['a', at(START_MS)], ['b', at(START_MS, { slot: 3 })], ['a', at(START_MS + 100)]);
    expect(entriesOf(memory)).toEqual([
      { hash: hashOf('b'), ...at(START_MS, { slot: 3 }) },
      { hash: hashOf('a'), ...at(START_MS + 100) },
    ]);
  });

  it('is twelve thousand and six characters of a thousand alarms', () => {
    const keys = Array.from({ length: 1_000 }, (_, index) => `web-${index}`);
    const memory = remembering(...keys.map((key) => [key, at(START_MS)] as const));
    expect(memory).toHaveLength(12_006);
    expect(keys.every((key) => recall(memory, hashOf(key)) !== undefined)).toBe(true);
  });

  it('does not take characters across two entries for an alarm, and finds one that also stands there', () => {
    const [base, first, second] = ['AAAAAA', 'AAAAAAQAA567', 'BBBBBBQAAAAA'];
    expect(recall(`${base}${first}${second}`, '567BBB')).toBeUndefined();
    expect(recall(`${base}${first}${second}`, 'BBBBBB')).toBeDefined();
    expect(recall(`${base}${first}${second}567BBBQAAAAB`, '567BBB')).toMatchObject({ state: 'wrong', atMs: 100 });
    // Nor the six characters in front.
    expect(recall(`567BBB${first}`, '567BBB')).toBeUndefined();
  });
});

describe('the time of a state', () => {
  const long = Date.parse('2015-06-09T02:31:18.200Z');

  it.each([
    ['of 2015, when it is the first one', [], long, long],
    ['of 1970', [], 0, 0],
    ['of before 1970 is 1970', [], -5_000, 0],
    ['of 2039', [], Date.parse('2039-01-01T00:00:00Z'), Date.parse('2039-01-01T00:00:00Z')],
    ['of 364 days before the first one', [START_MS], START_MS - 364 * DAY_MS, START_MS - 364 * DAY_MS],
    ['of two years after the first one', [START_MS], START_MS + 730 * DAY_MS, START_MS + 730 * DAY_MS],
    ['of ten years after the first one', [START_MS], START_MS + 3_650 * DAY_MS, START_MS + 3_650 * DAY_MS],
    ['of today, after one of 2015', [long], START_MS, START_MS],
  ])('%s', (_what, others, atMs, kept) => {
    const memory = remembering(...others.map((each, index) => [`other-${index}`, at(each)] as const), ['a', at(atMs)]);
    expect(recall(memory, hashOf('a'))?.atMs).toBe(kept);
  });

  it('of an alarm of which nothing was heard for years is lost, when another one needs a later beginning', () => {
    const memory = remembering(['old', at(long, { slot: 4 })], ['young', at(START_MS)]);
    expect(recall(memory, hashOf('old'))).toEqual(at(START_MS - 366 * DAY_MS, { slot: 4 }));
    expect(recall(memory, hashOf('young'))).toEqual(at(START_MS));
  });

  it('of other alarms stays as it is, when another one needs a later beginning', () => {
    const recent = START_MS - 100 * DAY_MS;
    const memory = remembering(['old', at(long)], ['a', at(recent, { slot: 2 })], ['b', at(START_MS + 1_100 * DAY_MS)]);
    expect(recall(memory, hashOf('b'))).toEqual(at(START_MS + 1_100 * DAY_MS));
    const later = remembering(['a', at(recent, { slot: 2 })], ['b', at(START_MS)]);
    expect(recall(later, hashOf('a'))).toEqual(at(recent, { slot: 2 }));
  });

  it.each([
    ['to the tenth of a second', START_MS + 199, START_MS + 100],
    ['a year before the first one at the earliest', long, START_MS - 366 * DAY_MS],
    ['as it is, also after what the memory knows', START_MS + 730 * DAY_MS, START_MS + 730 * DAY_MS],
  ])('is compared as it would be kept: %s', (_what, atMs, kept) => {
    const memory = remembering(['a', at(START_MS)]);
    expect(asKept(memory, atMs)).toBe(kept);
    expect(recall(remember(memory, hashOf('b'), at(atMs)), hashOf('b'))?.atMs).toBe(kept);
  });

  it('that lies far ahead is kept as it is compared, and pushes no other out', () => {
    const ahead = at(START_MS + 36_500 * DAY_MS, { isAhead: true });
    const memory = remembering(['a', at(START_MS - DAY_MS, { slot: 2 })], ['ahead', ahead]);
    expect(recall(memory, hashOf('a'))).toEqual(at(START_MS - DAY_MS, { slot: 2 }));
    expect(recall(memory, hashOf('ahead'))?.atMs).toBe(asKept(memory, ahead.atMs));
    expect(recall(remember(memory, hashOf('b'), at(START_MS)), hashOf('a'))).toEqual(
      at(START_MS - DAY_MS, { slot: 2 }),
    );
  });

  it('of any alarm within a year before and two after the first one is kept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -365, max: 730 }), fc.integer({ min: 0, max: 15 }), fc.boolean()), {
          minLength: 1,
          maxLength: 40,
        }),
        (chosen) => {
          const entries = chosen.map(([days, slot, isAhead], index) => {
            const entry = at(START_MS + days * DAY_MS, { slot, isAhead, state: index % 2 === 0 ? 'wrong' : 'right' });
            return [`alarm-${index}`, entry] as const;
          });
          const memory = remembering(['first', at(START_MS)], ...entries);
          for (const [key, entry] of entries) expect(recall(memory, hashOf(key))).toEqual(entry);
          expect(isMemory(memory)).toBe(true);
        },
      ),
    );
  });
});

describe('the slots', () => {
  const memory = remembering(
    ['a', at(START_MS, { slot: 1 })],
    ['b', at(START_MS, { slot: 2, isAhead: true })],
    ['c', at(START_MS, { slot: 1, state: 'right' })],
    ['d', at(START_MS, { slot: 1 })],
  );

  it('say how many alarms of an incident are wrong', () => {
    expect([0, 1, 2, 3].map((slot) => wrongIn(memory, slot))).toEqual([0, 2, 1, 0]);
  });

  it('are moved together, and nothing else with them', () => {
    const moved = move(memory, 1, 15);
    expect(entriesOf(moved)).toEqual(
      entriesOf(memory).map((entry) => (entry.slot === 1 ? { ...entry, slot: 15 } : entry)),
    );
    expect(entriesOf(move(moved, 2, 0)).map(({ slot }) => slot)).toEqual([15, 0, 15, 15]);
  });

  it('that nothing is in leave the memory as it is', () => {
    expect(move(memory, 3, 1)).toBe(memory);
    expect(move(memory, 1, 1)).toBe(memory);
    expect(move(NOTHING_REMEMBERED, 1, 2)).toBe(NOTHING_REMEMBERED);
  });
});

describe('what must make room goes', () => {
  const SPARED = 7;
  const memory = remembering(
    ['first wrong', at(START_MS + 300, { slot: 2 })],
    ['first spared', at(START_MS, { slot: SPARED })],
    ['first right', at(START_MS + 200, { state: 'right' })],
    ['second wrong', at(START_MS, { slot: 0 })],
    ['spared, but right', at(START_MS, { slot: SPARED, state: 'right' })],
    ['second spared', at(START_MS, { slot: SPARED })],
  );
  const names = ['first wrong', 'first spared', 'first right', 'second wrong', 'spared, but right', 'second spared'];

  /** The names of all that is forgotten, in order, until nothing may go any more. */
  function forgetting(mayTakeSpared: boolean): string[] {
    const gone: string[] = [];
    let left = memory;
    for (let step = forgetOne(left, SPARED, mayTakeSpared); step !== undefined;) {
      const { forgotten } = step;
      gone.push(names.find((name) => hashOf(name) === forgotten.hash) ?? '?');
      expect(recall(memory, forgotten.hash)).toEqual({
        state: forgotten.state,
        atMs: forgotten.atMs,
        slot: forgotten.slot,
        isAhead: forgotten.isAhead,
      });
      expect(countOf(step.memory)).toBe(countOf(left) - 1);
      left = step.memory;
      step = forgetOne(left, SPARED, mayTakeSpared);
    }
    return gone;
  }

  const lesser = ['first right', 'spared, but right', 'first wrong', 'second wrong'];

  it('right before wrong, unheard of for longest before others, and never what is being called', () => {
    expect(forgetting(false)).toEqual(lesser);
  });

  it('and in the end what is being called, where even that must', () => {
    expect(forgetting(true)).toEqual([...lesser, 'first spared', 'second spared']);
  });
});

describe('hashOf', () => {
  it.each(['', 'a', '111122223333/eu-west-1/web-1/', '東京'])(
    'of %j is six characters of the memory alphabet',
    (key) => {
      expect(hashOf(key)).toMatch(/^[\w-]{6}$/);
      expect(hashOf(key)).toBe(hashOf(key));
    },
  );

  it.each([
    ['numbered alarms', (i: number) => `111122223333/eu-west-1/web-${i}/`],
    ['message ids', (i: number) => `message/${i.toString(16).padStart(8, '0')}-1d2e-5f30-8a41-9b5c6d7e8f90`],
  ])('gives 100,000 %s hashes of their own, but for two at the most', (_what, keyOf) => {
    const hashes = new Set(Array.from({ length: 100_000 }, (_, i) => hashOf(keyOf(i))));
    expect(hashes.size).toBeGreaterThanOrEqual(99_998);
  });
});

describe('isMemory', () => {
  it.each([
    ['', true],
    ['AAAAAA', true],
    ['AAAAAABBBBBB123456', true],
    ['AAAAAABBBBBB12345', false],
    ['AAAAAABBBBBB1234567', false],
    ['AAAAA', false],
    ['AAAAAABBBBBB12345 ', false],
    [undefined, false],
    [[], false],
  ])('of %j is %j', (value, is) => {
    expect(isMemory(value)).toBe(is);
  });
});

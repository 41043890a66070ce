import { describe, expect, it } from '@jest/globals';
import { countOf, fit, hashOf, isMemory, NOTHING_REMEMBERED, recall, remember } from '../../src/incident/memory';
import type { Memory, Remembered } from '../../src/incident/memory';
import { START_MS } from './sample';

function remembering(...entries: readonly (readonly [string, Remembered['state'], number])[]): Memory {
  return entries.reduce(
    (memory, [key, state, atMs]) => remember(memory, hashOf(key), { state, atMs }),
    NOTHING_REMEMBERED,
  );
}

describe('the memory', () => {
  it('knows nothing at first', () => {
    expect(recall(NOTHING_REMEMBERED, hashOf('a'))).toBeUndefined();
  });

  it('gives back state and time to the millisecond, for every alarm', () => {
    const memory = remembering(['a', 'wrong', START_MS], ['b', 'right', START_MS + 1], ['c', 'wrong', 0]);
    expect(recall(memory, hashOf('a'))).toEqual({ state: 'wrong', atMs: START_MS });
    expect(recall(memory, hashOf('b'))).toEqual({ state: 'right', atMs: START_MS + 1 });
    expect(recall(memory, hashOf('c'))).toEqual({ state: 'wrong', atMs: 0 });
    expect(recall(memory, hashOf('d'))).toBeUndefined();
  });

  it('keeps one entry of 13 characters for each alarm, the latest', () => {
    const memory = remembering(['a', 'wrong', START_MS], ['b', 'wrong', START_MS], ['a', 'right', START_MS + 5]);
    expect(memory).toHaveLength(26);
    expect(countOf(memory)).toBe(2);
    expect(recall(memory, hashOf('a'))).toEqual({ state: 'right', atMs: START_MS + 5 });
  });

  it('takes a state from before 1970 for one of 1970', () => {
    expect(recall(remembering(['a', 'wrong', -5]), hashOf('a'))).toEqual({ state: 'wrong', atMs: 0 });
  });

  it('holds times until the year 2039', () => {
    const lateMs = Date.parse('2039-01-01T00:00:00Z');
    expect(recall(remembering(['a', 'wrong', lateMs]), hashOf('a'))).toEqual({ state: 'wrong', atMs: lateMs });
  });

  it('does not take characters across two entries for an alarm', () => {
    // The second half of the first entry and the beginning of the second one, as a hash.
    const memory = `AAAAAA1234567BBBBBB1234567`;
    expect(recall(memory, '567BBB')).toBeUndefined();
    expect(recall(memory, 'BBBBBB')).toBeDefined();
  });

  it('finds an alarm whose hash also stands across two entries before it', () => {
    const memory = `AAAAAAA567BBBBBBAAAAAAAAAA567BBBAAAAAAB`.slice(0, 39);
    expect(memory).toHaveLength(39);
    expect(recall(memory, '567BBB')).toEqual({ state: 'wrong', atMs: 0 });
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

describe('fit', () => {
  const old = [
    ['first wrong', 'wrong', START_MS + 3],
    ['first right', 'right', START_MS + 2],
    ['second wrong', 'wrong', START_MS + 1],
    ['second right', 'right', START_MS],
  ] as const;
  // As many as one request may bring.
  const justWritten = Array.from({ length: 100 }, (_, i) => [`just written ${i}`, 'right', 0] as const);
  const memory = remembering(...old, ...justWritten);
  const known = (left: Memory): string[] =>
    old.map(([key]) => key).filter((key) => recall(left, hashOf(key)) !== undefined);

  it('leaves a memory alone that fits', () => {
    expect(fit(memory, memory.length)).toBe(memory);
    expect(fit(NOTHING_REMEMBERED, 0)).toBe(NOTHING_REMEMBERED);
  });

  it.each([
    [1, ['first wrong', 'second wrong', 'second right'], 100],
    [13, ['first wrong', 'second wrong', 'second right'], 100],
    [14, ['first wrong', 'second wrong'], 100],
    [39, ['second wrong'], 100],
    [52, [], 100],
    [53, [], 99],
  ])('cut by %i characters keeps %j and %i that were just written', (by, kept, written) => {
    const left = fit(memory, memory.length - by);
    expect(known(left)).toEqual(kept);
    expect(countOf(left)).toBe(kept.length + written);
    expect(isMemory(left)).toBe(true);
  });

  it.each([12, 0, -5])('forgets everything rather than being longer than %i characters', (most) => {
    expect(fit(memory, most)).toBe(NOTHING_REMEMBERED);
  });
});

describe('isMemory', () => {
  it.each([
    ['', true],
    ['AAAAAA1234567', true],
    ['AAAAAA123456', false],
    ['AAAAAA12345 7', false],
    [undefined, false],
    [[], false],
  ])('of %j is %j', (value, is) => {
    expect(isMemory(value)).toBe(is);
  });
});

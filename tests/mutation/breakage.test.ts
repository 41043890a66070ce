import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { broken } from './breakage';
import type { Breakage } from './breakage';
import { BREAKAGES } from './breakages';

const PROJECT = join(__dirname, '..', '..');

const SAMPLE: Breakage = { guard: 'taken', does: 'says no', file: 'sample.ts', replace: 'yes', by: '$& no' };

describe('a breakage', () => {
  it('replaces the text, whatever it is replaced by', () => {
    expect(broken('say yes.', SAMPLE)).toBe('say $& no.');
  });

  it.each([
    ['say no.', '0 times'],
    ['yes yes', '2 times'],
  ])('says so when the code has changed: %s', (source, times) => {
    expect(() => broken(source, SAMPLE)).toThrow(`sample.ts holds the text of the breakage "says no" ${times}`);
  });
});

describe('the list', () => {
  it.each(BREAKAGES.map((breakage) => [breakage.does, breakage] as const))(
    'still finds its place: %s',
    (_, breakage) => {
      const source = readFileSync(join(PROJECT, breakage.file), 'utf8');
      expect(broken(source, breakage)).not.toBe(source);
    },
  );

  it('breaks each of the guards that the guarantees name', () => {
    expect(new Set(BREAKAGES.map(({ guard }) => guard))).toEqual(
      new Set([
        'compare-and-set',
        'board bounds',
        'memory',
        'queue',
        'signature',
        'replies',
        'claim',
        'asking Studio',
        'ending before moving on',
        'calls',
        'budget',
        'obstacles',
        'taken',
        'by hand',
        'several incidents',
        'flapping',
        'outbox',
        'doubt',
        'heartbeat',
        'upgrade',
        'reaching back',
      ]),
    );
  });
});

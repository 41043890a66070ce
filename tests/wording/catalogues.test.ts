import { describe, expect, it } from '@jest/globals';
import { clockTime } from '../../src/wording/clock';
import { EN } from '../../src/wording/en';
import { pluralsOf } from '../../src/wording/plural';

describe('a plural', () => {
  it.each<[string, readonly number[], readonly string[]]>([
    ['en', [0, 1, 2, 21], ['other', 'one', 'other', 'other']],
    ['pl', [1, 2, 5, 22], ['one', 'few', 'many', 'few']],
    ['ja', [1, 2], ['other', 'other']],
  ])('follows the rules of its language: %s', (locale, counts, forms) => {
    const plural = pluralsOf(locale);
    const all = { one: 'one', few: 'few', many: 'many', other: 'other' };
    expect(counts.map((count) => plural(count, all))).toEqual(forms);
  });

  it('is the general form where a language lacks the one that the number wants', () => {
    expect(pluralsOf('pl')(2, { one: 'one', other: 'other' })).toBe('other');
  });
});

describe('a time', () => {
  it.each([
    ['en-GB', 'Europe/London', 'Sun 03:00 GMT'],
    ['de', 'Europe/Berlin', 'So 04:00 MEZ'],
  ])('is written as people of the language write it: %s', (locale, zone, text) => {
    expect(clockTime(locale, Date.UTC(2026, 10, 22, 3), zone).replace('.', '')).toBe(text);
  });
});

describe('in English', () => {
  it.each([
    [{ is: 'unreadable' as const }, 'The on-call roster cannot be read.'],
    [{ is: 'nobody' as const }, 'Nobody is on call, so the fallback numbers are called.'],
    [{ is: 'no-team' as const, team: 'db' }, 'The roster has no team db.'],
  ])('it is said why other people are called: %j', (trouble, said) => {
    expect(EN.speech.trouble(trouble)).toBe(said);
  });
});

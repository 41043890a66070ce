import { describe, expect, it } from '@jest/globals';
import { sinceIn } from '../../../src/cli/live/since';
import { UserMistake } from '../../../src/mistake';

const NOW = Date.parse('2026-11-22T03:10:00Z');

describe('--since', () => {
  it.each([
    ['7d', '2026-11-15T03:10:00Z'],
    ['12h', '2026-11-21T15:10:00Z'],
    ['4w', '2026-10-25T03:10:00Z'],
    ['0d', '2026-11-22T03:10:00Z'],
    ['2026-07-01', '2026-07-01T04:00:00Z'],
    ['2026-11-21 18:00', '2026-11-21T23:00:00Z'],
    ['2026-11-21T18:00Z', '2026-11-21T18:00:00Z'],
  ])('%s', (text, iso) => {
    expect(new Date(sinceIn(text, 'America/New_York', NOW)).toISOString()).toBe(iso.replace('Z', '.000Z'));
  });

  it.each([
    ['yesterday', 'cannot be read. TIME is 7d, 12h or 4w'],
    ['7', 'cannot be read'],
    ['7y', 'cannot be read'],
    ['-7d', 'cannot be read'],
    ['2026-02-30', 'cannot be read'],
    ['2026-11-23', 'is in the future'],
    ['', 'cannot be read'],
  ])('refuses %j', (text, words) => {
    expect(() => sinceIn(text, 'UTC', NOW)).toThrow(UserMistake);
    expect(() => sinceIn(text, 'UTC', NOW)).toThrow(words);
  });
});

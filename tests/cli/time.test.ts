import { describe, expect, it } from '@jest/globals';
import { readTime } from '../../src/cli/time';
import { UserMistake } from '../../src/mistake';

const NOW = Date.parse('2026-11-22T12:34:56.789Z');

describe('an instant on the command line', () => {
  it.each([
    [undefined, 'Europe/London', '2026-11-22T12:34:56.789Z'],
    ['now', 'Europe/London', '2026-11-22T12:34:56.789Z'],
    ['2026-12-24 18:00', 'Europe/London', '2026-12-24T18:00:00.000Z'],
    ['2026-07-01 18:00', 'Europe/London', '2026-07-01T17:00:00.000Z'],
    ['2026-07-01T18:00', 'America/New_York', '2026-07-01T22:00:00.000Z'],
    ['2026-07-01 18:00:30', 'UTC', '2026-07-01T18:00:30.000Z'],
    ['2026-12-24T18:00+01:00', 'America/New_York', '2026-12-24T17:00:00.000Z'],
    ['2026-12-24 18:00 +01:00', 'America/New_York', '2026-12-24T17:00:00.000Z'],
    ['2026-12-24T18:00:05Z', 'Asia/Tokyo', '2026-12-24T18:00:05.000Z'],
    ['18:00', 'Europe/London', '2026-11-22T18:00:00.000Z'],
    ['18:00', 'Asia/Tokyo', '2026-11-22T09:00:00.000Z'],
    ['09:00', 'Pacific/Auckland', '2026-11-22T20:00:00.000Z'],
    ['today 07:30:15', 'UTC', '2026-11-22T07:30:15.000Z'],
    ['tomorrow 09:00', 'America/New_York', '2026-11-23T14:00:00.000Z'],
    ['Tomorrow 09:00', 'UTC', '2026-11-23T09:00:00.000Z'],
    ['yesterday 23:59', 'UTC', '2026-11-21T23:59:00.000Z'],
    ['2028-02-29 00:00', 'Asia/Kathmandu', '2028-02-28T18:15:00.000Z'],
  ])('%s in %s', (text, zone, iso) => {
    const moment = readTime(text, '--at', zone, NOW);
    expect(new Date(moment.atMs).toISOString()).toBe(iso);
    expect(moment.note).toBeUndefined();
  });

  it('that comes twice is the first of the two, and says so', () => {
    const { atMs, note } = readTime('2026-10-25 01:30', '--at', 'Europe/London', NOW);
    expect(new Date(atMs).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(note).toContain('comes twice in Europe/London');
  });

  it.each([
    ['2026-03-29 01:30', 'the clocks in Europe/London go forward to 02:00 then'],
    ['2026-12-24', 'write the time of day too, such as "2026-12-24 09:00"'],
    ['tomorrow', 'write the time of day too, such as "tomorrow 09:00"'],
    ['someday', 'write it as "2026-12-24 18:00", 18:00, "tomorrow 09:00"'],
    ['25:00', 'write it as'],
    ['9:00', 'write it as'],
    ['monday 09:00', 'write it as'],
    ['2026-02-29 09:00', 'write it as'],
    ['2026-02-30T09:00Z', 'write it as'],
    ['2026-12-24 24:00', 'write it as'],
    ['2026-12-24 18:00:61', 'write it as'],
    ['2026-12-24T18:00+25:00', 'write it as'],
    ['1826-12-24 18:00', 'write it as'],
    ['1826-12-24T18:00Z', 'write it as'],
    ['', 'write it as'],
  ])('%j is refused', (text, why) => {
    const read = () => readTime(text, '--at', 'Europe/London', NOW);
    expect(read).toThrow(UserMistake);
    expect(read).toThrow(`--at "${text}" cannot be read: `);
    expect(read).toThrow(why);
  });
});

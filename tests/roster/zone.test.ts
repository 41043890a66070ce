import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  daysInMonth,
  instantOf,
  isRepeated,
  isSkipped,
  knownZone,
  monthsLater,
  shownInstantOf,
  wallMsAt,
  wholeMonths,
  zoneNames,
} from '../../src/roster/zone';
import { inTier } from '../support/tier';

// Whatever src/roster/zone.ts says of a zone, Temporal says too: neither knows of the other.

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

function at(iso: string): number {
  return Date.parse(iso);
}

/** Zones that change their clocks in every way that there is, and zones under their old names. */
const ODD_ZONES = [
  'Europe/London',
  'Europe/Dublin',
  'America/New_York',
  'America/Santiago',
  'America/St_Johns',
  'America/Noronha',
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Gaza',
  'Asia/Pyongyang',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Africa/Monrovia',
  'Antarctica/Casey',
  'Antarctica/Troll',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'UTC',
  'GMT',
  'Etc/GMT-14',
  'Etc/GMT+12',
  'EST',
  'EST5EDT',
  'PST8PDT',
  'US/Pacific',
  'GB-Eire',
];

const oddZones = fc.constantFrom(...ODD_ZONES);

/** Whole minutes between the beginnings of 1970 and 2100. */
const minutes = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) / MINUTE_MS }).map((count) => count * MINUTE_MS);

describe('laws of wall time', () => {
  it('what the clock shows at an instant is what Temporal says', () => {
    fc.assert(
      fc.property(minutes, oddZones, fc.boolean(), (anyMs, zone, isNear) => {
        const atMs = isNear ? (nextChange(anyMs, zone) ?? anyMs) + spread(anyMs) : anyMs;
        expect(wallMsAt(atMs, zone)).toBe(shownByTemporal(atMs, zone));
      }),
      { numRuns: inTier(2_000, 400), seed: 1 },
    );
  });

  it('the instant of a wall time is the earlier one of Temporal, and it is skipped or repeated when Temporal says so', () => {
    fc.assert(
      fc.property(minutes, oddZones, fc.boolean(), (anyMs, zone, isNear) => {
        expectTemporal(isNear ? nearNextChange(anyMs, zone) : anyMs, zone);
      }),
      { numRuns: inTier(2_000, 400), seed: 2 },
    );
  });

  it('a later wall time never means an earlier instant', () => {
    fc.assert(
      fc.property(minutes, oddZones, fc.integer({ min: 0, max: 240 }), (anyMs, zone, later) => {
        const wallMs = nearNextChange(anyMs, zone);
        expect(instantOf(wallMs + later * MINUTE_MS, zone)).toBeGreaterThanOrEqual(instantOf(wallMs, zone));
      }),
      { numRuns: inTier(2_000, 150), seed: 3 },
    );
  });

  it('the clocks change when Temporal says so, and never twice within four days', () => {
    const zones = inTier(zoneNames(), ['Asia/Gaza', 'Pacific/Apia', 'Antarctica/Casey']);
    const wrong: string[] = [];
    let changes = 0;
    for (const zone of zones) {
      let changeMs = nextChange(0, zone);
      while (changeMs !== undefined && changeMs < Date.UTC(2100, 0)) {
        changes += 1;
        const followingMs = nextChange(changeMs, zone);
        const isSoon = followingMs !== undefined && followingMs - changeMs < 4 * DAY_MS;
        const isRight = [changeMs - 1, changeMs].every((atMs) => wallMsAt(atMs, zone) === shownByTemporal(atMs, zone));
        if (isSoon || !isRight) wrong.push(`${zone} ${new Date(changeMs).toISOString()}`);
        changeMs = followingMs;
      }
    }
    expect(wrong).toEqual([]);
    expect(changes).toBeGreaterThan(inTier(15_000, 200));
  });
});

describe('a change of the clocks', () => {
  it.each([
    ['skips an hour', 'Europe/London', '2026-03-29T01:30Z', '2026-03-29T01:00Z'],
    ['skips half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15Z', '2026-10-03T15:30Z'],
    ['skips two hours', 'Antarctica/Troll', '2026-03-29T02:59Z', '2026-03-29T01:00Z'],
    ['skips the first minute of a day', 'Pacific/Apia', '2011-12-30T00:00Z', '2011-12-30T10:00Z'],
    ['skips the middle of a day', 'Pacific/Apia', '2011-12-30T12:00Z', '2011-12-30T10:00Z'],
    ['skips the last minute of a day', 'Pacific/Apia', '2011-12-30T23:59Z', '2011-12-30T10:00Z'],
    ['skips 44 minutes and a half', 'Africa/Monrovia', '1972-01-07T00:44Z', '1972-01-07T00:44:30Z'],
  ])('%s in %s: %s means %s', (_what, zone, wall, instant) => {
    expect(isSkipped(at(wall), zone)).toBe(true);
    expect(shownInstantOf(at(wall), zone)).toBeUndefined();
    expect(new Date(instantOf(at(wall), zone)).toISOString()).toBe(new Date(at(instant)).toISOString());
  });

  it.each([
    ['an hour', 'Europe/London', '2026-10-25T01:30Z', '2026-10-25T00:30Z'],
    ['half an hour', 'Australia/Lord_Howe', '2026-04-05T01:45Z', '2026-04-04T14:45Z'],
    ['three hours', 'Antarctica/Casey', '2010-03-05T00:00Z', '2010-03-04T13:00Z'],
    ['the end of yesterday', 'America/St_Johns', '2009-10-31T23:30Z', '2009-11-01T02:00Z'],
  ])('shows %s twice in %s: %s means first %s', (_what, zone, wall, instant) => {
    expect(isRepeated(at(wall), zone)).toBe(true);
    expect(new Date(instantOf(at(wall), zone)).toISOString()).toBe(new Date(at(instant)).toISOString());
  });

  it('a week after another takes back what that did', () => {
    // Brazil's north-east tried summer time for a week.
    const zone = 'America/Noronha';
    const offsetHours = (iso: string): number => (wallMsAt(at(iso), zone) - at(iso)) / HOUR_MS;
    const around = ['2000-10-08T01:59Z', '2000-10-08T02:00Z', '2000-10-15T00:59Z', '2000-10-15T01:00Z'];
    expect(around.map(offsetHours)).toEqual([-2, -1, -1, -2]);
  });
});

describe('the name of a zone', () => {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const abbreviations = letters.flatMap((one) => letters.map((other) => `${one}${other}T`));

  it('of three letters is one only if the IANA list has it', () => {
    expect(abbreviations.filter((name) => knownZone(name) !== undefined)).toEqual([
      'CET',
      'EET',
      'EST',
      'GMT',
      'HST',
      'MET',
      'MST',
      'UCT',
      'WET',
    ]);
  });

  it.each(['UTC', 'GMT', 'EST', 'PST8PDT', 'US/Pacific', 'Asia/Kolkata', 'Asia/Calcutta', 'Europe/Kyiv', 'GB-Eire'])(
    '%s stays as it is written, whatever the runtime calls that zone today',
    (name) => {
      expect(knownZone(name)).toBe(name);
    },
  );

  it('is put into the capitals of the list', () => {
    expect(['europe/london', 'ASIA/TOKYO', 'etc/gmt+5'].map(knownZone)).toEqual([
      'Europe/London',
      'Asia/Tokyo',
      'Etc/GMT+5',
    ]);
  });

  it.each(['PST', 'pst', 'BST', 'IST', 'Europe/Londn', 'UTC+3', '+01:00', 'GMT+5', 'Factory', '', ' UTC', 'UTC\u0000'])(
    '%j is none',
    (name) => {
      expect(knownZone(name)).toBeUndefined();
    },
  );
});

describe('months', () => {
  it('are counted on as Temporal counts them', () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: -1_500, max: 1_500 }), (fromMs, months) => {
        const later = inUtc(fromMs).add({ months });
        expect(monthsLater(fromMs, months)).toBe(later.epochMilliseconds);
        expect(daysInMonth(later.year, later.month)).toBe(later.daysInMonth);
      }),
      { numRuns: inTier(2_000, 300), seed: 4 },
    );
  });

  it('lie between two times as many as can be added to the first without passing the second', () => {
    fc.assert(
      fc.property(minutes, minutes, (fromMs, toMs) => {
        const months = wholeMonths(fromMs, toMs);
        expect(inUtc(fromMs).add({ months }).epochMilliseconds).toBeLessThanOrEqual(toMs);
        expect(inUtc(fromMs).add({ months: months + 1 }).epochMilliseconds).toBeGreaterThan(toMs);
      }),
      { numRuns: inTier(2_000, 300), seed: 5 },
    );
  });

  it.each([
    ['2026-01-31T09:00Z', '2026-02-28T08:59Z', 0],
    ['2026-01-31T09:00Z', '2026-02-28T09:00Z', 1],
    ['2026-01-15T09:00Z', '2026-01-15T08:59Z', -1],
    ['2026-01-15T09:00Z', '2025-12-15T09:00Z', -1],
    ['2024-02-29T00:00Z', '2025-02-28T00:00Z', 12],
  ])('from %s to %s: %i', (from, to, months) => {
    expect(wholeMonths(at(from), at(to))).toBe(months);
  });
});

function expectTemporal(wallMs: number, zone: string): void {
  const wall = inUtc(wallMs).toPlainDateTime();
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  const exists = earlier.toPlainDateTime().equals(wall);
  expect(isSkipped(wallMs, zone)).toBe(!exists);
  expect(isRepeated(wallMs, zone)).toBe(exists && earlier.epochMilliseconds !== later.epochMilliseconds);
  const change = exists ? undefined : nextChange(earlier.epochMilliseconds, zone);
  expect(instantOf(wallMs, zone)).toBe(change ?? earlier.epochMilliseconds);
}

function inUtc(wallMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC');
}

function shownByTemporal(atMs: number, zone: string): number {
  const shown = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDateTime();
  return shown.toZonedDateTime('UTC').epochMilliseconds;
}

/** When Temporal says that the clocks change next. */
function nextChange(atMs: number, zone: string): number | undefined {
  const next = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  return next?.epochMilliseconds;
}

/** A wall time within three hours of the next change of the clocks, or within a day and a half. */
function nearNextChange(atMs: number, zone: string): number {
  const changeMs = nextChange(atMs, zone);
  return changeMs === undefined ? atMs : shownByTemporal(changeMs, zone) + spread(atMs);
}

/** Three times of four within three hours. */
function spread(atMs: number): number {
  const count = atMs / MINUTE_MS;
  const withinMs = count % 4 === 0 ? 1.5 * DAY_MS : 3 * HOUR_MS;
  return ((Math.floor(count / 4) * MINUTE_MS) % (2 * withinMs)) - withinMs;
}

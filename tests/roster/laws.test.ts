import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { callOrder } from '../../src/roster/calls';
import { lineAt } from '../../src/roster/duty';
import { examineRoster } from '../../src/roster/advice/examine';
import type { Roster, Team } from '../../src/roster/roster';
import { gaps, onCallAt, shifts } from '../../src/roster/shifts';
import { standInsFor } from '../../src/roster/swap';
import { overlapWarnings } from '../../src/roster/warning/overrides';
import { warnings } from '../../src/roster/warnings';
import { isSkipped } from '../../src/roster/zone';
import { crowdedRosters, instants, overrides, rosters } from './arbitrary';
import { AGENTS, ids, teamOf } from './sample';
import { inTier } from '../support/tier';

const RUNS = { numRuns: inTier(100, 30), seed: 2026 };

const DAY_MS = 86_400_000;

function parsed(written: unknown): Roster {
  const result = examineRoster(JSON.stringify(written));
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.roster;
}

const windows = fc
  .tuple(instants, fc.integer({ min: 1, max: 90 * DAY_MS }))
  .map(([fromMs, lengthMs]) => ({ fromMs, toMs: fromMs + lengthMs }));

describe('laws of the schedule', () => {
  it('shifts and gaps together tile any window', () => {
    fc.assert(
      fc.property(rosters, windows, (written, { fromMs, toMs }) => {
        const team = teamOf(parsed(written));
        const parts = [...shifts(team, fromMs, toMs), ...gaps(team, fromMs, toMs)];
        parts.sort((one, other) => one.fromMs - other.fromMs);
        expect(parts[0]?.fromMs).toBe(fromMs);
        expect(parts.at(-1)?.toMs).toBe(toMs);
        for (const [index, part] of parts.entries()) {
          expect(part.toMs).toBeGreaterThan(part.fromMs);
          if (index > 0) expect(part.fromMs).toBe(parts[index - 1]?.toMs);
        }
      }),
      RUNS,
    );
  });

  it('at any instant the one on call is the one whose shift it is, or nobody', () => {
    fc.assert(
      fc.property(rosters, windows, fc.double({ min: 0, max: 1, noNaN: true }), (written, { fromMs, toMs }, where) => {
        const team = teamOf(parsed(written));
        const atMs = Math.min(toMs - 1, Math.floor(fromMs + where * (toMs - fromMs)));
        const holding = shifts(team, fromMs, toMs).filter((shift) => shift.fromMs <= atMs && atMs < shift.toMs);
        expect(holding.length).toBeLessThanOrEqual(1);
        expect(onCallAt(team, atMs)).toBe(holding[0]?.agent);
      }),
      RUNS,
    );
  });

  it('at both ends of a shift the agent is the one before and after', () => {
    fc.assert(
      fc.property(rosters, windows, (written, { fromMs, toMs }) => {
        const team = teamOf(parsed(written));
        for (const shift of shifts(team, fromMs, toMs).slice(0, 20)) {
          expect(onCallAt(team, shift.fromMs)).toBe(shift.agent);
          expect(onCallAt(team, shift.toMs - 1)).toBe(shift.agent);
        }
      }),
      RUNS,
    );
  });

  it('an override changes nothing outside its interval', () => {
    fc.assert(
      fc.property(rosters, overrides, instants, (written, override, atMs) => {
        const before = parsed(written);
        const after = parsed({ ...written, overrides: [...written.overrides, override] });
        const { fromMs = 0, toMs = 0 } = teamOf(after).overrides.at(-1) ?? {};
        for (const outside of [atMs, fromMs - 1, toMs]) {
          if (outside >= fromMs && outside < toMs) continue;
          expect(ids(callOrder(teamOf(after), outside))).toBe(ids(callOrder(teamOf(before), outside)));
        }
      }),
      RUNS,
    );
  });

  it('the calls are those of the plan with the overrides applied by hand, one after the other', () => {
    fc.assert(
      fc.property(crowdedRosters, fc.integer({ min: 0, max: 24 * 14 }), (written, hours) => {
        const atMs = Date.UTC(2026, 2, 1) + hours * 3_600_000;
        const planned = parsed({ ...written, overrides: [] });
        const plan = callOrder(teamOf(planned), atMs).map(({ id }) => id);
        const now = written.overrides.filter(({ from, to }) => instantIn(from) <= atMs && atMs < instantIn(to));
        const expected = byHand(plan, now, written.rotations !== undefined);
        const team = teamOf(parsed(written));
        expect(onCallAt(team, atMs)?.id).toBe(expected[0]);
        expect(ids(callOrder(team, atMs))).toBe(expected.join(' '));
      }),
      { numRuns: inTier(1_000, 150), seed: 2026 },
    );
  });

  it('two agents whose shifts are swapped have each other’s, and nobody else’s change', () => {
    fc.assert(
      fc.property(
        crowdedRosters,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 200 }),
        (written, from, hours) => {
          const startMs = Date.UTC(2026, 2, 1) + from * 3_600_000;
          const endMs = startMs + hours * 3_600_000;
          const roster = parsed(written);
          const team = teamOf(roster);
          const [ann, bob] = [roster.agents.get('ann'), roster.agents.get('bob')];
          if (ann === undefined || bob === undefined) throw new Error('no pair');
          const added = standInsFor(team, [ann, bob], startMs, endMs).map(({ fromMs, toMs, ...who }) => ({
            out: who.out.id,
            in: who.in.id,
            from: minuteText(fromMs),
            to: minuteText(toMs),
          }));
          const after = teamOf(parsed({ ...written, overrides: [...written.overrides, ...added] }));
          const other = new Map([
            ['ann', 'bob'],
            ['bob', 'ann'],
          ]);
          for (let atMs = startMs - 86_400_000; atMs < endMs + 86_400_000; atMs += 3_600_000) {
            const before = onCallAt(team, atMs)?.id;
            const isSwapped = atMs >= startMs && atMs < endMs;
            expect(onCallAt(after, atMs)?.id).toBe((isSwapped ? other.get(before ?? '') : undefined) ?? before);
          }
        },
      ),
      { numRuns: inTier(60, 20), seed: 5 },
    );
  });

  it('the order of overrides means nothing where no warning tells of an overlap', () => {
    fc.assert(
      fc.property(crowdedRosters, fc.integer({ min: 0, max: 24 * 14 }), (written, hours) => {
        const roster = parsed(written);
        fc.pre(overlapWarnings(roster).length === 0);
        const other = parsed({ ...written, overrides: written.overrides.toReversed() });
        const atMs = Date.UTC(2026, 2, 1) + hours * 3_600_000;
        expect(ids(callOrder(teamOf(other), atMs))).toBe(ids(callOrder(teamOf(roster), atMs)));
      }),
      { numRuns: inTier(1_000, 150), seed: 2026 },
    );
  });

  it('the order of keys means nothing where order means nothing', () => {
    fc.assert(
      fc.property(rosters, instants, (written, atMs) => {
        const one = parsed(written);
        const other = parsed(reversed(written, '$'));
        expect(ids(callOrder(teamOf(other), atMs))).toBe(ids(callOrder(teamOf(one), atMs)));
      }),
      RUNS,
    );
  });

  it('a rotation with a zone of its own is what it would be in a team of that zone', () => {
    fc.assert(
      fc.property(
        rosters,
        fc.constantFrom('Asia/Tokyo', 'America/New_York', 'UTC'),
        instants,
        (written, zone, atMs) => {
          const { rotations = [], timezone, ...rest } = { ...written, overrides: [] };
          fc.pre(rotations.length > 0);
          const own = rotations.map((rotation) => Object.assign({ timezone }, rotation));
          const moved = teamOf(parsed({ ...rest, timezone: zone, rotations: own }));
          expect(ids(callOrder(moved, atMs))).toBe(ids(callOrder(teamOf(parsed({ ...written, overrides: [] })), atMs)));
        },
      ),
      RUNS,
    );
  });

  it('nobody is called twice unless a step is written twice', () => {
    fc.assert(
      fc.property(rosters, instants, (written, atMs) => {
        const roster = parsed(written);
        const order = written.escalation?.order ?? [];
        fc.pre(
          new Set(order.filter((step) => step !== 'next')).size === order.filter((step) => step !== 'next').length,
        );
        const called = callOrder(teamOf(roster), atMs);
        expect(new Set(called).size).toBe(called.length);
      }),
      RUNS,
    );
  });
});

/** As it is written. */
interface Change {
  readonly out?: string;
  readonly in?: string;
}

/**
 * Who is called when these changes hold, as somebody would work it out with chairs: the agents sit in a row, and the first
 * chair of a rotation is kept when its agent leaves it.
 */
function byHand(plan: readonly string[], changes: readonly Change[], hasTurns: boolean): readonly string[] {
  const chairs = plan.map((name, index) => ({ name, isKept: hasTurns && index === 0 }));
  for (const [index, change] of changes.entries()) {
    const isRepeated = changes.slice(index + 1).some((later) => later.out !== undefined && later.out === change.out);
    if (isRepeated) continue;
    if (change.out === undefined) chairs.unshift({ name: change.in ?? '', isKept: false });
    for (const chair of chairs) if (chair.name === change.out) chair.name = change.in ?? 'nobody';
  }
  const seated = chairs.filter(({ name, isKept }) => isKept || name !== 'nobody');
  if (seated[0]?.name === 'nobody') return [];
  return seated.map(({ name }) => name).filter((name, index, all) => name !== 'nobody' && all.indexOf(name) === index);
}

function minuteText(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
}

function instantIn(utc: string): number {
  return Date.parse(`${utc.replace(' ', 'T')}:00Z`);
}

/** Every object with its keys the other way round, but for `agents`, where order is the order of calls. */
function reversed(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((item) => reversed(item, ''));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, reversed(member, name)] as const);
  return Object.fromEntries(key === 'agents' ? members : members.toReversed());
}

/** A part of the week in numbers, and as it is written. */
interface Part {
  readonly days: readonly number[];
  readonly fromMinute: number;
  readonly lengthMinutes: number;
  readonly written: string;
}

const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Half of them begin or end while clocks change. */
const minuteOfDay = fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 210 }));

const dailyPart = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), minuteOfDay, minuteOfDay)
  .filter(([, from, to]) => from !== to)
  .map(([days, from, to]): Part => {
    const names = days.map((day) => DAY_NAMES[day - 1] ?? '').join(', ');
    const lengthMinutes = (to - from + 1440) % 1440;
    return { days, fromMinute: from, lengthMinutes, written: `${names} ${clock(from)} - ${clock(to)}` };
  });

const longPart = fc
  .tuple(fc.integer({ min: 1, max: 7 }), minuteOfDay, fc.integer({ min: 1, max: 6 }), minuteOfDay)
  .map(([day, from, ahead, to]): Part => {
    const last = DAY_NAMES[(day - 1 + ahead) % 7] ?? '';
    const written = `${DAY_NAMES[day - 1] ?? ''} ${clock(from)} - ${last} ${clock(to)}`;
    return { days: [day], fromMinute: from, lengthMinutes: ahead * 1440 + to - from, written };
  });

interface Turning {
  readonly agents: readonly string[];
  readonly start: string;
  readonly every: string;
  readonly parts: readonly Part[];
}

/** Around the nights in which the clocks of London, New York, Santiago and Lord Howe change in 2026. */
const CHANGES = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-09-06', '2026-10-04', '2026-10-25', '2026-11-01'];

const turnings = fc
  .record({
    agents: fc.constantFrom(['ann'], ['ann', 'bob'], ['bob', 'ann', 'cyd'], ['ann', 'bob', 'ann', 'cyd']),
    change: fc.constantFrom(...CHANGES),
    daysBefore: fc.integer({ min: 1, max: 60 }),
    minute: minuteOfDay,
    every: fc.constantFrom(
      '1 hour',
      '7 hours',
      '1 day',
      '2 days',
      '1 week',
      '1 shift',
      '1 shift',
      '2 shifts',
      '3 shifts',
    ),
    parts: fc.array(fc.oneof(dailyPart, longPart), { minLength: 1, maxLength: 2 }),
    hoursAfter: fc.oneof(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -500, max: 2000 })),
    minutesAfter: fc.integer({ min: 0, max: 59 }),
  })
  .map(({ change, daysBefore, minute, hoursAfter, minutesAfter, ...rest }) => {
    const startDay = Temporal.PlainDate.from(change).subtract({ days: daysBefore });
    const atMs = Date.parse(`${change}T00:00Z`) + (hoursAfter * 60 + minutesAfter) * 60_000;
    return { atMs, turning: { ...rest, start: `${startDay.toString()} ${clock(minute)}` } };
  });

/**
 * Who is on call by a rotation, as somebody would find it out who leafs through a calendar from the start on. Times are what the
 * clock on the wall shows, as though it hung in UTC.
 */
function byCalendar({ agents, start, every, parts }: Turning, zone: string, atMs: number): string | undefined {
  const startMs = Date.parse(`${start.replace(' ', 'T')}Z`);
  const shown = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDateTime();
  const nowMs = shown.toZonedDateTime('UTC').epochMilliseconds;
  const isPast = (wallMs: number): boolean =>
    Math.abs(nowMs - wallMs) > 2 * DAY_MS ? nowMs > wallMs : instantByTemporal(wallMs, zone) <= atMs;
  if (!isPast(startMs)) return undefined;
  const found: (readonly [begins: number, ends: number])[] = [];
  const midnightMs = Date.parse(`${start.slice(0, 10)}T00:00Z`);
  for (let dayMs = midnightMs - 8 * DAY_MS; dayMs <= nowMs + 2 * DAY_MS; dayMs += DAY_MS) {
    for (const { days, fromMinute, lengthMinutes } of parts) {
      if (!days.includes(new Date(dayMs).getUTCDay() || 7)) continue;
      const beginsMs = dayMs + fromMinute * 60_000;
      found.push([beginsMs, beginsMs + lengthMinutes * 60_000]);
    }
  }
  if (!found.some(([beginsMs, endsMs]) => isPast(beginsMs) && !isPast(endsMs))) return undefined;
  const [, count = '', unit = ''] = /^(\d+) (\w+?)s?$/.exec(every) ?? [];
  const handoffs: number[] = [];
  if (unit === 'shift') {
    const goesOn = found.some(([beginsMs, endsMs]) => beginsMs <= startMs && startMs < endsMs);
    const later = [...new Set(found.map(([beginsMs]) => beginsMs))].filter((beginsMs) => beginsMs > startMs);
    later.sort((one, other) => one - other);
    handoffs.push(...(goesOn ? later : later.slice(1)).filter((_, index) => (index + 1) % Number(count) === 0));
  } else {
    const lengthMs = Number(count) * (LENGTHS_MS[unit] ?? Number.NaN);
    for (let wallMs = startMs + lengthMs; wallMs < nowMs + 2 * DAY_MS; wallMs += lengthMs) handoffs.push(wallMs);
  }
  return agents[handoffs.filter(isPast).length % agents.length];
}

const LENGTHS_MS: Readonly<Record<string, number>> = { hour: 3_600_000, day: DAY_MS, week: 7 * DAY_MS };

/** The first of two instants; the change of the clocks where they skip it. */
function instantByTemporal(wallMs: number, zone: string): number {
  const wall = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime();
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  return earlier.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.NaN;
}

describe('laws of turns', () => {
  const zones = fc.constantFrom(
    'Europe/London',
    'America/New_York',
    'America/Santiago',
    'Australia/Lord_Howe',
    'Asia/Tokyo',
  );

  it('the one on call is the one whom a walk through the calendar finds, whatever the clocks do', () => {
    let onCall = 0;
    fc.assert(
      fc.property(turnings, zones, zones, ({ atMs, turning }, zone, teamZone) => {
        const { parts, ...rest } = turning;
        fc.pre(!isSkipped(Date.parse(`${rest.start.replace(' ', 'T')}Z`), zone));
        const rotation = { ...rest, only: parts.map(({ written }) => written), timezone: zone };
        const team = teamOf(parsed({ timezone: teamZone, agents: AGENTS, rotations: [rotation] }));
        const expected = byCalendar(turning, zone, atMs);
        if (expected !== undefined) onCall += 1;
        expect(onCallAt(team, atMs)?.id).toBe(expected);
      }),
      { numRuns: inTier(1_500, 150), seed: 2026 },
    );
    expect(onCall).toBeGreaterThan(inTier(500, 50));
  });
});

/** Whom a call reaches, or who takes turns then, at each half hour of six weeks, after which everything comes again. */
function reachedByHalfHour(team: Team, fromMs: number): ReadonlyMap<number, ReadonlySet<string>> {
  const reached = new Map<number, Set<string>>();
  for (let atMs = fromMs; atMs < fromMs + 42 * DAY_MS; atMs += 1_800_000) {
    const called = callOrder(team, atMs).slice(0, team.escalation.maxCalls);
    if (called.length === 0) continue;
    const slot = Math.floor((atMs - Date.UTC(2026, 0, 5)) / 1_800_000) % 336;
    const known = reached.get(slot) ?? new Set<string>();
    reached.set(slot, known);
    for (const { id } of [...called, ...lineAt(team, atMs)]) known.add(id);
  }
  return reached;
}

/** The half hours of the week that parts of it hold. */
function slotsIn(only: readonly string[]): readonly number[] {
  if (only.length === 0) return [];
  const team = teamOf(parsed({ timezone: 'UTC', agents: AGENTS, rotations: [{ agents: ['ann'], only }] }));
  const slots = Array.from({ length: 336 }, (_, slot) => slot);
  return slots.filter((slot) => onCallAt(team, Date.UTC(2026, 0, 5) + slot * 1_800_000) !== undefined);
}

describe('the law of hours at which no call reaches an agent', () => {
  const rota = fc.record(
    {
      agents: fc.uniqueArray(fc.constantFrom('ann', 'bob', 'cyd', 'dan', 'eve'), { minLength: 1, maxLength: 3 }),
      start: fc.constant('2026-01-05 09:00'),
      every: fc.constantFrom('8 hours', '1 day', '1 week'),
      only: fc.constantFrom(
        'Mon-Fri 09:00 - 17:30',
        '18:00 - 08:00',
        'Sat, Sun',
        'Fri 22:00 - Mon 08:00',
        'Wed 12:00 - 13:00',
      ),
    },
    { requiredKeys: ['agents', 'start', 'every'] },
  );

  it('each is told, and no other: a look at every half hour finds the same', () => {
    const agents = { ...AGENTS, dan: AGENTS.ann, eve: AGENTS.bob };
    let told = 0;
    fc.assert(
      fc.property(
        fc.array(rota, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 4 }),
        (rotations, maxCalls) => {
          const roster = parsed({ timezone: 'UTC', agents, rotations, escalation: { maxCalls } });
          const fromMs = Date.UTC(2026, 1, 2);
          const reached = reachedByHalfHour(teamOf(roster), fromMs);
          const found = warnings(roster, fromMs).filter(({ message }) => message.startsWith('no call reaches'));
          told += found.length;
          const inTurn = new Set(rotations.flatMap((rotation) => rotation.agents));
          for (const id of inTurn) {
            const missed = [...reached]
              .flatMap(([slot, whom]) => (whom.has(id) ? [] : slot))
              .toSorted((one, other) => one - other);
            const remark = found.find((candidate) => candidate.agents?.includes(id) === true);
            const only = /at these times: (.*) \(UTC\)/.exec(remark?.message ?? '')?.[1]?.split('; ') ?? [];
            const isEverywhere = missed.length === reached.size;
            expect({ id, slots: slotsIn(only) }).toEqual({ id, slots: isEverywhere ? [] : missed });
          }
        },
      ),
      { numRuns: inTier(25, 10), seed: 3 },
    );
    expect(told).toBeGreaterThan(inTier(15, 5));
  });
});

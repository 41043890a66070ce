import { Temporal } from 'temporal-polyfill';

/**
 * The one place that knows time zones. What a zone does comes from Temporal; because one such question takes 20 µs and a
 * year of a rotation asks thousands, each stretch of time without a change of the clocks is asked for once and kept.
 *
 * Instants are epoch milliseconds. A wall time, what the clock on the wall shows, is the number of milliseconds at which a
 * clock in UTC would show the same: so a day later on the calendar is always 24 hours more.
 */

const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
const HALF_A_YEAR_MS = 183 * DAY_MS;

/** Stands for "since ever" and "for ever": further than any roster reaches, and still a date. */
export const EVER_MS = 8_000_000_000_000_000;

/** The years a roster may speak of; others are slips of the pen. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2099;

/** A time in which a zone does not change its clocks; it need not begin at a change. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  /** What the clocks show minus what a clock in UTC shows. */
  readonly offsetMs: number;
}

const knownZones = new Map<string, string | undefined>();
const stretchesByZone = new Map<string, Stretch[]>();

/** The IANA name as the zone list writes it, or undefined when there is no such zone. Offsets such as `+01:00` are no zones. */
export function knownZone(name: string): string | undefined {
  if (!knownZones.has(name)) knownZones.set(name, askForZone(name));
  return knownZones.get(name);
}

function askForZone(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return undefined;
  }
}

/** All IANA names that this runtime lists, for suggestions. */
export function zoneNames(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}

/** Reads `2026-11-22T09:00`; undefined when the calendar or the clock has no such time. */
export function wallMsOf(iso: string): number | undefined {
  const wallMs = Date.parse(`${iso}:00.000Z`);
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString() !== `${iso}:00.000Z`) return undefined;
  return wallMs;
}

/** A wall time as {@link wallMsOf} reads it. */
export function isoOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 16);
}

/** What the clock on the wall shows at an instant. */
export function wallMsAt(atMs: number, zone: string): number {
  return atMs + stretchAt(atMs, zone).offsetMs;
}

/**
 * The instant of a wall time. One that the clock shows twice (autumn) means the first of the two; one that it skips (spring)
 * means the instant of the skip. So a later wall time never means an earlier instant.
 */
export function instantOf(wallMs: number, zone: string): number {
  const { instants, skip } = readings(wallMs, zone);
  return instants[0] ?? skip;
}

/** As {@link instantOf}; undefined when the clock skips this wall time. */
export function shownInstantOf(wallMs: number, zone: string): number | undefined {
  return readings(wallMs, zone).instants[0];
}

/** Whether the clock skips this wall time, as it does in spring. */
export function isSkipped(wallMs: number, zone: string): boolean {
  return readings(wallMs, zone).instants.length === 0;
}

/** Whether the clock shows this wall time twice, as it does in autumn. */
export function isRepeated(wallMs: number, zone: string): boolean {
  return readings(wallMs, zone).instants.length > 1;
}

/** The days of the week as they are written, from Monday on. */
export const WEEKDAYS: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(wallMs: number): number {
  return new Date(wallMs).getUTCDay() || 7;
}

/** Minutes since the beginning of the week, Monday 00:00. */
export function weekMinuteOf(wallMs: number): number {
  const midnightMs = Math.floor(wallMs / DAY_MS) * DAY_MS;
  return (weekdayOf(wallMs) - 1) * 1440 + Math.floor((wallMs - midnightMs) / MINUTE_MS);
}

/** A wall time some months later; on a shorter month's last day where the day of the month is missing. */
export function monthsLater(wallMs: number, months: number): number {
  return utc(wallMs).add({ months }).epochMilliseconds;
}

/** How many whole months lie between two wall times. */
export function wholeMonths(fromWallMs: number, toWallMs: number): number {
  return utc(fromWallMs).until(utc(toWallMs), { largestUnit: 'months' }).months;
}

/** How many days a month has, which is counted from 1. */
export function daysInMonth(year: number, month: number): number {
  return utc(Date.UTC(year, month - 1, 1)).daysInMonth;
}

function utc(wallMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC');
}

/** The instants at which the clock shows a wall time, in order: one, two, or none; and if none, when the clock skips it. */
function readings(wallMs: number, zone: string): { readonly instants: readonly number[]; readonly skip: number } {
  // Clocks change by hours and not twice in two days, so the offsets around a change are those of a day before and after.
  const early = stretchAt(wallMs - DAY_MS, zone);
  const late = stretchAt(wallMs + DAY_MS, zone);
  if (early === late) return { instants: [wallMs - early.offsetMs], skip: early.toMs };
  const [before, after] = [early.offsetMs, late.offsetMs];
  const candidates = [...new Set([wallMs - before, wallMs - after])].toSorted((one, other) => one - other);
  const instants = candidates.filter((atMs) => wallMsAt(atMs, zone) === wallMs);
  return { instants, skip: stretchAt(wallMs - after, zone).toMs };
}

function stretchAt(atMs: number, zone: string): Stretch {
  const known = stretchesByZone.get(zone) ?? [];
  const found = known.find((stretch) => stretch.fromMs <= atMs && atMs < stretch.toMs);
  if (found !== undefined) return found;
  const stretch = askForStretch(atMs, zone);
  known.push(stretch);
  stretchesByZone.set(zone, known);
  return stretch;
}

/** Looks forward only: to find that a zone has not changed its clocks since 1951, Temporal asks a thousand times. */
function askForStretch(atMs: number, zone: string): Stretch {
  let from = Temporal.Instant.fromEpochMilliseconds(atMs - HALF_A_YEAR_MS).toZonedDateTimeISO(zone);
  let next = from.getTimeZoneTransition('next');
  while (next !== null && next.epochMilliseconds <= atMs) {
    from = next;
    next = from.getTimeZoneTransition('next');
  }
  return {
    fromMs: from.epochMilliseconds,
    toMs: next?.epochMilliseconds ?? EVER_MS,
    offsetMs: from.offsetNanoseconds / 1_000_000,
  };
}

/** A wall time's text, such as `Mon 2026-11-23 09:00`. */
export function wallText(wallMs: number): string {
  const iso = new Date(Math.floor(wallMs / MINUTE_MS) * MINUTE_MS).toISOString();
  return `${WEEKDAYS[weekdayOf(wallMs) - 1] ?? ''} ${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

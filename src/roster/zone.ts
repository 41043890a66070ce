/**
 * The one place that knows time zones. What a clock shows comes from `Intl`; because one such question takes more than a
 * microsecond and a year of a rotation asks thousands, each few days of a zone are asked for once and kept.
 *
 * Instants are epoch milliseconds. A wall time, what the clock on the wall shows, is the number of milliseconds at which a
 * clock in UTC would show the same: so a day later on the calendar is always 24 hours more.
 */

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Stands for "since ever" and "for ever": further than any roster reaches, and still a date. */
export const EVER_MS = 8_000_000_000_000_000;

/** The years a roster may speak of; others are slips of the pen. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2099;

/** No zone changes its clocks twice in so long: the shortest time between two changes is an hour less than a week. */
const PERIOD_MS = 4 * DAY_MS;

/** A few days in which a zone changes its clocks once or never; offsets are what the clocks show minus what a clock in UTC shows. */
interface Period {
  readonly offsetBeforeMs: number;
  readonly changeMs: number;
  readonly offsetAfterMs: number;
}

// The first formatter of a process takes 12 ms, and a roster that names no zone is read as UTC: so UTC has none.
const knownZones = new Map<string, string | undefined>([['UTC', 'UTC']]);
const formatters = new Map<string, Intl.DateTimeFormat>();
const periodsByZone = new Map<string, Map<number, Period>>();

/**
 * The IANA name as the zone list writes it, or undefined when there is no such zone. Offsets such as `+01:00` are no zones. An old
 * name is kept as it was written.
 */
export function knownZone(name: string): string | undefined {
  if (!knownZones.has(name)) knownZones.set(name, askForZone(name));
  return knownZones.get(name);
}

/** Abbreviations that `Intl` knows and the IANA list does not: it takes BST, which London shows in summer, for the time of Dhaka. */
const ABBREVIATION = /^(?!CET|EET|EST|GMT|HST|MET|MST|UCT|WET)[A-Z]{2}T$/i;

function askForZone(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name) || ABBREVIATION.test(name)) return undefined;
  try {
    const { timeZone } = formatterOf(name).resolvedOptions();
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return undefined;
  }
}

/** Throws a RangeError when there is no such zone. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formatters.set(zone, formatter);
  return formatter;
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
  return atMs + offsetAt(atMs, zone);
}

/**
 * The instant of a wall time. One that the clock shows twice (autumn) means the first of the two; one that it skips (spring)
 * means the instant of the skip. So a later wall time never means an earlier instant.
 */
export function instantOf(wallMs: number, zone: string): number {
  return shownInstantOf(wallMs, zone) ?? changeBetween(wallMs - DAY_MS, wallMs + DAY_MS, zone);
}

/** As {@link instantOf}; undefined when the clock skips this wall time. */
export function shownInstantOf(wallMs: number, zone: string): number | undefined {
  return instantsOf(wallMs, zone)[0];
}

/** Whether the clock skips this wall time, as it does in spring. */
export function isSkipped(wallMs: number, zone: string): boolean {
  return instantsOf(wallMs, zone).length === 0;
}

/** Whether the clock shows this wall time twice, as it does in autumn. */
export function isRepeated(wallMs: number, zone: string): boolean {
  return instantsOf(wallMs, zone).length > 1;
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
  const date = new Date(wallMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const day = Math.min(date.getUTCDate(), daysInMonth(year, month + 1));
  return Date.UTC(year, month, day) + (date.getTime() - Date.UTC(year, date.getUTCMonth(), date.getUTCDate()));
}

/** How many whole months lie between two wall times; negative, and one more, when the second is earlier. */
export function wholeMonths(fromWallMs: number, toWallMs: number): number {
  const [from, to] = [new Date(fromWallMs), new Date(toWallMs)];
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return monthsLater(fromWallMs, months) > toWallMs ? months - 1 : months;
}

/** How many days a month has, which is counted from 1; month 13 is the next year's first. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The instants at which the clock shows a wall time, in order: one, two, or none. */
function instantsOf(wallMs: number, zone: string): readonly number[] {
  // Clocks change by a day at most and not twice in two days, so the offsets around a change are those of a day before and after.
  const [before, after] = [offsetAt(wallMs - DAY_MS, zone), offsetAt(wallMs + DAY_MS, zone)];
  if (before === after) return [wallMs - before];
  const candidates = [wallMs - Math.max(before, after), wallMs - Math.min(before, after)];
  return candidates.filter((atMs) => wallMsAt(atMs, zone) === wallMs);
}

/** What the clocks of the zone show at an instant minus what a clock in UTC shows. */
function offsetAt(atMs: number, zone: string): number {
  const { offsetBeforeMs, changeMs, offsetAfterMs } = periodAt(atMs, zone);
  return atMs < changeMs ? offsetBeforeMs : offsetAfterMs;
}

function periodAt(atMs: number, zone: string): Period {
  const periods = periodsByZone.get(zone) ?? new Map<number, Period>();
  periodsByZone.set(zone, periods);
  const number = Math.floor(atMs / PERIOD_MS);
  const known = periods.get(number);
  if (known !== undefined) return known;
  const [fromMs, toMs] = [number * PERIOD_MS, (number + 1) * PERIOD_MS];
  const [offsetBeforeMs, offsetAfterMs] = [askForOffset(fromMs, zone), askForOffset(toMs, zone)];
  const changeMs = offsetBeforeMs === offsetAfterMs ? toMs : changeBetween(fromMs, toMs, zone);
  const period = { offsetBeforeMs, changeMs, offsetAfterMs };
  periods.set(number, period);
  return period;
}

/** The first instant of the new time, when the clocks change once between two instants. */
function changeBetween(fromMs: number, toMs: number, zone: string): number {
  const before = askForOffset(fromMs, zone);
  let [early, late] = [fromMs, toMs];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (askForOffset(middle, zone) === before) early = middle;
    else late = middle;
  }
  return late;
}

function askForOffset(atMs: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const text = formatterOf(zone).format(atMs);
  const [found, sign, hours, minutes, seconds] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text) ?? [];
  if (found === undefined) throw new Error(`Intl writes the time of ${zone} as "${text}", which has no offset.`);
  const offsetMs = Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS + Number(seconds ?? 0) * SECOND_MS;
  return sign === '-' ? -offsetMs : offsetMs;
}

/** A wall time's text, such as `Mon 2026-11-23 09:00`. */
export function wallText(wallMs: number): string {
  const iso = new Date(Math.floor(wallMs / MINUTE_MS) * MINUTE_MS).toISOString();
  return `${WEEKDAYS[weekdayOf(wallMs) - 1] ?? ''} ${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

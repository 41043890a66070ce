import type { WeekWindow } from './roster';
import { DAY_MS, instantOf, wallMsAt, WEEKDAYS, weekdayOf } from './zone';

/** A part of time, half-open: it holds its first instant and not its last. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

const MINUTE_MS = 60_000;

export const WEEK_MINUTES = 7 * 24 * 60;

/** The occurrences of a weekly window that touch [fromMs, toMs), in order, each in its whole length. */
export function occurrences(window: WeekWindow, zone: string, fromMs: number, toMs: number): readonly Interval[] {
  const found: Interval[] = [];
  const firstDayMs = midnightBefore(wallMsAt(fromMs, zone)) - window.endDay * DAY_MS;
  // A day more, because clocks that were put back over midnight have shown the beginning of the next day already.
  const lastDayMs = midnightBefore(wallMsAt(toMs, zone)) + DAY_MS;
  for (let dayMs = firstDayMs; dayMs <= lastDayMs; dayMs += DAY_MS) {
    if (!window.days.includes(weekdayOf(dayMs))) continue;
    const startMs = instantOf(dayMs + window.startMinute * MINUTE_MS, zone);
    const endMs = instantOf(dayMs + window.endDay * DAY_MS + window.endMinute * MINUTE_MS, zone);
    if (startMs < toMs && endMs > fromMs && startMs < endMs) found.push({ fromMs: startMs, toMs: endMs });
  }
  return found;
}

function midnightBefore(wallMs: number): number {
  return Math.floor(wallMs / DAY_MS) * DAY_MS;
}

/** The window from one minute of the week up to another, which may be in the week after. */
export function windowBetween(startMinute: number, endMinute: number): WeekWindow {
  const startDay = Math.floor(startMinute / 1440);
  return {
    days: [startDay + 1],
    startMinute: startMinute % 1440,
    endDay: Math.floor(endMinute / 1440) - startDay,
    endMinute: endMinute % 1440,
  };
}

/** A window and how many it was made of. */
interface Joined {
  readonly window: WeekWindow;
  readonly count: number;
}

/** Windows of several days, each of one, put together where `only` can say them in one. */
export function joined(windows: readonly WeekWindow[]): readonly Joined[] {
  const byTimes = new Map<string, Joined>();
  for (const window of windows) {
    const { startMinute, endDay, endMinute, days } = window;
    const key = [startMinute, endDay, endMinute, ...(isWithinADay(window) ? [] : days)].join(' ');
    const known = byTimes.get(key);
    const all = [...new Set([...(known?.window.days ?? []), ...days])].toSorted((one, other) => one - other);
    byTimes.set(key, { window: { ...window, days: all }, count: (known?.count ?? 0) + 1 });
  }
  return [...byTimes.values()];
}

/** A window as `only` says it: `Mon-Fri 09:00 - 17:00`, `18:00 - 09:00` (every night), `Fri 18:00 - Mon 09:00`, `Sat, Sun`. */
export function windowText(window: WeekWindow): string {
  const { days, startMinute, endDay, endMinute } = window;
  const start = clockText(startMinute);
  if (isWithinADay(window)) {
    const end = endMinute === 0 ? '24:00' : clockText(endMinute);
    return `${days.length === 7 ? '' : `${daysText(days)} `}${start} - ${end}`;
  }
  if (startMinute === 0 && endDay === 1 && endMinute === 0) return daysText(days);
  return days
    .map((day) => `${dayText(day)} ${start} - ${dayText(((day - 1 + endDay) % 7) + 1)} ${clockText(endMinute)}`)
    .join(', ');
}

/** Whether the window is shorter than a day, so that it can begin on several days. */
function isWithinADay({ startMinute, endDay, endMinute }: WeekWindow): boolean {
  return endDay === 0 || (endDay === 1 && endMinute < startMinute);
}

/** Such as `Mon-Wed, Fri`. */
export function daysText(days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) => (run.length < 3 ? run.map(dayText) : `${dayText(run[0] ?? 0)}-${dayText(run.at(-1) ?? 0)}`))
    .join(', ');
}

function dayText(day: number): string {
  return WEEKDAYS[day - 1] ?? '';
}

function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

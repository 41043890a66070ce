import type { WeekWindow } from './roster';
import { DAY_MS, instantOf, wallMsAt, WEEKDAYS, weekdayOf } from './zone';

/** A part of time, half-open: it holds its first instant and not its last. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

const MINUTE_MS = 60_000;

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
export function isWithinADay({ startMinute, endDay, endMinute }: WeekWindow): boolean {
  return endDay === 0 || (endDay === 1 && endMinute < startMinute);
}

/** Such as `Mon-Wed, Fri`. */
function daysText(days: readonly number[]): string {
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

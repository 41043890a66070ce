import type { WeekWindow } from './roster';
import { DAY_MS, instantOf, wallMsAt, weekdayOf } from './zone';

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

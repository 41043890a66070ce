import type { DutyShift } from '../world';

/** A week of a month, with the shifts as they lie in it. */
export interface Week {
  readonly days: readonly Day[];
  readonly bars: readonly Bar[];
}

export interface Day {
  readonly startMs: number;
  /** Of the month, from 1. */
  readonly number: number;
  readonly isOfMonth: boolean;
}

/** A shift within one week; both ends from 0 (Monday 00:00) to 7, by the days of the viewer. */
export interface Bar {
  readonly shift: DutyShift;
  readonly from: number;
  readonly to: number;
}

/**
 * The weeks, from Monday on, of a month of the viewer's own zone.
 *
 * @param year as it is written.
 * @param month from 0; beyond 11 it goes on into the next year.
 */
export function weeksOf(year: number, month: number, shifts: readonly DutyShift[]): readonly Week[] {
  const first = new Date(year, month, 1);
  const beforeFirst = (first.getDay() + 6) % 7;
  const count = Math.ceil((beforeFirst + new Date(year, month + 1, 0).getDate()) / 7);
  return Array.from({ length: count }, (_, week) => {
    const starts = Array.from({ length: 8 }, (_day, at) => new Date(year, month, 1 - beforeFirst + week * 7 + at));
    const days = starts.slice(0, 7).map((start) => ({
      startMs: start.getTime(),
      number: start.getDate(),
      isOfMonth: start.getMonth() === first.getMonth(),
    }));
    return {
      days,
      bars: barsIn(
        starts.map((start) => start.getTime()),
        shifts,
      ),
    };
  });
}

/** Whole numbers are midnights, so that a day of 23 or 25 hours is as wide as the others. */
export function placeIn(starts: readonly number[], ms: number): number {
  const day = starts.findLastIndex((start) => start <= ms);
  const [start, end] = [starts[day], starts[day + 1]];
  if (start === undefined) return 0;
  return end === undefined ? starts.length - 1 : day + (ms - start) / (end - start);
}

function barsIn(starts: readonly number[], shifts: readonly DutyShift[]): readonly Bar[] {
  const [first = 0, last = 0] = [starts[0], starts.at(-1)];
  return shifts
    .filter(({ fromMs, toMs }) => toMs > first && fromMs < last)
    .map((shift) => ({ shift, from: placeIn(starts, shift.fromMs), to: placeIn(starts, shift.toMs) }));
}

import type { Period, Rotation, WeekWindow } from './roster';
import { WEEK_MINUTES } from './window';
import { DAY_MS, monthsLater, weekMinuteOf, wholeMonths } from './zone';

/** When a rotation hands over, as wall time: handoffs are calendar arithmetic, whatever the clocks do in between. */
export interface Handoffs {
  /** The handoff of this number; number 0 is when the rotation begins. */
  wallMs(number: number): number;
  /** The number of the last handoff up to a wall time; negative before the first. */
  numberAt(wallMs: number): number;
}

/** The handoffs of a rotation that begins at this wall time. */
export function handoffsOf({ every, only }: Rotation, startWallMs: number): Handoffs {
  const { count, unit } = every;
  if (unit === 'shifts') return everyShift(count, only, startWallMs);
  if (unit === 'months') {
    return {
      wallMs: (number) => monthsLater(startWallMs, count * number),
      numberAt: (wallMs) => Math.floor(wholeMonths(startWallMs, wallMs) / count),
    };
  }
  const lengthMs = count * UNIT_MS[unit];
  return {
    wallMs: (number) => startWallMs + number * lengthMs,
    numberAt: (wallMs) => Math.floor((wallMs - startWallMs) / lengthMs),
  };
}

/** On the wall clock, where every day has 24 hours. */
const UNIT_MS: Readonly<Record<Exclude<Period['unit'], 'months' | 'shifts'>, number>> = {
  hours: 3_600_000,
  days: DAY_MS,
  weeks: 7 * DAY_MS,
};

const MINUTE_MS = 60_000;

/**
 * A handoff each time that one of these parts of the week begins, or each second, third, … time. The first turn is the part
 * that goes on at the start, or else the next one.
 */
function everyShift(count: number, only: readonly WeekWindow[], startWallMs: number): Handoffs {
  const minutes = beginningsIn(only);
  const mondayMs = startWallMs - weekMinuteOf(startWallMs) * MINUTE_MS;
  /** How many have begun by then, counted from the Monday before the start. */
  const begun = (wallMs: number): number => {
    const minute = Math.floor((wallMs - mondayMs) / MINUTE_MS);
    const week = Math.floor(minute / WEEK_MINUTES);
    return week * minutes.length + minutes.filter((one) => one <= minute - week * WEEK_MINUTES).length;
  };
  const first = begun(startWallMs) - (isWithin(only, startWallMs) ? 1 : 0);
  return {
    wallMs(number) {
      const at = first + number * count;
      const week = Math.floor(at / minutes.length);
      const minute = week * WEEK_MINUTES + (minutes[at - week * minutes.length] ?? 0);
      return Math.max(startWallMs, mondayMs + minute * MINUTE_MS);
    },
    numberAt: (wallMs) => Math.floor((begun(wallMs) - 1 - first) / count),
  };
}

/** Minutes after midnight of the week's first day, in order, each once. */
function beginningsIn(only: readonly WeekWindow[]): readonly number[] {
  const minutes = only.flatMap(({ days, startMinute }) => days.map((day) => (day - 1) * 1440 + startMinute));
  return [...new Set(minutes)].toSorted((one, other) => one - other);
}

function isWithin(only: readonly WeekWindow[], wallMs: number): boolean {
  const minute = weekMinuteOf(wallMs);
  return only.some(({ days, startMinute, endDay, endMinute }) =>
    days.some((day) => {
      const since = (minute - (day - 1) * 1440 - startMinute + WEEK_MINUTES) % WEEK_MINUTES;
      return since < endDay * 1440 + endMinute - startMinute;
    }),
  );
}

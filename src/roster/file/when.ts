import type { Period, WeekWindow } from '../roster';
import { WEEKDAYS } from '../zone';

/** Periods, delays and parts of the week, as a roster writes them. */

/** A period such as `1 week`, `12 hours` or `1 shift`. */
export function periodOf(text: string): Period | undefined {
  const [, count, word = ''] = /^(\d{1,3}) ([a-z]+?)s?$/.exec(text) ?? [];
  const unit = UNITS.find((known) => known === `${word}s`);
  return unit === undefined || Number(count) === 0 ? undefined : { count: Number(count), unit };
}

const UNITS: readonly Period['unit'][] = ['hours', 'days', 'weeks', 'months', 'shifts'];

/** A time from 10 minutes to 24 hours, such as `30 minutes` or `2 hours`, in minutes. */
export function delayOf(text: string): number | undefined {
  const minutes = minutesOf(text);
  return minutes !== undefined && minutes >= 10 && minutes <= 1440 ? minutes : undefined;
}

/** A time of any length, such as `30 minutes` or `2 hours`, in minutes. */
export function minutesOf(text: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,3}) (minute|hour)s?$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (unit === 'hour' ? 60 : 1);
}

const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const END = `${CLOCK}|24:00`;
const DAYS = `${DAY}(?: ?- ?${DAY})?(?: ?, ?${DAY}(?: ?- ?${DAY})?)*`;

/** The forms of a part of the week: `Fri 22:00 - Mon 08:00`, `Mon-Fri 09:00 - 17:00` or `18:00 - 08:00`, and `Sat, Sun`. */
export const WINDOW_FORMS = [
  `(${DAY}) (${CLOCK}) ?- ?(${DAY}) (${END})`,
  `(?:(${DAYS}) )?(${CLOCK}) ?- ?(${END})`,
  `(${DAYS})`,
] as const;
const [SPAN, DAILY, WHOLE_DAYS] = WINDOW_FORMS.map((form) => new RegExp(`^${form}$`));

/** A part of the week; undefined when it ends as it begins. */
export function windowOf(text: string): WeekWindow | undefined {
  const window = anyWindowOf(text);
  return window === undefined || isEmpty(window) ? undefined : window;
}

/** Whether a text is a part of the week that ends as it begins. */
export function isEmptyWindow(text: string): boolean {
  const window = anyWindowOf(text);
  return window !== undefined && isEmpty(window);
}

function anyWindowOf(text: string): WeekWindow | undefined {
  return spanOf(text) ?? dailyOf(text) ?? wholeDaysOf(text);
}

function isEmpty({ startMinute, endDay, endMinute }: WeekWindow): boolean {
  return endDay * 1440 + endMinute === startMinute;
}

function spanOf(text: string): WeekWindow | undefined {
  const [found, from = '', start = '', to = '', end = ''] = SPAN?.exec(text) ?? [];
  if (found === undefined) return undefined;
  const startMinute = minuteOf(start);
  const endMinute = minuteOf(end);
  const ahead = dayOf(to) - dayOf(from);
  const endDay = ahead < 0 || (ahead === 0 && endMinute < startMinute) ? ahead + 7 : ahead;
  return windowFrom([dayOf(from)], startMinute, endDay, endMinute);
}

function dailyOf(text: string): WeekWindow | undefined {
  const [found, days = 'Mon-Sun', start = '', end = ''] = DAILY?.exec(text) ?? [];
  if (found === undefined) return undefined;
  const startMinute = minuteOf(start);
  const endMinute = minuteOf(end);
  return windowFrom(daysOf(days), startMinute, endMinute < startMinute ? 1 : 0, endMinute);
}

function wholeDaysOf(text: string): WeekWindow | undefined {
  return WHOLE_DAYS?.test(text) === true ? windowFrom(daysOf(text), 0, 1, 0) : undefined;
}

/** 24:00 is the midnight at which the day ends. */
function windowFrom(days: readonly number[], startMinute: number, endDay: number, endMinute: number): WeekWindow {
  const midnight = endMinute === 1440;
  return { days, startMinute, endDay: midnight ? endDay + 1 : endDay, endMinute: midnight ? 0 : endMinute };
}

function daysOf(text: string): readonly number[] {
  const days = text.split(',').flatMap((part) => {
    const [from = '', to = from] = part.split('-').map((word) => word.trim());
    const length = ((dayOf(to) - dayOf(from) + 7) % 7) + 1;
    return Array.from({ length }, (_, ahead) => ((dayOf(from) - 1 + ahead) % 7) + 1);
  });
  return [...new Set(days)].toSorted((one, other) => one - other);
}

function dayOf(word: string): number {
  return WEEKDAYS.indexOf(word) + 1;
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

import { doubt, fault, textOf } from './entry';
import type { Entry } from './entry';
import { plainDelay, plainPeriod, plainWindow, timeFault } from './forms';
import { quoted } from '../../text/masking';
import type { Period, WeekWindow } from '../roster';
import { FIRST_YEAR, instantOf, isRepeated, isSkipped, LAST_YEAR, wallMsAt, wallMsOf, wallText } from '../zone';

/** Reads the entries that speak of time. */

/** A date with a time of day, such as `2026-11-22 09:00`, as ISO wall time. It must exist on the clocks of the zone. */
export function wallTextOf(entry: Entry, zone: string): string | undefined {
  const text = textOf(entry);
  if (text === undefined) return undefined;
  const parts = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(text);
  const iso = `${parts?.[1] ?? ''}T${parts?.[2] ?? ''}`;
  const wallMs = parts === null ? undefined : wallMsOf(iso);
  if (wallMs === undefined) return fault(entry, timeFault(text));
  const year = Number(iso.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    return fault(
      entry,
      `${quoted(text)} is not between ${String(FIRST_YEAR)} and ${String(LAST_YEAR)}; correct the year`,
    );
  }
  if (isRepeated(wallMs, zone)) {
    doubt(
      entry,
      `${quoted(text)} comes twice in ${zone}, as the clocks go back then; the first is taken; write another time if that matters`,
    );
  }
  if (!isSkipped(wallMs, zone)) return iso;
  const change = wallText(wallMsAt(instantOf(wallMs, zone), zone)).slice(-5);
  return fault(
    entry,
    `${quoted(text)} does not exist in ${zone}: the clocks go forward to ${change} then; write that or later`,
  );
}

/** The instant of a date with a time of day. Where the clocks show it twice (autumn), the first of the two. */
export function instantFrom(entry: Entry, zone: string): number | undefined {
  const iso = wallTextOf(entry, zone);
  const wallMs = iso === undefined ? undefined : wallMsOf(iso);
  return wallMs === undefined ? undefined : instantOf(wallMs, zone);
}

/** A period such as `1 week`, `12 hours` or `1 shift`. */
export function periodOf(entry: Entry): Period | undefined {
  const text = textOf(entry);
  if (text === undefined) return undefined;
  const [, count, word = ''] = /^(\d{1,3}) ([a-z]+?)s?$/.exec(text) ?? [];
  const unit = PERIODS.get(word);
  if (unit !== undefined && Number(count) > 0) return { count: Number(count), unit };
  const plain = plainPeriod(text);
  const forms = plain === undefined ? '"1 week", "12 hours", "2 days", "1 month" or "1 shift"' : `"${plain}"`;
  return fault(entry, `${quoted(text)} is no period; write ${forms}`);
}

const PERIODS: ReadonlyMap<string, Period['unit']> = new Map([
  ['hour', 'hours'],
  ['day', 'days'],
  ['week', 'weeks'],
  ['month', 'months'],
  ['shift', 'shifts'],
]);

/** A time from 10 minutes to 24 hours, such as `30 minutes` or `2 hours`, in minutes. */
export function delayOf(entry: Entry): number | undefined {
  const text = textOf(entry);
  if (text === undefined) return undefined;
  const [, count, unit] = /^([1-9]\d{0,3}) (minute|hour)s?$/.exec(text) ?? [];
  const minutes = Number(count ?? 0) * (unit === 'hour' ? 60 : 1);
  if (minutes >= 10 && minutes <= 1440) return minutes;
  const limits = 'from 10 minutes to 24 hours';
  if (count !== undefined)
    return fault(entry, `${quoted(text)} is too ${minutes < 10 ? 'short' : 'long'}; write a time ${limits}`);
  const plain = plainDelay(text);
  const forms = plain === undefined ? '"30 minutes" or "2 hours"' : `"${plain}"`;
  return fault(entry, `${quoted(text)} is no length of time; write ${forms}, ${limits}`);
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const DAYS_LIST = `${DAY}(?: ?- ?${DAY})?(?: ?, ?${DAY}(?: ?- ?${DAY})?)*`;
const SPAN = new RegExp(`^(${DAY}) (${CLOCK}) ?- ?(${DAY}) (${CLOCK}|24:00)$`);
const DAILY = new RegExp(`^(?:(${DAYS_LIST}) )?(${CLOCK}) ?- ?(${CLOCK}|24:00)$`);
const WHOLE_DAYS = new RegExp(`^${DAYS_LIST}$`);

/** A weekly window: `Fri 22:00 - Mon 08:00`, `Mon-Fri 09:00 - 17:00`, `18:00 - 08:00` or `Sat, Sun`. */
export function windowOf(entry: Entry): WeekWindow | undefined {
  const text = textOf(entry);
  if (text === undefined) return undefined;
  const window = exactWindow(text);
  if (window === undefined) {
    const plain = plainWindow(text);
    const isClear = plain !== undefined && exactWindow(plain) !== undefined;
    const forms = isClear ? `"${plain}"` : '"Fri 22:00 - Mon 08:00", "Mon-Fri 09:00 - 17:00" or "Sat, Sun"';
    return fault(entry, `${quoted(text)} is no part of the week; write ${forms}`);
  }
  if (window.endDay * 1440 + window.endMinute === window.startMinute) {
    return fault(entry, `${quoted(text)} ends when it begins; leave \`only\` out if it is always`);
  }
  return window;
}

function exactWindow(text: string): WeekWindow | undefined {
  return spanOf(text) ?? dailyOf(text) ?? wholeDaysOf(text);
}

function spanOf(text: string): WeekWindow | undefined {
  const [, from, start, to, end] = SPAN.exec(text) ?? [];
  if (from === undefined || start === undefined || to === undefined || end === undefined) return undefined;
  const startMinute = minuteOf(start);
  const endMinute = minuteOf(end);
  const ahead = dayOf(to) - dayOf(from);
  const endDay = ahead < 0 || (ahead === 0 && endMinute < startMinute) ? ahead + 7 : ahead;
  return windowFrom([dayOf(from)], startMinute, endDay, endMinute);
}

function dailyOf(text: string): WeekWindow | undefined {
  const [, days, start, end] = DAILY.exec(text) ?? [];
  if (start === undefined || end === undefined) return undefined;
  const startMinute = minuteOf(start);
  const endMinute = minuteOf(end);
  return windowFrom(
    days === undefined ? EVERY_DAY : daysOf(days),
    startMinute,
    endMinute < startMinute ? 1 : 0,
    endMinute,
  );
}

function wholeDaysOf(text: string): WeekWindow | undefined {
  return WHOLE_DAYS.test(text) ? windowFrom(daysOf(text), 0, 1, 0) : undefined;
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
  return DAYS.indexOf(word.toLowerCase()) + 1;
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

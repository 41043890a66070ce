import { quoted } from '../../text/masking';
import { DAY_MS, daysInMonth, wallMsOf } from '../zone';

/** What people write for times, periods and parts of the week, and the form that it has in a roster. */

const TIME = String.raw`(?:(?:T|,?\s+)(?:at\s+)?(\d{1,2})(?:[:.h](\d{2}))?(?:[:.]\d{2}(?:\.\d+)?)?\s*([ap]m)?)?`;
const YEAR_FIRST = new RegExp(String.raw`^\s*(\d{4})[-./](\d{1,2})[-./](\d{1,2})${TIME}\s*$`, 'i');
/** With points the day is first everywhere; with slashes nobody knows. */
const DAY_FIRST = new RegExp(String.raw`^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})${TIME}\s*$`, 'i');
const OFFSET = /^\s*\d{4}-\d{2}-\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/;

/** A date, and perhaps a time of day, as numbers that may be none. */
interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly clock?: { readonly hour: number; readonly minute: number };
}

/** What to say of a text that is no time such as `2026-11-22 09:00`. */
export function timeFault(text: string): string {
  const parts = partsOf(text);
  if (parts === undefined) {
    return OFFSET.test(text)
      ? `leave out the offset of ${quoted(text)}; times are those of the clock on the wall in the time zone`
      : `${quoted(text)} is no time; write year, month, day, hour and minute, such as "2026-11-22 09:00"`;
  }
  const impossible = impossibility(parts);
  if (impossible !== undefined) return `${quoted(text)} is ${impossible}`;
  if (parts.clock === undefined)
    return `a time of day is missing; write "${written(parts)} 00:00" for the start of that day`;
  return `${quoted(text)} is no time; write "${written(parts)}"`;
}

function partsOf(text: string): Parts | undefined {
  const yearFirst = YEAR_FIRST.exec(text)?.slice(1);
  const [day, month, year, ...clock] = DAY_FIRST.exec(text)?.slice(1) ?? [];
  const [first, second, third, hour, minute, half] = yearFirst ?? [year, month, day, ...clock];
  if (first === undefined) return undefined;
  const date = { year: Number(first), month: Number(second), day: Number(third) };
  return hour === undefined ? date : { ...date, clock: { hour: hourOf(hour, half), minute: Number(minute ?? 0) } };
}

function hourOf(hour: string, half: string | undefined): number {
  if (half === undefined) return Number(hour);
  return (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
}

/** Why no calendar or clock shows this. */
function impossibility(parts: Parts): string | undefined {
  const { year, month, day, clock } = parts;
  if (month < 1 || month > 12) return `on no calendar: there is no month ${String(month)}`;
  const days = daysInMonth(year, month);
  if (day < 1 || day > days) return `on no calendar: ${written(parts).slice(0, 7)} has ${String(days)} days`;
  if (clock === undefined) return undefined;
  if (clock.hour === 24 && clock.minute === 0) {
    const nextDay = (wallMsOf(`${dateText(parts)}T00:00`) ?? 0) + DAY_MS;
    return `on no clock: hours go from 00 to 23; write "${new Date(nextDay).toISOString().slice(0, 10)} 00:00"`;
  }
  if (clock.hour > 23) return 'on no clock: hours go from 00 to 23';
  return clock.minute > 59 ? 'on no clock: minutes go from 00 to 59' : undefined;
}

function written(parts: Parts): string {
  const { clock } = parts;
  return clock === undefined
    ? dateText(parts)
    : `${dateText(parts)} ${twoDigits(clock.hour)}:${twoDigits(clock.minute)}`;
}

function dateText({ year, month, day }: Parts): string {
  return `${String(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

type Units = readonly (readonly [RegExp, string])[];

const HOURS: Units[number] = [/^h(?:(?:ou)?rs?|ourly)?$/, 'hour'];
const DELAY_UNITS: Units = [[/^m(?:in(?:ute)?s?)?$/, 'minute'], HOURS];
const UNITS: Units = [
  HOURS,
  [/^(?:d(?:ays?)?|daily)$/, 'day'],
  [/^w(?:(?:ee)?ks?|eekly)?$/, 'week'],
  [/^mo(?:n(?:ths?|thly)?)?$/, 'month'],
  [/^shifts?$/, 'shift'],
];

/** The form of a period that is written otherwise, such as `weekly` or `7d`; undefined when it is not clear. */
export function plainPeriod(text: string, units = UNITS): string | undefined {
  const [, count = '1', word = ''] = /^\s*(?:every\s+)?(\d{1,3})?\s*([a-z]+)\.?\s*$/.exec(text.toLowerCase()) ?? [];
  const unit = units.find(([pattern]) => pattern.test(word))?.[1];
  if (unit === undefined || Number(count) === 0) return undefined;
  return `${String(Number(count))} ${unit}${Number(count) === 1 ? '' : 's'}`;
}

/** As {@link plainPeriod}, for a time in minutes or hours, such as `30m`. */
export function plainDelay(text: string): string | undefined {
  return plainPeriod(text, DELAY_UNITS);
}

const DAYS: readonly string[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const WORDS: ReadonlyMap<string, string> = new Map([
  ['weekend', 'Sat, Sun'],
  ['weekends', 'Sat, Sun'],
  ['weekday', 'Mon-Fri'],
  ['weekdays', 'Mon-Fri'],
  ['noon', '12:00'],
  ['midnight', '00:00'],
  ['to', '-'],
  ['till', '-'],
  ['until', '-'],
  ['through', '-'],
  ['and', ','],
]);
const PIECES = /(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m\b)?|\p{L}+|\S/giu;

/** The form of a part of the week that is written otherwise, such as `fri 6pm – mon 9:00`; undefined when it is not clear. It may still be none. */
export function plainWindow(text: string): string | undefined {
  const pieces: string[] = [];
  for (const [piece, hour, minute = '00', half] of text.matchAll(PIECES)) {
    const plain = hour === undefined ? plainWord(piece) : `${twoDigits(hourOf(hour, half))}:${minute}`;
    if (plain === undefined) return undefined;
    pieces.push(plain);
  }
  const plain = pieces
    .join(' ')
    .replaceAll(/ ,/g, ',')
    .replaceAll(/, (?=\d)/g, ' ')
    .replaceAll(/([A-Z][a-z]{2}) - (?=[A-Z])/g, '$1-');
  const [, times, days] = /^(\d\d:\d\d - \d\d:\d\d),? ([A-Z].*)$/.exec(plain) ?? [];
  return times === undefined || days === undefined ? plain : `${days} ${times}`;
}

function plainWord(piece: string): string | undefined {
  const word = piece.toLowerCase();
  if (/^[-–—−‒]$/.test(word)) return '-';
  if (/^[,;&+]$/.test(word)) return ',';
  const known = WORDS.get(word);
  if (known !== undefined || word.length < 3) return known;
  const day = DAYS.find(
    (name) => name.toLowerCase().startsWith(word.replace(/s$/, '')) || word === `${name.toLowerCase()}s`,
  );
  return day?.slice(0, 3);
}

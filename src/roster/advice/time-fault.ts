import { quoted } from '../../text/masking';
import { DAY_MS, daysInMonth, wallMsOf } from '../zone';

/** What people write for times, and the form that it has in a roster. */

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

/** What to say of a text that is not a time such as `2026-11-22 09:00`. */
export function timeFault(text: string): string {
  const parts = partsOf(text);
  if (parts === undefined) {
    return OFFSET.test(text)
      ? `leave out the offset of ${quoted(text)}; times are those of the clock on the wall in the time zone`
      : `${quoted(text)} is not a time; write year, month, day, hour and minute, such as "2026-11-22 09:00"`;
  }
  const impossible = impossibility(parts);
  if (impossible !== undefined) return `${quoted(text)} ${impossible}`;
  if (parts.clock === undefined)
    return `a time of day is missing; write "${written(parts)} 00:00" for the start of that day`;
  return `${quoted(text)} is not a time; write "${written(parts)}"`;
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
  if (month < 1 || month > 12) return `is not in any calendar: there is no month ${String(month)}`;
  const days = daysInMonth(year, month);
  if (day < 1 || day > days) return `is not in any calendar: ${written(parts).slice(0, 7)} has ${String(days)} days`;
  if (clock === undefined) return undefined;
  if (clock.hour === 24 && clock.minute === 0) {
    const nextDay = (wallMsOf(`${dateText(parts)}T00:00`) ?? 0) + DAY_MS;
    return `is not on any clock: hours go from 00 to 23; write "${new Date(nextDay).toISOString().slice(0, 10)} 00:00"`;
  }
  if (clock.hour > 23) return 'is not on any clock: hours go from 00 to 23';
  return clock.minute > 59 ? 'is not on any clock: minutes go from 00 to 59' : undefined;
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

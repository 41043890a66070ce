import { timeFormat } from './formatters';

/**
 * A time for people, by the clock of their zone (an IANA name): `Sun 03:00 GMT`. It does without the signs and accents that would make
 * an SMS twice as long: `sab` is a Saturday in Spanish too.
 */
export function clockTime(locale: string, atMs: number, timezone: string): string {
  const time = timeFormat(locale, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
    timeZoneName: 'short',
  });
  // Some versions of the Unicode data set a comma after the weekday, a true minus before an offset, or a narrow space.
  return time
    .format(atMs)
    .replace(',', '')
    .replace('\u2212', '-')
    .replace(/\s/g, ' ')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

/** The same with the date, for what is further away: `Sun 22 Nov, 03:00 GMT`. */
export function dayTime(locale: string, atMs: number, timezone: string): string {
  const day = timeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: timezone });
  const time = timeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
    timeZoneName: 'short',
  });
  return `${day.format(atMs).replaceAll(',', '')}, ${time.format(atMs)}`;
}

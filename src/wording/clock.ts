/** A time for people, by the clock of their zone (an IANA name): `Sun 03:00 GMT`. */
export function clockTime(locale: string, atMs: number, timezone: string): string {
  const time = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
    timeZoneName: 'short',
  });
  // Some versions of the Unicode data set a comma after the weekday.
  return time.format(atMs).replace(',', '');
}

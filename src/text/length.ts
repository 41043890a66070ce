import { counted } from './counted';

/** How long something lasts, in words: `2 days`, `1 day 3 hours`, `45 minutes`. Seconds are left out unless it is shorter than a minute. */
export function lengthText(lengthMs: number): string {
  const minutes = Math.floor(lengthMs / 60_000);
  if (minutes === 0) return counted(Math.floor(lengthMs / 1000), 'second');
  const parts = [
    counted(Math.floor(minutes / 1440), 'day'),
    counted(Math.floor((minutes % 1440) / 60), 'hour'),
    counted(minutes % 60, 'minute'),
  ];
  return parts.filter((part) => !part.startsWith('0 ')).join(' ');
}

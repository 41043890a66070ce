import { TEXT, type Values } from '../arguments';
import { UserMistake } from '../../mistake';
import { timeText } from '../../roster/time-text';
import { instantOf, wallMsAt } from '../../roster/zone';
import { readTime } from '../time';

export const SPAN_OPTIONS = { from: TEXT, to: TEXT, for: TEXT } as const;

/** An interval of whole minutes, as a roster has them. */
export interface Span {
  /** Absent when it begins now. */
  readonly fromMs?: number;
  readonly toMs: number;
}

const MINUTE_MS = 60_000;

/** Reads --from, and --to or --for. Throws a UserMistake with status 2. */
export function spanOf(values: Values<typeof SPAN_OPTIONS>, zone: string, nowMs: number): Span {
  if (values.to !== undefined && values.for !== undefined) throw new UserMistake('write --to or --for, not both.', 2);
  const fromMs = minuteOf(readTime(values.from, '--from', zone, nowMs).atMs);
  const toMs = endOf(values, zone, fromMs);
  if (toMs <= fromMs) throw new UserMistake('it ends before it begins; write a later --to.', 2);
  if (toMs <= nowMs) throw new UserMistake('it is over already; write a later --to.', 2);
  return values.from === undefined || values.from === 'now' ? { toMs } : { fromMs, toMs };
}

/** The minute that an instant is in. */
export function minuteOf(atMs: number): number {
  return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

function endOf(values: Values<typeof SPAN_OPTIONS>, zone: string, fromMs: number): number {
  if (values.to !== undefined) return minuteOf(readTime(values.to, '--to', zone, fromMs).atMs);
  if (values.for === undefined) throw new UserMistake('say when it ends: --to TIME, or --for 2h.', 2);
  const [, count, letter = ''] = /^([1-9]\d{0,3}) ?([mhdw])[a-z]*$/.exec(values.for) ?? [];
  if (count === undefined) throw new UserMistake(`--for ${values.for}: write how long, such as 30m, 2h, 3d or 1w.`, 2);
  const lengthMs = Number(count) * (MINUTES[letter] ?? 0) * MINUTE_MS;
  // Three days later it is the same time of day, whatever the clocks do; three hours later three hours have passed.
  return 'dw'.includes(letter) ? instantOf(wallMsAt(fromMs, zone) + lengthMs, zone) : fromMs + lengthMs;
}

const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440, w: 7 * 1440 };

/** An instant as a roster has it, such as `2026-12-24 09:00`. Throws a UserMistake for one that cannot be written so. */
export function rosterTime(atMs: number, zone: string): string {
  const text = timeText(atMs, zone).slice(4);
  if (instantOf(wallMsAt(atMs, zone), zone) === atMs) return text;
  throw new UserMistake(
    `${text} comes twice in ${zone}, because the clocks go back then, and a roster can only name the first; choose another time.`,
  );
}

import { UserMistake } from '../mistake';
import {
  DAY_MS,
  FIRST_YEAR,
  instantOf,
  isRepeated,
  isSkipped,
  LAST_YEAR,
  wallMsAt,
  wallMsOf,
  wallText,
} from '../roster/zone';
import { printError } from './terminal/print';

/** An instant that a person gave, and what there is to say about how it was read. */
export interface ReadTime {
  readonly atMs: number;
  readonly note?: string;
}

/** How an instant is written, for help texts. */
export const TIME_HELP = `TIME is "2026-12-24 18:00", 18:00 or "tomorrow 09:00" on the clock of the team's zone, an instant
with its offset such as 2026-12-24T18:00+01:00 or 2026-12-24T17:00Z, or now.`;

/**
 * Reads an instant: wall time in the zone, with its date or of today, tomorrow or yesterday; ISO 8601 with an offset; or `now`, which
 * is also what a missing one means. Throws a UserMistake with status 2.
 */
export function readTime(text: string | undefined, option: string, zone: string, nowMs: number): ReadTime {
  if (text === undefined || text === 'now') return { atMs: nowMs };
  const dated = withDate(text, zone, nowMs);
  return exactTime(dated) ?? wallTime(dated, option, zone) ?? refuse(text, option, hintFor(text));
}

/** As {@link readTime}; what there is to say about it is printed. */
export function timeGiven(text: string | undefined, option: string, zone: string, nowMs = Date.now()): number {
  const { atMs, note } = readTime(text, option, zone, nowMs);
  if (note !== undefined) printError(note);
  return atMs;
}

const DAYS_AHEAD: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

/** What is said of a day near now, with its date; anything else stays as it is. */
function withDate(text: string, zone: string, nowMs: number): string {
  const [, day = 'today', time] = /^(?:(today|tomorrow|yesterday) )?(\d{2}:\d{2}(?::\d{2})?)$/i.exec(text) ?? [];
  if (time === undefined) return text;
  const wallMs = wallMsAt(nowMs, zone) + (DAYS_AHEAD[day.toLowerCase()] ?? 0) * DAY_MS;
  return `${new Date(wallMs).toISOString().slice(0, 10)} ${time}`;
}

function exactTime(text: string): ReadTime | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?) ?(?:Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (parts === null || wallMsOf(`${parts[1] ?? ''}T${(parts[2] ?? '').slice(0, 5)}`) === undefined) return undefined;
  const atMs = Date.parse(text.replace(' ', 'T').replace(' ', ''));
  return Number.isNaN(atMs) || !isInRange(text) ? undefined : { atMs };
}

function wallTime(text: string, option: string, zone: string): ReadTime | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::(\d{2}))?$/.exec(text);
  const wallMs = parts === null ? undefined : wallMsOf(`${parts[1] ?? ''}T${parts[2] ?? ''}`);
  const seconds = Number(parts?.[3] ?? 0);
  if (wallMs === undefined || seconds > 59 || !isInRange(text)) return undefined;
  if (isSkipped(wallMs, zone)) {
    const change = wallText(wallMsAt(instantOf(wallMs, zone), zone)).slice(-5);
    refuse(
      text,
      option,
      `the clocks in ${zone} go forward to ${change} then, so there is no such time; write that or later`,
    );
  }
  const atMs = instantOf(wallMs, zone) + seconds * 1000;
  if (!isRepeated(wallMs, zone)) return { atMs };
  const note = `${option} ${text} comes twice in ${zone}, because the clocks go back then; this is the first. For the second, write its offset.`;
  return { atMs, note };
}

function isInRange(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

function hintFor(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `write the time of day too, such as "${text} 09:00"`;
  if (/^(?:today|tomorrow|yesterday)$/i.test(text)) return `write the time of day too, such as "${text} 09:00"`;
  return 'write it as "2026-12-24 18:00", 18:00, "tomorrow 09:00", 2026-12-24T17:00Z or now';
}

function refuse(text: string, option: string, why: string): never {
  throw new UserMistake(`${option} "${text}" cannot be read: ${why}.`, 2);
}

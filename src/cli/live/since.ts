import { UserMistake } from '../../mistake';
import { instantOf, wallMsOf } from '../../roster/zone';
import { readTime } from '../time';

/** How the beginning of a time is written, for help texts. */
export const SINCE_HELP = 'TIME is 7d, 12h or 4w, a date such as 2026-11-01, or "2026-11-01 18:00".';

const UNITS_MS: ReadonlyMap<string | undefined, number> = new Map([
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 7 * 86_400_000],
]);

/** Reads how far back to look, as epoch milliseconds; a date is its first moment in the zone. Throws a UserMistake. */
export function sinceIn(text: string, zone: string, nowMs: number): number {
  const atMs = lengthAgo(text, nowMs) ?? firstMomentOf(text, zone) ?? instantIn(text, zone, nowMs);
  if (atMs <= nowMs) return atMs;
  throw new UserMistake(`--since ${text} is in the future; write a past time.`, 2);
}

function lengthAgo(text: string, nowMs: number): number | undefined {
  const [, count, unit] = /^(\d{1,4})([hdw])$/.exec(text) ?? [];
  const unitMs = UNITS_MS.get(unit);
  return unitMs === undefined ? undefined : nowMs - Number(count) * unitMs;
}

function firstMomentOf(text: string, zone: string): number | undefined {
  const wallMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? wallMsOf(`${text}T00:00`) : undefined;
  return wallMs === undefined ? undefined : instantOf(wallMs, zone);
}

function instantIn(text: string, zone: string, nowMs: number): number {
  try {
    return readTime(text, '--since', zone, nowMs).atMs;
  } catch (error) {
    if (!(error instanceof UserMistake)) throw error;
    throw new UserMistake(`--since "${text}" cannot be read. ${SINCE_HELP}`, 2);
  }
}

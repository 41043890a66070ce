import type { ShiftChange } from '../../roster/shift-changes';
import { timeText } from '../../roster/time-text';
import { daysText } from '../../roster/window';
import { spanWords } from '../../roster/words';
import { wallMsAt, weekdayOf } from '../../roster/zone';
import { lengthText } from '../../text/length';

/** Who is on call for how much longer or shorter in all. */
export function totalWords(shifts: readonly ShiftChange[]): readonly string[] {
  const byAgent = new Map<string, number>();
  for (const { fromMs, toMs, loses, gains } of shifts) {
    if (gains !== undefined) byAgent.set(gains.name, (byAgent.get(gains.name) ?? 0) + toMs - fromMs);
    if (loses !== undefined) byAgent.set(loses.name, (byAgent.get(loses.name) ?? 0) - (toMs - fromMs));
  }
  const words = [...byAgent].map(([name, ms]) => {
    if (ms === 0) return `${name} has as much as before`;
    return `${name} ${ms > 0 ? 'gains' : 'loses'} ${lengthText(Math.abs(ms))}`;
  });
  return words.length === 0 ? [] : [`in all, in that time: ${words.join(', ')}`];
}

/** From so many on, changes of one pattern are shown in one line. */
const FEWEST_OF_A_PATTERN = 3;
/** With more lines than this, the times of day are left out. */
const MOST_LINES = 12;
const MOST_OF_ALL = 25;

/** The changes in words: those that come again at the same time of day in one line, and if that is not enough by agent. */
export function shiftLines(changes: readonly ShiftChange[], zone: string): readonly string[] {
  const lines = linesOf(changes, (change) => patternOf(change, zone), zone);
  if (lines.length <= MOST_LINES) return lines.map(({ words }) => words);
  const coarse = linesOf(changes, pairOf, zone);
  const told = coarse.slice(0, MOST_OF_ALL);
  const more = coarse.slice(MOST_OF_ALL).reduce((count, line) => count + line.changes, 0);
  return [...told.map(({ words }) => words), ...(more === 0 ? [] : [`and ${String(more)} more times`])];
}

interface Line {
  readonly words: string;
  /** How many changes it covers. */
  readonly changes: number;
}

/** One line for the changes that have something in common, or for each where these are few; in the order of their first times. */
function linesOf(
  changes: readonly ShiftChange[],
  commonOf: (change: ShiftChange) => string,
  zone: string,
): readonly Line[] {
  const groups = new Map<string, ShiftChange[]>();
  for (const change of changes) groups.set(commonOf(change), [...(groups.get(commonOf(change)) ?? []), change]);
  return changes.flatMap((change): readonly Line[] => {
    const group = groups.get(commonOf(change)) ?? [];
    if (group.length < FEWEST_OF_A_PATTERN) return [{ words: shiftText(change, zone), changes: 1 }];
    return change === group[0] ? [{ words: groupText(group, zone), changes: group.length }] : [];
  });
}

/** Who is on call instead of whom. */
function pairOf({ loses, gains }: ShiftChange): string {
  return `${loses?.id ?? ''} ${gains?.id ?? ''}`;
}

/** The same for changes that begin at the same time of day and last equally long, on the clock on the wall. */
function patternOf(change: ShiftChange, zone: string): string {
  return `${pairOf(change)} ${clockOf(change.fromMs, zone)} ${String(wallLengthMs(change, zone))}`;
}

function wallLengthMs({ fromMs, toMs, overMs = toMs }: ShiftChange, zone: string): number {
  return wallMsAt(overMs, zone) - wallMsAt(fromMs, zone);
}

function clockOf(atMs: number, zone: string): string {
  return timeText(atMs, zone).slice(-5);
}

function dateOf(atMs: number, zone: string): string {
  return timeText(atMs, zone).slice(0, -6);
}

function groupText(group: readonly ShiftChange[], zone: string): string {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined) return '';
  const span = `${String(group.length)} times from ${dateOf(first.fromMs, zone)} to ${dateOf(last.fromMs, zone)}`;
  const isPattern = new Set(group.map((change) => patternOf(change, zone))).size === 1;
  return `${isPattern ? `${regularText(first, group, zone)}, ` : ''}${span}${isPattern ? '' : totalText(group)}: ${whoText(first)}`;
}

/** Such as `09:00 for 1 day on Mon, Wed, Fri`; without the days if it is all of them. */
function regularText(first: ShiftChange, group: readonly ShiftChange[], zone: string): string {
  const days = [...new Set(group.map(({ fromMs }) => weekdayOf(wallMsAt(fromMs, zone))))].toSorted(
    (one, other) => one - other,
  );
  return `${clockOf(first.fromMs, zone)} for ${lengthText(wallLengthMs(first, zone))}${days.length === 7 ? '' : ` on ${daysText(days)}`}`;
}

function totalText(group: readonly ShiftChange[]): string {
  return `, ${lengthText(group.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0))} in all`;
}

function shiftText(change: ShiftChange, zone: string): string {
  const { fromMs, toMs, goesOn } = change;
  const when = goesOn
    ? `from ${timeText(fromMs, zone)} on`
    : `${spanWords(fromMs, toMs, zone)} (${lengthText(toMs - fromMs)})`;
  return `${when}: ${whoText(change)}`;
}

function whoText({ loses, gains }: Pick<ShiftChange, 'loses' | 'gains'>): string {
  if (gains === undefined) return `NOBODY, where ${loses?.name ?? 'somebody'} was`;
  return `${gains.name} ${loses === undefined ? 'where nobody was' : `instead of ${loses.name}`}`;
}

import { lengthText } from '../../text/length';
import type { Remark } from '../remark';
import type { Override, WeekWindow } from '../roster';
import { gapsIn } from '../shifts';
import { zonedText } from '../time-text';
import { joined, occurrences, windowBetween, windowText, type Interval } from '../window';
import { DAY_MS, wallMsAt, weekMinuteOf } from '../zone';
import { OUTLOOK_DAYS, type Outlook } from './outlook';
import { nameOf, placeOf } from './team';

/**
 * Intervals in which nobody is on call. Each cause is reported once, with its first instant and length: an override that takes
 * somebody away where that is written, and a part of the week that comes again with how often it does.
 */
export function coverageWarnings(outlook: Outlook): readonly Remark[] {
  const { team, fromMs, toMs } = outlook;
  const path = placeOf(team);
  const found = gapsIn(outlook.duties);
  const [only] = found;
  if (found.length === 1 && only?.fromMs === fromMs && only.toMs === toMs) {
    const message = `nobody is on call for ${nameOf(team)} in the next ${String(OUTLOOK_DAYS)} days; its alarms go to the fallback numbers`;
    return [{ path, message }];
  }
  const absences = new Map<Override, Interval[]>();
  const unplanned: Interval[] = [];
  for (const gap of found) {
    if (gap.override === undefined) unplanned.push(gap);
    else absences.set(gap.override, [...(absences.get(gap.override) ?? []), gap]);
  }
  return [
    ...recurring(unplanned, outlook).map((gaps) => ({ path, message: unplannedText(gaps, outlook) })),
    ...[...absences].map(([override, gaps]) => ({
      path: override.path,
      message: absenceText(override, gaps, outlook),
    })),
  ];
}

/** Gaps that have one cause. */
interface Gaps {
  /** In order, never empty. */
  readonly times: readonly Interval[];
  /** The part of the week in which all of them lie; absent for a single gap. */
  readonly window?: WeekWindow;
}

function unplannedText({ times, window }: Gaps, outlook: Outlook): string {
  const { team, fromMs, toMs } = outlook;
  const nobody = `nobody is on call for ${nameOf(team)}`;
  if (window === undefined) {
    return `${nobody} ${firstText(times, outlook)}; add a rotation or an override that covers it`;
  }
  const shown = windowText(window);
  const isUsual = times.length * 2 > occurrences(window, team.timezone, fromMs, toMs).length;
  const remedy = isUsual ? `a rotation with "only": "${shown}"` : 'a rotation or an override that covers it';
  return `${nobody} at these times: ${shown}, for the first time ${firstText(times, outlook)}, ${String(times.length)} times in the next ${String(OUTLOOK_DAYS)} days; add ${remedy}`;
}

function absenceText({ out }: Override, times: readonly Interval[], outlook: Outlook): string {
  const who = out?.id ?? 'the agent';
  const more = times.length - 1;
  const again = more === 0 ? '' : `, and ${String(more)} more ${more === 1 ? 'time' : 'times'}`;
  return `nobody is on call for ${nameOf(outlook.team)} ${firstText(times, outlook)}${again}, because ${who} is out; write who is \`in\`, or add a rotation or an override that covers it`;
}

/** When the first of them begins and how long it is. */
function firstText([first]: readonly Interval[], { team: { timezone }, toMs }: Outlook): string {
  if (first === undefined) return '';
  const lasts = first.toMs === toMs ? 'on' : `for ${lengthText(first.toMs - first.fromMs)}`;
  return `from ${zonedText(first.fromMs, timezone)} ${lasts}`;
}

/** Puts together what comes again at the same times of the week. */
function recurring(found: readonly Interval[], outlook: Outlook): readonly Gaps[] {
  const windows = windowsOf(found, outlook);
  const byCause = new Map<WeekWindow | Interval, Gaps>();
  for (const gap of found) {
    const window = windows.find((candidate) => isPartOf(candidate, gap, outlook));
    const cause = window ?? gap;
    const times = [...(byCause.get(cause)?.times ?? []), gap];
    byCause.set(cause, window === undefined ? { times } : { times, window });
  }
  return [...byCause.values()];
}

/** Whether a gap is an occurrence of the window, perhaps with a changing clock in it or cut off at an end of the outlook. */
function isPartOf(window: WeekWindow, gap: Interval, { team, fromMs, toMs }: Outlook): boolean {
  return occurrences(window, team.timezone, gap.fromMs, gap.toMs).some(
    (whole) => Math.max(whole.fromMs, fromMs) === gap.fromMs && Math.min(whole.toMs, toMs) === gap.toMs,
  );
}

/** The parts of the week in which two gaps or more lie; those of several days are one where `only` can say them in one. */
function windowsOf(found: readonly Interval[], { team, fromMs, toMs }: Outlook): readonly WeekWindow[] {
  const whole = found.filter(
    (gap) => gap.fromMs !== fromMs && gap.toMs !== toMs && gap.toMs - gap.fromMs <= 7 * DAY_MS,
  );
  return joined(whole.map((gap) => windowOf(gap, team.timezone))).flatMap(({ window, count }) =>
    count > 1 ? window : [],
  );
}

function windowOf(gap: Interval, zone: string): WeekWindow {
  const [startWallMs, endWallMs] = [wallMsAt(gap.fromMs, zone), wallMsAt(gap.toMs, zone)];
  const startMinute = weekMinuteOf(startWallMs);
  return windowBetween(startMinute, startMinute + (endWallMs - startWallMs) / 60_000);
}

import type { Remark } from '../remark';
import type { Team } from '../roster';
import { gapsIn } from '../shifts';
import type { Interval } from '../window';
import { wallMsAt, wallText } from '../zone';
import { lengthText } from './length';
import { OUTLOOK_DAYS } from './outlook';
import type { Outlook } from './outlook';

/** Gaps that come again at the same times of the week. */
interface RecurringGap {
  readonly first: Interval;
  readonly times: number;
}

/** Intervals in which nobody is on call; those that come again every week are told once. */
export function coverageWarnings({ team, duties, fromMs, toMs }: Outlook): readonly Remark[] {
  const found = gapsIn(duties);
  const [only] = found;
  if (found.length === 1 && only?.fromMs === fromMs && only.toMs === toMs) {
    const message = `nobody is on call for ${nameOf(team)} in the next ${String(OUTLOOK_DAYS)} days; its alarms go to the fallback numbers`;
    return [{ path: team.path, message }];
  }
  return recurring(found, team.timezone).map(({ first, times }) => ({
    path: team.path,
    message: gapText(team, first, times, toMs),
  }));
}

function gapText(team: Team, first: Interval, times: number, endMs: number): string {
  const since = `from ${wallText(wallMsAt(first.fromMs, team.timezone))} (${team.timezone})`;
  const lasts = first.toMs === endMs ? 'on' : `for ${lengthText(first.toMs - first.fromMs)}`;
  const again =
    times === 1 ? '' : `, and ${String(times - 1)} more times like that in the next ${String(OUTLOOK_DAYS)} days`;
  return `nobody is on call for ${nameOf(team)} ${since} ${lasts}${again}; add a rotation or an override that covers it`;
}

function nameOf(team: Team): string {
  return team.path === '$' ? 'this roster' : `team ${team.id}`;
}

function recurring(found: readonly Interval[], zone: string): readonly RecurringGap[] {
  const byTimes = new Map<string, RecurringGap>();
  for (const gap of found) {
    const times = [gap.fromMs, gap.toMs].map((atMs) => weekTime(wallMsAt(atMs, zone)));
    const days = Math.round((gap.toMs - gap.fromMs) / 86_400_000);
    const key = `${times.join(' ')} ${String(days)}`;
    const known = byTimes.get(key);
    byTimes.set(key, { first: known?.first ?? gap, times: (known?.times ?? 0) + 1 });
  }
  return [...byTimes.values()];
}

/** The day of the week and the time of day, such as `Mon 09:00`. */
function weekTime(wallMs: number): string {
  const text = wallText(wallMs);
  return `${text.slice(0, 3)} ${text.slice(-5)}`;
}

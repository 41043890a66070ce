import { dayTime } from '../wording/clock';
import type { ReachCatalogue } from '../wording/reach/en';
import type { Run } from '../escalation/run';
import { onCallIn, shiftOf } from './reach-plans';

/** Who is on call now, as this agent is told: a sentence for each of these teams. */
export function whoText(
  run: Run,
  agent: string | undefined,
  teams: readonly string[],
  words: ReachCatalogue,
): readonly string[] {
  const { duty } = words.reach;
  const lines = teams.flatMap((id) => {
    const team = onCallIn(run.desk.plans, id, run.now());
    if (team === undefined) return [];
    const { teamName, agent: onCall, untilMs, timezone } = team;
    if (onCall === undefined) return [duty.nobody(teamName)];
    const isYou = onCall.id === agent;
    if (untilMs === undefined) return [isYou ? duty.you(teamName) : duty.onCall(teamName, onCall.name)];
    const until = dayTime(words.locale, untilMs, timezone);
    return [isYou ? duty.youUntil(teamName, until) : duty.onCallUntil(teamName, onCall.name, until)];
  });
  return lines.length === 0 ? [words.speech.trouble({ is: 'unreadable' })] : lines;
}

/** When this agent is on call next, or until when. */
export function shiftText(run: Run, agent: string, words: ReachCatalogue): string {
  const { duty } = words.reach;
  const shift = shiftOf(run.desk.plans, agent, run.now());
  if (shift === undefined) return duty.none;
  const { teamName, fromMs, toMs, timezone } = shift;
  const at = (timeMs: number): string => dayTime(words.locale, timeMs, timezone);
  if (fromMs > run.now()) return duty.next(teamName, at(fromMs));
  return toMs === undefined ? duty.you(teamName) : duty.youUntil(teamName, at(toMs));
}

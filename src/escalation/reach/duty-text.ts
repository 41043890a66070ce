import { dayTime } from '../../wording/clock';
import type { ReachCatalogue } from '../../wording/reach-catalogues';
import type { Run } from '../run';
import { onCallIn, shiftOf } from './reach-plans';

/** Who is on call now: a sentence for each of these teams. */
export function whoText(run: Run, teams: readonly string[], words: ReachCatalogue): readonly string[] {
  const { text } = words.inbound;
  const lines = teams.flatMap((id) => {
    const team = onCallIn(run.desk.plans, id, run.now());
    if (team === undefined) return [];
    const { teamName, name, untilMs, timezone } = team;
    if (name === undefined) return [text.nobodyOnCall(teamName)];
    if (untilMs === undefined) return [text.onCall(teamName, name)];
    return [text.onCallUntil(teamName, name, dayTime(words.locale, untilMs, timezone))];
  });
  return lines.length === 0 ? [words.speech.trouble({ is: 'unreadable' })] : lines;
}

/** When this agent is on call next, or until when. */
export function shiftText(run: Run, agent: string, words: ReachCatalogue): string {
  const { text } = words.inbound;
  const shift = shiftOf(run.desk.plans, agent, run.now());
  if (shift === undefined) return text.noShift;
  const { teamName, fromMs, toMs, timezone } = shift;
  const at = (timeMs: number): string => dayTime(words.locale, timeMs, timezone);
  if (fromMs > run.now()) return text.nextShift(teamName, at(fromMs));
  return toMs === undefined ? text.onDutyAlways(teamName) : text.onDutyUntil(teamName, at(toMs));
}

import { readAlarm } from '../../alarm/alarm';
import type { Answer, Order } from '../../page/world';
import { namesIn } from '../rehearse/names';
import { outcomeText } from '../rehearse/outcome-text';
import { wordsOf } from '../rehearse/timeline-text';
import type { RosterWatch } from './roster-watch';
import { alarmMessage, answerTo, routedTeam } from '../rehearse/what-if';

/** Rehearses what would happen if this alarm went off, on virtual time. Throws a UserMistake. */
export async function whatIf(
  { alarm: name, atMs, state = 'ALARM' }: Extract<Order, { readonly do: 'what if' }>,
  { text, roster }: Pick<RosterWatch, 'text' | 'roster'>,
  fallbackNumbers: readonly string[],
  nowMs: number,
): Promise<Answer> {
  if (roster === undefined) {
    return { problem: 'There is no roster that can be used. See what is wrong with it under Roster.' };
  }
  if (name.trim() === '') return { problem: 'The name of the alarm is missing. Write it as it is in CloudWatch.' };
  const when = atMs ?? nowMs;
  const message = alarmMessage({ name, account: undefined, region: undefined, state, atMs: when });
  const answer = await answerTo({
    text,
    roster,
    message,
    alarm: readAlarm({ id: '-', body: message }),
    team: routedTeam(roster, { name }),
    atMs: when,
    conducts: new Map(),
    fallbackNumbers,
    isJson: false,
  });
  const { nameOf } = namesIn(roster, fallbackNumbers);
  return {
    ok: true,
    whatIf: {
      routing: answer.routing,
      isQuiet: answer.isQuiet,
      steps: answer.entries.map((entry) => {
        const [label, words] = wordsOf(entry, nameOf);
        return { atMs: when + entry.atMs, label, text: words, ...('agent' in entry ? { agent: entry.agent } : {}) };
      }),
      outcome: answer.isQuiet ? 'Nobody is called.' : outcomeText(answer.outcome, nameOf),
    },
  };
}

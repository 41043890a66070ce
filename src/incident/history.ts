import { defined } from '../text/defined';
import { maskNumbers } from '../text/phone-number';
import type { AlarmWords } from '../alarm/alarm-words';
import { withIncident, type Board, type HistoryEntry, type Incident } from '../board/board';
import { pastCallsOf } from './escalation';
import { HISTORY_ALARM_CHARACTERS, HISTORY_ALARMS } from './limits';
import { recall } from '../board/memory';
import { englishText } from './said/told';
import { isAllRight } from './situation';
import { shorten } from '../alarm/text';

/**
 * The history keeps an entry for each change of an incident: when it is taken, exhausted or resolved, and when a call of it
 * ends later. It may be told twice: the last entry of an incident is the one that counts. It holds no phone number.
 */

/** The incidents of which the history has not heard yet. */
export function unrecorded(board: Board): readonly Incident[] {
  return board.incidents.filter(({ isUnrecorded, status }) => isUnrecorded && status !== 'escalating');
}

/** An incident as the history keeps it. `words`: what is known of its alarms. Undefined while it is escalating. */
export function entryOf(
  board: Board,
  incident: Incident,
  words: readonly AlarmWords[],
  team: string,
): HistoryEntry | undefined {
  const { id, status, taken, closed, passedOn } = incident;
  if (status === 'escalating') return undefined;
  return defined({
    team,
    incident: id,
    status,
    openedAtMs: incident.openedAtMs,
    closedAtMs: incident.changedAtMs,
    rangAtMs: incident.rangAtMs,
    alarms: alarmsOf(board, incident, words),
    calls: pastCallsOf(incident).map(({ agent, outcome, atMs }) => defined({ agent, outcome, atMs })),
    takenBy: taken?.by,
    takenAtMs: taken?.atMs,
    way: taken?.way,
    closed: closed?.is,
    closedBy: closed?.by,
    closedWay: closed?.way,
    passedOn,
  });
}

/** The board on which these entries are no longer owed; an incident that has changed meanwhile is owed anew. */
export function withoutRecorded(board: Board, recorded: readonly Incident[]): Board {
  return recorded.reduce((each, told) => {
    const now = each.incidents.find(({ id }) => id === told.id);
    const isSame =
      now !== undefined &&
      now.status === told.status &&
      now.changedAtMs === told.changedAtMs &&
      JSON.stringify(now.calls) === JSON.stringify(told.calls);
    return isSame && now.isUnrecorded ? withIncident(each, { ...now, isUnrecorded: false }) : each;
  }, board);
}

function alarmsOf(board: Board, incident: Incident, words: readonly AlarmWords[]): HistoryEntry['alarms'] {
  const isOver = incident.status === 'resolved';
  const told = words.slice(0, HISTORY_ALARMS).map((each) => ({
    text: shorten(maskNumbers(englishText(each)), HISTORY_ALARM_CHARACTERS),
    wrong: recall(board.memory, each.hash)?.state === 'wrong',
  }));
  const shown = told.length === 0 ? [{ text: maskNumbers(incident.name), wrong: !isOver }] : told;
  const others = incident.joined - shown.length;
  return others <= 0 ? shown : [...shown, { text: `and ${others} more`, wrong: !isAllRight(board, incident) }];
}

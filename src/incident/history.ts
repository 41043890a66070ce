import type { Board, HistoryEntry, Incident } from './board';
import { HISTORY_ALARM_CHARACTERS, HISTORY_ALARMS, HISTORY_OWED } from './limits';
import { maskNumbers } from '../roster/phone-number';
import { shorten } from './text';

/** The board that owes the history what has become of this incident, unless it is escalating. */
export function record(board: Board, incident: Incident, team: string): Board {
  const { status } = incident;
  if (status === 'escalating') return board;
  const entry: HistoryEntry = {
    team,
    incident: incident.id,
    status,
    openedAtMs: incident.openedAtMs,
    closedAtMs: incident.closedAtMs ?? incident.openedAtMs,
    alarms: alarmsOf(incident),
    calls: callsOf(incident),
    ...(incident.taken === undefined ? {} : { takenBy: incident.taken.by.id }),
  };
  const others = (board.history ?? []).filter((each) => each.incident !== incident.id);
  return { ...board, history: [...others, entry].slice(-HISTORY_OWED) };
}

/** The board without the entries that the history has. One that was recorded anew meanwhile is still owed. */
export function withoutRecorded(board: Board, recorded: readonly HistoryEntry[]): Board {
  const told = new Set(recorded.map((entry) => JSON.stringify(entry)));
  const { history = [], ...rest } = board;
  const left = history.filter((entry) => !told.has(JSON.stringify(entry)));
  if (left.length === history.length) return board;
  return left.length === 0 ? rest : { ...rest, history: left };
}

function alarmsOf({ alarms, counted }: Incident): string[] {
  const shown = alarms.slice(0, HISTORY_ALARMS);
  const others = alarms.length - shown.length + counted;
  return [
    ...shown.map(({ summary }) => shorten(maskNumbers(summary), HISTORY_ALARM_CHARACTERS)),
    ...(others === 0 ? [] : [`and ${others} more`]),
  ];
}

function callsOf({ attempts }: Incident): { agent: string; outcome: string }[] {
  return attempts.flatMap(({ agent, state }) => {
    switch (state.is) {
      case 'over':
        return [{ agent: agent.id, outcome: state.outcome }];
      case 'calling':
      case 'ending':
        return [{ agent: agent.id, outcome: 'unfinished' }];
      case 'starting':
      case 'waiting':
        return [];
    }
  });
}

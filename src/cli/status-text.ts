import type { TeamBoard } from '../account/boards';
import type {
  Attempt,
  AttemptOutcome,
  HistoryEntry,
  Incident,
  IncidentStatus,
  OwedText,
  TextKind,
} from '../incident/board';
import { masked } from '../roster/masked';
import { lengthText } from '../roster/warning/length';
import { isoOf, timeText } from './moment';
import { wrap } from './wrap';

/** How the roster of this machine names things; what it does not know has its id. */
export interface StatusNames {
  teamName(id: string): string;
  agentName(id: string): string;
  zoneOf(team: string): string;
}

const STATUS_WORDS: Readonly<Record<IncidentStatus, string>> = {
  escalating: 'nobody has it yet',
  taken: 'taken',
  resolved: 'over',
  exhausted: 'NOBODY TOOK IT',
};

const OUTCOME_WORDS: Readonly<Record<AttemptOutcome, string>> = {
  taken: 'pressed 1',
  declined: 'pressed 2',
  'no-key': 'pressed no key',
  busy: 'busy',
  'no-answer': 'no answer',
  failed: 'could not be reached',
  'hung-up': 'hung up',
  'timed-out': 'did not come to an end',
};

const TEXT_WORDS: Readonly<Record<TextKind, string>> = {
  details: 'the details',
  more: 'a further alarm',
  recovered: 'that it is over',
  exhausted: 'that nobody took it',
  correction: 'that somebody took it after all',
};

/** All of it as a person reads it, with names and never a number. */
export function statusText(
  boards: readonly TeamBoard[],
  history: readonly HistoryEntry[],
  names: StatusNames,
  nowMs: number,
  width: number,
): string {
  const open = boards.filter(({ board }) => isOpen(board.incident));
  const quiet = boards.filter(({ board }) => !isOpen(board.incident));
  const past = history.filter((entry) => !open.some(({ board }) => board.incident?.id === entry.incident));
  const owed = quiet.flatMap(({ team, board }) => owedLines(board.outbox, names).map((line) => `${team}: ${line}`));
  return [
    ...(open.length === 0 ? ['Nothing is open.'] : open.map((each) => openText(each, names, nowMs, width))),
    ...(owed.length === 0 ? [] : [owed.join('\n')]),
    ...(past.length === 0 ? [] : [pastText(past, names, width)]),
  ].join('\n\n');
}

/** Whether something is left to do for a person: what is resolved, or all OK again since it was closed, asks nothing of anybody. */
export function isOpen(incident: Incident | null): incident is Incident {
  if (incident === null || incident.status === 'resolved') return false;
  return incident.status === 'escalating' || incident.counted > 0 || incident.alarms.some(({ wrong }) => wrong);
}

function openText({ team, board }: TeamBoard, names: StatusNames, nowMs: number, width: number): string {
  const { incident, outbox } = board;
  if (incident === null) return '';
  const zone = names.zoneOf(team);
  const since = `since ${timeText(incident.openedAtMs, zone)} (${lengthText(Math.max(0, nowMs - incident.openedAtMs))})`;
  return [
    `${names.teamName(team)} (${team})   ${headline(incident)}   ${incident.id}`,
    `  open     ${since}, ${zone}`,
    ...alarmLines(incident, width),
    ...incident.attempts.map(
      (attempt) => `  call ${String(attempt.number).padEnd(4)}${attemptText(attempt, incident)}`,
    ),
    ...(incident.trouble === undefined ? [] : [`  trouble  ${masked(incident.trouble)}`]),
    ...owedLines(outbox, names).map((line) => `  owed     ${line}`),
  ].join('\n');
}

function headline({ status, taken }: Incident): string {
  return taken === undefined ? STATUS_WORDS[status] : `taken by ${taken.by.name}`;
}

function alarmLines({ alarms, counted }: Incident, width: number): readonly string[] {
  const texts = alarms.map(({ summary, wrong }) => `${masked(summary)}${wrong ? '' : ' (recovered)'}`);
  const all = counted === 0 ? texts : [...texts, `and ${String(counted)} more`];
  return all.flatMap((text) =>
    wrap(text, width - 11).map((line, index) => `  ${index === 0 ? 'alarm' : '     '}    ${line}`),
  );
}

function attemptText({ agent, state }: Attempt, { status }: Incident): string {
  switch (state.is) {
    case 'waiting':
      return `${agent.name}: waits, as ${state.why === 'redial' ? 'this number was just called' : 'this agent is in another call'}`;
    case 'starting':
      return `${agent.name}: is about to be called`;
    case 'calling':
      return `${agent.name}: ${status === 'taken' ? 'the call is not over yet' : 'is being called'}`;
    case 'ending':
      return `${agent.name}: the call is being ended`;
    case 'over':
      return `${agent.name}: ${OUTCOME_WORDS[state.outcome]}`;
  }
}

function owedLines(outbox: readonly OwedText[], names: StatusNames): readonly string[] {
  return outbox.map(
    ({ kind, to }) => `SMS ${TEXT_WORDS[kind]}, to ${to.map(({ id }) => names.agentName(id)).join(', ')}`,
  );
}

function pastText(entries: readonly HistoryEntry[], names: StatusNames, width: number): string {
  const lines = entries.flatMap((entry) => {
    const zone = names.zoneOf(entry.team);
    const calls = entry.calls.map(
      ({ agent, outcome }) => `${names.agentName(agent)}: ${isOutcome(outcome) ? OUTCOME_WORDS[outcome] : outcome}`,
    );
    const took =
      entry.takenBy === undefined ? STATUS_WORDS[entry.status] : `taken by ${names.agentName(entry.takenBy)}`;
    const words = [`${names.teamName(entry.team)}: ${took}.`, ...entry.alarms.map(masked), ...bracketed(calls)].join(
      ' ',
    );
    const start = `  ${timeText(entry.openedAtMs, zone)}  `;
    return wrap(words, width - start.length).map((line, at) => `${at === 0 ? start : ' '.repeat(start.length)}${line}`);
  });
  return ['Before:', ...lines].join('\n');
}

function bracketed(calls: readonly string[]): readonly string[] {
  return calls.length === 0 ? [] : [`(${calls.join('; ')})`];
}

function isOutcome(outcome: string): outcome is AttemptOutcome {
  return Object.hasOwn(OUTCOME_WORDS, outcome);
}

/** The same for programs: no number, and no text that an SMS has. */
export function statusJson(boards: readonly TeamBoard[], history: readonly HistoryEntry[]): object {
  return {
    teams: boards.map(({ team, board: { incident, outbox } }) => ({
      team,
      open: isOpen(incident),
      incident:
        incident === null
          ? null
          : {
              id: incident.id,
              status: incident.status,
              openedAt: isoOf(incident.openedAtMs),
              closedAt: incident.closedAtMs === undefined ? null : isoOf(incident.closedAtMs),
              takenBy: incident.taken?.by.id ?? null,
              alarms: incident.alarms.map(({ summary, wrong }) => ({ text: masked(summary), wrong })),
              counted: incident.counted,
              calls: incident.attempts.map(({ number, agent, state }) => ({
                number,
                agent: agent.id,
                state: state.is,
                outcome: state.is === 'over' ? state.outcome : null,
              })),
            },
      owed: outbox.map(({ kind, to }) => ({ kind, to: to.map(({ id }) => id) })),
    })),
    history: history.map(({ openedAtMs, closedAtMs, ...entry }) => ({
      ...entry,
      openedAt: isoOf(openedAtMs),
      closedAt: isoOf(closedAtMs),
    })),
  };
}

import { onBoard, openIncidents } from '../../account/boards';
import type { Boards, OnBoard, TeamBoard, UnreadBoard, WordsOf } from '../../account/boards';
import { openOnes, type Board, type HistoryEntry, type Incident } from '../../board/board';
import { nextStep, type NextStep } from '../../incident/next-step';
import type { CallPlan } from '../../incident/plan';
import { wordsOn } from '../../incident/words';
import type { RosterNames } from '../../roster/names';
import { isoOf, timeText } from '../../roster/time-text';
import { masked } from '../../text/masking';
import { printableLine } from '../../text/printable';
import { wrap } from '../terminal/wrap';
import { alarmsOf, incidentText, outcomeWords, statusWords } from './incident-text';
import { passJson } from './history-text';
import { goneLines, owedLine, owedTexts } from './owed-text';

/** Everything that `status` has found out. */
export interface Standing {
  readonly boards: Boards;
  /** Of the open incidents. */
  readonly words: WordsOf;
  readonly history: readonly HistoryEntry[];
  readonly atMs: number;
}

/** What the roster of this machine says of a team; undefined when it cannot be read. */
export type PlanOf = (team: string) => CallPlan | undefined;

/** All of it as a person reads it, with names and never a number. */
export function statusText(standing: Standing, names: RosterNames, planOf: PlanOf, width: number): string {
  const { boards, words, history, atMs } = standing;
  const open = openIncidents(boards);
  const blocks = open.map((on) => {
    const owed = owedTexts(on.board).filter(({ incident }) => incident === on.incident.id);
    const block = {
      on,
      words: words.get(on.incident.id) ?? [],
      next: nextOf(on, planOf, atMs),
      owed: owed.map((each) => owedLine(each, names)),
    };
    return incidentText(block, names, atMs, width);
  });
  const past = history.filter((entry) => !open.some(({ incident }) => incident.id === entry.incident));
  const rest = boards.teams.flatMap((each) => restLines(each, names));
  return [
    ...boards.unread.map((each) => unreadText(each, names)),
    ...(blocks.length === 0 ? [boards.unread.length === 0 ? 'Nothing is open.' : 'Nothing else is open.'] : blocks),
    ...(rest.length === 0 ? [] : [rest.join('\n')]),
    ...(past.length === 0 ? [] : [pastText(past, names, width)]),
  ].join('\n\n');
}

/** What happens next to an incident, as far as the roster of this machine is right. */
export function nextOf({ team, board, incident }: OnBoard, planOf: PlanOf, atMs: number): NextStep | undefined {
  const plan = planOf(team);
  return plan === undefined ? undefined : nextStep(board, incident, plan, atMs);
}

/** What is owed about incidents that are over. */
function restLines({ team, board }: TeamBoard, names: RosterNames): readonly string[] {
  const open = new Set(openOnes(board).map(({ id }) => id));
  const owed = owedTexts(board).filter(({ incident }) => !open.has(incident));
  return [...owed.map((each) => owedLine(each, names)), ...goneLines(board, names)].map((line) =>
    printableLine(`${team}: ${line}`),
  );
}

function unreadText({ team, why }: UnreadBoard, names: RosterNames): string {
  return `${printableLine(`${names.teamName(team)} (${team})   UNKNOWN`)}\n  ${unreadWords(why)}`;
}

/** Why nothing is known of a team. */
export function unreadWords(why: UnreadBoard['why']): string {
  return why === 'newer'
    ? 'A newer release wrote its board, which this one cannot read: use that release.'
    : 'Its board cannot be read. The next alarm of the team starts a fresh one, and known alarms may page again.';
}

function pastText(entries: readonly HistoryEntry[], names: RosterNames, width: number): string {
  const lines = entries.flatMap((entry) => {
    const zone = names.zoneOf(entry.team);
    const calls = entry.calls.map(({ agent, outcome }) => `${names.agentName(agent)}: ${outcomeWords(outcome)}`);
    const took = entry.takenBy === undefined ? statusWords(entry.status) : `taken by ${names.agentName(entry.takenBy)}`;
    const alarms = entry.alarms.map(({ text }) => masked(text));
    const words = [`${names.teamName(entry.team)}: ${took}.`, ...alarms, ...bracketed(calls)].join(' ');
    const start = `  ${timeText(entry.openedAtMs, zone)}  `;
    return wrap(words, width - start.length).map((line, at) => `${at === 0 ? start : ' '.repeat(start.length)}${line}`);
  });
  return ['Before:', ...lines].join('\n');
}

function bracketed(calls: readonly string[]): readonly string[] {
  return calls.length === 0 ? [] : [`(${calls.join('; ')})`];
}

/** The same for programs: no number, and no text that an SMS has. */
export function statusJson({ boards, words, history, atMs }: Standing, planOf: PlanOf): object {
  const teams = boards.teams.map((each) => {
    const { team, board } = each;
    const shown = (incident: Incident): object => ({
      ...incidentJson(board, incident, words),
      next: nextJson(nextOf(onBoard(each, incident), planOf, atMs)),
    });
    const open = openOnes(board);
    const current = open.find(({ status }) => status === 'escalating') ?? board.incidents.at(-1);
    return {
      team,
      open: open.length > 0,
      // As the first release had it: the one that is being called, or else the latest.
      incident: current === undefined ? null : shown(current),
      incidents: open.map(shown),
      owed: owedTexts(board),
      impossible: board.impossible?.cause ?? null,
    };
  });
  return { teams, unread: boards.unread, history: history.map(entryJson) };
}

function entryJson({ openedAtMs, closedAtMs, rangAtMs, takenAtMs, passedOn, calls, ...entry }: HistoryEntry): object {
  return {
    ...entry,
    calls: calls.map(({ agent, outcome }) => ({ agent, outcome })),
    openedAt: isoOf(openedAtMs),
    closedAt: isoOf(closedAtMs),
    ...(rangAtMs === undefined ? {} : { rangAt: isoOf(rangAtMs) }),
    ...(takenAtMs === undefined ? {} : { takenAt: isoOf(takenAtMs) }),
    ...(passedOn === undefined ? {} : { passedOn: passJson(passedOn) }),
  };
}

function nextJson(next: NextStep | undefined): object | null {
  if (next === undefined) return null;
  if (!('atMs' in next)) return next;
  const { atMs, ...rest } = next;
  return { ...rest, at: isoOf(atMs) };
}

function incidentJson(board: Board, incident: Incident, words: WordsOf): object {
  const { id, status, openedAtMs, changedAtMs, taken, attempt, calls } = incident;
  const { alarms, others } = alarmsOf(board, incident, words.get(id) ?? wordsOn(board, id));
  return {
    id,
    status,
    openedAt: isoOf(openedAtMs),
    closedAt: status === 'escalating' ? null : isoOf(changedAtMs),
    takenBy: taken?.by ?? null,
    takenAt: taken === undefined ? null : isoOf(taken.atMs),
    way: taken?.way ?? null,
    alarms,
    counted: others,
    calls: [
      ...calls.map(({ number, agent, outcome }) => ({ number, agent, state: 'over', outcome })),
      ...(attempt === undefined
        ? []
        : [{ number: attempt.number, agent: attempt.agent.id, state: attempt.state.is, outcome: null }]),
    ],
  };
}

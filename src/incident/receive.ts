import type { Alarm } from './alarm';
import type { Board, Incident, IncidentAlarm } from './board';
import { mayReopen, open, reopen } from './escalation';
import type { Given } from './escalation';
import { record } from './history';
import { LATER_SUMMARY_CHARACTERS, MORE_EVERY_MS, REGION_CHARACTERS, TEXTS_PER_INCIDENT } from './limits';
import { hashOf, recall, remember } from './memory';
import { owe, oweFurther } from './outbox';
import { plainText, shorten } from './text';
import { moreText, recoveredText } from './wording';

/** An alarm that has found its team, with what the team's routes say about it. */
export interface RoutedAlarm {
  readonly alarm: Alarm;
  /** The silence that covers it, or that its missing data does not count: it is remembered, and nobody is called. */
  readonly quiet: boolean;
}

/**
 * What one message did:
 *
 * - `opened` an incident, `joined` or `reopened` one, was `told` by SMS to the agent who has it;
 * - `recovered` one of its alarms;
 * - `silenced` on purpose; `nothing` new, because the board knew it already or it concerns no incident.
 */
export type AlarmOutcome = 'opened' | 'joined' | 'reopened' | 'told' | 'recovered' | 'silenced' | 'nothing';

/** The board after a batch of messages, and what each of them did. Unchanged (the same object) if they said nothing new. */
export function receive(
  board: Board,
  alarms: readonly RoutedAlarm[],
  given: Given,
): { readonly board: Board; readonly outcomes: readonly AlarmOutcome[] } {
  let next = board;
  const outcomes = alarms.map((routed) => {
    const step = receiveOne(next, routed, given);
    next = step.board;
    return step.outcome;
  });
  return { board: next, outcomes };
}

/** Whether the board has dealt with this state of the alarm, or with a later one. */
function isKnown(board: Board, alarm: Alarm): boolean {
  const known = recall(board.memory, hashOf(alarm.key));
  // Without a time the alarm is its message, and a message that is remembered says nothing new.
  return known !== undefined && (alarm.stateAtMs === null || alarm.stateAtMs <= known.atMs);
}

/** Whether this state of the alarm belongs to this board: it has dealt with it, or the alarm that is over was raised here. */
export function concerns(board: Board, alarm: Alarm): boolean {
  const isOver = alarm.state === 'ok' && recall(board.memory, hashOf(alarm.key))?.state === 'wrong';
  return isOver || isKnown(board, alarm);
}

/** Whether the board has dealt with a later state of the alarm than this one. */
export function knowsLater(board: Board, alarm: Alarm): boolean {
  const known = recall(board.memory, hashOf(alarm.key));
  return known !== undefined && alarm.stateAtMs !== null && alarm.stateAtMs < known.atMs;
}

function receiveOne(
  board: Board,
  { alarm, quiet }: RoutedAlarm,
  given: Given,
): { board: Board; outcome: AlarmOutcome } {
  const hash = hashOf(alarm.key);
  const known = recall(board.memory, hash);
  const wrong = alarm.state !== 'ok';
  const atMs = alarm.stateAtMs ?? given.nowMs;
  if (isKnown(board, alarm)) return { board, outcome: 'nothing' };
  if (quiet && wrong) {
    // It keeps the state it had: a silenced alarm must not look wrong to a later recovery.
    const remembered = remember(board.memory, hash, { state: known?.state ?? 'right', atMs });
    return { board: { ...board, memory: remembered }, outcome: 'silenced' };
  }
  const remembering = { ...board, memory: remember(board.memory, hash, { state: wrong ? 'wrong' : 'right', atMs }) };
  return wrong ? raise(remembering, hash, alarm, given) : recover(remembering, hash, given);
}

function raise(board: Board, hash: string, alarm: Alarm, given: Given): { board: Board; outcome: AlarmOutcome } {
  const { incident } = board;
  const first = raised(hash, alarm, given);
  if (incident === null) return { board: open(board, [first], 0, given), outcome: 'opened' };
  switch (incident.status) {
    case 'escalating':
      return { board: { ...board, incident: join(incident, first) }, outcome: 'joined' };
    case 'resolved':
      return mayReopen(incident, given.plan, given.nowMs)
        ? { board: reopen(board, join(incident, first), given), outcome: 'reopened' }
        : { board: open(board, [first], 0, given), outcome: 'opened' };
    case 'taken': {
      const { taken } = incident;
      const untilMs = (taken?.atMs ?? 0) + given.plan.regroupMinutes * 60_000;
      if (taken === undefined || given.nowMs >= untilMs) {
        return { board: open(board, [first], 0, given), outcome: 'opened' };
      }
      const notBeforeMs = Math.max(given.nowMs, incident.moreNotBeforeMs ?? 0);
      const text = moreText(first, given.plan);
      const owed = { incident: incident.id, text, alarm: hash, to: taken.by };
      const told: Incident = { ...join(incident, first), moreNotBeforeMs: notBeforeMs + MORE_EVERY_MS };
      const outbox = oweFurther(board.outbox, owed, notBeforeMs);
      // An SMS that was owed already stands for this alarm too, and leaves when it would have left.
      const isOneMore = outbox.length > board.outbox.length;
      return {
        board: { ...board, incident: isOneMore ? told : join(incident, first), outbox },
        outcome: 'told',
      };
    }
    case 'exhausted':
      return { board: open(board, [first], 0, given), outcome: 'opened' };
  }
}

function raised(hash: string, { summary, stateAtMs, region }: Alarm, { nowMs }: Given): IncidentAlarm {
  const where = region === undefined ? '' : shorten(plainText(region), REGION_CHARACTERS);
  return { hash, wrong: true, summary, sinceMs: stateAtMs ?? nowMs, ...(where === '' ? {} : { region: where }) };
}

/** The incident with one more alarm, or with one of its alarms wrong again. */
export function join(incident: Incident, alarm: IncidentAlarm): Incident {
  const known = incident.alarms.findIndex(({ hash }) => hash === alarm.hash);
  if (known !== -1)
    return { ...incident, alarms: incident.alarms.with(known, { ...alarm, summary: kept(alarm, known) }) };
  if (incident.alarms.length >= TEXTS_PER_INCIDENT) {
    // Whoever answers must hear of an alarm that is wrong, not of one that was.
    const past = incident.alarms.findIndex(({ wrong }) => !wrong);
    return past === -1
      ? { ...incident, counted: incident.counted + 1 }
      : { ...incident, alarms: incident.alarms.with(past, { ...alarm, summary: kept(alarm, past) }) };
  }
  return {
    ...incident,
    alarms: [...incident.alarms, { ...alarm, summary: kept(alarm, incident.alarms.length) }],
  };
}

function kept(alarm: IncidentAlarm, position: number): string {
  return position < 2 ? alarm.summary : shorten(alarm.summary, LATER_SUMMARY_CHARACTERS);
}

function recover(board: Board, hash: string, given: Given): { board: Board; outcome: AlarmOutcome } {
  const { incident } = board;
  const position = incident?.alarms.findIndex((alarm) => alarm.hash === hash && alarm.wrong) ?? -1;
  const alarm = incident?.alarms[position];
  if (incident === null || alarm === undefined) return { board, outcome: 'nothing' };
  const better: Incident = { ...incident, alarms: incident.alarms.with(position, { ...alarm, wrong: false }) };
  const allRight = better.counted === 0 && better.alarms.every(({ wrong }) => !wrong);
  if (!allRight) return { board: { ...board, incident: better }, outcome: 'recovered' };
  if (better.status === 'taken' && better.taken !== undefined) {
    const text = recoveredText(better, given.plan.teamName);
    const owed = { kind: 'recovered' as const, incident: better.id, text, to: [better.taken.by] };
    return {
      board: { ...board, incident: better, outbox: owe(board.outbox, owed, given.nowMs) },
      outcome: 'recovered',
    };
  }
  if (better.status !== 'escalating') return { board: { ...board, incident: better }, outcome: 'recovered' };
  const resolved: Incident = { ...better, status: 'resolved', closedAtMs: given.nowMs };
  return { board: record({ ...board, incident: resolved }, resolved, given.plan.team), outcome: 'recovered' };
}

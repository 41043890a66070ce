import { EMPTY_BOARD, tailOf } from '../../board/board';
import type { Attempt, AttemptState, Board, Incident, PastCall, TextKind } from '../../board/board';
import { REGION_CHARACTERS, SUMMARY_CHARACTERS } from '../../alarm/lengths';
import { NAME_BYTES } from '../../board/lengths';
import { MOST_CALLS_KEPT } from '../limits';
import { NOTHING_REMEMBERED, recall, remember, type Memory } from '../../board/memory';
import { announce, owe } from '../outbox';
import { anyOf, count, flag, list, object, oneOf, optional, text, time, type Shaped } from '../../text/shape';
import { defined } from '../../text/defined';
import { cutToBytes, shorten } from '../../alarm/text';
import { withWords } from '../words';

/** How the first release kept an alarm in its memory. */
const HASH = 6;
const ENTRY = 13;

const agent = object({ id: text(), name: text(), phone: text() });

const live = { execution: text(), deadlineMs: time };

const attemptState = anyOf(
  object({ is: oneOf('waiting'), notBeforeMs: time, why: oneOf('redial', 'engaged') }),
  object({ is: oneOf('starting'), sinceMs: time }),
  object({ is: oneOf('calling'), ...live }),
  object({ is: oneOf('ending'), ...live }),
  object({
    is: oneOf('over'),
    execution: text(),
    outcome: oneOf('taken', 'declined', 'no-key', 'busy', 'no-answer', 'failed', 'hung-up', 'timed-out'),
  }),
);

/**
 * The board of the first release: one incident, texts and numbers on the board, `version: 1`, in a document of another name. It
 * is read here so that an incident goes on through an upgrade, and nowhere else.
 */
const isFirstBoard = object({
  version: (value) => value === 1,
  incident: anyOf(
    (value) => value === null,
    object({
      id: text(),
      status: oneOf('escalating', 'taken', 'resolved', 'exhausted'),
      openedAtMs: time,
      closedAtMs: optional(time),
      taken: optional(object({ by: agent, execution: text(), atMs: time })),
      closedByHand: optional(text()),
      alarms: list(
        object({
          hash: text(HASH),
          wrong: flag,
          summary: text(),
          sinceMs: optional(time),
          region: optional(text()),
        }),
      ),
      counted: count,
      attempts: list(object({ number: count, agent, position: count, token: text(), state: attemptState })),
    }),
  ),
  /** 13 characters an alarm: six of hash, seven of twice the milliseconds, plus one if it is wrong. */
  memory: (value): value is string => text()(value) && value.length % ENTRY === 0 && /^[\w-]*$/.test(value),
  outbox: list(
    object({
      kind: oneOf('details', 'more', 'recovered', 'exhausted', 'correction'),
      incident: text(),
      alarm: optional(text()),
      further: optional(count),
      to: list(object({ id: text() })),
      after: optional(text()),
    }),
  ),
});

type FirstBoard = Shaped<typeof isFirstBoard>;
type FirstIncident = NonNullable<FirstBoard['incident']>;
type FirstAttempt = FirstIncident['attempts'][number];

/** Also what the fields promise each other: who has a taken incident is known, and an escalating one has a call on its way. */
function parsed(value: unknown): value is FirstBoard {
  if (!isFirstBoard(value)) return false;
  const { incident } = value;
  if (incident === null) return true;
  const last = incident.attempts.at(-1)?.state.is ?? 'over';
  return (
    (incident.status !== 'taken' || incident.taken !== undefined) &&
    (incident.status !== 'escalating' || last !== 'over')
  );
}

/**
 * The board of the first release as this one has it; undefined when the value is none. `flow`: the one that its executions are
 * of. Of what it still owed the history nothing is kept.
 */
export function upgraded(value: unknown, flow: string, nowMs: number): Board | undefined {
  if (!parsed(value)) return undefined;
  const { incident: first } = value;
  const memory = memoryOf(value, first);
  if (first === null) return { ...EMPTY_BOARD, memory };
  const incident = incidentOf(first, memory, flow);
  let board: Board = { ...EMPTY_BOARD, memory, incidents: [incident] };
  for (const owed of value.outbox) {
    const kind = kindOf(owed, incident);
    if (owed.incident !== first.id || kind === undefined) continue;
    const item = { kind, slot: SLOT, ...defined({ alarm: owed.alarm, further: owed.further }) };
    board = owe(
      board,
      owed.to.map(({ id }) => id),
      item,
      nowMs,
    );
    // Numbers ordered the agents who came next; ids do now. Somebody may be told twice, nobody is left out.
    const except = first.taken === undefined ? [] : [first.taken.by.id];
    if (owed.after !== undefined) board = announce(board, kind, SLOT, { except });
  }
  const alarms = first.alarms.map(({ hash, summary, sinceMs, region }) => ({
    hash,
    summary: shorten(summary, SUMMARY_CHARACTERS),
    sinceMs: sinceMs ?? first.openedAtMs,
    ...(region === undefined ? {} : { region: shorten(region, REGION_CHARACTERS) }),
  }));
  return withWords(board, { incident: first.id, alarms });
}

/** That it was closed by hand was told as a recovery or a correction; what is over is nobody's to take. */
function kindOf({ kind }: FirstBoard['outbox'][number], { status, closed }: Incident): TextKind | undefined {
  if (status !== 'resolved') return kind;
  if (kind === 'recovered' || kind === 'correction') return closed === undefined ? 'recovered' : 'closed';
  return undefined;
}

const SLOT = 1;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function memoryOf({ memory: packed }: FirstBoard, incident: FirstIncident | null): string {
  const own = new Set(incident?.alarms.map(({ hash }) => hash));
  let memory = NOTHING_REMEMBERED;
  for (let at = 0; at < packed.length; at += ENTRY) {
    const hash = packed.slice(at, at + HASH);
    let value = 0;
    for (const digit of packed.slice(at + HASH, at + ENTRY)) value = value * 64 + DIGITS.indexOf(digit);
    const state = value % 2 === 1 ? 'wrong' : 'right';
    memory = remember(memory, hash, {
      state,
      atMs: Math.floor(value / 2),
      slot: own.has(hash) ? SLOT : 0,
      isAhead: false,
    });
  }
  return memory;
}

function incidentOf(first: FirstIncident, memory: Memory, flow: string): Incident {
  const { taken, attempts, alarms } = first;
  const forgotten = alarms.filter(({ hash, wrong }) => wrong && recall(memory, hash) === undefined).length;
  // In the first release nothing but its recovery before anybody took it made an incident resolved.
  const isOver = first.status !== 'escalating' && first.counted === 0 && alarms.every(({ wrong }) => !wrong);
  const last = attempts.at(-1);
  const attempt = last === undefined ? undefined : attemptOf(last, flow);
  const changedAtMs = first.closedAtMs ?? first.openedAtMs;
  return {
    id: first.id,
    slot: SLOT,
    status: isOver ? 'resolved' : first.status,
    openedAtMs: first.openedAtMs,
    changedAtMs,
    name: cutToBytes(first.alarms[0]?.summary.replace(/\.$/, '') ?? 'An alarm', NAME_BYTES),
    sinceMs: first.alarms[0]?.sinceMs ?? first.openedAtMs,
    joined: first.alarms.length + first.counted,
    unremembered: first.counted + forgotten,
    worded: first.alarms.length,
    heardAtMs: changedAtMs,
    ...(taken === undefined
      ? {}
      : { taken: { by: taken.by.id, proof: tailOf(taken.execution), atMs: taken.atMs, way: 'key' as const } }),
    ...(first.closedByHand === undefined
      ? {}
      : { closed: { is: 'by-hand' as const, proof: tailOf(first.closedByHand) } }),
    chain: 'alarm',
    ...(attempt === undefined || first.status === 'taken' ? {} : { attempt }),
    calls: attempts.flatMap((each) => callOf(each, first.status)).slice(-MOST_CALLS_KEPT),
    callsBefore: 0,
    rounds: 0,
    reminders: 0,
    refused: [],
    isTold: first.status === 'exhausted' && !isOver,
    place: last?.position ?? 0,
    flaps: 0,
    isUnrecorded: first.status !== 'escalating',
  };
}

function attemptOf({ number, agent: called, token, state }: FirstAttempt, flow: string): Attempt | undefined {
  if (state.is === 'over') return undefined;
  const now: AttemptState = 'execution' in state ? { ...state, flow } : state;
  return { number, agent: called, token, passed: [], failures: 0, state: now };
}

function callOf({ number, agent: called, state }: FirstAttempt, status: FirstIncident['status']): PastCall[] {
  if (!('execution' in state) || (state.is !== 'over' && status !== 'taken')) return [];
  const outcome = state.is === 'over' ? state.outcome : 'unfinished';
  return [{ number, agent: called.id, outcome, proof: tailOf(state.execution) }];
}

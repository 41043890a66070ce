import type {
  AgentRef,
  Attempt,
  AttemptState,
  Board,
  HistoryEntry,
  Incident,
  IncidentAlarm,
  OwedText,
  Recipient,
  Taken,
} from './board';
import { SUMMARY_CHARACTERS, TEXTS_PER_INCIDENT } from './limits';
import { isMemory } from './memory';
import { anyOf, count, flag, list, object, oneOf, optional, text, time } from './shape';

/**
 * A board as JSON. It is checked through and through: a document that somebody edited by hand, or that another version wrote,
 * would otherwise break every run of its team from the inside, and nobody would be called.
 */

const agentRef = object<AgentRef>({ id: text(), name: text(), phone: text() });

type StateNamed<Name extends AttemptState['is']> = Extract<AttemptState, { is: Name }>;

const live = { execution: text(), deadlineMs: time };

const attemptState = anyOf(
  object<StateNamed<'waiting'>>({ is: oneOf('waiting'), notBeforeMs: time, why: oneOf('redial', 'engaged') }),
  object<StateNamed<'starting'>>({ is: oneOf('starting'), sinceMs: time }),
  object<StateNamed<'calling'>>({ is: oneOf('calling'), ...live }),
  object<StateNamed<'ending'>>({ is: oneOf('ending'), ...live }),
  object<StateNamed<'over'>>({
    is: oneOf('over'),
    execution: text(),
    outcome: oneOf('taken', 'declined', 'no-key', 'busy', 'no-answer', 'failed', 'hung-up', 'timed-out'),
    atMs: time,
  }),
);

const attempt = object<Attempt>({
  number: count,
  agent: agentRef,
  position: count,
  token: text(),
  engaged: list(text()),
  state: attemptState,
});

const incidentAlarm = object<IncidentAlarm>({
  hash: text(),
  wrong: flag,
  summary: text(SUMMARY_CHARACTERS),
  sinceMs: optional(time),
  region: optional(text()),
});

const incidentFields = object<Incident>({
  id: text(),
  status: oneOf('escalating', 'taken', 'resolved', 'exhausted'),
  openedAtMs: time,
  closedAtMs: optional(time),
  taken: optional(object<Taken>({ by: agentRef, execution: text(), atMs: time })),
  closedByHand: optional(text()),
  moreNotBeforeMs: optional(time),
  alarms: list(incidentAlarm, TEXTS_PER_INCIDENT),
  counted: count,
  attempts: list(attempt),
  refused: list(text()),
  trouble: optional(text()),
});

/** Also what the fields promise each other: who has a taken incident is known, and an escalating one has a call on its way. */
function isIncident(value: unknown): value is Incident {
  if (!incidentFields(value)) return false;
  const { status, taken, attempts } = value as Incident;
  const last = attempts.at(-1)?.state.is;
  return (status !== 'taken' || taken !== undefined) && (status !== 'escalating' || (last ?? 'over') !== 'over');
}

const recipient = object<Recipient>({
  id: text(),
  phone: text(),
  notBeforeMs: time,
  tries: count,
  lease: optional(object<NonNullable<Recipient['lease']>>({ by: text(), untilMs: time })),
});

const owedText = object<OwedText>({
  kind: oneOf('details', 'more', 'recovered', 'exhausted', 'correction'),
  incident: text(),
  text: text(),
  further: optional(count),
  alarm: optional(text()),
  to: list(recipient),
  after: optional(text()),
  upTo: optional(text()),
});

const historyEntry = object<HistoryEntry>({
  team: text(),
  incident: text(),
  status: oneOf('taken', 'resolved', 'exhausted'),
  openedAtMs: time,
  closedAtMs: time,
  alarms: list(text()),
  calls: list(object<HistoryEntry['calls'][number]>({ agent: text(), outcome: text() })),
  takenBy: optional(text()),
});

const boardFields = object<Board>({
  version: (value) => value === 1,
  writes: count,
  writtenAtMs: optional(time),
  incident: (value) => value === null || isIncident(value),
  memory: isMemory,
  outbox: list(owedText),
  history: optional(list(historyEntry)),
});

/**
 * A board as it came out of the store, or undefined if it is none that this version can go on with: a document of another
 * version, or one that was edited by hand.
 */
export function parseBoard(value: unknown): Board | undefined {
  return isBoard(value) ? value : undefined;
}

function isBoard(value: unknown): value is Board {
  return boardFields(value);
}

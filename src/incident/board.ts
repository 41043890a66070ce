import { NOTHING_REMEMBERED } from './memory';
import type { Memory } from './memory';

/**
 * A team's board: everything that is known about its current incident, changed only by compare-and-set.
 *
 * One Sync document holds it as JSON, so everything here is plain data.
 */
export interface Board {
  readonly version: 1;
  /** Counts the writes; a read with a smaller number than one's own last write is stale. */
  readonly writes: number;
  /** When it was last written, epoch milliseconds. */
  readonly writtenAtMs?: number;
  readonly incident: Incident | null;
  readonly memory: Memory;
  readonly outbox: readonly OwedText[];
  /** What the history has yet to be told, oldest first; absent when that is nothing. */
  readonly history?: readonly HistoryEntry[];
}

/**
 * - `escalating`: agents are being called.
 * - `taken`: an agent pressed 1.
 * - `resolved`: all its alarms are OK again, or somebody closed it by hand; nobody further is called.
 * - `exhausted`: every call was made and nobody took it; everyone on the team is told.
 */
export type IncidentStatus = 'escalating' | 'taken' | 'resolved' | 'exhausted';

export interface Incident {
  readonly id: string;
  readonly status: IncidentStatus;
  readonly openedAtMs: number;
  /** When it came into its present status, unless it is escalating. */
  readonly closedAtMs?: number;
  readonly taken?: Taken;
  /** The token of the decision by which somebody closed it by hand: that is for good, a further alarm opens a new incident. */
  readonly closedByHand?: string;
  /** Not before this time is whoever has it told of further alarms again. */
  readonly moreNotBeforeMs?: number;
  /** The first dozen alarms, with what is said about them. */
  readonly alarms: readonly IncidentAlarm[];
  /** Alarms that joined after the dozen: they are counted, so such an incident never recovers by itself. */
  readonly counted: number;
  /** One for each call, in order; the last one is the current one. */
  readonly attempts: readonly Attempt[];
  /** Numbers that Twilio would not dial for this incident. */
  readonly refused: readonly string[];
  /** Why the agents are not those of the roster, said to whoever answers. */
  readonly trouble?: string;
}

export interface Taken {
  readonly by: AgentRef;
  /** The execution in which 1 was pressed; of an incident that was taken by hand, the token of that decision. */
  readonly execution: string;
  readonly atMs: number;
}

export interface IncidentAlarm {
  readonly hash: string;
  readonly wrong: boolean;
  readonly summary: string;
  /** When it began, epoch milliseconds: when its state changed, or when its message came if that does not say. */
  readonly sinceMs?: number;
  /** The AWS region, as plain text. */
  readonly region?: string;
}

/** An agent as the board names one: it must be able to go on when the roster no longer has the agent. */
export interface AgentRef {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
}

/** One call to one agent, which is one Studio execution. */
export interface Attempt {
  /** 1 for the first call of the incident. */
  readonly number: number;
  readonly agent: AgentRef;
  /** The position in the order of calls, so that the next attempt knows where to go on. */
  readonly position: number;
  /** New at each start; only the first execution that carries the current one may dial. */
  readonly token: string;
  /** Agents found in another team's call while this attempt looked for a free one. */
  readonly engaged: readonly string[];
  readonly state: AttemptState;
}

/**
 * - `waiting`: it is nobody's turn yet (the same number was just called, or everyone is engaged).
 * - `starting`: an execution is being created; it has not claimed.
 * - `calling`: this execution claimed and dials, rings or talks.
 * - `ending`: it is past its deadline and is being ended.
 * - `over`: verified ended, or it asked for the next agent itself.
 */
export type AttemptState =
  | { readonly is: 'waiting'; readonly notBeforeMs: number; readonly why: 'redial' | 'engaged' }
  | { readonly is: 'starting'; readonly sinceMs: number }
  | { readonly is: 'calling'; readonly execution: string; readonly deadlineMs: number }
  | { readonly is: 'ending'; readonly execution: string; readonly deadlineMs: number }
  | { readonly is: 'over'; readonly execution: string; readonly outcome: AttemptOutcome; readonly atMs: number };

/**
 * How a call ended, for the person who was called:
 *
 * - `taken` pressed 1; `declined` pressed 2; `no-key` answered and pressed nothing that counts;
 * - `busy`, `no-answer`, `failed` were not reached;
 * - `hung-up` left before a key; `timed-out` was still there past the deadline.
 */
export type AttemptOutcome =
  'taken' | 'declined' | 'no-key' | 'busy' | 'no-answer' | 'failed' | 'hung-up' | 'timed-out';

/**
 * An SMS that somebody must get.
 *
 * - `details`: to the agent who took it; `more`: another alarm, to the agent who has it; `recovered`: it is over, to the agent who has it;
 * - `exhausted`: nobody took it, to everyone; `correction`: somebody took it after all, to everyone who was told otherwise.
 */
export type TextKind = 'details' | 'more' | 'recovered' | 'exhausted' | 'correction';

export interface OwedText {
  readonly kind: TextKind;
  readonly incident: string;
  readonly text: string;
  /** For `more`: how many further alarms this one SMS stands for, so that a storm is one message and not a thousand. */
  readonly further?: number;
  /** For `more`: the alarm whose message stays in the queue until this is sent. Those of the others need not. */
  readonly alarm?: string;
  readonly to: readonly Recipient[];
  /** Of a team too large for the board: whose numbers sort after this one are told when the ones before them were. */
  readonly after?: string;
  /** For such a correction: whose numbers sort after this one were never told that nobody has it. */
  readonly upTo?: string;
}

export interface Recipient {
  readonly id: string;
  readonly phone: string;
  readonly notBeforeMs: number;
  readonly tries: number;
  /** Who is sending it, and until when nobody else may. */
  readonly lease?: { readonly by: string; readonly untilMs: number };
}

/**
 * One incident as the history keeps it: appended when the incident is taken, resolved or exhausted, and again when it comes
 * into another of these, or a call of it ends later. It may be appended twice: the last entry of an incident is the one that
 * counts. It holds no phone number.
 */
export interface HistoryEntry {
  /** The team's id in the roster. */
  readonly team: string;
  readonly incident: string;
  readonly status: Exclude<IncidentStatus, 'escalating'>;
  /** Epoch milliseconds. */
  readonly openedAtMs: number;
  /** When it came into this status, epoch milliseconds. */
  readonly closedAtMs: number;
  /** What was wrong, a few words for each alarm; the last one may read "and 7 more". */
  readonly alarms: readonly string[];
  /** The calls that were made, in order, with the agent's id; `unfinished` when the call was still going on. */
  readonly calls: readonly { readonly agent: string; readonly outcome: string }[];
  /** The id of the agent who took it. */
  readonly takenBy?: string;
}

/** The board of a team to which nothing has ever happened. */
export const EMPTY_BOARD: Board = { version: 1, writes: 0, incident: null, memory: NOTHING_REMEMBERED, outbox: [] };

/** The attempt that is being made now, if the incident has any. */
export function currentAttempt(incident: Incident): Attempt | undefined {
  return incident.attempts.at(-1);
}

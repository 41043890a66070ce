import type { AlarmWords } from '../alarm/alarm-words';
import type { Board, HistoryEntry, Impossible } from '../board/board';
import type { Handover } from '../incident/outbox';

/**
 * The outside world as the escalation sees it. Every port answers with a closed set of outcomes; what Twilio says in error
 * codes is translated where Twilio is spoken to, and nowhere else.
 */

/** Twilio could not be reached, or answered something that says nothing about the request (5xx, 401, time-out). */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** What can be done without: undefined where Twilio cannot be reached. */
export async function ifReachable<Value>(asking: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return undefined;
  }
}

declare const fromStore: unique symbol;

/** Names one state of a stored board. Only the store makes one, out of what it read: without it no write can be expressed. */
export type Revision = string & { readonly [fromStore]: true };

export interface StoredBoard {
  readonly board: Board;
  /** What a write must match; null when the team has no board yet. */
  readonly revision: Revision | null;
  /** The first release has written one of its own that nobody has taken over; only {@link BoardList} says so. */
  readonly hasFirst?: true;
}

export type Writing =
  | { readonly is: 'written' | 'first'; readonly revision: Revision }
  | { readonly is: 'conflict' }
  | { readonly is: 'unknown' };

export interface BoardStore {
  /** Throws {@link Unreachable}, also for a board of a newer release: that one is left alone. */
  read(team: string): Promise<StoredBoard>;
  /**
   * Compare-and-set. `conflict`: somebody else wrote meanwhile; `unknown`: the reply was lost, the write may yet be applied;
   * `first`: it is written, and beside it stands a board of the first release, which must be taken over before anything is done.
   */
  write(team: string, board: Board, revision: Revision | null): Promise<Writing>;
  /** The team's board of the first release, as that wrote it; undefined when there is none. Throws {@link Unreachable}. */
  first(team: string): Promise<{ readonly value: unknown; readonly revision: Revision } | undefined>;
  /** Marks the board of the first release as taken over. False when somebody has written it meanwhile, or nobody knows. */
  bury(team: string, revision: Revision): Promise<boolean>;
}

/**
 * The board of every team that has one, in a request for each hundred; undefined where only {@link BoardStore.read} can say what it is,
 * such as one of the first release. Throws {@link Unreachable}.
 */
export type BoardList = () => Promise<ReadonlyMap<string, StoredBoard | undefined>>;

/** What is said about alarms: beside the board, because it decides nothing. Its loss costs words, never a page. */
export interface Words {
  /** Whether it is certain that they are kept. Throws {@link Unreachable}. */
  put(incident: string, alarms: readonly AlarmWords[]): Promise<boolean>;
  /** In the order in which they came; empty when they are lost, or Twilio does not answer. */
  of(incident: string): Promise<readonly AlarmWords[]>;
}

/** The heartbeat that is kept in the queue for a team, so that it is looked after more often than every five minutes. */
export interface Watcher {
  readonly id: string;
  /** Since when, and when it last came, epoch milliseconds. */
  readonly sinceMs: number;
  readonly seenMs: number;
}

/** A team in the index of what is due. */
export interface DueTeam {
  readonly team: string;
  /** When its board is to be looked at, epoch milliseconds; Infinity: not any more. */
  readonly atMs: number;
  readonly watcher?: Watcher;
  /** Another roster was deployed since this was written: an owner may have left. */
  readonly isOfOtherRoster: boolean;
  /** As {@link StoredBoard.hasFirst}: what the first release took in meanwhile is to be taken over. */
  readonly hasFirst?: boolean;
  /** Absent when the index does not have the team. */
  readonly revision?: Revision;
}

/** The index of the teams whose boards must be looked at although no alarm comes: one entry a team. */
export interface DueIndex {
  /**
   * Whether it is certain that it is written. With a revision only if nobody has written it since; `isNew`: the team has probably
   * no entry yet. Throws {@link Unreachable}.
   */
  put(
    team: string,
    atMs: number,
    rest?: { readonly watcher?: Watcher; readonly revision?: Revision; readonly isNew?: boolean },
  ): Promise<boolean>;
}

/** One call as its Studio execution carries it in its Parameters. */
export interface Call {
  readonly team: string;
  readonly incident: string;
  readonly attempt: number;
  readonly token: string;
  /** When the execution counts as stuck, epoch milliseconds. */
  readonly deadlineMs: number;
}

export type Created =
  | { readonly is: 'created'; readonly execution: string; readonly flow: string }
  /** The contact has an active execution already: Studio allows one. */
  | { readonly is: 'conflict'; readonly execution: string }
  /** The number cannot be called at all: invalid, not permitted, blocked. */
  | { readonly is: 'refused'; readonly why: string }
  /** Nobody can be called, whatever their number: it is about our flow, our caller ID or our account. */
  | { readonly is: 'impossible'; readonly cause: Exclude<Impossible, 'unreachable'>; readonly why: string }
  /** 429: it was not processed. */
  | { readonly is: 'limited' }
  /** The outcome is unknown, or the fault is not the number's. */
  | { readonly is: 'unreachable'; readonly why: string };

export type Seen =
  | { readonly is: 'active' }
  /** Ended, or so old that Studio no longer has it. */
  | { readonly is: 'ended' }
  | { readonly is: 'unreachable'; readonly why: string };

/**
 * Studio. An execution belongs to the flow that it was created with, whatever the flow is today, and is asked for under that
 * one: under any other Studio does not know it, which says nothing about it.
 */
export interface Pager {
  /** The flow that executions are created with today. */
  readonly flow: string;
  create(phone: string, call: Call): Promise<Created>;
  /** The flow of an execution that today's flow does not have; undefined when none is found to have it. */
  flowOf(execution: string): Promise<string | undefined>;
  /** Asks Studio for the truth about an execution of this flow. */
  look(execution: string, flow: string): Promise<Seen>;
  /**
   * The call that an execution of this flow makes, and to which number; undefined if it is none of ours. Throws
   * {@link Unreachable}.
   */
  callOf(execution: string, flow: string): Promise<(Call & { readonly phone: string }) | undefined>;
  /** Ends an execution of this flow and hangs up its call to this phone, if it has one. False when that could not be confirmed. */
  end(execution: string, flow: string, phone: string): Promise<boolean>;
}

export interface Texter {
  send(phone: string, text: string): Promise<Handover>;
  /** What was sent since then, for when nobody knows whether something was; undefined when Twilio does not answer. */
  sentSince(sinceMs: number): Promise<readonly { readonly to: string; readonly body: string }[] | undefined>;
}

/** The address at which this agent sees and deals with an incident; undefined when there is none. */
export type LinkTo = (team: string, incident: string, agent: string) => string | undefined;

export interface History {
  /** Whether it is certain that the entry was appended; if not, it may have been. Throws {@link Unreachable}. */
  append(entry: HistoryEntry): Promise<boolean>;
}

export type LogLevel = 'info' | 'warn' | 'error';

/** One line of the log: fields hold ids and reasons, never a phone number or a secret. */
export type Log = (level: LogLevel, message: string, fields?: LogFields) => void;

/** `level` and `message` are the line's own. */
export type LogFields = Readonly<Record<string, string | number>> & {
  readonly level?: never;
  readonly message?: never;
};

/** Time and chance, so that the decisions have neither. */
export interface Outside {
  /** The time that is written on boards, epoch milliseconds: every run's is the same but for seconds. It may jump. */
  now(): number;
  /** What this machine's clock says: only how much it has gone on means anything. */
  ownNow(): number;
  sleep(ms: number): Promise<void>;
  /** A fresh random id of letters and digits. */
  newId(): string;
  /** A fresh id for an incident; see `idFrom`. */
  newIncidentId(): string;
  /** Uniform in [0, 1). */
  chance(): number;
}

import type { Board, HistoryEntry } from '../incident/board';
import type { Handover } from '../incident/outbox';

/**
 * The outside world as the escalation sees it. Every port answers with a closed set of outcomes; what Twilio says in error
 * codes is translated where Twilio is spoken to, and nowhere else.
 */

/** Twilio could not be reached, or answered something that says nothing about the request (5xx, 401, time-out). */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

declare const fromStore: unique symbol;

/** Names one state of a stored board. Only the store makes one, out of what it read: without it no write can be expressed. */
export type Revision = string & { readonly [fromStore]: true };

export interface StoredBoard {
  readonly board: Board;
  /** What a write must match; null when the team has no board yet. */
  readonly revision: Revision | null;
}

export interface BoardStore {
  /** Throws {@link Unreachable}. */
  read(team: string): Promise<StoredBoard>;
  /** Every team that has a board. Throws {@link Unreachable}. */
  teams(): Promise<readonly string[]>;
  /**
   * Compare-and-set. `conflict`: somebody else wrote meanwhile; `unknown`: the reply was lost, the write may yet be applied.
   */
  write(team: string, board: Board, revision: Revision | null): Promise<'written' | 'conflict' | 'unknown'>;
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
  | { readonly is: 'impossible'; readonly cause: 'flow' | 'caller-id' | 'account'; readonly why: string }
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
  /** Asks Studio for the truth about an execution of this flow. */
  look(execution: string, flow: string): Promise<Seen>;
  /**
   * The call that an execution of this flow makes, and to which number; undefined if it is none of ours. Throws
   * {@link Unreachable}.
   */
  callOf(execution: string, flow: string): Promise<(Call & { readonly phone: string }) | undefined>;
  /** Ends an execution of this flow and hangs up its call, if it has one. False when that could not be confirmed. */
  end(execution: string, flow: string): Promise<boolean>;
}

export interface Texter {
  send(phone: string, text: string): Promise<Handover>;
}

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
  now(): number;
  sleep(ms: number): Promise<void>;
  /** A fresh random id of letters and digits. */
  newId(): string;
  /** Uniform in [0, 1). */
  chance(): number;
}

/**
 * By what programs know a remark.
 *
 * - `number`, `number-doubtful`: a number that cannot be called, or is a sample or doubtful;
 * - `encoding`, `byte-order-mark`: how the file is saved;
 * - `ring-seconds`, `flow-unreadable`: a ring that the flow does not have, or a flow that cannot be read;
 * - `invalid`, `unlikely`: a mistake in what is written, or what is allowed but hardly meant;
 * - `needs-heartbeat`: the roster asks for what only the heartbeat of the AWS stack can do; whether there is one is not to be
 *   known from the roster;
 * - `never-called`: no call reaches these agents of a team, ever or at some hours of the week.
 */
export const REMARK_CODES = [
  'number',
  'number-doubtful',
  'encoding',
  'byte-order-mark',
  'ring-seconds',
  'flow-unreadable',
  'invalid',
  'unlikely',
  'needs-heartbeat',
  'never-called',
] as const;

export type RemarkCode = (typeof REMARK_CODES)[number];

/** Something to say about a roster file: an error that keeps it from being used, or a warning. */
export interface Remark {
  /** Where in the file: a JSON path such as `agents.bob.phone`, or `$` for the whole file. */
  readonly path: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1, in UTF-16 units as editors count. */
  readonly column?: number;
  /** What is wrong and what to do. Never holds a whole phone number. */
  readonly message: string;
  /** The line that it is about, and under it a caret, where the column alone is hard to find. */
  readonly excerpt?: readonly [string, string];
  readonly code?: RemarkCode;
  /** The ids of those whom it is about, where there is a code for that. */
  readonly agents?: readonly string[];
}

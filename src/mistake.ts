import { printableLine } from './text/printable';

/**
 * A mistake of the person who typed the command: what is wrong, where, and what to do. It is printed without a stack.
 */
export class UserMistake extends Error {
  override readonly name = 'UserMistake';
  /** 2: the command itself is wrong; 1: what it names is. */
  readonly status: 1 | 2;

  constructor(message: string, status: 1 | 2 = 1) {
    super(message);
    this.status = status;
  }
}

/** The error's own words in one line, for a message that goes on with what to do about it. What we said ourselves keeps its lines. */
export function reasonOf(error: unknown): string {
  if (error instanceof UserMistake) return error.message;
  return printableLine(error instanceof Error ? error.message : String(error));
}

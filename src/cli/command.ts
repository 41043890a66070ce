import type { Machine } from './machine';

/** One command of `oncall`. */
export interface Command {
  readonly help: string;
  /** Reaches no further than this machine. Returns the exit status. Throws a UserMistake for what the person who typed it can put right. */
  run(args: readonly string[], machine: Machine): Promise<number>;
}

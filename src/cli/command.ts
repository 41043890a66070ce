/** One command of `oncall`. */
export interface Command {
  readonly help: string;
  /** Returns the exit status. Throws a UserMistake for what whoever typed it can put right. */
  run(args: readonly string[]): Promise<number>;
}

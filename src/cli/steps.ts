import { print, printPassing } from './terminal/print';
import { painted } from './terminal/text';
import type { Look, Text } from './terminal/text';
import { wrap } from './wrap';

/**
 * How a step ended: `done`, a check that passed; `changed`, something was made or altered; `skipped`, it was already as it
 * should be; `would`, what a dry run left undone.
 */
export type StepEnd = 'done' | 'changed' | 'skipped' | 'would';

export interface StepReport {
  readonly is: StepEnd;
  readonly words: string;
  /** What is allowed, but probably not meant. */
  readonly warnings?: readonly string[];
}

/** Where reports go. */
export interface Printer {
  line(text: Text): void;
  /** Shown while a step runs, in a place that the next line takes; nothing where nobody watches. */
  passing(text: string): void;
}

const INDENT = 21;

const LOOKS: Readonly<Record<StepEnd, Look>> = { done: 'green', changed: 'cyan', skipped: 'dim', would: 'yellow' };

/** Shows steps as they run. */
export class Steps {
  readonly #printer: Printer;
  readonly #columns: number;

  constructor(printer: Printer, columns: number) {
    this.#printer = printer;
    this.#columns = columns;
  }

  /** Runs one and shows how it ended. What it throws is for the caller. */
  async run<Report extends StepReport>(title: string, step: () => Promise<Report> | Report): Promise<Report> {
    this.#printer.passing(`  ...      ${title}`);
    const report = await step();
    this.#show(['  ', painted(LOOKS[report.is], report.is.padEnd(9)), title.padEnd(10)], report.words);
    for (const warning of report.warnings ?? []) {
      this.#show([' '.repeat(INDENT - 9), painted('yellow', 'warning: ')], warning);
    }
    return report;
  }

  #show(start: Text, words: string): void {
    const [first = '', ...rest] = wrap(words, this.#columns - INDENT);
    this.#printer.line([start, first]);
    for (const line of rest) this.#printer.line(`${' '.repeat(INDENT)}${line}`);
  }
}

/** The terminal. */
export const TERMINAL: Printer = { line: print, passing: printPassing };

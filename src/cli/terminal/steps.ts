import { print, printJsonLine, printPassing } from './print';
import { screen } from './screen';
import { painted, type Look, type Text } from './text';
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

const INDENT = 21;

const LOOKS: Readonly<Record<StepEnd, Look>> = { done: 'green', changed: 'cyan', skipped: 'dim', would: 'yellow' };

/** Shows steps as they run: in words, or each as a line of JSON. */
export class Steps {
  readonly #isJson: boolean;
  #changes = 0;

  constructor(isJson: boolean) {
    this.#isJson = isJson;
  }

  /** Runs one and shows how it ended. What it throws is for the caller. */
  async run<Report extends StepReport>(title: string, step: () => Promise<Report> | Report): Promise<Report> {
    if (!this.#isJson) printPassing(`  ...      ${title}`);
    const report = await step();
    const { is, words, warnings = [] } = report;
    if (is === 'changed') this.#changes++;
    if (this.#isJson) printJsonLine({ kind: 'step', step: title, is, words, warnings });
    else {
      show(['  ', painted(LOOKS[is], is.padEnd(9)), title.padEnd(10)], words);
      for (const warning of warnings) show([' '.repeat(INDENT - 9), painted('yellow', 'warning: ')], warning);
    }
    return report;
  }

  /** Shows that all went well, and what to do next. */
  end(words: string): void {
    if (this.#isJson) printJsonLine({ kind: 'end', changes: this.#changes });
    else print(`\n${words}`);
  }
}

function show(start: Text, words: string): void {
  const [first = '', ...rest] = wrap(words, screen().columns - INDENT);
  print([start, first]);
  for (const line of rest) print(`${' '.repeat(INDENT)}${line}`);
}

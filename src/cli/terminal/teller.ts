import { print, printJsonLine } from './print';
import type { Text } from './text';

/** A line that a program reads; `kind` tells it apart from others. */
export interface JsonLine {
  readonly kind: string;
  readonly [name: string]: unknown;
}

/** Reports what happens while it happens: in words, or each thing as a line of JSON. */
export class Teller {
  readonly isJson: boolean;

  constructor(isJson = false) {
    this.isJson = isJson;
  }

  /** Reports something that a program wants to know, too. Without words, only a program does. */
  tell(line: JsonLine, words?: Text): void {
    if (this.isJson) printJsonLine(line);
    else if (words !== undefined) print(words);
  }

  /** Says something that is only for a person. */
  say(words: Text): void {
    if (!this.isJson) print(words);
  }
}

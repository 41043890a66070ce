import { createScanner } from 'jsonc-parser';
import { lineStarts, position } from '../text/place';

/** A bracket that opens something. */
export interface Opener {
  readonly mark: '{' | '[';
  readonly at: number;
  /** Counted from 1. */
  readonly line: number;
}

export interface Brackets {
  /** Those that are open at the end, the innermost last. */
  readonly open: readonly Opener[];
  /** The first one that ends in a line which is indented less than its own: its end is probably missing. */
  readonly endless: Opener | undefined;
  /** The offset of the first closing bracket in a line that is indented more than that of its opener: it is probably too many. */
  readonly surplusAt: number | undefined;
  /** The most that were ever open at once. */
  readonly deepest: number;
}

/** The brackets of a JSON text up to an offset, whatever else is wrong with it. */
export function bracketsIn(text: string, end = text.length): Brackets {
  const starts = lineStarts(text);
  const scanner = createScanner(text, true);
  const open: Opener[] = [];
  let endless: Opener | undefined;
  let surplusAt: number | undefined;
  let deepest = 0;
  for (scanner.scan(); scanner.getTokenOffset() < end; scanner.scan()) {
    const at = scanner.getTokenOffset();
    const mark = scanner.getTokenLength() === 1 ? text.charAt(at) : '';
    if (mark === '{' || mark === '[') {
      open.push({ mark, at, line: position(starts, at).line });
      deepest = Math.max(deepest, open.length);
    } else if (mark === '}' || mark === ']') {
      const opener = open.pop();
      const further = opener === undefined ? 1 : indentOf(text, starts, at) - indentOf(text, starts, opener.at);
      if (further < 0) endless ??= opener;
      if (further > 0) surplusAt ??= at;
    }
  }
  return { open, endless, surplusAt, deepest };
}

const BLANKS = /[ \t]*/y;

/** How many characters the line of an offset begins after. */
function indentOf(text: string, starts: readonly number[], at: number): number {
  const start = starts[position(starts, at).line - 1] ?? 0;
  BLANKS.lastIndex = start;
  return BLANKS.exec(text)?.[0].length ?? 0;
}

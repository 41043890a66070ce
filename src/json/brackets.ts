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
}

/** The brackets of a JSON text up to an offset, whatever else is wrong with it. */
export function bracketsIn(text: string, end = text.length): Brackets {
  const starts = lineStarts(text);
  const scanner = createScanner(text, true);
  const open: Opener[] = [];
  let endless: Opener | undefined;
  let surplusAt: number | undefined;
  for (scanner.scan(); scanner.getTokenOffset() < end; scanner.scan()) {
    const at = scanner.getTokenOffset();
    const mark = scanner.getTokenLength() === 1 ? text.charAt(at) : '';
    if (mark === '{' || mark === '[') {
      open.push({ mark, at, line: position(starts, at).line });
    } else if (mark === '}' || mark === ']') {
      const opener = open.pop();
      const further = opener === undefined ? 1 : indentOf(text, starts, at) - indentOf(text, starts, opener.at);
      if (further < 0) endless ??= opener;
      if (further > 0) surplusAt ??= at;
    }
  }
  return { open, endless, surplusAt };
}

/** How many brackets of a text are open at once at most. */
export function depthOf(text: string): number {
  const scanner = createScanner(text, true);
  let [depth, deepest] = [0, 0];
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    if (scanner.getTokenLength() !== 1) continue;
    const mark = text.charAt(scanner.getTokenOffset());
    if (mark === '{' || mark === '[') depth += 1;
    else if (mark === '}' || mark === ']') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

const BLANKS = /[ \t]*/y;

/** How many characters the line of an offset begins after. */
function indentOf(text: string, starts: readonly number[], at: number): number {
  const start = starts[position(starts, at).line - 1] ?? 0;
  BLANKS.lastIndex = start;
  return BLANKS.exec(text)?.[0].length ?? 0;
}

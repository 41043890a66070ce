import type { Lexer, Mark, Token } from './lexer';

/**
 * Finds the brackets that are missing, mixed up or too many in a text in which they do not match. Where is told by the indentation, as a
 * bracket stands on the line or at the depth of the one that it belongs to; when that explains nothing, the kinds alone must do.
 */

/** How to read a text as though its brackets matched, by offset. */
export interface BracketRepairs {
  /** From where on the text is not read: it ends in the middle of a word, and that brackets are not closed says it all. */
  readonly endsAt: number;
  /** What is to be read before the token at an offset, in the order of the text. */
  readonly added: readonly Added[];
  /** What to say of a bracket that is never closed. */
  readonly unclosed: ReadonlyMap<number, string>;
  /** Which bracket is meant, and what to say of the one that is written. */
  readonly mistaken: ReadonlyMap<number, { readonly kind: Mark; readonly message: string }>;
  /** What to say of a bracket that is left out. */
  readonly surplus: ReadonlyMap<number, string>;
}

/** A bracket that is missing. */
export interface Added {
  readonly at: number;
  readonly kind: Mark;
  /** Absent when it is said of the bracket that it closes. */
  readonly message?: string;
}

/** A token and where it stands, counted from 1. */
interface Placed {
  readonly token: Token;
  readonly line: number;
  readonly column: number;
  /** With how many blanks the line begins. */
  readonly indent: number;
  readonly isFirst: boolean;
}

type OpenMark = '{' | '[';

/** A bracket that is open. */
interface Opener {
  readonly mark: OpenMark;
  /** The token itself, or the one after which it is missing. */
  readonly index: number;
  readonly isMissing: boolean;
  readonly line: number;
  readonly indent: number;
  /** The last colon right in it. */
  colon?: number;
}

/** What is wrong with one bracket. Indexes are those of tokens. */
type Mistake =
  | { readonly kind: 'unclosed'; readonly opener: Opener; readonly limit: number }
  | { readonly kind: 'unended'; readonly openers: readonly Opener[] }
  | { readonly kind: 'unopened'; readonly mark: OpenMark; readonly before: number }
  /** The bracket at the index, which is the opening or the closing one. */
  | { readonly kind: 'mistaken'; readonly opener: Opener; readonly index: number }
  | { readonly kind: 'surplus'; readonly index: number };

/** How brackets are matched. */
interface Way {
  /** Whether indentation tells. */
  readonly byIndent: boolean;
  /** Whether a closing bracket rather ends something further out than being wrong itself. */
  readonly isStrict: boolean;
  /** Why there is nothing for a closing bracket to end: what it ends was not opened, or it is of the wrong kind. */
  readonly stranger: 'unopened' | 'mistaken';
}

const WAYS: readonly Way[] = [true, false].flatMap((byIndent) =>
  (['unopened', 'mistaken'] as const).flatMap((stranger) =>
    [true, false].map((isStrict) => ({ byIndent, isStrict, stranger })),
  ),
);

/** A text with more mistakes or deeper brackets than this cannot be guessed at. */
const MOST_MISTAKES = 100;
const DEEPEST = 40;

const NONE: BracketRepairs = {
  endsAt: Infinity,
  added: [],
  unclosed: new Map(),
  mistaken: new Map(),
  surplus: new Map(),
};

/** The fewest repairs that make the brackets of a text match. */
export function bracketRepairs(text: string, lexer: Lexer): BracketRepairs {
  const tokens = placedTokens(text, lexer);
  let best: { readonly way: Way; readonly mistakes: readonly Mistake[] } | undefined;
  for (const way of WAYS) {
    const mistakes = new Matching(tokens, way).mistakes();
    if (best === undefined || mistakes.length < best.mistakes.length) best = { way, mistakes };
    if (mistakes.length === 1) break;
  }
  return best === undefined ? NONE : repairsOf(best.mistakes, tokens, best.way.byIndent);
}

function placedTokens(text: string, lexer: Lexer): readonly Placed[] {
  const tokens: Placed[] = [];
  let line = 1;
  let lineAt = text.startsWith('\uFEFF') ? 1 : 0;
  let nextLineAt = lineAfter(text, lineAt);
  let indent = 0;
  for (let token = lexer.tokenAt(lineAt); ; token = lexer.tokenAt(token.end)) {
    const lineBefore = tokens.at(-1)?.line;
    while (nextLineAt <= token.at) {
      line += 1;
      lineAt = nextLineAt;
      nextLineAt = lineAfter(text, lineAt);
    }
    const column = token.at - lineAt + 1;
    const isFirst = line !== lineBefore;
    if (isFirst) indent = column - 1;
    tokens.push({ token, line, column, indent, isFirst });
    if (token.kind === 'end') return tokens;
  }
}

/** The offset at which the next line begins; none does after the last one. */
function lineAfter(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? Infinity : found + 1;
}

/** Goes through the brackets of a text one way. */
class Matching {
  readonly #tokens: readonly Placed[];
  readonly #way: Way;
  readonly #open: Opener[] = [];
  readonly #found: Mistake[] = [];

  constructor(tokens: readonly Placed[], way: Way) {
    this.#tokens = tokens;
    this.#way = way;
  }

  mistakes(): readonly Mistake[] {
    for (const [index, { token }] of this.#tokens.entries()) {
      if (token.kind === '{' || token.kind === '[') this.#opened(token.kind, index);
      else if (token.kind === '}' || token.kind === ']') this.#closed(token.kind, index);
      else if (token.kind === ':') this.#colon(index);
      if (this.#found.length > MOST_MISTAKES || this.#open.length > DEEPEST) break;
    }
    if (this.#open.length > 0) this.#found.push({ kind: 'unended', openers: this.#open.toReversed() });
    return this.#found;
  }

  #kind(index: number): Token['kind'] | undefined {
    return this.#tokens[index]?.token.kind;
  }

  /** One right after its like is one too many, unless it is the wrong kind. */
  #opened(mark: OpenMark, index: number): void {
    const isNext = this.#tokens[index - 1]?.token.end === this.#tokens[index]?.token.at;
    const isDoubled = isNext && this.#kind(index - 1) === mark && this.#way.stranger === 'unopened';
    if (isDoubled) this.#found.push({ kind: 'surplus', index });
    else this.#push(mark, index, index, false);
  }

  /** Opens a bracket that stands, or that is missing, where the token `near` does. */
  #push(mark: OpenMark, index: number, near: number, isMissing: boolean): void {
    const { line = 0, indent = 0 } = this.#tokens[near] ?? {};
    this.#open.push({ mark, index, isMissing, line, indent });
  }

  /** After a key that stands where a value should, `"ann": "name": …`, or in a list, or first of all, an object was not opened. */
  #colon(index: number): void {
    const inner = this.#open.at(-1);
    const isValue = inner === undefined ? index === 1 : inner.mark === '[' || inner.colon === index - 2;
    if (isValue && this.#way.stranger === 'unopened' && this.#kind(index - 1) === 'text') {
      this.#found.push({ kind: 'unopened', mark: '{', before: index - 1 });
      this.#push('{', index - 1, inner?.mark === '{' ? index - 2 : index - 1, true);
    }
    const holder = this.#open.at(-1);
    if (holder !== undefined) holder.colon = index;
  }

  #closed(mark: '}' | ']', index: number): void {
    const inner = this.#open.at(-1);
    const isOther = inner !== undefined && closerOf(inner) !== mark;
    const isTooEarly = this.#open.length === 1 && !isOther && this.#goesOn(index);
    if (inner === undefined || isTooEarly) {
      this.#found.push({ kind: 'surplus', index });
      return;
    }
    const fitting = this.#open.findLastIndex((opener) => closerOf(opener) === mark && this.#isNear(opener, index));
    if (fitting === -1 && !isOther) {
      const isDeeper = inner.indent < (this.#tokens[index]?.indent ?? 0);
      if (isDeeper) this.#found.push({ kind: 'surplus', index });
      else this.#open.pop();
    } else if (fitting === -1 || (isOther && !this.#way.isStrict && this.#isNear(inner, index))) {
      this.#stranger(inner, index);
    } else {
      const left = this.#open.splice(fitting).slice(1).toReversed();
      this.#found.push(...left.map((opener) => ({ kind: 'unclosed', opener, limit: index }) as const));
    }
  }

  /** Whether a closing bracket stands where that of the opener does. */
  #isNear(opener: Opener, index: number): boolean {
    const closer = this.#tokens[index];
    return !this.#way.byIndent || opener.line === closer?.line || opener.indent === closer?.indent;
  }

  /** Whether something follows the token as though the file did not end with it. */
  #goesOn(index: number): boolean {
    return this.#kind(index + 1) === ',' && this.#kind(index + 2) !== 'end';
  }

  /** A closing bracket of the other kind, for which nothing was opened. */
  #stranger(inner: Opener, index: number): void {
    const { stranger } = this.#way;
    const { colon } = inner;
    if (stranger === 'unopened' && inner.mark === '{' && colon !== undefined && this.#kind(colon + 1) !== '[') {
      this.#found.push({ kind: 'unopened', mark: '[', before: colon + 1 });
    } else if (stranger === 'mistaken') {
      this.#open.pop();
      const hasKeys = colon !== undefined;
      const isOpenerWrong = !inner.isMissing && inner.index < index - 1 && hasKeys !== (inner.mark === '{');
      this.#found.push({ kind: 'mistaken', opener: inner, index: isOpenerWrong ? inner.index : index });
    } else {
      this.#found.push({ kind: 'surplus', index });
    }
  }
}

function closerOf({ mark }: Opener): '}' | ']' {
  return mark === '{' ? '}' : ']';
}

function otherOf({ mark }: Opener): OpenMark {
  return mark === '{' ? '[' : '{';
}

function repairsOf(mistakes: readonly Mistake[], tokens: readonly Placed[], byIndent: boolean): BracketRepairs {
  const added: Added[] = [];
  const unclosed = new Map<number, string>();
  const mistaken = new Map<number, { kind: Mark; message: string }>();
  const surplus = new Map<number, string>();
  let endsAt = Infinity;
  const offsetOf = (index: number): number => tokens[index]?.token.at ?? Infinity;
  for (const mistake of mistakes) {
    switch (mistake.kind) {
      case 'unclosed': {
        const { opener } = mistake;
        const before = endOf(opener, mistake.limit, tokens, byIndent);
        added.push({ at: offsetOf(before), kind: closerOf(opener) });
        if (!opener.isMissing) unclosed.set(offsetOf(opener.index), unclosedText(opener, tokens, before));
        break;
      }
      case 'unended': {
        const [inner] = mistake.openers;
        const last = lastWhole(tokens);
        if (last < tokens.length - 1) endsAt = offsetOf(last);
        added.push(...mistake.openers.map((opener) => ({ at: offsetOf(last), kind: closerOf(opener) })));
        if (inner !== undefined) unclosed.set(offsetOf(inner.index), unendedText(inner, mistake.openers.length));
        break;
      }
      case 'unopened': {
        const { mark, before } = mistake;
        added.push({ at: offsetOf(before), kind: mark, message: `a ${mark} is missing before this` });
        break;
      }
      case 'mistaken': {
        const { opener, index } = mistake;
        const isCloser = index !== opener.index;
        const kind = isCloser ? closerOf(opener) : otherOf(opener);
        mistaken.set(offsetOf(index), {
          kind,
          message: isCloser ? mistakenText(opener, tokens[index]) : wrongText(opener),
        });
        break;
      }
      case 'surplus': {
        const { index } = mistake;
        surplus.set(offsetOf(index), `this ${tokens[index]?.token.kind ?? 'bracket'} is one too many; delete it`);
        break;
      }
    }
  }
  return { endsAt, added: added.toSorted((one, other) => one.at - other.at), unclosed, mistaken, surplus };
}

/** The index of the end of the file, or of a text before it whose quotes are not right. */
function lastWhole(tokens: readonly Placed[]): number {
  const end = tokens.length - 1;
  const last = tokens[end - 1]?.token;
  return last?.kind === 'text' && last.slips.length > 0 ? end - 1 : end;
}

/** The index of the token before which a bracket should have been closed, not later than the limit. */
function endOf(opener: Opener, limit: number, tokens: readonly Placed[], byIndent: boolean): number {
  let depth = 0;
  const first = tokens[opener.index + 1];
  const isIndented = first !== undefined && (!first.isFirst || first.indent > opener.indent);
  for (let index = opener.index + 1; index < limit; index += 1) {
    const placed = tokens[index];
    if (placed === undefined) break;
    const isOut = byIndent && isIndented && placed.isFirst && placed.indent <= opener.indent;
    if (isOut || (depth === 0 && isForeign(opener, tokens, index))) {
      const isAfterComma = index - 1 > opener.index && tokens[index - 1]?.token.kind === ',';
      return isAfterComma ? index - 1 : index;
    }
    const { kind } = placed.token;
    if (kind === '{' || kind === '[') depth += 1;
    else if (kind === '}' || kind === ']') depth -= 1;
  }
  return limit;
}

/** Whether a token cannot stand between these brackets: a key in a list, or a value without a key in an object. */
function isForeign(opener: Opener, tokens: readonly Placed[], index: number): boolean {
  if (opener.mark === '[') return tokens[index + 1]?.token.kind === ':';
  const kind = tokens[index]?.token.kind;
  return (kind === '{' || kind === '[') && tokens[index - 1]?.token.kind === ',';
}

function unclosedText(opener: Opener, tokens: readonly Placed[], before: number): string {
  const last = tokens[before - 1];
  const next = tokens[before];
  const hasComma = next?.token.kind === ',';
  const after = hasComma ? tokens[before + 1] : next;
  const line = last?.line ?? opener.line;
  const lineText = line === opener.line ? 'that line' : `line ${String(line)}`;
  const isAtLineEnd = after === undefined || after.isFirst || after.token.kind === 'end';
  const where = isAtLineEnd ? `at the end of ${lineText}` : `in ${lineText} before column ${String(next?.column ?? 1)}`;
  const needsComma = next !== undefined && !hasComma && !/^(?:end|\}|\])$/.test(next.token.kind);
  const what = needsComma ? `a ${closerOf(opener)} and a comma are` : `a ${closerOf(opener)} is`;
  return `${neverClosed(opener)}; ${what} missing, probably ${where}`;
}

function unendedText(inner: Opener, count: number): string {
  if (count === 1) return `${neverClosed(inner)}; a ${closerOf(inner)} is missing at the end of the file`;
  return `${neverClosed(inner)}, nor is what it stands in: the file ends too early; perhaps its end was lost`;
}

function neverClosed({ mark, line }: Opener): string {
  return `the ${mark} of line ${String(line)} is never closed`;
}

function mistakenText(opener: Opener, closer: Placed | undefined): string {
  const written = closer?.token.kind ?? 'bracket';
  return `write ${closerOf(opener)} in place of this ${written}: it ends what the ${opener.mark} of line ${String(opener.line)} begins`;
}

function wrongText(opener: Opener): string {
  const why = opener.mark === '[' ? 'what follows has keys' : 'what follows has no keys';
  return `write ${otherOf(opener)} in place of this ${opener.mark}: ${why}`;
}

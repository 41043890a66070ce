import { conflictsIn } from './conflicts';
import type { Skipped } from './conflicts';
import { quotedAt } from './quotes';
import { NO_SLIPS } from './slip';
import type { Slip } from './slip';

/** What has a character of its own: brackets, and what stands between values. A `;` or `.` is read as a comma, a `=` as a colon. */
export type Mark = '{' | '}' | '[' | ']' | ',' | ':';

interface Placed {
  readonly at: number;
  /** The offset after its last character. */
  readonly end: number;
  /** What is wrong in it or in the gap before it. */
  readonly slips: readonly Slip[];
}
interface MarkToken extends Placed {
  readonly kind: Mark | 'end';
}
interface TextToken extends Placed {
  /** `text` has quotes; `bare` should have. */
  readonly kind: 'text' | 'bare';
  readonly value: string;
}
interface NumberToken extends Placed {
  readonly kind: 'number';
  readonly value: number;
}
interface WordToken extends Placed {
  readonly kind: 'word';
  readonly value: boolean | null;
}

/** The smallest piece of a JSON text; `end` stands for the end of the file. */
export type Token = MarkToken | TextToken | NumberToken | WordToken;

const MARKS: ReadonlyMap<string, Mark> = new Map([
  ['{', '{'],
  ['}', '}'],
  ['[', '['],
  [']', ']'],
  [',', ','],
  [';', ','],
  [':', ':'],
  ['=', ':'],
]);

/** What follows a point that should have been a comma. */
const DOT = /[\s"]/;

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** One word without quotes. */
const WORD = /[^\s,:;={}[\]"'“”„‟«»‘’/#]+/y;

/** Words without quotes that belong together, such as `Ann Lee`, `Europe/London` or `2026-11-22 09:00`. */
const BARE =
  /(?:[^\s,:;={}[\]"“”„‟«»/#]|\/(?![/*])|(?<=[\s"T-]\d{1,2}):(?=\d\d)|[ \t]+(?=[^\s,:;={}[\]"'“”„‟«»‘’/#]))+/y;

/** Nearly every token: a bracket, a comma, a colon, or a text in which nothing has to be looked at. */
const USUAL = /[ \t\r\n]*(?:"([^"\\\p{Cc}]*)"(?=[,:}\] \r\n])|([{}[\],:]))/uy;

/** A quote that ends a text. */
const CLOSING_QUOTE = /["”](?=[ \t]*(?:[,:}\]\r\n]|$))/y;

/** A number or a word that begins a text of which the closing quote is there, as in `1 week"`. */
const HALF_QUOTED = /[^,:;{}[\]"\n]{0,40}["”](?=[ \t]*(?:[,:}\]\r\n]|$))/y;

/** Blanks that JSON does not know; they come with what is pasted from a chat or a text processor. */
const ODD_SPACE = /[\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\f\v]+/y;

/** Space, tab, carriage return, line feed. */
function isSpace(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 13 || unit === 10;
}

/** Takes a text apart. What it says of a place depends on nothing but the text. */
export class Lexer {
  readonly #text: string;
  readonly #insteadOfComments: string;
  readonly #conflicts: ReadonlyMap<number, Skipped>;

  constructor(text: string, insteadOfComments: string) {
    this.#text = text;
    this.#insteadOfComments = insteadOfComments;
    this.#conflicts = conflictsIn(text);
  }

  /** The next token at or after an offset. */
  tokenAt(from: number): Token {
    USUAL.lastIndex = from;
    const found = USUAL.exec(this.#text);
    if (found === null) return this.#oddAt(from);
    const end = USUAL.lastIndex;
    const value = found[1];
    if (value !== undefined) return { kind: 'text', at: end - value.length - 2, end, slips: NO_SLIPS, value };
    return { kind: MARKS.get(found[2] ?? '') ?? ',', at: end - 1, end, slips: NO_SLIPS };
  }

  /** The next token after comments and the like, which are slips. */
  #oddAt(from: number): Token {
    const slips: Slip[] = [];
    let at = this.#afterSpaces(from);
    for (let skipped = this.#skippedAt(at); skipped !== undefined; skipped = this.#skippedAt(at)) {
      if (skipped.message !== undefined) slips.push({ at, message: skipped.message });
      at = this.#afterSpaces(skipped.end);
    }
    const token = this.#pieceAt(at);
    return slips.length === 0 ? token : { ...token, slips: [...slips, ...token.slips] };
  }

  #afterSpaces(from: number): number {
    let at = from;
    while (isSpace(this.#text.charCodeAt(at))) at += 1;
    return at;
  }

  #skippedAt(at: number): Skipped | undefined {
    const conflict = this.#conflicts.get(at);
    if (conflict !== undefined) return conflict;
    const first = this.#text.charAt(at);
    if (first === '/' || first === '#') return this.#commentAt(at);
    const blank = matchAt(ODD_SPACE, this.#text, at);
    if (blank === '') return undefined;
    const code = blank.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const message = `this blank is a special character (U+${code}), which JSON does not know; write a plain space or delete it`;
    return { end: at + blank.length, message };
  }

  #commentAt(at: number): Skipped | undefined {
    const text = this.#text;
    const message = `JSON has no comments; delete it (${this.#insteadOfComments})`;
    if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      return { end: close === -1 ? text.length : close + 2, message };
    }
    if (!text.startsWith('//', at) && text.charAt(at) !== '#') return undefined;
    const lineEnd = text.indexOf('\n', at);
    return { end: lineEnd === -1 ? text.length : lineEnd, message };
  }

  #pieceAt(at: number): Token {
    const first = this.#text.charAt(at);
    const mark = first === '"' ? undefined : this.#markAt(at, first);
    if (mark !== undefined) return mark;
    const quoted = quotedAt(this.#text, at);
    if (quoted === undefined) return this.#bareAt(at);
    return { kind: 'text', at, end: quoted.end, slips: quoted.slips, value: quoted.value };
  }

  #markAt(at: number, first: string): Token | undefined {
    if (first === '') return { kind: 'end', at, end: at, slips: NO_SLIPS };
    const kind = first === '.' && DOT.test(this.#text.charAt(at + 1)) ? ',' : MARKS.get(first);
    const isArrow = first === '=' && this.#text.charAt(at + 1) === '>';
    return kind && { kind, at, end: isArrow ? at + 2 : at + 1, slips: NO_SLIPS };
  }

  /** A number, true, false or null, or something that should have had quotes. */
  #bareAt(at: number): Token {
    const word = matchAt(WORD, this.#text, at);
    const value = WORDS.get(word);
    const end = at + word.length;
    if (value === undefined && !NUMBER.test(word)) return this.#wordsAt(at);
    if (matchAt(HALF_QUOTED, this.#text, end) !== '') return this.#wordsAt(at);
    if (value !== undefined) return { kind: 'word', at, end, slips: NO_SLIPS, value };
    return { kind: 'number', at, end, slips: NO_SLIPS, value: Number(word) };
  }

  #wordsAt(at: number): Token {
    // One character at least, so that reading goes on whatever it is.
    const words = matchAt(BARE, this.#text, at) || this.#text.charAt(at);
    const end = at + words.length;
    const closing = matchAt(CLOSING_QUOTE, this.#text, end);
    const value = words.trimEnd();
    if (closing === '') return { kind: 'bare', at, end, slips: NO_SLIPS, value };
    const message = 'the opening quote of this text is missing; write " before it';
    return { kind: 'text', at, end: end + closing.length, slips: [{ at, message }], value };
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  // Patterns are sticky and used by one at a time.
  // oxlint-disable-next-line no-param-reassign
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

import { printParseErrorCode, type ParseError } from 'jsonc-parser';
import { bracketsIn, type Brackets, type Opener } from './brackets';

/** What is in the file, for messages, and how long it may be. */
export interface JsonSubject {
  /** As in "a roster". */
  readonly name: string;
  /** What to write into an empty file. */
  readonly smallest: string;
  /** Where to put what somebody wanted to say in a comment. */
  readonly insteadOfComments: string;
  readonly longestCharacters: number;
}

/** Why a text is not JSON, and at which offset that shows. */
export interface Mistake {
  readonly at: number;
  readonly message: string;
}

const CONFLICT =
  'this is a merge conflict that was not resolved; keep one of the two versions and delete the lines that begin with <<<<<<<, ======= and >>>>>>>';
const PLAIN_ONLY = 'put double quotes around this; only plain numbers such as 25 need none';

/** What to say of the first thing that keeps a text from being JSON. */
export function mistakeOf(text: string, error: ParseError, subject: JsonSubject): Mistake {
  const whole = wholeMistake(text, subject);
  if (whole !== undefined) return whole;
  const at = Math.min(error.offset, text.length);
  const code = printParseErrorCode(error.error);
  return (
    stringMistake(text, at, code) ??
    quoteMistake(text, at) ??
    symbolMistake(text, at, code, subject) ??
    commaMistake(text, at) ??
    bracketMistake(text, at, code, subject) ?? { at, message: gapText(text, at, code) }
  );
}

/** What is wrong with the file as a whole. */
function wholeMistake(text: string, { name, smallest }: JsonSubject): Mistake | undefined {
  if (text.trim() === '') return { at: text.length, message: `the file is empty; ${smallest}` };
  const conflict = /^([<=>])\1{6}(?![<=>])/m.exec(text);
  if (conflict !== null) return { at: conflict.index, message: CONFLICT };
  const first = /[^\s\uFEFF]/.exec(text);
  if (first === null || /[{[/#]/.test(first[0])) return undefined;
  return { at: first.index, message: `a ${name} is JSON and begins with {; ${smallest}` };
}

/** What is wrong within a text in quotes. */
function stringMistake(text: string, at: number, code: string): Mistake | undefined {
  const find = (pattern: RegExp): number => at + 1 + Math.max(0, text.slice(at + 1).search(pattern));
  switch (code) {
    case 'UnexpectedEndOfString':
      return { at, message: 'this text has no closing quote on its line; write " where it ends' };
    case 'InvalidCharacter':
      return { at: find(/\p{Cc}/u), message: 'a control character (such as a tab) is not allowed in text' };
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
      return {
        at: find(/(?<=^(?:[^\\]|\\["\\/bfnrt]|\\u[\da-f]{4})*)\\(?!["\\/bfnrt]|u[\da-f]{4})/i),
        message: 'JSON does not know this escape; a backslash itself is written \\\\',
      };
    default:
      return undefined;
  }
}

/** Something that follows a closing quote at once: one of the quotes before it is not where it belongs. */
function quoteMistake(text: string, at: number): Mistake | undefined {
  if (text.charAt(at - 1) !== '"' || !/[\w"'“”]/.test(text.charAt(at))) return undefined;
  return {
    at,
    message: 'before this, a quote is missing or there is one too many; a quote inside a text is written \\"',
  };
}

/** Something that JSON does not know at all. */
function symbolMistake(
  text: string,
  at: number,
  code: string,
  { insteadOfComments }: JsonSubject,
): Mistake | undefined {
  const symbol = text.charAt(at);
  if (code === 'InvalidCommentToken' || symbol === '#' || text.startsWith('//', at)) {
    return { at, message: `JSON has no comments; delete it (${insteadOfComments})` };
  }
  if (code === 'UnexpectedEndOfNumber') return { at, message: PLAIN_ONLY };
  if (code !== 'InvalidSymbol') return undefined;
  if (symbol === "'") return { at, message: 'use double quotes' };
  if (/[“”„‟«»‘’‚‛]/.test(symbol)) return { at, message: 'these are typographic quotes; write plain ones: "' };
  if (symbol === ';') return { at, message: 'write a comma in place of this ;' };
  if (symbol === '=') return { at, message: 'write a colon in place of this =' };
  if (/[\s\p{Cf}\p{Cc}]/u.test(symbol)) {
    const unit = symbol.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return {
      at,
      message: `this blank is a special character (U+${unit}), which JSON does not know; write a plain space or delete it`,
    };
  }
  const before = text.slice(0, at).trimEnd();
  return { at, message: /[{,]$/.test(before) && isKey(text, at) ? 'put double quotes around the key' : PLAIN_ONLY };
}

/** Whether a bare word is followed by a colon. */
function isKey(text: string, at: number): boolean {
  return /^[\w$-]+\s*:/.test(text.slice(at, at + 100));
}

/** A comma too many. */
function commaMistake(text: string, at: number): Mistake | undefined {
  const symbol = text.charAt(at);
  const before = text.slice(0, at).trimEnd();
  const last = before.at(-1) ?? '';
  if (last === ',' && /[}\]]/.test(symbol)) {
    if (bracketsIn(text).surplusAt === at) return { at, message: `this ${symbol} is one too many; delete it` };
    return { at: before.length - 1, message: `delete this comma: nothing follows before the ${symbol}` };
  }
  if (symbol !== ',') return undefined;
  if (last === ',') return { at, message: 'two commas in a row; delete one' };
  return /[{[]/.test(last) ? { at, message: 'delete this comma: nothing stands before it' } : undefined;
}

/** Brackets that do not match, or that never end. */
function bracketMistake(text: string, at: number, code: string, { name }: JsonSubject): Mistake | undefined {
  const symbol = text.charAt(at);
  if (code === 'EndOfFileExpected') {
    const surplusAt = bracketsIn(text).surplusAt ?? at;
    const surplus = text.charAt(surplusAt);
    if (/[}\]]/.test(surplus)) return { at: surplusAt, message: `this ${surplus} is one too many; delete it` };
    return { at, message: `the ${name} ends before this; delete what follows` };
  }
  if (text.slice(at).trim() === '') return unended(bracketsIn(text));
  const opener = bracketsIn(text, at).open.at(-1);
  const wrong = opener && wrongKind(text, at, code, opener);
  if (wrong !== undefined) return wrong;
  if (!/[}\]]/.test(symbol) || opener === undefined || closerOf(opener) === symbol) {
    return undefined;
  }
  const message = `the ${opener.mark} of line ${String(opener.line)} is not closed before this ${symbol}; write ${closerOf(opener)} before it or in its place`;
  return { at, message };
}

/** Brackets around keys, braces around what has none, or a list that goes on with a key because it is not closed. */
function wrongKind(text: string, at: number, code: string, { mark, at: from, line }: Opener): Mistake | undefined {
  const isFirst = /^\s*"[^"\n]*"\s*$/.test(text.slice(from + 1, at));
  if (mark === '[' && text.charAt(at) === ':') {
    const message = isFirst
      ? 'these have keys, so they stand in braces { … }, not in brackets [ … ]'
      : `the [ of line ${String(line)} is never closed; a ] is missing before the next key`;
    return { at: from, message };
  }
  if (mark === '[' || code !== 'ColonExpected' || !isFirst || !/[,\]}]/.test(text.charAt(at))) return undefined;
  return { at: from, message: 'these have no keys, so they stand in brackets [ … ], not in braces { … }' };
}

function unended({ open, endless }: Brackets): Mistake | undefined {
  const opener = endless ?? open.at(-1);
  if (opener === undefined) return undefined;
  const never = `the ${opener.mark} of line ${String(opener.line)} is never closed`;
  const where =
    open.length === 1 ? `a ${closerOf(opener)} is missing` : 'the file ends too early; perhaps its end was lost';
  return { at: opener.at, message: `${never}; ${where}` };
}

function closerOf({ mark }: Opener): '}' | ']' {
  return mark === '{' ? '}' : ']';
}

/** Something that is missing before an offset. */
function gapText(text: string, at: number, code: string): string {
  switch (code) {
    case 'CommaExpected':
      if (text.charAt(at) === ':')
        return 'this is the second colon in a row of values; a { or a comma is missing before it';
      return /\w/.test(text.charAt(at - 1)) ? PLAIN_ONLY : 'a comma is missing before this';
    case 'ColonExpected':
      return 'a colon is missing before this';
    case 'PropertyNameExpected':
      return 'a key in double quotes is missing before this';
    default:
      return 'a value is missing before this';
  }
}

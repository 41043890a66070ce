import { quoted } from '../../text/masking';
import { NO_SLIPS } from './slip';
import type { Slip } from './slip';

/**
 * Reads texts in quotes, also where the quotes went wrong: one that is missing swallows what follows, and every quote after it would
 * be taken for its opposite.
 */

/** A text in quotes. */
export interface Quoted {
  readonly value: string;
  /** The offset after its closing quote. */
  readonly end: number;
  readonly slips: readonly Slip[];
}

/** Where the characters of a text are, and where what follows it begins. */
interface Extent {
  readonly from: number;
  readonly to: number;
  readonly end: number;
  readonly slips: readonly Slip[];
}

/** Quotes after which a text can have ended. A backslash before a plain one makes it a part of the text. */
const ENDS = {
  plain: /(?<!\\)"(?=\s*(?:[,:;=}\]]|$))/,
  single: /['"](?=\s*(?:[,:;=}\]]|$))/,
  typographic: /[“”„‟«»"](?=\s*(?:[,:;=}\]]|$))/,
  typographicSingle: /[‘’‚‛'](?=\s*(?:[,:;=}\]]|$))/,
  other: /[“”„‟«»'](?=\s*(?:[,:;=}\]]|$))/,
} as const;

/** Of texts with none of these nothing is to be said. */
const SPECIAL = /[\p{Cc}\\]/u;

/** What may follow a text at once. */
const FOLLOWER = /[\s,:;={}[\]#/'"“”„‟«»‘’‚‛]/;

/** What stands between one text and the next. */
const BETWEEN = /[\s,:;{}[\]]+$/;

/** The second half of a text that was broken in two: on the next line, with the only closing quote. */
const NEXT_LINE = /\r?\n[ \t]*([^\s"{}[\],:][^"\n]*)"(?=[ \t]*(?:[,}\]\r\n]|$))/y;

/** So far after a quote it is looked for what it may mean, in characters; texts are shorter. */
const SIGHT = 300;

const TYPOGRAPHIC = 'these are typographic quotes; write plain ones: "';
const SINGLE = 'use double quotes';
const NO_ESCAPE = 'JSON does not know this escape; a backslash itself is written \\\\';
const CONTROL = 'a control character (such as a tab) is not allowed in text';
const ONE_TOO_MANY = 'this quote is one too many; delete it';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Reads the text whose opening quote, of whatever kind, stands at an offset. Undefined when there is none. */
export function quotedAt(text: string, at: number): Quoted | undefined {
  const quote = text.charAt(at);
  if (quote === '"') return plainAt(text, at) ?? decoded(text, extentAt(text, at));
  if (quote === "'") return decoded(text, enclosedAt(text, at, ENDS.single, SINGLE));
  if (/[“”„‟«»]/.test(quote)) return decoded(text, enclosedAt(text, at, ENDS.typographic, TYPOGRAPHIC));
  if (/[‘’‚‛]/.test(quote)) return decoded(text, enclosedAt(text, at, ENDS.typographicSingle, TYPOGRAPHIC));
  return undefined;
}

/** Nearly all texts: nothing in them that has to be looked at. */
function plainAt(text: string, at: number): Quoted | undefined {
  const to = text.indexOf('"', at + 1);
  if (to === -1 || !mayFollow(text, to + 1)) return undefined;
  const value = text.slice(at + 1, to);
  return SPECIAL.test(value) ? undefined : { value, end: to + 1, slips: NO_SLIPS };
}

/** Whether a text can have ended before this. A second quote there is a slip, unless it begins the next text. */
function mayFollow(text: string, at: number): boolean {
  const next = text.charAt(at);
  if (',:}] \n\r'.includes(next)) return true;
  if (next === '.') return /[\s"]/.test(text.charAt(at + 1));
  return FOLLOWER.test(next) && !isStray(text, at);
}

/** Whether a quote that stands right after another ends a text rather than beginning one. */
function isStray(text: string, at: number): boolean {
  return text.charAt(at) === '"' && ENDS.plain.exec(sightOf(text, at))?.index === 0;
}

function extentAt(text: string, at: number): Extent {
  const from = at + 1;
  const to = closingAt(text, from);
  if (to === undefined) return unclosedAt(text, at);
  if (mayFollow(text, to + 1)) return { from, to, end: to + 1, slips: NO_SLIPS };
  if (isStray(text, to + 1)) return { from, to, end: to + 2, slips: [{ at: to + 1, message: ONE_TOO_MANY }] };
  if (to === from) return withSlip(extentAt(text, from), { at, message: ONE_TOO_MANY });
  return endedBefore(text, from, to) ?? endedAfter(text, from, to) ?? { from, to, end: to + 1, slips: NO_SLIPS };
}

function withSlip(extent: Extent, slip: Slip): Extent {
  return { ...extent, slips: [slip, ...extent.slips] };
}

/** The next quote of the line that is no part of the text. */
function closingAt(text: string, from: number): number | undefined {
  for (let at = from; ; at += 1) {
    const unit = text.charAt(at);
    if (unit === '"') return at;
    if (unit === '\\') at += 1;
    if (unit === '' || text.charAt(at) === '\n') return undefined;
  }
}

/** The extent when the quote at `to` really begins the next text, as in `"Ann Lee, "phone": …`. */
function endedBefore(text: string, from: number, to: number): Extent | undefined {
  const content = text.slice(from, to);
  const other = otherEnd(content, from);
  if (other !== undefined) return other;
  const said = saidIn(content);
  const rest = sightOf(text, to + 1);
  // The next quote ends a text; so this one began it.
  const isOpening = ENDS.plain.exec(rest)?.index === rest.indexOf('"');
  return isOpening && said !== '' && /[,:]/.test(content.slice(said.length)) ? cutAfter(said, from) : undefined;
}

/** The extent when the quote at `to` is a part of the text, as in `"the "old" database"`. */
function endedAfter(text: string, from: number, to: number): Extent | undefined {
  const rest = sightOf(text, to + 1);
  const found = ENDS.plain.exec(rest);
  if (found === null) return undefined;
  const slip = { at: to, message: 'a quote inside a text is written \\"; or leave it out' };
  return { from, to: to + 1 + found.index, end: to + 2 + found.index, slips: [slip] };
}

/** The extent of a text without a closing quote on its line. */
function unclosedAt(text: string, at: number): Extent {
  const from = at + 1;
  const end = lineEnd(text, from);
  const content = text.slice(from, end);
  const other = otherEnd(content, from);
  if (other !== undefined) return other;
  NEXT_LINE.lastIndex = end;
  const next = NEXT_LINE.exec(text)?.[0];
  if (next === undefined) return cutAfter(saidIn(content), from);
  const message = 'a text stands on one line; join this line and the next';
  return { from, to: end + next.length - 1, end: end + next.length, slips: [{ at, message }] };
}

/** The extent of a text that another kind of quote ends. */
function otherEnd(content: string, from: number): Extent | undefined {
  const found = ENDS.other.exec(content);
  if (found === null) return undefined;
  const to = from + found.index;
  return { from, to, end: to + 1, slips: [{ at: to, message: found[0] === "'" ? SINGLE : TYPOGRAPHIC }] };
}

/** What of the content belongs to a text without a closing quote: no number after a key, nothing that stands between texts. */
function saidIn(content: string): string {
  return /^[\w$-]+(?=:\s)/.exec(content)?.[0] ?? content.replace(BETWEEN, '');
}

function cutAfter(said: string, from: number): Extent {
  const to = from + said.length;
  const where = said === '' ? '' : `; write " after ${quoted(said)}`;
  return { from, to, end: to, slips: [{ at: from - 1, message: `this text has no closing quote${where}` }] };
}

/** The extent of a text in quotes that JSON does not know. */
function enclosedAt(text: string, at: number, ends: RegExp, message: string): Extent {
  const from = at + 1;
  const line = sightOf(text, from);
  const found = ends.exec(line);
  const to = from + (found?.index ?? line.replace(BETWEEN, '').length);
  return { from, to, end: found === null ? to : to + 1, slips: [{ at, message }] };
}

/** The rest of a line, as far as it is looked at. */
function sightOf(text: string, from: number): string {
  return text.slice(from, from + SIGHT).split(/\r?\n/, 1)[0] ?? '';
}

/** The offset at which a line ends. */
function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  const end = found === -1 ? text.length : found;
  return end > from && text.charAt(end - 1) === '\r' ? end - 1 : end;
}

/** What a text says: with its escapes read, and with a space for each control character, of which a slip tells. */
function decoded(text: string, { from, to, end, slips }: Extent): Quoted {
  const more: Slip[] = [];
  const written = text.slice(from, to);
  // A text that was broken in two lines.
  if (written.includes('\n')) return { value: written.replace(/\s*\n\s*/, ' '), end, slips };
  const value = written.replace(/\\(?:u[0-9a-fA-F]{4}|[^]|$)|\p{Cc}/gu, (found, index: number) => {
    const plain = plainOf(found);
    if (plain !== undefined) return plain;
    const isEscape = found.startsWith('\\');
    // JSON allows those after the letters; whoever reads the text may not.
    if (!isEscape && found > '~') return found;
    more.push({ at: from + index, message: isEscape ? NO_ESCAPE : CONTROL });
    return isEscape ? found.slice(1) : ' ';
  });
  return { value, end, slips: more.length === 0 ? slips : [...slips, ...more] };
}

/** What an escape stands for. */
function plainOf(written: string): string | undefined {
  if (/^\\u./.test(written)) return String.fromCharCode(parseInt(written.slice(2), 16));
  return written.startsWith('\\') ? ESCAPES.get(written.slice(1)) : undefined;
}

import { besideLinks } from './links';

/** As much of a text from outside as is ever read: every pattern below runs over no more than this, whatever was sent. */
export const READ_CHARACTERS = 4000;

/**
 * The beginning of a text from outside as its author meant it: without the colours of a terminal, with entities and
 * percent-encoding read once, in compatible letters. Its lines are parted by one line feed each.
 */
export function decoded(text: string): string {
  const beginning = text.length <= READ_CHARACTERS ? text : gathered(text).slice(0, READ_CHARACTERS);
  const entities = withoutEscapes(beginning).replace(ENTITY, (entity, name: string) => characterOf(name) ?? entity);
  const plain = besideLinks(entities, percentDecoded).normalize('NFKC');
  return gathered(plain).slice(0, READ_CHARACTERS).trim();
}

/** With one space for many, and one line feed for all that lies between two lines. Time: linear, at any length. */
function gathered(text: string): string {
  return text.replace(/[^\S\r\n]+/g, ' ').replace(/ ?[\r\n]\s*/g, '\n');
}

const [BELL, ESCAPE, CONTROL] = [0x07, 0x1b, 0x9b].map((code) => String.fromCharCode(code));

/** What colours text in a terminal, also where its first character was written out; and what names a window. */
const COLOUR = new RegExp(String.raw`(?:(?:${ESCAPE}|\\u001b|\\x1b|\\e|\\033)\[|${CONTROL})[\d;?]{0,32}[A-Za-z]`, 'gi');
const TITLE = new RegExp(String.raw`${ESCAPE}\][^${BELL}${ESCAPE}]{0,200}(?:${BELL}|${ESCAPE}\\)`, 'g');

/** A line feed that was written as two characters; before a small letter it may be part of a path. */
const WRITTEN_LINE_FEED = /(?:\\r)?\\n(?![a-z])/g;

function withoutEscapes(text: string): string {
  return text.replace(COLOUR, '').replace(TITLE, '').replace(WRITTEN_LINE_FEED, '\n');
}

const ENTITY = /&(#[xX][\da-fA-F]{1,6}|#\d{1,7}|[A-Za-z]{2,8}\d{0,2});/g;

/** The entities that people and their tools write; any other one stays as it is. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ...['nbsp', 'ensp', 'emsp', 'thinsp'].map((name) => [name, ' '] as const),
  ...`
    amp=& lt=< gt=> quot=" apos=' ndash=– mdash=— lsquo=‘ rsquo=’ ldquo=“ rdquo=” laquo=« raquo=» hellip=… bull=•
    middot=· deg=° plusmn=± times=× divide=÷ micro=µ ne=≠ le=≤ ge=≥ asymp=≈ rarr=→ larr=← euro=€ pound=£ yen=¥
    cent=¢ sect=§ copy=© reg=® trade=™ frac12=½ szlig=ß auml=ä ouml=ö uuml=ü Auml=Ä Ouml=Ö Uuml=Ü aring=å aelig=æ
    oslash=ø agrave=à aacute=á acirc=â atilde=ã ccedil=ç egrave=è eacute=é ecirc=ê euml=ë iacute=í ntilde=ñ oacute=ó
    ocirc=ô uacute=ú`
    .trim()
    .split(/\s+/)
    .map((pair) => [pair.slice(0, -2), pair.slice(-1)] as const),
]);

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES.get(name);
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  return code > 0x10_ff_ff ? ' ' : String.fromCodePoint(code);
}

/** A word with percent-encoding; a figure before the first sign is a percentage, as in `90%10`. */
const ENCODED_WORD = /(?<!\S)(?![\d.,+-]+%)[^\s%]*(?:%[\da-fA-F]{2})[^\s]*/g;
const ENCODED = /(?:%[\da-fA-F]{2})+/g;

function percentDecoded(text: string): string {
  return text.replace(ENCODED_WORD, (word) =>
    word.replace(ENCODED, (encoded) => {
      try {
        return decodeURIComponent(encoded);
      } catch {
        return encoded;
      }
    }),
  );
}

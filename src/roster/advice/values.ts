import { isRecord } from '../../text/json';
import { quoted } from '../../text/masking';
import type { Fault } from '../file/fault';
import { MOST_CHARACTERS, TABLES, type Key, type Table } from '../file/keys';
import { UNSEEN, type TextKind } from '../file/kinds';
import { isEmptyWindow, minutesOf } from '../file/when';
import { FIRST_YEAR, LAST_YEAR } from '../zone';
import { numberFault } from './number-fault';
import { meantWord } from './meant-word';
import { timeFault } from './time-fault';
import { wordsOf } from './wrong-key';
import { zoneFault } from './zone-fault';

/** What to say of a value that is not what belongs there. */
export function valueText({ value, key }: Fault): string {
  if (key === undefined) return 'this does not belong here';
  const { is } = key;
  if (typeof is === 'object') return `this is ${kindText(value)}; write an object in braces { ${formOf(is)} }`;
  if (is === 'whole') return wholeText(value, key);
  if (typeof value !== 'string') return notText(is, value);
  return plainTextFault(value, key) ?? kindFault(value, is, key);
}

/** What kind of value it is. */
export function kindText(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'a number' : String(value);
}

function formOf({ keys }: Table): string {
  const names = Object.keys(keys).filter((name) => name !== '$schema');
  return names
    .slice(0, 2)
    .map((name) => `"${name}": …`)
    .join(', ');
}

function wholeText(value: unknown, key: Key): string {
  const more = moreText(key);
  const wanted = `write a whole number from ${String(key.least)} to ${String(key.most)}, without quotes${more}`;
  return typeof value === 'number' ? wanted : `this is ${kindText(value)}; ${wanted}`;
}

/** What else there is to say of a key, which is the only one of its kind. */
function moreText(key: Key): string {
  for (const [name, { keys }] of Object.entries<Table>(TABLES)) {
    const found = Object.keys(keys).find((one) => keys[one] === key);
    const more = found === undefined ? undefined : wordsOf(name)[found]?.more;
    if (more !== undefined) return `; ${more}`;
  }
  return '';
}

function notText(kind: TextKind, value: unknown): string {
  if (kind === 'phone') {
    return typeof value === 'number'
      ? 'a phone number is text; put it in double quotes, with a + first'
      : 'write the number in double quotes, "+44…", or a list of several';
  }
  if (kind === 'pin') return 'a pin is text; put its 4 to 8 digits in double quotes';
  if (kind === 'account' && typeof value === 'number') {
    return 'an account number is text; put all its 12 digits in double quotes';
  }
  return `this is ${kindText(value)}; write text in double quotes`;
}

/** What is wrong with a text, whatever it should say. */
function plainTextFault(text: string, { most = MOST_CHARACTERS }: Key): string | undefined {
  if (text.trim() === '') return 'this is empty; write something or leave the key out';
  const [unseen] = UNSEEN.exec(text) ?? [];
  if (unseen === '\n' || unseen === '\r') return 'this has a line break in it; write it as one line';
  if (unseen !== undefined) {
    const code = (unseen.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `this has a control character (U+${code}) in it, which nobody sees; delete it`;
  }
  const characters = Array.from(text).length;
  if (characters <= most) return undefined;
  return `this has ${String(characters)} characters; ${String(most)} are allowed`;
}

function kindFault(text: string, kind: TextKind, { words = [] }: Key): string {
  switch (kind) {
    case 'zone':
      return zoneFault(text);
    case 'time':
      return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d$/.test(text) && !isYear(text)
        ? `${quoted(text)} is not between ${String(FIRST_YEAR)} and ${String(LAST_YEAR)}; correct the year`
        : timeFault(text);
    case 'period':
      return `${quoted(text)} is not a period; write "1 week", "12 hours", "2 days", "1 month" or "1 shift"`;
    case 'delay':
      return delayFault(text);
    case 'window':
      return windowFault(text);
    case 'phone':
      return numberFault(text);
    case 'pin':
      // What was written may be a pin that somebody uses elsewhere.
      return 'this is no pin; write 4 to 8 digits in double quotes';
    case 'account':
      return 'this is not an AWS account number; write its 12 digits in double quotes';
    case 'text':
    case 'glob':
    case 'agent':
    case 'team':
    case 'step':
      return `${quoted(text)} is not known here; ${wordFault(text, words)}`;
  }
}

/** Of many words only the likely ones are told. */
const MOST_WORDS = 8;

function wordFault(text: string, words: readonly string[]): string {
  const likely = meantWord(text, words);
  if (likely !== undefined) return `write "${likely}"`;
  if (words.length <= MOST_WORDS) return `write ${listed(words)}`;
  return `${String(words.length)} are, such as ${listed(words.slice(0, 3))}; docs/roster.md lists them`;
}

function listed(words: readonly string[]): string {
  return words.map((known) => `"${known}"`).join(' or ');
}

function isYear(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

function delayFault(text: string): string {
  const limits = 'from 10 minutes to 24 hours';
  const minutes = minutesOf(text);
  if (minutes !== undefined) {
    return `${quoted(text)} is too ${minutes < 10 ? 'short' : 'long'}; write a time ${limits}`;
  }
  return `${quoted(text)} is not a length of time; write "30 minutes" or "2 hours", ${limits}`;
}

function windowFault(text: string): string {
  if (isEmptyWindow(text)) {
    return `${quoted(text)} ends when it begins; leave \`only\` out if it is always`;
  }
  return `${quoted(text)} is not a part of the week; write "Fri 22:00 - Mon 08:00", "Mon-Fri 09:00 - 17:00" or "Sat, Sun"`;
}

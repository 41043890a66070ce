/** What somebody wants who texts the number. */
export type TextOrder =
  /** `code`: the short code of the incident that is meant, in small letters; absent where none was written. */
  | { readonly is: 'take' | 'pass' | 'done'; readonly code?: string }
  | { readonly is: 'who' | 'open' | 'next' }
  /** Twilio itself answers this word. `stop`: nothing more can be sent to its writer. */
  | { readonly is: 'carrier'; readonly stop: boolean }
  | { readonly is: 'unknown' };

const ACTS: ReadonlyMap<string, 'take' | 'pass' | 'done'> = new Map([
  ['1', 'take'],
  ['take', 'take'],
  ['ack', 'take'],
  ['2', 'pass'],
  ['pass', 'pass'],
  ['done', 'done'],
]);

const QUESTIONS: ReadonlyMap<string, 'who' | 'open' | 'next'> = new Map([
  ['who', 'who'],
  ['open', 'open'],
  ['next', 'next'],
]);

/** The words with which somebody opts out of all SMS from the number, as Twilio has them unless an account changes them. */
export const STOPS: ReadonlySet<string> = new Set([
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'revoke',
  'optout',
]);

/** Those that take it back. */
export const STARTS: ReadonlySet<string> = new Set(['start', 'yes', 'unstop']);

const CARRIER = new Set([...STOPS, ...STARTS, 'help', 'info']);

/** Nobody writes more than a word and a code. */
const READ_CHARACTERS = 200;

/**
 * Reads an SMS, in whatever case, with blanks or a full stop around it, and with the full-width letters and digits of an East Asian
 * keyboard.
 */
export function readTextOrder(body: string): TextOrder {
  const plain = body
    .slice(0, READ_CHARACTERS)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}\p{Variation_Selector}]+/gu, ' ')
    .replace(/^[\s"'“”«»]+|[\s"'“”«».,!。、！…]+$/gu, '');
  const [word = '', code, ...others] = plain.split(' ');
  if (code === undefined && CARRIER.has(word)) return { is: 'carrier', stop: STOPS.has(word) };
  const question = QUESTIONS.get(word);
  if (question !== undefined && code === undefined) return { is: question };
  const act = ACTS.get(word);
  if (act === undefined || others.length > 0) return { is: 'unknown' };
  if (code === undefined) return { is: act };
  const short = code.replace(/^inc-/, '');
  return /^[a-z\d]{2,12}$/.test(short) ? { is: act, code: short } : { is: 'unknown' };
}

import { isE164 } from '../../text/phone-number';
import { FIRST_YEAR, knownZone, LAST_YEAR, wallMsOf } from '../zone';
import { delayOf, periodOf, windowOf } from './when';

/** Texts that stand for something: each reader gives what a text says, or undefined if it is not one of its kind. */
const READERS = {
  text: (text: string) => text.trim(),
  glob: same,
  account: matching(/^\d{12}$/),
  phone: (text: string) => (isE164(text) ? text : undefined),
  pin: matching(/^\d{4,8}$/),
  zone: knownZone,
  time: wallTimeOf,
  period: periodOf,
  delay: delayOf,
  window: windowOf,
  // Whether there is one of that name is looked up when all of the roster is read.
  agent: same,
  team: same,
  step: same,
} as const;

export type TextKind = keyof typeof READERS;

/** What a text of this kind says. */
export type TextValue<Kind extends TextKind> = NonNullable<ReturnType<(typeof READERS)[Kind]>>;

/** Reads a text by the rules of its kind. */
export function textOfKind(text: string, kind: TextKind): TextValue<TextKind> | undefined {
  return READERS[kind](text);
}

/** Neither a phone nor a terminal shows these, and a line break would begin a new line in whatever is written with the text. */
export const UNSEEN = /[\p{Cc}\u2028\u2029]/u;

/** Whether a text has something to read, and nothing that nobody sees. */
export function isPlain(text: string, mostCharacters: number): boolean {
  const isShort = text.length <= mostCharacters || Array.from(text).length <= mostCharacters;
  return isShort && text.trim() !== '' && !UNSEEN.test(text);
}

/** Ids stand in steps, in commands and in logs, so they are one plain word. */
export function isId(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,31}$/.test(text) && !STEP_WORDS.includes(text);
}

/** What a step of `escalation.order` may say besides the id of an agent. */
export const STEP_WORDS: readonly string[] = ['on-call', 'next', 'everyone'];

function same(text: string): string {
  return text;
}

function matching(form: RegExp): (text: string) => string | undefined {
  return (text) => (form.test(text) ? text : undefined);
}

/** `2026-11-22 09:00`, with a blank or a T, as wall time; undefined when no calendar has it, or it is in another century. */
function wallTimeOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d$/.test(text)) return undefined;
  const year = Number(text.slice(0, 4));
  return year < FIRST_YEAR || year > LAST_YEAR ? undefined : wallMsOf(text.replace(' ', 'T'));
}

import type { TimelineEntry } from '../../rehearsal/index';
import { labelText } from '../terminal/looks';
import { painted, type Text } from '../terminal/text';
import { fold } from '../terminal/wrap';

/** The names under which people know agents. */
export type NameOf = (agent: string) => string;

const TIME_COLUMN = 11;
const LABEL_COLUMN = 10;
const INDENT = TIME_COLUMN + LABEL_COLUMN;

/** One timeline entry as a person reads it; speech is wrapped beneath its own column. */
export function timelineText(entry: TimelineEntry, nameOf: NameOf, width: number): Text {
  return inColumns(`${(entry.atMs / 1000).toFixed(1).padStart(7)} s`, wordsOf(entry, nameOf), width);
}

/** The same for what goes on for hours: by the clock on this machine's wall. */
export function clockText(entry: TimelineEntry, nameOf: NameOf, width: number): Text {
  const [label, text] = wordsOf(entry, nameOf);
  return asideText(label, text, width, entry.atMs);
}

/** What the timeline says to its reader, in the same columns; with a time, by the clock on the wall. */
export function asideText(label: string, text: string, width: number, atMs?: number): Text {
  return inColumns(atMs === undefined ? '' : new Date(atMs).toTimeString().slice(0, 8), [label, text], width);
}

function inColumns(time: string, [label, text]: readonly [string, string], width: number): Text {
  // An SMS may have lines of its own.
  const whole = text.split('\n').flatMap((line) => fold(line, width - INDENT));
  const folded = whole.join(`\n${' '.repeat(INDENT)}`);
  return [painted('dim', time.padEnd(TIME_COLUMN)), labelText(label, LABEL_COLUMN), folded];
}

/** A label and what happened. */
export function wordsOf(entry: TimelineEntry, nameOf: NameOf): readonly [string, string] {
  switch (entry.kind) {
    case 'alarm':
      return ['alarm', entry.text];
    case 'ring':
      return ['rings', `${nameOf(entry.agent)}'s phone (call ${entry.attempt})`];
    case 'answer':
      return ['answers', nameOf(entry.agent)];
    case 'say':
      // Two may be on the phone at the same time.
      return ['hears', `${nameOf(entry.agent)}: "${entry.text}"`];
    case 'key':
      return [`key ${entry.key}`, nameOf(entry.agent)];
    case 'sms':
      return ['SMS', `to ${nameOf(entry.agent)}: "${entry.text}"`];
    case 'hang-up':
      return ['hangs up', entry.by === 'agent' ? nameOf(entry.agent) : `the call to ${nameOf(entry.agent)} is over`];
    case 'ring-back':
      return ['rings us', `${nameOf(entry.agent)} rings the number`];
    case 'put-through':
      return ['rings', `${nameOf(entry.agent)}'s phone: a caller is put through`];
    case 'text-in':
      return ['texts us', `${nameOf(entry.agent)}: "${entry.text}"`];
    case 'link':
      return ['link', `${nameOf(entry.agent)} ${linkWords(entry.does, entry.status)}`];
    case 'missed':
      return ['missed', `${nameOf(entry.agent)}: ${missedBecause(entry.why)}`];
  }
}

function linkWords(does: Extract<TimelineEntry, { kind: 'link' }>['does'], status: number): string {
  const answer = status === 200 ? '' : ` (status ${status})`;
  switch (does) {
    case 'opens':
      return `opens the page${answer}`;
    case 'finds none':
      return 'finds no link in any SMS';
    case 'finds no button':
      return 'finds no such button on the page';
    case 'take':
      return `presses Take${answer}`;
    case 'pass':
      return `presses Pass${answer}`;
    case 'close':
      return `presses Close${answer}`;
  }
}

function missedBecause(why: Extract<TimelineEntry, { kind: 'missed' }>['why']): string {
  switch (why) {
    case 'busy':
      return 'the phone is busy';
    case 'no-answer':
      return 'nobody answers';
    case 'failed':
      return 'the phone cannot be reached';
    case 'canceled':
      return 'the call is canceled';
  }
}

import type { TimelineEntry } from '../rehearsal/timeline';
import { wrap } from './wrap';

/** The names under which people know agents. */
export type NameOf = (agent: string) => string;

const COLUMN = 10;

/** One timeline entry as a person reads it; speech is wrapped beneath its own column. */
export function timelineText(entry: TimelineEntry, nameOf: NameOf, width: number): string {
  const time = `${(entry.atMs / 1000).toFixed(1).padStart(7)} s  `;
  const [label, text] = wordsOf(entry, nameOf);
  const indent = ' '.repeat(time.length + COLUMN);
  const lines = wrap(text, Math.max(40, width - indent.length));
  return `${time}${label.padEnd(COLUMN)}${lines.join(`\n${indent}`)}`;
}

function wordsOf(entry: TimelineEntry, nameOf: NameOf): readonly [string, string] {
  switch (entry.kind) {
    case 'alarm':
      return ['alarm', entry.text];
    case 'ring':
      return ['rings', `${nameOf(entry.agent)}'s phone (call ${entry.attempt})`];
    case 'answer':
      return ['answers', nameOf(entry.agent)];
    case 'say':
      return ['hears', `"${entry.text}"`];
    case 'key':
      return [`key ${entry.key}`, nameOf(entry.agent)];
    case 'sms':
      return ['SMS', `to ${nameOf(entry.agent)}: "${entry.text}"`];
    case 'hang-up':
      return ['hangs up', entry.by === 'agent' ? nameOf(entry.agent) : `the call to ${nameOf(entry.agent)} is over`];
    case 'missed':
      return ['missed', `${nameOf(entry.agent)}: ${missedBecause(entry.why)}`];
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

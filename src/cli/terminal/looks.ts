import { painted } from './text';
import type { Look, Text } from './text';

// What looks how, in all commands alike: green is good news, red is what must be put right, yellow is worth a look.

const LABELS: ReadonlyMap<string, Look> = new Map([
  ['alarm', 'red'],
  ['rings', 'cyan'],
  ['dials', 'cyan'],
  ['answers', 'cyan'],
  ['SMS', 'blue'],
  ['key 1', 'green'],
  ['health', 'green'],
  ['key 2', 'yellow'],
  ['missed', 'yellow'],
  ['busy', 'yellow'],
  ['no answer', 'yellow'],
  ['no key', 'yellow'],
  ['hung up', 'yellow'],
  ['failed', 'yellow'],
  ['stuck', 'yellow'],
  ['waits', 'yellow'],
  ['unseen', 'yellow'],
  ['problem', 'red'],
  ['hangs up', 'dim'],
  ['recovery', 'dim'],
  ['keys', 'dim'],
]);

/** What happened, in the column for it: the words of a timeline and of a drill. */
export function labelText(label: string, width: number): Text {
  return [paintedWord(LABELS, label), ' '.repeat(Math.max(0, width - label.length))];
}

function paintedWord(looks: ReadonlyMap<string, Look>, word: string): Text {
  const look = looks.get(word);
  return look === undefined ? word : painted(look, word);
}

const SIGNS: ReadonlyMap<string, Look> = new Map([
  ['+', 'green'],
  ['-', 'red'],
  ['~', 'yellow'],
  ['!', 'yellow'],
]);

/** A line that says what changes, by the sign that it begins with. */
export function changeText(line: string): Text {
  const look = SIGNS.get(/^\s*([+~!-]) /.exec(line)?.[1] ?? '');
  return look === undefined ? line : painted(look, line);
}

/** A line of `status`: what is open and whether somebody has it. */
export function stateText(line: string): Text {
  if (/ {3}(?:NOBODY TOOK IT|nobody has it yet) {3}/.test(line)) return painted('red', line);
  if (/ {3}UNKNOWN$|^ {2}trouble /.test(line)) return painted('red', line);
  return / {3}taken by .* {3}/.test(line) || line === 'Nothing is open.' ? painted('green', line) : line;
}

/** What AWS says that it does to a resource, by how that ended. */
export function eventText(text: string): Text {
  const [line = '', ...more] = text.split('\n');
  const look = /_FAILED\b/.test(line) ? 'red' : /_COMPLETE\b/.test(line) ? 'green' : 'dim';
  return [painted(look, line), ...more.map((each) => `\n${each}`)];
}

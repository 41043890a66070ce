import { painted, type Look, type Text } from './text';

// What looks how, in all commands alike: green is good news, red is what must be put right, yellow is worth a look.

/** Each look with the labels that have it. */
const LABELS: readonly (readonly [Look, ...labels: string[]])[] = [
  ['red', 'alarm', 'problem'],
  ['cyan', 'rings', 'dials', 'answers'],
  ['blue', 'SMS'],
  ['green', 'key 1', 'health'],
  ['yellow', 'key 2', 'missed', 'busy', 'no answer', 'no key', 'hung up', 'failed', 'stuck', 'waits', 'unseen'],
  ['dim', 'hangs up', 'recovery', 'keys'],
];

/** What happened, in the column for it: the words of a timeline and of a drill. */
export function labelText(label: string, width: number): Text {
  const [look] = LABELS.find(([, ...labels]) => labels.includes(label)) ?? [];
  return [look === undefined ? label : painted(look, label), ' '.repeat(Math.max(0, width - label.length))];
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

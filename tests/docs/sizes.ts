import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');

const START = '<!-- sizes -->';
const STOP = '<!-- /sizes -->';

/** The folders of the code, in the order in which to read them, and what is in each. */
const PARTS: readonly (readonly [title: string, folders: readonly (readonly [folder: string, holds: string])[]])[] = [
  [
    'The chain: read these',
    [
      ['lambda', 'unwraps, signs and forwards; decides nothing; `template.yaml` is the AWS stack'],
      ['src/functions', 'one file per URL: authenticate, parse, one use case, reply'],
      ['src/escalation', 'the use cases: read the board, decide, write it, then act'],
      [
        'src/incident',
        'the decisions, pure: join, open, claim, take, next agent, what is owed, what is over; `said/`: what is said and sent',
      ],
    ],
  ],
  [
    'What the chain stands on: open one when you change it',
    [
      ['src/board', 'what the board of a team holds, and how it is packed into 16 KiB'],
      ['src/alarm', 'what a message from outside says: CloudWatch alarms, other sources, texts made safe'],
      ['src/twilio', 'the ports made of Twilio: Sync boards, Studio calls, SMS, requests with time limits'],
      ['src/roster', 'the roster, pure: parsing, who is on call, routes, silences'],
      ['src/signing', 'what the Lambda and `/alarm` agree on, and the numbers that the AWS template takes'],
      ['src/wording', 'every sentence that is said or sent, a catalogue for each language'],
      ['src/language', 'the languages, and the voices that speak them'],
      ['src/text', 'what all of them use: masking, what may be printed, places in a file, shapes of values'],
      ['src/reach', 'beside the chain: agents who ring back, send an SMS or open the link'],
    ],
  ],
  [
    'Set-up and operation',
    [
      ['src/json', 'the JSON that people write, for the commands: places in it, and its first mistake in plain words'],
      [
        'src/studio',
        'what a Studio flow is, pure: its widgets, conditions and Liquid; checks and rehearsal stand on it',
      ],
      ['src/flow', 'the flow as data, pure: its check, its picture, its canonical text, names instead of SIDs'],
      ['src/account', 'what the commands do with a Twilio account: deployment, flow, variables, event sink, boards'],
      ['src/aws', 'what the commands do with an AWS account: stack, alarms, secret, drill'],
      ['src/page', 'the page in the browser: what it shows (`ui/`), its server, and what the two say to each other'],
      ['src/build', 'the bundles, the AWS template, and what must be right before a deployment'],
      ['src/cli', '`oncall`, the commands'],
    ],
  ],
  [
    'The local cloud, which proves all this',
    [
      ['src/sandbox', 'the account that a sandbox makes up, and what leads a process to it'],
      ['src/rehearsal', 'the local Twilio, queue, phones and clock'],
    ],
  ],
];

/** The folders that the map has, and how many lines it says that each holds. */
export function sizesIn(page: string): ReadonlyMap<string, number> {
  const rows = page.matchAll(/^\| `([\w/]+)\/` +\| +([\d,]+) \|/gm);
  return new Map([...rows].map(([, folder = '', lines = '']) => [folder, Number(lines.replaceAll(',', ''))]));
}

/** How many lines of code a folder holds, with all that is below it. */
export function linesIn(folder: string): number {
  return readdirSync(join(PROJECT, folder)).reduce((sum, name) => {
    const path = join(folder, name);
    if (statSync(join(PROJECT, path)).isDirectory()) return sum + linesIn(path);
    if (!/\.(?:tsx?|cjs|css)$/.test(name)) return sum;
    return sum + readFileSync(join(PROJECT, path), 'utf8').split('\n').length - 1;
  }, 0);
}

/** The page with the map as the code is now. Throws when the page has no place for it. */
export function withSizes(page: string): string {
  const [before, rest] = page.split(START);
  const after = rest?.split(STOP)[1];
  if (before === undefined || after === undefined) throw new Error(`the page has no ${START} and ${STOP}`);
  return `${before}${START}\n\n${PARTS.map(tableOf).join('\n\n')}\n\n${STOP}${after}`;
}

function tableOf([title, folders]: (typeof PARTS)[number]): string {
  const sizes = folders.map(([folder]) => linesIn(folder));
  const sum = sizes.reduce((one, other) => one + other, 0);
  const rows = folders.map(([folder, holds], index) => [`\`${folder}/\``, grouped(sizes[index] ?? 0), holds] as const);
  const all = [[`**${title}**`, 'lines', 'what is in it'], ...rows, ['together', grouped(sum), '']] as const;
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const lines = all.map(
    ([name, count, holds]) =>
      `| ${name.padEnd(widths[0] ?? 0)} | ${count.padStart(widths[1] ?? 0)} | ${holds.padEnd(widths[2] ?? 0)} |`,
  );
  const rule = `| ${'-'.repeat(widths[0] ?? 0)} | ${'-'.repeat((widths[1] ?? 0) - 1)}: | ${'-'.repeat(widths[2] ?? 0)} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}

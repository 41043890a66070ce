import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fold } from '../../src/cli/terminal/wrap';
import { jsonLines, oncall } from '../support/oncall';

/** One line of what `oncall rehearse --json` prints. */
type Line = Readonly<Record<string, string | number | null>>;

/** Who is rung in the picture: the first does not answer, the second takes it. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['ann', 'Ann Lee'],
  ['bob', 'Bob Roy'],
]);

const ROSTER = {
  timezone: 'Europe/London',
  agents: Object.fromEntries(
    [...NAMES].map(([id, name], index) => [id, { name, phone: `+44770090000${index + 1}` }] as const),
  ),
};

/** Lives through the night of the picture. Throws when it cannot. */
export async function nightOfThePicture(): Promise<readonly Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'oncall-picture-'));
  try {
    const roster = join(folder, 'roster.json');
    writeFileSync(roster, JSON.stringify(ROSTER));
    const ran = await oncall(['rehearse', '--agents', 'no-answer,take', '--roster', roster, '--json']);
    if (ran.status !== 0) throw new Error(ran.err);
    return jsonLines(ran);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const WIDTH = 880;
const MARGIN = 20;
const PHONE_WIDTH = 264;
const TIMELINE_LEFT = 330;
const TEXT_LEFT = TIMELINE_LEFT + 158;
const LINE = 19;
const SMS_LINES = 5;

/** Colours that can be read on both, as GitHub shows a picture by the reader's scheme. */
const STYLE = `
    .card { fill: #ffffff; stroke: #d0d7de }
    .phone { fill: #f6f8fa; stroke: #57606a; stroke-width: 2 }
    .sms { fill: #dafbe1; stroke: none }
    .rail { stroke: #d0d7de; stroke-width: 2 }
    text { font: 14px ui-sans-serif, system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #1f2328 }
    .soft { fill: #59636e }
    .small { font-size: 12.5px }
    .strong { font-weight: 600 }
    .big { font-size: 18px; font-weight: 600 }
    .wrong { fill: #cf222e }
    .right { fill: #1a7f37 }
    .quiet { fill: #848d97 }
    .ringing { fill: #9a6700 }
    .key { fill: #1a7f37 }
    .other { fill: #6e7781 }
    .on-key { fill: #ffffff; font-size: 18px; font-weight: 600 }
    @media (prefers-color-scheme: dark) {
      .card { fill: #0d1117; stroke: #3d444d }
      .phone { fill: #151b23; stroke: #9198a1 }
      .sms { fill: #12381d }
      .rail { stroke: #3d444d }
      text { fill: #f0f6fc }
      .soft { fill: #9198a1 }
      .wrong { fill: #f85149 }
      .right { fill: #3fb950 }
      .ringing { fill: #d29922 }
      .key { fill: #238636 }
      .on-key { fill: #ffffff }
    }`;

/** The picture of the README: what the agent's phone shows and says, beside the timeline. Made of what happened and nothing else. */
export function picture(night: readonly Line[]): string {
  const rows = night.flatMap(rowOf);
  let y = MARGIN + 56;
  const drawn = rows.map((row) => {
    const at = y;
    y += row.lines.length * LINE + 17;
    return rowAt(row, at);
  });
  const own = phone(night);
  const height = Math.max(y + MARGIN, own.bottom + 2 * MARGIN);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">
  <title id="title">${escaped(`${rows.map(({ time, label, lines }) => [time, label, ...lines].join(' ')).join('; ')}.`)}</title>
  <style>${STYLE}
  </style>
  <rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="12" />
  <rect class="phone" x="${MARGIN}" y="${MARGIN}" width="${PHONE_WIDTH}" height="${height - 2 * MARGIN}" rx="26" />
${own.drawn}
  <line class="rail" x1="${TIMELINE_LEFT}" y1="${MARGIN + 52}" x2="${TIMELINE_LEFT}" y2="${y - 36}" />
${text(TIMELINE_LEFT - 8, MARGIN + 22, 'soft', 'One night, rehearsed on a laptop without any account')}
${drawn.join('\n')}
</svg>
`;
}

interface Row {
  readonly time: string;
  readonly look: string;
  readonly label: string;
  readonly lines: readonly string[];
}

function rowOf(line: Line): readonly Row[] {
  const { kind, atMs, agent, by, calls } = line;
  const time = `${(Number(atMs) / 1000).toFixed(1)} s`;
  const who = nameOf(agent);
  const row = (look: string, label: string, words: string): readonly Row[] => [
    { time, look, label, lines: fold(words, 48).slice(0, 3) },
  ];
  switch (kind) {
    case 'alarm':
      return row('wrong', 'alarm', sentence(line['text']));
    case 'ring':
      return row('ringing', 'rings', `${who}'s phone`);
    case 'missed':
      return row('quiet', 'missed', `${who} does not answer: next agent`);
    case 'answer':
      return row('ringing', 'answers', who);
    case 'key':
      return row('right', `key ${line['key']}`, `${who} takes it`);
    case 'say':
      return String(line['text']).startsWith('You have it.')
        ? row('right', 'hears', `"${(String(line['text']).match(/[^.]+\./g) ?? []).slice(0, 2).join('')} …"`)
        : [];
    case 'sms':
      return row('right', 'SMS', `the details, to ${who}`);
    case 'outcome':
      return [
        {
          time: '',
          look: 'right',
          label: 'taken',
          lines: [`by ${nameOf(by)} after ${String(calls)} calls. Nobody else is called.`],
        },
      ];
    default:
      return [];
  }
}

function rowAt({ time, look, label, lines }: Row, y: number): string {
  return [
    `  <circle class="${look}" cx="${TIMELINE_LEFT}" cy="${y - 5}" r="5" />`,
    text(TIMELINE_LEFT + 20, y, 'soft', time),
    text(TIMELINE_LEFT + 80, y, `${look} strong`, label),
    ...lines.map((words, index) => text(TEXT_LEFT, y + index * LINE, '', words)),
  ].join('\n');
}

/** The phone of whoever takes it: what it says, its keys, and the SMS. */
function phone(night: readonly Line[]): { readonly drawn: string; readonly bottom: number } {
  const taker = night.find(({ kind }) => kind === 'key')?.['agent'];
  const own = night.filter(({ agent }) => agent === taker);
  const said = fold(textOf(own, 'say'), 32);
  const sms = fold(textOf(own, 'sms'), 32)
    .slice(0, SMS_LINES)
    .map((words, index) => (index === SMS_LINES - 1 ? `${words} …` : words));
  const left = MARGIN + 22;
  const top = MARGIN;
  const keys = top + 92 + said.length * LINE + 30;
  const message = keys + 62;
  const drawn = [
    text(left, top + 36, 'big', 'On-call alert'),
    text(left, top + 58, 'soft small', `calls ${nameOf(taker)}`),
    ...said.map((words, index) => text(left, top + 92 + index * LINE, '', words)),
    key(left, keys, 'key', '1', 'take it'),
    key(left + 112, keys, 'other', '2', 'pass it on'),
    `  <rect class="sms" x="${left - 8}" y="${message - 22}" width="${PHONE_WIDTH - 28}" height="${sms.length * 17 + 16}" rx="10" />`,
    ...sms.map((words, index) => text(left, message + index * 17, 'small', words)),
  ].join('\n');
  return { drawn, bottom: message + sms.length * 17 };
}

function key(x: number, y: number, look: string, digit: string, words: string): string {
  return [
    `  <circle class="${look}" cx="${x + 17}" cy="${y}" r="17" />`,
    `  <text class="on-key" x="${x + 17}" y="${y + 6}" text-anchor="middle">${digit}</text>`,
    text(x + 42, y + 5, '', words),
  ].join('\n');
}

function text(x: number, y: number, look: string, words: string): string {
  return `  <text${look === '' ? '' : ` class="${look}"`} x="${x}" y="${y}">${escaped(words)}</text>`;
}

function textOf(night: readonly Line[], wanted: string): string {
  return String(night.find(({ kind }) => kind === wanted)?.['text'] ?? '');
}

/** What an alarm says, without what to do about it. */
function sentence(words: Line[string] | undefined): string {
  return String(words).replace(/ Runbook:.*$/s, '');
}

function nameOf(agent: Line[string] | undefined): string {
  return NAMES.get(String(agent)) ?? String(agent);
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

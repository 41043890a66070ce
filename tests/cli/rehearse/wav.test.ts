import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Ran } from '../../support/oncall';
import { typed } from '../command-line';
import { AGENTS } from '../sample';
import { scratchFolder } from '../scratch';

const scratch = scratchFolder();
const PATH = process.env['PATH'] ?? '';

let programs = '';

beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), 'oncall-programs-'));
});
afterEach(() => {
  process.env['PATH'] = PATH;
  rmSync(programs, { recursive: true });
});

/** Puts a program under the name of espeak-ng before all others, or leaves none. */
function install(script?: string): void {
  process.env['PATH'] = script === undefined ? programs : `${programs}${delimiter}${PATH}`;
  if (script === undefined) return;
  writeFileSync(join(programs, 'espeak-ng'), `#!${process.execPath}\n${script}`);
  chmodSync(join(programs, 'espeak-ng'), 0o755);
}

/** Writes down how it was called, and answers 22,050 samples a second of its own: as many as there are bytes in the text. */
const SPEAKS = `
const { appendFileSync, readFileSync } = require('node:fs');
const text = readFileSync(0);
appendFileSync(__dirname + '/calls', JSON.stringify([process.argv.slice(2), String(text)]) + '\\n');
const head = Buffer.alloc(44);
head.write('RIFF', 0); head.writeUInt32LE(0x7ffff024, 4); head.write('WAVEfmt ', 8); head.writeUInt32LE(16, 16);
head.writeUInt16LE(1, 20); head.writeUInt16LE(1, 22); head.writeUInt32LE(22050, 24); head.writeUInt32LE(44100, 28);
head.writeUInt16LE(2, 32); head.writeUInt16LE(16, 34); head.write('data', 36); head.writeUInt32LE(0x7ffff000, 40);
process.stdout.write(Buffer.concat([head, Buffer.alloc(text.length * 2, 7)]));
`;

const ROSTER = { agents: { ...AGENTS, ann: { ...AGENTS.ann, language: 'ja' } } };

async function asked(file: string, ...more: readonly string[]): Promise<Ran> {
  const roster = scratch.file('roster.json', ROSTER);
  const args = ['--roster', roster, '--at', '2026-11-23 12:00', '--alarm', 'db-cpu', '--wav', file, ...more];
  return typed('what-if', ...args);
}

describe('oncall what-if --wav', () => {
  it('writes what is said, each sentence by a voice of its language', async () => {
    install(SPEAKS);
    const file = join(programs, 'night.wav');
    expect(await asked(file, '--agents', 'ann=decline,bob=take')).toMatchObject({ status: 0, err: '' });

    const calls = readFileSync(join(programs, 'calls'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as readonly [string[], string]);
    expect(calls.map(([args]) => args.join(' '))).toEqual([
      '--stdout --stdin -v ja -s 150',
      '--stdout --stdin -v ja -s 150',
      '--stdout --stdin -v en-us -s 150',
      '--stdout --stdin -v en-us -s 150',
    ]);
    expect(calls[0]?.[1]).toContain('当番');
    expect(calls[2]?.[1]).toContain('On-call alert');

    const wav = readFileSync(file);
    const spoken = calls.reduce((sum, [, text]) => sum + Buffer.byteLength(text) * 2, 0);
    // 0.8 s of silence after each.
    const data = spoken + 4 * 35_280;
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    expect(wav.readUInt32LE(24)).toBe(22_050);
    expect(wav.toString('latin1', 36, 40)).toBe('data');
    expect(wav.readUInt32LE(40)).toBe(data);
    expect(wav).toHaveLength(44 + data);
  });

  it('says in one line that espeak-ng is not installed', async () => {
    install();
    const file = join(programs, 'night.wav');
    expect(await asked(file, '--agents', 'ann=take')).toEqual({
      status: 1,
      out: '',
      err: expect.stringMatching(/^[^\n]*--wav needs espeak-ng, which is not installed here: [^\n]*\n$/),
    });
    expect(existsSync(file)).toBe(false);
  });

  it('says what espeak-ng says', async () => {
    install(`process.stderr.write('Error: The specified espeak-ng voice does not exist.\\n'); process.exit(1);`);
    const ran = await asked(join(programs, 'night.wav'), '--agents', 'ann=take');
    expect(ran).toMatchObject({
      status: 1,
      err: expect.stringContaining('espeak-ng cannot speak "ja": Error: The specified'),
    });
  });

  it('has nothing to write when nobody is heard', async () => {
    install(SPEAKS);
    const ran = await asked(join(programs, 'night.wav'));
    expect(ran).toMatchObject({
      status: 1,
      err: expect.stringContaining('nobody answers, so there is nothing to hear'),
    });
  });

  it('names a file that cannot be written', async () => {
    install(SPEAKS);
    const ran = await asked(join(programs, 'nowhere', 'night.wav'), '--agents', 'ann=take');
    expect(ran).toMatchObject({ status: 1, err: expect.stringContaining('it cannot be written') });
  });
});

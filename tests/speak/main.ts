import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CONFIRMATION, speechesIn } from './speeches';

const HELP = `Usage: npm run speak -- [--save FOLDER]

Speaks what an agent hears of each sample alarm with espeak-ng, 150 words a minute, and prints after how many seconds the name, what
is wrong and the three keys have been said, and how long the confirmation after the 1 takes. --save keeps the sounds as WAV files.`;

/** In seconds. */
const LIMITS = { name: 5, wrong: 9, keys: 12, confirmation: 5 } as const;

/** `npm run speak`: 0 when everything is said in time, 1 when something is not or cannot be spoken, 2 for a wrong command line. */
export async function main(args: readonly string[]): Promise<number> {
  let folder: string | undefined;
  try {
    ({ save: folder } = parseArgs({ args: [...args], options: { save: { type: 'string' } } }).values);
  } catch {
    console.error(HELP);
    return 2;
  }
  if (spoken('') === undefined) {
    console.error('npm run speak needs espeak-ng, which is not installed here: apt-get or brew install espeak-ng.');
    return 1;
  }
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const keep = (name: string, text: string): void => {
    if (folder !== undefined) writeFileSync(join(folder, `${name}.wav`), spoken(text) ?? Buffer.alloc(0));
  };
  let late = 0;
  const shown = (seconds: number, limit: number): string => {
    if (seconds > limit) late += 1;
    return `${seconds.toFixed(1)} s${seconds > limit ? ` (more than ${limit} s)` : ''}`;
  };
  for (const [index, { of, name, wrong, keys, speech }] of speechesIn(join(__dirname, '..', '..')).entries()) {
    const said = [
      `name ${shown(secondsOf(name), LIMITS.name)}`,
      `what is wrong ${shown(secondsOf(wrong), LIMITS.wrong)}`,
      `keys ${shown(secondsOf(keys), LIMITS.keys)}`,
    ];
    console.log(`${of}: ${said.join(', ')}\n  ${speech}`);
    keep(`${String(index + 1).padStart(2, '0')}-${of.replaceAll(' ', '-')}`, speech);
  }
  console.log(`confirmation: ${shown(secondsOf(CONFIRMATION), LIMITS.confirmation)}\n  ${CONFIRMATION}`);
  keep('confirmation', CONFIRMATION);
  console.log(late === 0 ? 'All of it in time.' : `Too late: ${late}.`);
  return late === 0 ? 0 : 1;
}

/** The bytes of a WAV file; undefined where espeak-ng is not installed. */
function spoken(text: string): Buffer | undefined {
  const options = { input: text, maxBuffer: 1 << 26 };
  const { error, stdout } = spawnSync('espeak-ng', ['--stdout', '--stdin', '-v', 'en-us', '-s', '150'], options);
  return error === undefined ? stdout : undefined;
}

/** The header of a WAV file, whose bytes 28 to 31 say how many bytes a second takes; a sample takes two. */
const HEADER_BYTES = 44;

/** Quieter than this is silence, of which a sentence ends with some. */
const SILENCE = 100;

/** Until the last sound. */
function secondsOf(text: string): number {
  const wav = spoken(text);
  if (wav === undefined) return Infinity;
  let end = wav.length - (wav.length % 2);
  while (end > HEADER_BYTES && Math.abs(wav.readInt16LE(end - 2)) < SILENCE) end -= 2;
  return (end - HEADER_BYTES) / wav.readUInt32LE(28);
}

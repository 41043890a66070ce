import { spawnSync } from 'node:child_process';
import { UserMistake } from '../../mistake';
import type { TimelineEntry } from '../../rehearsal/index';

/** Words a minute: as fast as a calm voice on a phone. */
const SPEED = '150';

/** What espeak-ng calls the languages that it does not call by their first part. */
const NAMES: Readonly<Record<string, string>> = {
  'en-US': 'en-us',
  'en-GB': 'en-gb',
  'en-IE': 'en-gb',
  'en-AU': 'en-gb',
  'en-NZ': 'en-gb',
  'en-ZA': 'en-gb',
  'fr-FR': 'fr-fr',
  'fr-CA': 'fr-fr',
  'fr-BE': 'fr-be',
  'es-MX': 'es-419',
  'es-US': 'es-419',
  'pt-BR': 'pt-br',
};

/** Between two sentences, in seconds. */
const PAUSE_SECONDS = 0.8;

type Said = Pick<Extract<TimelineEntry, { kind: 'say' }>, 'text' | 'language'>;

/** Everything that was said, one after the other, as the bytes of a WAV file. Throws a UserMistake where espeak-ng is missing. */
export function spokenAloud(sentences: readonly Said[]): Buffer {
  const sounds = sentences.map(({ text, language }) => soundIn(spoken(text, language)));
  const [first] = sounds;
  if (first === undefined) throw new UserMistake('--wav: nobody answers, so there is nothing to hear.');
  const { format } = first;
  const bytesPerSecond = format.readUInt32LE(8);
  const pause = Buffer.alloc(Math.round(bytesPerSecond * PAUSE_SECONDS * 0.5) * 2);
  return wavOf(format, Buffer.concat(sounds.flatMap(({ samples }) => [samples, pause])));
}

function spoken(text: string, language: string): Buffer {
  const [name = language] = [NAMES[language] ?? language.split('-', 1)[0]];
  // The text comes from outside: it is read from the input, so that it can never be an option.
  const { error, status, stdout, stderr } = spawnSync('espeak-ng', ['--stdout', '--stdin', '-v', name, '-s', SPEED], {
    input: text,
    env: process.env,
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) {
    throw new UserMistake('--wav needs espeak-ng, which is not installed here: apt-get or brew install espeak-ng.');
  }
  if (status === 0) return stdout;
  const [why = ''] = stderr.toString().trim().split('\n');
  throw new UserMistake(`--wav: espeak-ng cannot speak "${name}": ${why}`);
}

interface Sound {
  /** The body of the `fmt ` chunk: how many samples a second, and of which size. */
  readonly format: Buffer;
  readonly samples: Buffer;
}

/** Reads a WAV file; what is written to a pipe does not know its own length, so it ends where the bytes do. */
function soundIn(wav: Buffer): Sound {
  let format = Buffer.alloc(16);
  for (let at = 12; at + 8 <= wav.length;) {
    const [name, length] = [wav.toString('latin1', at, at + 4), wav.readUInt32LE(at + 4)];
    const body = wav.subarray(at + 8, Math.min(wav.length, at + 8 + length));
    if (name === 'fmt ') format = Buffer.from(body);
    if (name === 'data') return { format, samples: body };
    at += 8 + length + (length % 2);
  }
  throw new UserMistake('--wav: espeak-ng gave no sound.');
}

function wavOf(format: Buffer, samples: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), chunk('data', samples)]);
  return chunk('RIFF', body);
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8, name, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

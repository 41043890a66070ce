import { numberFormat } from './formatters';

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** From here on a number is said and written in words: 10.7 billion. */
const LARGE = 1_000_000;

/**
 * A number for people, by the rules of a language: `10.7 billion`, `93.2`, `1,250`; in bytes `10 GiB`. `unit`: as CloudWatch names it,
 * for example `Bytes/Second` or `Percent`; one that is a mere count is not written.
 */
export function figureText(locale: string, value: number, unit?: string): string {
  const [measure = '', per] = (unit ?? '').split('/');
  const rate = per === 'Second' ? '/s' : '';
  if (measure === 'Bytes') return `${bytesText(locale, value)}${rate}`;
  const digits = { maximumSignificantDigits: Math.abs(value) >= LARGE ? 3 : 5 };
  const words = Math.abs(value) >= LARGE ? ({ notation: 'compact', compactDisplay: 'long' } as const) : {};
  const number = plain(numberFormat(locale, { ...digits, ...words }).format(value));
  return `${number}${SIGNS[measure] ?? ''}${rate}`;
}

/** The units that every language has a word for; a rate is one of them by the second. */
const SPOKEN_UNITS: ReadonlyMap<string, string> = new Map([
  ['Percent', 'percent'],
  ['Seconds', 'second'],
  ['Milliseconds', 'millisecond'],
  ['Microseconds', 'microsecond'],
]);

const SPOKEN_BYTES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'];

/** A number for a voice: `93.2 per cent`, `10.7 gigabytes`, `10.7 billion`. `unit`: as for `figureText`. */
export function figureSpoken(locale: string, value: number, unit?: string): string {
  const [measure = '', per] = (unit ?? '').split('/');
  const isBytes = measure === 'Bytes';
  const power = isBytes ? powerOf(value, 1000) : 0;
  const name = isBytes ? SPOKEN_BYTES[power] : SPOKEN_UNITS.get(measure);
  if (name === undefined) return figureText(locale, value);
  const style = { style: 'unit', unit: per === 'Second' ? `${name}-per-second` : name, unitDisplay: 'long' } as const;
  return plain(numberFormat(locale, { ...style, maximumSignificantDigits: 3 }).format(value / 1000 ** power));
}

const SIGNS: Readonly<Record<string, string>> = {
  Percent: '%',
  Seconds: ' s',
  Milliseconds: ' ms',
  Microseconds: ' us',
};

function bytesText(locale: string, value: number): string {
  const power = powerOf(value, 1024);
  const number = numberFormat(locale, { maximumSignificantDigits: 3 }).format(value / 1024 ** power);
  return `${plain(number)} ${BYTE_UNITS[power] ?? ''}`;
}

/** How often a number of bytes is a thousand, as far as there are units. */
function powerOf(value: number, thousand: number): number {
  let power = 0;
  for (let left = Math.abs(value); left >= thousand && power < BYTE_UNITS.length - 1; left /= thousand) power++;
  return power;
}

/** Some languages set spaces that no SMS of the cheap alphabet has. */
function plain(number: string): string {
  return number.replace(/\s/gu, ' ').replaceAll('\u2212', '-');
}

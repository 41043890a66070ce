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
  const number = plain(new Intl.NumberFormat(locale, { ...digits, ...words }).format(value));
  return `${number}${SIGNS[measure] ?? ''}${rate}`;
}

const SIGNS: Readonly<Record<string, string>> = {
  Percent: '%',
  Seconds: ' s',
  Milliseconds: ' ms',
  Microseconds: ' us',
};

function bytesText(locale: string, value: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(Math.max(1, Math.abs(value))) / 10));
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value / 1024 ** power);
  return `${plain(number)} ${BYTE_UNITS[power] ?? ''}`;
}

/** Some languages set spaces that no SMS of the cheap alphabet has. */
function plain(number: string): string {
  return number.replace(/\s/gu, ' ').replaceAll('\u2212', '-');
}

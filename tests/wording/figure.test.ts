import { describe, expect, it } from '@jest/globals';
import { figureText } from '../../src/wording/figure';

/** As CloudWatch writes it. */
const LARGE = Number('1.073741824E10');

describe('a figure for people', () => {
  it.each<[number, string | undefined, string]>([
    [LARGE, undefined, '10.7 billion'],
    [LARGE, 'Bytes', '10 GiB'],
    [LARGE, 'Bytes/Second', '10 GiB/s'],
    [-LARGE, 'Bytes', '-10 GiB'],
    [1023, 'Bytes', '1,020 B'],
    [0, 'Bytes', '0 B'],
    [1536, 'Bytes', '1.5 KiB'],
    [2 ** 60, 'Bytes', '1,020 PiB'],
    [93.2, 'Percent', '93.2%'],
    [1.25, 'Seconds', '1.25 s'],
    [250, 'Milliseconds', '250 ms'],
    [12, 'Count', '12'],
    [12, 'Count/Second', '12/s'],
    [1250, undefined, '1,250'],
    [123_456, undefined, '123,460'],
    [1_000_000, undefined, '1 million'],
    [0.000123456, undefined, '0.00012346'],
  ])('is %d in %s: %s', (value, unit, text) => {
    expect(figureText('en-GB', value, unit)).toBe(text);
  });

  it.each([
    ['de-DE', '10,7 Milliarden'],
    ['es-ES', '10,7 mil millones'],
    ['pt-BR', '10,7 bilhões'],
  ])('is by the rules of %s: %s', (locale, text) => {
    expect(figureText(locale, LARGE)).toBe(text);
  });

  it('has no space or minus that would double what an SMS costs', () => {
    expect(figureText('fr-FR', 12_500)).toBe('12 500');
    expect(figureText('sv-SE', -5)).toBe('-5');
  });
});

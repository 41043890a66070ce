import { describe, expect, it } from '@jest/globals';
import { EN } from '../../src/wording/en';
import * as fc from 'fast-check';
import { READ_CHARACTERS } from '../../src/alarm/decoded';
import { ended, shorten, spoken, written } from '../../src/alarm/text';
import { TEXT_CASES } from './text-cases';

describe.each(Object.entries(TEXT_CASES))('%s', (_kind, cases) => {
  it.each(cases)('%j is written and said', (text, sent, said = sent) => {
    const eye = written(text);
    expect([eye, spoken(eye, EN.signs)]).toEqual([sent, said]);
  });
});

/** What the longest sign becomes: `≥` is written ` >= `. */
const LONGEST_SIGN = 4;

describe('a text from outside', () => {
  /** Each with what must be left of it for the eye. */
  const pieces = fc.constantFrom(
    ...([
      ['disk', 'disk'],
      ['東京', '東京'],
      ['**95**', '95'],
      ['&uuml;ber', 'über'],
      ['%41cme', 'Acme'],
      ['<2', '2'],
      ['>10', '10'],
      ['<backlog>', 'backlog'],
      ['<b>bold</b>', 'bold'],
      ['# one', 'one'],
      ['_x_', 'x'],
      ['`y`', 'y'],
      ['{{z}}', 'z'],
      ['[run](https://example.com/a?b=c)', 'runhttps://example.com/a?b=c'],
      ['<https://example.com/d|here>', 'herehttps://example.com/d'],
      ['https://example.com/e%20f#g', 'https://example.com/e%20f#g'],
      ['\u001b[31mred\u001b[0m', 'red'],
      ['~5', '5'],
      ['$7', '7'],
      ['(8)', '8'],
      ['“nine”', 'nine'],
      ['—', ''],
      ['🔥', ''],
      ['\n', ''],
      ['!', ''],
      ['= 3', '3'],
      ['a=b', 'ab'],
      ['-', ''],
    ] as const),
  );
  const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

  it('loses no letter, digit or link on its way to the eye', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (chosen) => {
        const eye = written(chosen.map(([text]) => text).join(' '));
        expect(bare(eye)).toBe(bare(chosen.map(([, left]) => left).join('')));
        for (const [, left] of chosen) {
          const link = /https:.*/.exec(left)?.[0];
          if (link !== undefined) expect(eye.split(' ').map((word) => word.replace(/[.,][.,!]*$/, ''))).toContain(link);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves nothing that a template, a markup or a console could take for its own', () => {
    const nasty = fc.constantFrom(
      '{',
      '}',
      '<',
      '>',
      '&',
      ';',
      'lt',
      '%7B',
      '%3C',
      '"',
      '\\',
      '[',
      ']',
      '|',
      '\u001b',
      '#',
      'x',
      ' ',
      '\n',
      '`',
      '^',
    );
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 40 }), (parts) => {
        const eye = written(parts.join(''));
        // A sign that stands apart from any word opens no tag, and an ampersand that names nothing no entity.
        const apart = eye.replaceAll(/(?<!\S)(?:->|<-|[<>]=?)(?!\S)/g, '').replaceAll(/&(?!#?\w{1,9};)/g, '');
        expect(apart).not.toMatch(/[<>{}"[\]\\|^`&\p{C}]/u);
        expect(spoken(eye, EN.signs)).not.toMatch(/[<>{}"[\]\\|^`&$=*~_\p{C}]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('is written the same when it is written again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const eye = written(text);
        expect(bare(written(eye))).toBe(bare(eye));
      }),
    );
  });

  it.each([
    '-',
    '=',
    '.',
    '[',
    '<',
    '<a',
    '<a ',
    '&',
    '&#',
    '%',
    '%41',
    '*',
    '_',
    '~',
    '(',
    '@',
    '#',
    '🔥',
    'ﷺ',
    '\u001b[',
    'https://',
    '[x](https://x',
    '<!',
    '> ',
    '\\',
    '$1',
  ])('is read to a length, however much of %j there is, so that its time has a bound', (piece) => {
    const much = piece.repeat(Math.ceil(256_000 / piece.length));
    const eye = written(much);
    // Whatever stands behind what is read makes no difference; no pattern has seen it.
    expect(written(`${much.slice(0, READ_CHARACTERS)} ${'tail '.repeat(50_000)}`)).toBe(
      written(`${much.slice(0, READ_CHARACTERS)} ${'other '.repeat(50_000)}`),
    );
    expect(eye.length).toBeLessThanOrEqual(LONGEST_SIGN * READ_CHARACTERS);
  });

  it('is found behind any amount of nothing', () => {
    expect(written(`${' '.repeat(100_000)}\n${'\r\n'.repeat(50_000)}disk full`)).toBe('disk full');
  });
});

describe('the end of a sentence', () => {
  it.each([
    ['it is down', 'it is down.'],
    ['it is down.', 'it is down.'],
    ['it is down!', 'it is down!'],
    ['is it down?', 'is it down?'],
    ['(see the wiki)', '(see the wiki).'],
    ['(look!)', '(look!)'],
    ['停止。', '停止。'],
    ['معطل؟', 'معطل؟'],
  ])('of %j', (sentence, whole) => {
    expect(ended(sentence)).toBe(whole);
  });
});

describe('shorten', () => {
  it.each([
    ['as it is', 8, 'as it is'],
    ['one two three four', 18, 'one two three four'],
    ['one two three four', 17, 'one two three...'],
    ['one two three four', 16, 'one two three...'],
    // The only gap is in the first third: half a word is better than one word.
    ['a bcdefghijklmnop', 10, 'a bcdef...'],
    ['abcdefghij', 4, 'a...'],
    // A full stop before it would make four.
    ['One. Two three.', 12, 'One. Two...'],
    ['See it. Then go.', 10, 'See it...'],
    // One and a half characters of two units each: the half is dropped.
    ['𝒳𝒳𝒳𝒳', 6, '𝒳...'],
    // A number without its unit says something else.
    ['Amount over 500.00 dollars now', 22, 'Amount over...'],
    ['Actual 512.37 dollars, over 500.00 dollars now', 41, 'Actual 512.37 dollars...'],
    ['It is about 95 % full today', 19, 'It is about...'],
    ['In row 17, then more', 14, 'In row 17...'],
    // A link is whole or not there.
    ['See https://wiki.example.com/a-long-name now', 30, 'See...'],
    ['See https://wiki.example.com/a now, and then go', 40, 'See https://wiki.example.com/a now...'],
  ])('%j to %i characters is %j', (text, most, short) => {
    expect(shorten(text, most)).toBe(short);
    expect(shorten(text, most).length).toBeLessThanOrEqual(most);
  });
});

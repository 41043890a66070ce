import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readSource } from '../../src/json/source';

const SUBJECT = {
  name: 'roster',
  smallest: 'the smallest roster is {}',
  insteadOfComments: 'say "why"',
  longestCharacters: 1_000_000,
};

/** What is wrong with a text, as `offset: message`. */
function faults(text: string): readonly string[] {
  const source = readSource(text, SUBJECT);
  if (!source.ok) return [`${String(source.at)}: ${source.message}`];
  return source.twice.map(({ path, keyAt }) => `${String(keyAt)}: ${path.join('.')} twice`);
}

describe('reading JSON', () => {
  it('gives what JSON.parse gives, for any JSON in any layout', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 1, '\t', ' '), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const written = JSON.stringify(value, null, indent);
        expect(readSource(written, SUBJECT)).toMatchObject({ ok: true, json: value });
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('finds a fault in whatever JSON.parse refuses, and in nothing else', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      'true',
      'null',
      '1',
      '-',
      '.5',
      'e',
      '\\',
      '\\n',
      ' ',
      '\n',
      '/',
      '//',
      '\t',
      "'",
      '0',
      '\\u00',
      '\u00a0',
      '\uFEFF',
      '\u2028',
      '\f',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let refused = false;
        try {
          // The product skips a byte-order mark.
          JSON.parse(text.replace(/^\uFEFF/, ''));
        } catch {
          refused = true;
        }
        expect(readSource(text, SUBJECT).ok).toBe(!refused);
      }),
      { numRuns: 5000, seed: 11 },
    );
  });

  it('skips a byte-order mark', () => {
    expect(faults('\uFEFF{}')).toEqual([]);
  });

  const wrong: readonly [string, string, string][] = [
    ['an empty file', '', '0: the file is empty'],
    ['only spaces', ' \n ', '3: the file is empty'],
    ['a comma at the end of an object', '{"a":1,}', '6: delete this comma: nothing follows before the }'],
    ['a comma at the end of a list', '{"a":[1,2,]}', '9: delete this comma: nothing follows before the ]'],
    ['two commas', '{"a":1,,"b":2}', '7: two commas in a row'],
    ['a missing comma', '{"a":1 "b":2}', '7: a comma is missing before this'],
    ['a missing colon', '{"a" 1}', '5: a colon is missing before this'],
    ['a comment to the end of the line', '{"a":1 // one\n}', '7: JSON has no comments'],
    ['a comment in between', '{"a":/* one */1}', '5: JSON has no comments'],
    ['a comment of another kind', '{"a":1 # one\n}', '7: JSON has no comments'],
    ['a comment that never ends', '{"a":1} /* one', '8: JSON has no comments'],
    ['a key twice', '{"b":{"a":1,"a":2}}', '12: b.a twice'],
    ['a key without quotes', '{a:1}', '1: put double quotes around the key'],
    ['single quotes', `{"a":'x'}`, '5: use double quotes'],
    ['text without quotes', '{"a":Monday}', '5: put double quotes around this'],
    ['a number with a zero first', '{"a":025}', '6: put double quotes around this; only plain numbers'],
    ['a text without an end', '{"a":"x\n}', '5: this text has no closing quote on its line'],
    ['a tab in a text', '{"a":"x\ty"}', '7: a control character'],
    ['an escape that does not exist', '{"a":"C:\\dir"}', '8: JSON does not know this escape'],
    [
      'a missing bracket',
      '{"a":[1,2}',
      '9: the [ of line 1 is not closed before this }; write ] before it or in its place',
    ],
    [
      'an early end',
      '{"a":{"b":1',
      '5: the { of line 1 is never closed; the file ends too early; perhaps its end was lost',
    ],
    ['no value', '{"a":}', '5: a value is missing before this'],
    ['something after the end', '{} {}', '3: the roster ends before this'],
  ];
  it.each(wrong)('tells of %s', (_name, text, expected) => {
    expect(faults(text)).toHaveLength(1);
    expect(faults(text)[0]).toContain(expected);
  });

  it('refuses a file of more than a million characters unread', () => {
    expect(faults(' '.repeat(1_000_001))).toEqual([
      '0: the file has 1,000,001 characters; a roster may have 1,000,000',
    ]);
  });

  it('refuses what is nested too deep, without running out of stack', () => {
    const deep = '['.repeat(500_000);
    expect(faults(deep)).toHaveLength(1);
    expect(faults(deep)[0]).toContain('nested more than 32 levels deep');
  });

  it('takes time in proportion to the length, also when everything is on one line', () => {
    const timeOf = (items: number): number => {
      const text = `[${'{"a":[1,2]},'.repeat(items)}1]`;
      const started = performance.now();
      expect(readSource(text, SUBJECT).ok).toBe(true);
      return performance.now() - started;
    };
    timeOf(10_000);
    // Sixteen times as much; in proportion to the square it would be 256 times.
    expect(timeOf(80_000) / timeOf(5_000)).toBeLessThan(100);
  });
});

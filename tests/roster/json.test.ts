import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readJson } from '../../src/roster/file/json';
import type { Json } from '../../src/roster/file/json';

/** What JSON.parse would give. */
function plain(node: Json | undefined): unknown {
  if (node === undefined || node.kind === 'unreadable') throw new Error('unreadable');
  if (node.kind === 'array') return node.items.map(plain);
  if (node.kind !== 'object') return node.value;
  return Object.fromEntries([...node.members].map(([key, member]) => [key, plain(member.value)]));
}

function faults(text: string): readonly string[] {
  return readJson(text).faults.map((fault) => `${fault.path} ${String(fault.at)}: ${fault.message}`);
}

describe('reading JSON', () => {
  it('gives what JSON.parse gives, for any JSON in any layout', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 1, '\t', ' '), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const written = JSON.stringify(value, null, indent);
        const reading = readJson(written);
        expect(reading.faults).toEqual([]);
        expect(JSON.stringify(plain(reading.root))).toBe(JSON.stringify(value));
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
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let value: unknown;
        let refused = false;
        try {
          value = JSON.parse(text);
        } catch {
          refused = true;
        }
        const reading = readJson(text);
        if (refused) expect(reading.faults.length).toBeGreaterThan(0);
        else if (!text.includes('"a"')) expect(JSON.stringify(plain(reading.root))).toBe(JSON.stringify(value));
      }),
      { numRuns: 5000, seed: 11 },
    );
  });

  it('skips a byte-order mark', () => {
    expect(faults('\uFEFF{}')).toEqual([]);
  });

  const wrong: readonly [string, string, string][] = [
    ['an empty file', '', '$ 0: the file is empty'],
    ['only spaces', ' \n ', '$ 3: the file is empty'],
    ['a comma at the end of an object', '{"a":1,}', '$ 6: delete this comma: nothing follows before the }'],
    ['a comma at the end of a list', '{"a":[1,2,]}', 'a 9: delete this comma: nothing follows before the ]'],
    ['two commas', '{"a":1,,"b":2}', '$ 7: two commas in a row'],
    ['a missing comma', '{"a":1 "b":2}', '$ 7: a comma is missing before this'],
    ['a missing colon', '{"a" 1}', 'a 5: a colon is missing before this'],
    ['a comment to the end of the line', '{"a":1 // one\n}', '$ 7: JSON has no comments'],
    ['a comment in between', '{"a":/* one */1}', 'a 5: JSON has no comments'],
    ['a comment of another kind', '{"a":1 # one\n}', '$ 7: JSON has no comments'],
    ['a comment that never ends', '{"a":1} /* one', '$ 8: JSON has no comments'],
    ['a key twice', '{"b":{"a":1,"a":2}}', 'b.a 12: this key is written twice'],
    ['a key without quotes', '{a:1}', '$ 1: put double quotes around the key'],
    ['single quotes', `{"a":'x'}`, 'a 5: use double quotes'],
    ['text without quotes', '{"a":Monday}', 'a 5: put double quotes around this'],
    ['a number with a zero first', '{"a":025}', 'a 5: put double quotes around this; only plain counts'],
    ['a text without an end', '{"a":"x\n}', 'a 5: this text has no closing quote; write " after `x`'],
    ['a tab in a text', '{"a":"x\ty"}', 'a 7: a control character'],
    ['an escape that does not exist', '{"a":"C:\\dir"}', 'a 8: JSON does not know this escape'],
    [
      'a missing bracket',
      '{"a":[1,2}',
      'a 5: the [ of line 1 is never closed; a ] is missing, probably in that line before column 10',
    ],
    [
      'an early end',
      '{"a":{"b":1',
      'a 5: the { of line 1 is never closed, nor is what it stands in: the file ends too early',
    ],
    ['no value', '{"a":}', 'a 5: a value is missing before this'],
    ['something after the end', '{} {}', '$ 3: the roster ends before this'],
  ];
  it.each(wrong)('tells of %s', (_name, text, expected) => {
    expect(faults(text)).toHaveLength(1);
    expect(faults(text)[0]).toContain(expected);
  });

  it('refuses a file of more than a million characters unread', () => {
    expect(faults(' '.repeat(1_000_001))).toEqual([
      '$ 0: the file has 1,000,001 characters; a roster may have 1,000,000',
    ]);
  });

  it('refuses what is nested too deep, without running out of stack', () => {
    const deep = '['.repeat(500_000);
    expect(faults(deep)).toHaveLength(1);
    expect(faults(deep)[0]).toContain('nested more than 32 deep');
  });

  it('takes time in proportion to the length, also when everything is on one line', () => {
    const text = `[${'{"a":[1,2]},'.repeat(80_000)}1]`;
    const started = performance.now();
    expect(readJson(text).faults).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { allVariablesIn, envMistakes, withVariables } from '../../../src/cli/live/env-file';
import { UserMistake } from '../../../src/mistake';
import { inTier } from '../../support/tier';

/** What the deployment tools read `.env` with. */
const dotenv = createRequire(require.resolve('twilio-run/package.json'))('dotenv') as {
  parse(text: string): Record<string, string>;
};

describe('setting variables in the text of a .env file', () => {
  it.each([
    ['an empty one', 'A=\n# note\nB=2\n', { A: '1' }, 'A=1\n# note\nB=2\n'],
    ['one with a value', 'A=old\nB=2', { A: 'new' }, 'A=new\nB=2'],
    ['one in quotes', 'A="old # x"\n', { A: 'new' }, 'A=new\n'],
    ['one with spaces', '  A = old\n', { A: 'new' }, 'A=new\n'],
    ['the last of two, which counts', 'A=1\nA=2\n', { A: '3' }, 'A=1\nA=3\n'],
    ['a new one', 'B=2\n', { A: '1' }, 'B=2\nA=1\n'],
    ['a new one after a line without an end', 'B=2', { A: '1' }, 'B=2\nA=1\n'],
    ['in an empty file', '', { A: '1', B: '2' }, 'A=1\nB=2\n'],
    ['with the line ends of Windows', 'A=\r\nB=2\r\n', { A: '1', C: '3' }, 'A=1\r\nB=2\r\nC=3\r\n'],
    ['not one that is commented out', '#A=1\n', { A: '2' }, '#A=1\nA=2\n'],
    ['not one whose name begins with it', 'AB=1\n', { A: '2' }, 'AB=1\nA=2\n'],
    ['a value with what a pattern would replace', 'A=\n', { A: "$&$1$'" }, "A=$&$1$'\n"],
  ])('%s', (_name, text, values, changed) => {
    expect(withVariables(text, values)).toBe(changed);
  });

  it('is read back as it was set', () => {
    const text = withVariables('# head\nA="1"\nKEEP=me\n', { A: '2', B: 'https://x.example/alarm' });
    expect([...allVariablesIn(text)]).toEqual([
      ['A', '2'],
      ['KEEP', 'me'],
      ['B', 'https://x.example/alarm'],
    ]);
  });
});

describe('what a .env file says', () => {
  it.each([
    ['A=1', '1'],
    ['  A = a b ', 'a b'],
    ['A="a # b"', 'a # b'],
    ["A='a # b'", 'a # b'],
    [`A="it's"`, "it's"],
    ['A=""', ''],
    ['A=', ''],
    ['A=x=y==', 'x=y=='],
    [String.raw`A=back\slash`, String.raw`back\slash`],
    ['\uFEFFA=1', '1'],
    ['A=1\r\n# note\r\n', '1'],
  ])('%j is a value that everybody reads alike', (text, value) => {
    expect(allVariablesIn(text).get('A')).toBe(value);
    expect(dotenv.parse(text)['A']).toBe(value);
  });

  it.each([
    ['A=1 # ours', 'A: put a comment on a line of its own; if the # is part of the value, write it in "quotes"'],
    ['A=pass#word', 'A: put a comment on a line of its own; if the # is part of the value, write it in "quotes"'],
    ['export A=1', 'leave "export" out: the deployment tools do not see A then'],
    ['A="1" # ours', 'A: begin and end the value with the same quotes'],
    ['A="1" ', 'A: begin and end the value with the same quotes'],
    ['A="1', 'A: begin and end the value with the same quotes'],
    ['A=1"', 'A: begin and end the value with the same quotes'],
    [`A="1'`, 'A: begin and end the value with the same quotes'],
    ['A=`1`', 'A: begin and end the value with the same quotes'],
    [String.raw`A="a\nb"`, 'A: begin and end the value with the same quotes, with no backslash in it'],
    ['A=" 1"', 'A: remove the spaces at the ends of the value'],
    ['A 1', 'this is neither NAME=value nor a comment'],
    ['A-B=1', 'this is neither NAME=value nor a comment'],
    ['A: 1', 'this is neither NAME=value nor a comment'],
  ])('%j is refused with what to do', (text, message) => {
    expect(envMistakes(`# head\n${text}\n`)).toEqual([expect.stringContaining(`line 2: `)]);
    expect(envMistakes(text)[0]).toContain(message);
    expect(() => allVariablesIn(text)).toThrow(UserMistake);
  });

  it('never says a value, which may be a secret', () => {
    expect(envMistakes('ALERT_SECRET=hunter2 # new').join()).not.toContain('hunter2');
  });

  it('is what the dotenv of the deployment tools reads, or is refused', () => {
    const piece = fc.constantFrom(
      'A',
      'B',
      '=',
      ' ',
      '#',
      '"',
      "'",
      '`',
      '\\',
      'n',
      'x',
      '\t',
      '\r',
      'export ',
      ':',
      '-',
      '.',
      '$',
      '\u00A0',
      '\uFEFF',
      '\u2028',
    );
    const line = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''));
    const assignment = line.map((rest) => `A=${rest}`);
    const text = fc.array(fc.oneof(line, assignment), { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(text, (written) => {
        if (envMistakes(written).length > 0) return;
        expect(Object.fromEntries(allVariablesIn(written))).toEqual(dotenv.parse(written));
      }),
      { numRuns: inTier(20_000, 2_000) },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { allVariablesIn, withVariables } from '../../src/cli/env-file';

describe('setting variables in the text of a .env file', () => {
  it.each([
    ['an empty one', 'A=\n# note\nB=2\n', { A: '1' }, 'A=1\n# note\nB=2\n'],
    ['one with a value', 'A=old\nB=2', { A: 'new' }, 'A=new\nB=2'],
    ['one in quotes', 'A="old # x"\n', { A: 'new' }, 'A=new\n'],
    ['one with a comment behind it', 'A=old  # ours\n', { A: 'new' }, 'A=new  # ours\n'],
    ['an empty one with a comment behind it', 'A= # ours\n', { A: 'new' }, 'A=new # ours\n'],
    ['an exported one', '  export A = old\n', { A: 'new' }, '  export A =new\n'],
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
    const text = withVariables('# head\nA="1"\nKEEP=me # here\n', { A: '2', B: 'https://x.example/alarm' });
    expect([...allVariablesIn(text)]).toEqual([
      ['A', '2'],
      ['KEEP', 'me'],
      ['B', 'https://x.example/alarm'],
    ]);
  });
});

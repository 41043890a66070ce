import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { shellOption, shellWord } from '../../src/aws/shell';

describe('a word of a printed command', () => {
  it.each([
    ['web-', 'web-'],
    [
      'arn:aws:sns:eu-west-1:111122223333:oncall-Topic-1A2B3C',
      'arn:aws:sns:eu-west-1:111122223333:oncall-Topic-1A2B3C',
    ],
    ['web 1', "'web 1'"],
    ['', "''"],
    ['it’s', "'it’s'"],
    ["the team's", String.raw`'the team'\''s'`],
  ])('%j is written %s', (text, word) => {
    expect(shellWord(text)).toBe(word);
  });

  it.each([
    'web 1',
    '$HOME',
    '`id`',
    '$(id)',
    'a;b',
    'a&b|c',
    '*',
    '~',
    '!1',
    'a\\b',
    'a"b',
    "'",
    "''",
    '#x',
    'a\nb',
    '-x',
    '',
  ])('%j is one word with this text to a shell', (text) => {
    const said = execFileSync('sh', ['-c', `printf '%s,' x ${shellWord(text)}`], { encoding: 'utf8' });
    expect(said).toBe(`x,${text},`);
  });
});

describe('an option of a printed command', () => {
  it.each([
    ['web 1', "--prefix 'web 1'"],
    ['-web', '--prefix=-web'],
    ['-web 1', "--prefix='-web 1'"],
  ])('for %j is %s', (value, option) => {
    expect(shellOption('prefix', value)).toBe(option);
  });
});

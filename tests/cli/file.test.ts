import { mkdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { withFile } from '../../src/cli/file';
import { UserMistake } from '../../src/mistake';
import { typed } from './command-line';
import { scratchFolder } from './scratch';

const scratch = scratchFolder();

/** Every command that reads a file which a person names, with the words before its name. */
const READERS: readonly (readonly [name: string, before: string, ...words: readonly string[]])[] = [
  ['who', '--roster ', '--roster'],
  ['roster check', '', 'FILE'],
  ['roster show', '--roster ', '--roster'],
  ['roster diff', '', 'FILE'],
  ['roster calendar', '--roster ', '--roster'],
  ['roster silence', '--roster ', 'x', '--for', '2h', '--why', 'y', '--yes', '--roster'],
  ['what-if', '--roster ', '--alarm', 'x', '--roster'],
  ['rehearse', '--event ', '--agents', 'take', '--event'],
  ['flow check', '', 'FILE'],
  ['flow graph', '', 'FILE'],
];

describe('a file that cannot be read is one sentence', () => {
  it.each(READERS)('of %s', async (name, before, ...words) => {
    const options = words.filter((word) => word !== 'FILE');
    const folder = scratch.path('folder');
    mkdirSync(folder, { recursive: true });
    const behindFile = `${scratch.file('file.json', '{')}/roster.json`;
    for (const [file, says] of [
      [scratch.path('nowhere.json'), 'there is no such file or folder. Check the path.'],
      [behindFile, 'there is no such file or folder. Check the path.'],
      [folder, 'this is a folder. Name a file in it.'],
    ] as const) {
      expect(await typed(...name.split(' '), ...options, file)).toEqual({
        status: 1,
        out: '',
        err: `oncall ${name}: ${before}${file}: ${says}\n`,
      });
    }
  });

  it.each([
    ['EACCES', 'x: you are not allowed to do that. Check the permissions of the file and its folder.'],
    ['EROFS', 'x: you are not allowed to do that. Check the permissions of the file and its folder.'],
    ['ENOSPC', 'x: the system refuses (ENOSPC). Check the file and its disk.'],
  ])('for %s', (code, words) => {
    const refuse = (): never => {
      throw Object.assign(new Error(`${code}: of the system`), { code });
    };
    expect(() => withFile('x', refuse)).toThrow(new UserMistake(words));
  });

  it('but an error of our own stays what it is', () => {
    const fail = (): never => {
      throw new TypeError('of our own');
    };
    expect(() => withFile('x', fail)).toThrow(new TypeError('of our own'));
  });
});

describe('a file for --event that is no JSON', () => {
  it.each([
    ['', 'the file is empty. '],
    ['\u0000\u0001', 'the file is not text. '],
    ['{', 'the file is not JSON ('],
  ])('%j', async (content, words) => {
    const file = scratch.file('event.json', content);
    const { err } = await typed('rehearse', '--agents', 'take', '--event', file);
    expect(err).toContain(`oncall rehearse: --event ${file}: ${words}`);
  });
});

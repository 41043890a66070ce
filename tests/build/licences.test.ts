import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const { licencesOf } = createRequire(__filename)('../../src/build/licences.cjs') as {
  licencesOf: (root: string, inputs: Iterable<string>) => string;
};

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'oncall-licences-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

describe('the licences of what is bundled', () => {
  it('has each package once, however deep it lies, and nothing of our own', () => {
    write('node_modules/b/package.json', '{"name":"b","version":"1.0.0","license":"MIT"}');
    write('node_modules/b/LICENSE', 'Copyright B\n');
    write('node_modules/b/node_modules/@a/c/package.json', '{"name":"@a/c","version":"2.0.0","license":"ISC"}');
    write('node_modules/b/node_modules/@a/c/license.md', 'Copyright C\n');
    const inputs = [
      'src/oncall.ts',
      'node_modules/b/lib/one.js',
      'node_modules/b/two.js',
      'node_modules/b/node_modules/@a/c/x.js',
    ];
    expect(licencesOf(root, inputs)).toBe(
      `@a/c 2.0.0 (ISC)\n\nCopyright C\n\n${'-'.repeat(80)}\n\nb 1.0.0 (MIT)\n\nCopyright B\n`,
    );
  });

  it('stops the build where a package has none beside it', () => {
    write('node_modules/b/package.json', '{"name":"b","version":"1.0.0","license":"MIT"}');
    expect(() => licencesOf(root, ['node_modules/b/x.js'])).toThrow(
      'b 1.0.0 (MIT) is bundled and has no licence beside it.',
    );
  });
});

describe('what is built', () => {
  const dist = join(__dirname, '..', '..', 'dist');
  const functions = readdirSync(join(dist, 'functions')).filter((name) => !name.includes('.private.'));
  const bundles = [...functions.map((name) => join('functions', name)), join('account', 'client.js')];

  it('has the licences of the packages inside beside it', () => {
    const text = readFileSync(join(dist, 'licences.txt'), 'utf8');
    for (const name of ['dayjs', 'twilio']) expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  it.each(bundles)('%s has nothing of how the twilio package sends: that takes longest to load', (name) => {
    const text = readFileSync(join(dist, name), 'utf8');
    expect(text).toContain('twilio-node/');
    // The names of errors: of axios, of jsonwebtoken.
    for (const mark of ['AxiosError', 'JsonWebTokenError']) expect(text).not.toContain(mark);
  });
});

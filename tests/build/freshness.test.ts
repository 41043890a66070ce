import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProjectCopy } from '../support/project-copy';

interface Built {
  readonly furtherSources: readonly string[];
  readonly results: readonly string[];
  readonly record: string;
}

const { Freshness } = createRequire(__filename)('../../src/build/freshness.cjs') as {
  Freshness: new (root: string, built?: Built) => { readonly isFresh: boolean; note(): void };
};

describe('what was built', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'oncall-fresh-'));
    write('src/functions/alarm.ts', 'source');
    write('src/roster/parse.ts', 'source');
    write('lambda/template.yaml', 'template');
    write('package.json', '{}');
    write('node_modules/.package-lock.json', '{}');
    write('dist/functions/alarm.js', 'built');
    write('dist/cli/main.js', 'built');
    new Freshness(root).note();
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }

  it('is fresh as long as nothing has changed', () => {
    expect(new Freshness(root).isFresh).toBe(true);
    write('README.md', 'nothing that is built');
    write('dist/other.txt', 'nothing that is built');
    expect(new Freshness(root).isFresh).toBe(true);
  });

  it.each<[string, () => void]>([
    ['a source was edited', () => write('src/roster/parse.ts', 'another source')],
    ['a source was edited to one as long', () => write('src/roster/parse.ts', 'ecruos')],
    ['a source is new', () => write('src/roster/glob.ts', 'source')],
    ['a source is gone', () => rmSync(join(root, 'src/roster/parse.ts'))],
    ['the template was edited', () => write('lambda/template.yaml', 'TEMPLATE')],
    ['the packages are others', () => write('node_modules/.package-lock.json', '[]')],
    ['a result is gone', () => rmSync(join(root, 'dist/functions/alarm.js'))],
    ['a result was edited', () => write('dist/functions/alarm.js', 'tliub')],
    ['there is a result too many', () => write('dist/functions/other.js', 'built')],
    ['nothing was noted', () => rmSync(join(root, 'dist/built.txt'))],
  ])('is stale when %s', (_what, change) => {
    change();
    expect(new Freshness(root).isFresh).toBe(false);
  });

  it('is stale when an edited file was given its former time', () => {
    const { atime, mtime } = statSync(join(root, 'src/roster/parse.ts'));
    write('src/roster/parse.ts', 'ecruos');
    utimesSync(join(root, 'src/roster/parse.ts'), atime, mtime);
    expect(new Freshness(root).isFresh).toBe(false);
  });

  it('is stale when a source was edited while it was built', () => {
    const before = new Freshness(root);
    write('src/roster/parse.ts', 'edited meanwhile');
    before.note();
    expect(new Freshness(root).isFresh).toBe(false);
  });
});

it('a command is stale when what is deployed is, and when a source of its own has changed', () => {
  const root = mkdtempSync(join(tmpdir(), 'oncall-fresh-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const fresh = () =>
    new Freshness(root, { furtherSources: ['tests'], results: ['dist/soak/main.cjs'], record: 'dist/soak.txt' });
  write('dist/soak/main.cjs', 'bundled');
  for (const source of ['src/roster/parse.ts', 'tests/soak/main.ts', 'dist/soak/main.cjs']) {
    write(source, 'source');
    expect(fresh().isFresh).toBe(false);
    fresh().note();
    expect(fresh().isFresh).toBe(true);
    write('dist/functions/alarm.js', 'built');
    expect(fresh().isFresh).toBe(true);
    write(source, 'another');
    expect(fresh().isFresh).toBe(false);
  }
  rmSync(root, { recursive: true });
});

it('a build is made once, and again when a source has changed', () => {
  const copy = new ProjectCopy();
  const { buildIfStale } = createRequire(__filename)(join(copy.folder, 'src/build/build.cjs')) as {
    buildIfStale: () => void;
  };
  const noted = (): bigint => {
    buildIfStale();
    return statSync(join(copy.folder, 'dist/built.txt'), { bigint: true }).mtimeNs;
  };
  const first = noted();
  expect(noted()).toBe(first);
  copy.write('src/roster/extra.ts', '');
  expect(noted()).not.toBe(first);
  expect(readFileSync(join(copy.folder, 'dist/functions/alarm.js'), 'utf8')).toContain('handler');
  copy.remove();
}, 60_000);

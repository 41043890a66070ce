import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { jsonLines, oncall } from '../support/oncall';
import { page, PAGES, shownBelow, shownIn } from '../support/pages';
import { nightOfThePicture, picture } from './picture';
import { linesIn, sizesIn } from './sizes';

const README = page('README.md');

describe('the README', () => {
  it('is a page that one reads', () => {
    expect(README.split('\n').length).toBeLessThanOrEqual(200);
  });

  it('has the picture of a night as it is: else npm run docs draws it anew', async () => {
    expect(README).toContain('](docs/rehearsal.svg)');
    const drawn = readFileSync(join('docs', 'rehearsal.svg'), 'utf8').replaceAll('\r\n', '\n');
    expect(drawn).toBe(picture(await nightOfThePicture()));
  });

  it.each([
    ['alarm → phone', 'busy,take', 'alarm', 'ring', 0],
    ['busy → next phone', 'busy,take', 'missed', 'ring', 1],
    ['hang-up → next phone', 'hang-up,take', 'hang-up', 'ring', 1],
  ] as const)('says how long it takes: %s', async (row, agents, from, to, ring) => {
    const lines = jsonLines(await oncall(['rehearse', '--agents', agents, '--json']));
    const atMs = (kind: string, index: number): number =>
      Number(lines.filter((line) => line['kind'] === kind)[index]?.['atMs']);
    const seconds = ((atMs(to, ring) - atMs(from, 0)) / 1_000).toFixed(2);
    expect(new RegExp(`^\\| ${row} +\\| (\\S+) s ¹`, 'm').exec(README)?.[1]).toBe(seconds);
  });
});

describe('the map of the code', () => {
  const sizes = sizesIn(page('docs/architecture.md'));

  it('has every folder', () => {
    const folders = readdirSync('src', { withFileTypes: true }).flatMap((each) =>
      each.isDirectory() ? [`src/${each.name}`] : [],
    );
    expect([...sizes.keys()].toSorted()).toEqual(['lambda', ...folders].toSorted());
  });

  it.each([...sizes])('says about how many lines %s has: else npm run docs counts anew', (folder, lines) => {
    const now = linesIn(folder);
    expect(Math.abs(lines - now)).toBeLessThanOrEqual(Math.max(60, now * 0.15));
  });
});

it('the build says what the docs show', () => {
  const { stdout, status } = spawnSync(process.execPath, ['src/build/build.cjs'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: shownBelow('npm run build') });
});

/** The first commands below which a page shows what they print. */
const SHOWN = [...PAGES].flatMap(([path, text]) =>
  shownIn(text).flatMap(({ commands, blocks }) => (blocks.length > 0 ? [[path, commands] as const] : [])),
);

/** The commands with which tests ask for what a page shows. The whole page of the roster is run. */
const COMPARED = new Set([
  ...testsIn('tests').flatMap((text) => [...text.matchAll(/shownBelow\(\s*'([^']+)'/g)].map(([, command]) => command)),
  'npm ci && npm start',
]);

function testsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (each.isDirectory()) return testsIn(path);
    return each.name.endsWith('.test.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('what a page shows below a command', () => {
  it('is there', () => {
    expect(SHOWN.length).toBeGreaterThan(15);
  });

  it.each(SHOWN.filter(([path]) => path !== 'docs/roster.md' && path !== 'docs/json.md'))(
    'is compared with what it prints: %s %j',
    (_path, commands) => {
      expect(commands.filter((command) => COMPARED.has(command))).not.toEqual([]);
    },
  );
});

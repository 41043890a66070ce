import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { page, PAGES } from '../support/pages';

/** The first `flow pull` writes it. */
const MADE_LATER = 'flows/pulled.txt';

/** The texts of every file below these, by its path. */
function textsIn(...parts: readonly string[]): readonly (readonly [path: string, text: string])[] {
  return parts.flatMap((part) =>
    statSync(part).isDirectory()
      ? textsIn(...readdirSync(part).map((name) => posix.join(part, name)))
      : [[part, readFileSync(part, 'utf8')] as const],
  );
}

const CODE = textsIn('src', 'lambda', 'tests', '.ci', '.env.example', '.twilioserverlessrc.js').filter(
  ([path]) => /\.(?:ts|cjs|mjs|js|sh|yaml|example)$/.test(path) && path !== 'tests/docs/links.test.ts',
);

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutBlocks(text: string): string {
  return text.replaceAll(/^```[^]*?^```$/gm, '');
}

/** Why a reference leads nowhere; undefined when it does not. `to`: a path in the project, perhaps with an anchor. */
function brokenBecause(to: string): string | undefined {
  const [path = '', anchor] = to.split('#');
  if (!existsSync(path)) return 'there is no such file';
  if (anchor === undefined) return undefined;
  return anchorsOf(readFileSync(path, 'utf8')).includes(anchor) ? undefined : 'there is no such heading';
}

function brokenIn(references: readonly (readonly [from: string, to: string])[]): readonly string[] {
  return references.flatMap(([from, to]) => {
    const why = brokenBecause(to);
    return why === undefined ? [] : [`${from} → ${to}: ${why}`];
  });
}

describe('what the pages refer to', () => {
  const links = [...PAGES].flatMap(([path, text]) =>
    [...withoutBlocks(text).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, to = '']) => {
      const target = to.startsWith('#') ? `${path}${to}` : posix.join(posix.dirname(path), to);
      return [path, target] as const;
    }),
  );

  it('is there: every file, every heading', () => {
    expect(links.length).toBeGreaterThan(100);
    expect(brokenIn(links)).toEqual([]);
  });

  it('is there: every file of the code that they name', () => {
    const named = [...PAGES].flatMap(([path, text]) =>
      [...text.matchAll(/`((?:src|tests|lambda|flows|docs|assets)\/[\w./-]*)`/g)].map(
        ([, to = '']) => [path, to] as const,
      ),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(brokenIn(named.filter(([, to]) => to !== MADE_LATER))).toEqual([]);
  });

  it('includes every page: none is left out of the README’s list, or of a page that is on it', () => {
    const linked = new Set(links.map(([, to]) => to.split('#')[0]));
    expect([...PAGES.keys()].filter((path) => path !== 'README.md' && !linked.has(path))).toEqual([]);
  });

  it('are commands that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = [...PAGES.values()].flatMap((text) =>
      [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name),
    );
    expect(named).toEqual(expect.arrayContaining(['docs', 'soak', 'storm']));
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe('what the code cites', () => {
  const cited = CODE.flatMap(([path, text]) =>
    [...text.matchAll(/\bdocs\/[\w/-]+\.md(?:#[\w-]+)?/g)].map(([to]) => [path, to] as const),
  );

  it('is in the project', () => {
    expect(cited.length).toBeGreaterThan(10);
    expect(brokenIn(cited)).toEqual([]);
  });

  it('is no text that only some people have', () => {
    const elsewhere = /\b(?:PROTOCOL|FACTS|DESIGN|SCENARIOS|EXAMPLES\.md)\b|\bshared\//;
    const found = CODE.flatMap(([path, text]) =>
      text.split('\n').flatMap((line) => (elsewhere.test(line) ? [`${path}: ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('are stories that the page of the stories has', () => {
    const text = page('docs/stories.md');
    const told = new Set([...text.matchAll(/(?:^|\s)(\d+a?)\. (?=[\w"`_*<])/g)].map(([, number = '']) => number));
    const named = CODE.filter(([path]) => path.startsWith('tests/scenarios/')).flatMap(([path, code]) =>
      [...code.matchAll(/['"`](\d{1,2}a?(?:, \d{1,2}a?)*): /g)].flatMap(([, numbers = '']) =>
        numbers.split(', ').map((number) => [path, number] as const),
      ),
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter(([, number]) => !told.has(number))).toEqual([]);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TEMPLATE } from '../../lambda/template-file';
import { shownIn } from '../../support/pages';
import { typed } from '../command-line';

const DOCS = join(__dirname, '..', '..', '..', 'docs');
const PAGE = readFileSync(join(DOCS, 'aws.md'), 'utf8');

/** Every `npx --no oncall` of the page, in a block or in a sentence: its words and its options. */
const COMMANDS = [...PAGE.matchAll(/npx --no oncall ((?:aws )?[a-z-]+)([^`\n]*)/g)].map(
  ([line, command = '', rest = '']) => ({
    line,
    words: command.split(' '),
    options: [...rest.matchAll(/ --([a-z-]+)/g)].map(([, name = '']) => name),
  }),
);

describe('docs/aws.md', () => {
  it('has commands', () => {
    expect(COMMANDS.length).toBeGreaterThan(10);
    expect(shownIn(PAGE).length).toBeGreaterThan(5);
  });

  it.each(COMMANDS.filter(({ words }) => words.length > 1 || words[0] === 'drill'))(
    '$line: is a command with these options',
    async ({ words, options }) => {
      const { status, out } = await typed(...words, '--help');
      expect(status).toBe(0);
      expect(options.filter((name) => !new RegExp(`--${name}\\b`).test(out))).toEqual([]);
    },
  );

  it('tells every parameter of the template, and the option for it that deploy has', async () => {
    const rows = [...PAGE.matchAll(/^\| `(\w+)` +\| (`(--[a-z-]+)`|from `\.env`|`\/STACK\/alert-secret`) +\|/gm)];
    expect(rows.map(([, name = '']) => name).toSorted()).toEqual(Object.keys(TEMPLATE.Parameters).toSorted());
    const { out } = await typed('aws', 'deploy', '--help');
    const options = rows.flatMap(([, , , option]) => option ?? []);
    expect(options).toHaveLength(8);
    expect(options.filter((option) => !out.includes(`${option} `))).toEqual([]);
  });

  it('links to what there is', () => {
    const files = [...PAGE.matchAll(/\]\((?!#|https?:)([^)#]+)/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(4);
    expect(files.filter((file) => !existsSync(join(DOCS, file)))).toEqual([]);
    const headings = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    const titles = new Set(headings);
    const anchors = [...PAGE.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(anchors.filter((anchor) => !titles.has(anchor))).toEqual([]);
  });
});

import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseRoster } from '../../../src/roster/parse';
import { warnings } from '../../../src/roster/warnings';
import { oncall } from '../../support/oncall';
import { page, shownBelow, shownIn } from '../../support/pages';

const PAGE = page('docs/roster.md');

const EXAMPLES = [...PAGE.matchAll(/```json\n([^]*?)```/g)].map((match) => match[1] ?? '');

/** Each command with the output that is shown below it, if any. */
const COMMANDS = shownIn(PAGE).flatMap(({ commands, blocks: [shown] }) =>
  commands.map((command) => [command.replace(/^npx --no oncall /, ''), shown] as const),
);

/** The words of a command line as a shell reads them; where its output goes to is left out. */
function wordsOf(line: string): readonly string[] {
  const words = line.replace(/ > \S+$/, '').match(/"[^"]*"|\S+/g) ?? [];
  return words.map((word) => word.replace(/^"(.*)"$/, '$1'));
}

describe('the page about the roster', () => {
  it('has examples and commands', () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(6);
    expect(COMMANDS.map(([line]) => /^(?:roster )?\S+/.exec(line)?.[0])).toEqual([
      'roster check',
      'who',
      'roster show',
      'what-if',
      'roster calendar',
      'contacts',
      'roster diff',
    ]);
  });

  it.each(EXAMPLES.map((text, index) => [index + 1, text] as const))(
    'example %i is a right roster',
    (_number, text) => {
      expect(parseRoster(text)).toMatchObject({ ok: true });
    },
  );

  it.each(EXAMPLES.map((text, index) => [index + 1, text] as const))(
    'example %i holds nothing pointless',
    (_number, text) => {
      const parsed = parseRoster(text);
      const told = parsed.ok ? warnings(parsed.roster, Date.parse('2026-12-01T12:00Z')) : [];
      expect(told.filter(({ message }) => /changes nothing|overlaps|never/.test(message))).toEqual([]);
    },
  );

  it.each(COMMANDS)('npx --no oncall %s', async (line, shown) => {
    const ran = await oncall(wordsOf(line));
    expect(ran).toMatchObject({ status: 0, err: '' });
    if (shown !== undefined) expect(ran.out.replaceAll('\r\n', '\n')).toBe(shown);
  });

  it('names files that exist', () => {
    const files = PAGE.match(/\b(?:src|assets|flows)\/[\w./-]+\.json/g) ?? [];
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !existsSync(file.replace(/^\.\.\//, '')))).toEqual([]);
  });
});

it('flow check prints what the docs show', async () => {
  expect(await oncall(['flow', 'check'])).toEqual({
    status: 0,
    err: '',
    out: shownBelow('npx --no oncall flow check'),
  });
});

import { describe, expect, it } from '@jest/globals';
import { calendarOf, calendarText } from '../../../src/cli/roster/show';
import { rendered } from '../../../src/cli/terminal/text';
import { typed } from '../command-line';
import { AGENTS, at, NOW, onlyTeam, rosterIn, WEEKS } from '../sample';
import { scratchFolder } from '../scratch';

const scratch = scratchFolder();

interface How {
  readonly columns?: number;
  readonly isColoured?: boolean;
  readonly atMs?: number;
}

function shown(written: object, weeks: number, how: How = {}): readonly string[] {
  const { columns = 100, isColoured = false, atMs = NOW } = how;
  const text = calendarText(rosterIn(written), calendarOf(onlyTeam(written), atMs, weeks), columns);
  return rendered(text, isColoured).split('\n');
}

const RULE = '─'.repeat(97);

describe('oncall roster show', () => {
  it('shows handoffs, overrides and today in whole weeks', () => {
    expect(shown(WEEKS, 2)).toEqual([
      'Main (main), times of Europe/London',
      '',
      'Mon           Tue           Wed           Thu           Fri           Sat           Sun',
      RULE,
      '23 Nov <      24 Nov        25 Nov        26 Nov        27 Nov        28 Nov        29 Nov',
      'ann           bob           cyd*          bob           bob           bob           bob',
      '09:00 bob     09:00 cyd*    09:00 bob',
      RULE,
      '30 Nov         1 Dec         2 Dec         3 Dec         4 Dec         5 Dec         6 Dec',
      'bob           cyd           cyd           cyd           cyd           cyd           cyd',
      '09:00 cyd',
      RULE,
      'ann = Ann Lee, bob = Bob Roy, cyd = Cyd Ito',
      '',
      '* override  Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00: cyd for bob (dentist)',
    ]);
  });

  it('has a line for each shift where days side by side have no room', () => {
    expect(shown(WEEKS, 2, { columns: 71 })).toEqual([
      'Main (main), times of Europe/London',
      '',
      'Mon 23 Nov 00:00   ann',
      'Mon 23 Nov 09:00 < bob',
      'Tue 24 Nov 09:00   cyd*',
      'Wed 25 Nov 09:00   bob',
      'Mon 30 Nov 09:00   cyd',
      '',
      'ann = Ann Lee, bob = Bob Roy, cyd = Cyd Ito',
      '',
      '* override  Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00: cyd for bob',
      '            (dentist)',
    ]);
    expect(shown(WEEKS, 1, { columns: 72 })[3]).toBe('─'.repeat(69));
  });

  it.each([40, 55, 71, 72, 80, 100, 200])('never needs more than the %i columns that there are', (columns) => {
    const agents = { 'a-very-long-identifier-of-32-let': AGENTS.ann, bob: AGENTS.bob };
    const rotations = [
      { agents: ['bob', 'a-very-long-identifier-of-32-let'], start: '2026-11-24 00:30', every: '7 hours' },
    ];
    const overrides = [{ out: 'bob', from: '2026-11-24 09:00', to: '2026-11-25 09:00', why: 'a week in the hills' }];
    const lines = shown({ timezone: 'Europe/London', agents, rotations, overrides }, 1, { columns });
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
  });

  it('shouts where nobody is on call', () => {
    const rotations = [{ agents: ['ann'], only: ['Mon-Fri 09:00 - 17:00', 'Sat 00:00 - 24:00'] }];
    expect(shown({ ...WEEKS, rotations, overrides: [] }, 1)).toEqual([
      'Main (main), times of Europe/London',
      '',
      'Mon           Tue           Wed           Thu           Fri           Sat           Sun',
      RULE,
      '23 Nov <      24 Nov        25 Nov        26 Nov        27 Nov        28 Nov        29 Nov',
      'NOBODY!       NOBODY!       NOBODY!       NOBODY!       NOBODY!       ann           NOBODY!',
      '09:00 ann     09:00 ann     09:00 ann     09:00 ann     09:00 ann',
      '17:00 NOBODY! 17:00 NOBODY! 17:00 NOBODY! 17:00 NOBODY! 17:00 NOBODY!',
      RULE,
      'ann = Ann Lee',
      '',
      'NOBODY      Mon 2026-11-23 00:00 to Mon 2026-11-23 09:00 (9 hours)',
      'NOBODY      Mon 2026-11-23 17:00 to Tue 2026-11-24 09:00 (16 hours)',
      'NOBODY      Tue 2026-11-24 17:00 to Wed 2026-11-25 09:00 (16 hours)',
      'NOBODY      Wed 2026-11-25 17:00 to Thu 2026-11-26 09:00 (16 hours)',
      'NOBODY      Thu 2026-11-26 17:00 to Fri 2026-11-27 09:00 (16 hours)',
      'NOBODY      Fri 2026-11-27 17:00 to Sat 2026-11-28 00:00 (7 hours)',
      'NOBODY      Sun 2026-11-29 00:00 to Mon 2026-11-30 00:00 (1 day)',
    ]);
  });

  it('stays on the day of the clock over both changes of it', () => {
    const rotations = [{ agents: ['ann', 'bob'], start: '2026-03-02 00:00', every: '1 day' }];
    const days = ['23', '24', '25', '26', '27', '28', '29'];
    const week = shown({ ...WEEKS, rotations, overrides: [] }, 1, { atMs: at('2026-03-25T12:00Z') });
    expect(week[4]?.match(/\d+/g)).toEqual(days);
    expect(week[5]?.split(/ +/)).toEqual(['bob', 'ann', 'bob', 'ann', 'bob', 'ann', 'bob']);
    expect(week[6]).toBe(RULE);
  });

  it('keeps long days and long ids within the width', () => {
    const agents = { 'a-very-long-identifier': AGENTS.ann, bob: AGENTS.bob };
    const rotations = [{ agents: ['a-very-long-identifier', 'bob'], start: '2026-11-23 00:30', every: '1 hour' }];
    const lines = shown({ agents, rotations }, 1);
    expect(lines.filter((line) => line.length > 98)).toEqual([]);
    expect(lines.join('\n')).toContain('a-very-long-…');
    expect(lines.join('\n')).toMatch(/\+\d+ more/);
  });

  it('names overrides that decide only who is called next, without a star', () => {
    const overrides = [{ out: 'cyd', from: '2026-11-24 09:00', to: '2026-11-25 09:00' }];
    expect(shown({ ...WEEKS, overrides }, 1).at(-1)).toBe(
      '  override  Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00: without cyd',
    );
  });

  it('gives each agent a colour on a terminal, and none of it counts for the width', () => {
    const coloured = shown(WEEKS, 2, { isColoured: true }).join('\n');
    expect(coloured).toContain('\u001B[32mann\u001B[39m           \u001B[33mbob\u001B[39m');
    expect(
      coloured
        .split('\u001B')
        .map((part, index) => (index === 0 ? part : part.replace(/^\[[\d;]*m/, '')))
        .join(''),
    ).toBe(shown(WEEKS, 2).join('\n'));
  });

  it('has no colour in a pipe, and ends with status 0', async () => {
    const { out, status } = await typed(
      'roster',
      'show',
      '--roster',
      scratch.file('weeks.json', WEEKS),
      '--weeks',
      '1',
    );
    expect(status).toBe(0);
    expect(out).not.toContain('\u001B');
  });

  it('--json tells shifts and gaps', async () => {
    const file = scratch.file('gap.json', {
      ...WEEKS,
      rotations: [{ agents: ['bob'], only: 'Mon 00:00 - Sat 24:00' }],
    });
    const { out } = await typed(
      'roster',
      'show',
      '--roster',
      file,
      '--weeks',
      '1',
      '--from',
      '2026-11-23 12:00',
      '--json',
    );
    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      teams: [
        {
          team: 'main',
          name: 'Main',
          timezone: 'Europe/London',
          from: '2026-11-23T00:00:00.000Z',
          to: '2026-11-30T00:00:00.000Z',
          shifts: [
            { agent: 'bob', from: '2026-11-23T00:00:00.000Z', to: '2026-11-24T09:00:00.000Z', override: null },
            {
              agent: 'cyd',
              from: '2026-11-24T09:00:00.000Z',
              to: '2026-11-25T09:00:00.000Z',
              override: { path: 'overrides[0]', why: 'dentist' },
            },
            { agent: 'bob', from: '2026-11-25T09:00:00.000Z', to: '2026-11-29T00:00:00.000Z', override: null },
          ],
          gaps: [{ from: '2026-11-29T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' }],
        },
      ],
    });
  });
});

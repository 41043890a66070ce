import { describe, expect, it } from '@jest/globals';
import { differenceOf, differenceText } from '../../src/cli/roster-diff';
import { typed } from './command-line';
import { AGENTS, NOW, rosterIn, WEEKS } from './sample';
import { scratchFolder } from './scratch';

const scratch = scratchFolder();

const HEAD = 'From Mon 2026-11-23 12:00 to Mon 2026-12-21 12:00 (Europe/London), the next 4 weeks:';

/** What is told below the first two lines. */
function told(before: object, after: object, weeks = 4): readonly string[] {
  const lines = differenceText(differenceOf(rosterIn(before), rosterIn(after), NOW, weeks), 100).split('\n');
  expect(lines[1]).toBe('');
  return lines.slice(2);
}

describe('oncall roster diff', () => {
  it('tells who gains and who loses which shifts', () => {
    const { overrides: _overrides, ...before } = WEEKS;
    const text = differenceText(differenceOf(rosterIn(before), rosterIn(WEEKS), NOW, 4), 100);
    expect(text.split('\n')).toEqual([
      HEAD,
      '',
      'Main (main)',
      '  Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00 (1 day): Cyd Ito instead of Bob Roy',
      '  in all, in that time: Cyd Ito gains 1 day, Bob Roy loses 1 day',
      '  + override: cyd for bob (dentist), Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00',
    ]);
  });

  it('says that nothing changes, whatever the order of keys', () => {
    const { agents, ...rest } = WEEKS;
    expect(told(WEEKS, { ...rest, agents })).toEqual([
      'Nothing changes: the same people are called at the same times.',
    ]);
  });

  it('shouts about a gap that an edit opens, and tells of one that it closes', () => {
    const gap = { ...WEEKS, overrides: [{ out: 'bob', from: '2026-11-24 09:00', to: '2026-11-25 09:00' }] };
    expect(told({ ...WEEKS, overrides: [] }, gap)[1]).toBe(
      '  Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00 (1 day): NOBODY, where Bob Roy was',
    );
    expect(told(gap, { ...WEEKS, overrides: [] })[1]).toBe(
      '  Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00 (1 day): Bob Roy where nobody was',
    );
  });

  it('cuts off what goes on, and tells when the first change is later', () => {
    const later = { ...WEEKS, rotations: [...WEEKS.rotations, { agents: ['ann'], start: '2026-12-14 09:00' }] };
    expect(told(WEEKS, later).slice(0, 3)).toEqual([
      'Main (main)',
      '  Mon 2026-12-14 09:00 to Mon 2026-12-21 09:00 (7 days): Ann Lee instead of Bob Roy',
      '  from Mon 2026-12-21 09:00 on: Ann Lee instead of Cyd Ito',
    ]);
    expect(told(WEEKS, later, 1)).toEqual([
      'Main (main)',
      '  further changes begin at Mon 2026-12-14 09:00; --weeks shows them',
      '  + rotation: ann from 2026-12-14 09:00',
      '',
      'Nobody gains or loses a shift in that time.',
    ]);
  });

  it('tells of another order of calls behind the same agent', () => {
    const swapped = { ...WEEKS, escalation: { order: ['on-call', 'ann', 'cyd'] } };
    expect(told({ ...WEEKS, overrides: [] }, { ...swapped, overrides: [] })).toEqual([
      'Main (main)',
      '  calls, as from Mon 2026-11-23 12:00: bob, cyd, ann → bob, ann, cyd',
      '  order of calls: whoever is on call, then the others in turn → on-call, ann, cyd',
      '',
      'Nobody gains or loses a shift in that time.',
    ]);
  });

  it('tells of agents and masks their numbers, also where the masks look the same', () => {
    const before = { agents: { ann: AGENTS.ann, bob: AGENTS.bob, cyd: AGENTS.cyd } };
    const after = {
      agents: {
        ann: { name: 'Ann Loe', phone: '+447700900011' },
        bob: { name: 'Bob Roy', phone: '+442079460002' },
        dee: { name: 'Dee Fox', phone: ['+447700900004', '+12025550104'] },
      },
    };
    const masked = told(before, { agents: { ...after.agents, bob: { name: 'Bob Roy', phone: '+447700910002' } } });
    expect(masked.slice(0, 6)).toEqual([
      'Agents',
      '  - cyd (Cyd Ito)',
      "  ann's name: Ann Lee → Ann Loe",
      "  ann's number: +44•••••0001 → +44•••••0011",
      "  bob's number: +44•••••0002 → +44•••••0002 (digits that are not shown differ)",
      '  + dee (Dee Fox), +44•••••0004, then +12•••••0104',
    ]);
    expect(told(before, after).join('\n')).not.toMatch(/\d{7}/);
  });

  it('tells of teams that come and go, with their shifts', () => {
    const web = { agents: ['ann', 'bob'] };
    const before = { agents: AGENTS, teams: { web, db: { agents: ['bob', 'cyd'] } }, defaultTeam: 'web' };
    const after = { agents: AGENTS, teams: { web, net: { name: 'Network', agents: ['cyd'] } }, defaultTeam: 'net' };
    expect(told(before, after)).toEqual([
      'db, no more',
      '  from Mon 2026-11-23 12:00 on: NOBODY, where Bob Roy was',
      '  in all, in that time: Bob Roy loses 28 days',
      '  - on the team: bob',
      '  - on the team: cyd',
      '',
      'Network (net), a new team',
      '  from Mon 2026-11-23 12:00 on: Cyd Ito where nobody was',
      '  in all, in that time: Cyd Ito gains 28 days',
      '  + on the team: cyd',
      '',
      'Routes and silences',
      '  default team: web → net',
    ]);
  });

  it('tells of escalation, routes and silences', () => {
    const silence = { alarm: 'x', to: '2026-12-01 09:00', why: 'rebuilt' };
    const before = {
      ...WEEKS,
      routes: [
        { alarm: 'a*', team: 'main' },
        { account: '012345678901', team: 'main' },
      ],
    };
    const after = {
      ...WEEKS,
      escalation: { maxCalls: 5, ringSeconds: 30, regroupMinutes: 10 },
      routes: [
        { account: '012345678901', team: 'main' },
        { alarm: ['a*', 'b*'], region: 'eu-*', missingData: 'ignore' },
      ],
      silences: [silence],
    };
    expect(told(before, after)).toEqual([
      'Main (main)',
      '  maxCalls: 3 → 5',
      '  ringSeconds: 25 → 30',
      '  regroupMinutes: 5 → 10',
      '',
      'Routes and silences',
      '  - route: a* to team main',
      '  + route: a* or b* in eu-* to team main, missing data ignored',
      '  + silence: x until Tue 2026-12-01 09:00 (rebuilt)',
      '',
      'Nobody gains or loses a shift in that time.',
    ]);
    expect(told(before, { ...before, routes: before.routes.toReversed() })[1]).toBe(
      '  route: in another order or number, now every alarm of account 012345678901 to team main; a* to',
    );
  });

  it('tells of windows in words', () => {
    const rotations = [
      { agents: ['ann'] },
      { agents: ['bob'], only: ['Fri 18:00 - Mon 09:00', 'Mon-Wed 22:00 - 06:00'] },
    ];
    const text = told({ ...WEEKS, overrides: [] }, { ...WEEKS, overrides: [], rotations }).join('\n');
    expect(text).toContain('+ rotation: bob, only Fri 18:00 - Mon 09:00 or Mon-Wed 22:00 - 06:00');
  });

  it('says how many more changes there are than it tells', () => {
    const rotations = [{ agents: ['ann', 'bob'], start: '2026-11-16 09:00', every: '1 hour' }];
    expect(told({ ...WEEKS, overrides: [] }, { ...WEEKS, overrides: [], rotations })).toContainEqual(
      expect.stringMatching(/^ {2}and \d+ more times$/),
    );
  });
});

describe('the command oncall roster diff', () => {
  it('takes NEW, --roster or the project’s roster, and ends with status 0 whether they differ or not', async () => {
    const [one, other] = [scratch.file('one.json', WEEKS), scratch.file('other.json', { agents: AGENTS })];
    for (const args of [[one, other], [one, one], [one, '--roster', other], [one]]) {
      expect((await typed('roster', 'diff', ...args)).status).toBe(0);
    }
  });

  it('--json tells the same to programs', async () => {
    const old = scratch.file('old.json', { ...WEEKS, overrides: [] });
    const { out } = await typed(
      'roster',
      'diff',
      old,
      scratch.file('new.json', WEEKS),
      '--json',
      '--from',
      '2026-11-23 12:00',
    );
    expect(JSON.parse(out)).toEqual({
      from: '2026-11-23T12:00:00.000Z',
      to: '2026-12-21T12:00:00.000Z',
      agents: [],
      teams: [
        {
          team: 'main',
          is: 'kept',
          shifts: [
            {
              from: '2026-11-24T09:00:00.000Z',
              to: '2026-11-25T09:00:00.000Z',
              loses: 'bob',
              gains: 'cyd',
              goesOn: false,
            },
          ],
          laterFrom: null,
          calls: null,
          settings: ['+ override: cyd for bob (dentist), Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00'],
        },
      ],
      rest: [],
    });
  });

  it('refuses a file that cannot be read as a roster, with its mistakes', async () => {
    const { err, out, status } = await typed(
      'roster',
      'diff',
      scratch.file('bad.json', '{'),
      scratch.file('a.json', WEEKS),
    );
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(err).toContain('bad.json is no roster that can be deployed');
    expect(err).toContain('line 1, column 2');
  });
});

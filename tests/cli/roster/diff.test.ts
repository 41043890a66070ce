import { describe, expect, it } from '@jest/globals';
import { differenceText } from '../../../src/cli/roster/diff';
import { rendered } from '../../../src/cli/terminal/text';
import { differenceOf } from '../../../src/roster/difference';
import { parseRoster } from '../../../src/roster/parse';
import type { Roster } from '../../../src/roster/roster';
import { typed } from '../command-line';
import { AGENTS, NOW, rosterIn, WEEKS } from '../sample';
import { scratchFolder } from '../scratch';

const scratch = scratchFolder();

const HEAD = 'From Mon 2026-11-23 12:00 to Mon 2026-12-21 12:00 (Europe/London), the next 4 weeks:';

/** What is told below the first two lines. */
function told(before: object, after: object, weeks = 4): readonly string[] {
  const lines = rendered(differenceText(differenceOf(rosterIn(before), rosterIn(after), NOW, weeks), 100), false).split(
    '\n',
  );
  expect(lines[1]).toBe('');
  return lines.slice(2);
}

describe('oncall roster diff', () => {
  it('tells who gains and who loses which shifts', () => {
    const { overrides: _overrides, ...before } = WEEKS;
    const text = rendered(differenceText(differenceOf(rosterIn(before), rosterIn(WEEKS), NOW, 4), 100), false);
    expect(text.split('\n')).toEqual([
      HEAD,
      '',
      'Main (main)',
      '  in all, in that time: Cyd Ito gains 1 day, Bob Roy loses 1 day',
      '  Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00 (1 day): Cyd Ito instead of Bob Roy',
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
    expect(told({ ...WEEKS, overrides: [] }, gap)[2]).toBe(
      '  Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00 (1 day): NOBODY, where Bob Roy was',
    );
    expect(told(gap, { ...WEEKS, overrides: [] })[2]).toBe(
      '  Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00 (1 day): Bob Roy where nobody was',
    );
  });

  it('cuts off what goes on, and tells when the first change is later', () => {
    const later = { ...WEEKS, rotations: [...WEEKS.rotations, { agents: ['ann'], start: '2026-12-14 09:00' }] };
    expect(told(WEEKS, later).slice(0, 5)).toEqual([
      'Main (main)',
      '  in all, in that time: Ann Lee gains 7 days 3 hours, Bob Roy loses 7 days, Cyd Ito loses 3',
      '      hours',
      '  Mon 2026-12-14 09:00 to Mon 2026-12-21 09:00 (7 days): Ann Lee instead of Bob Roy',
      '  from Mon 2026-12-21 09:00 on: Ann Lee instead of Cyd Ito',
    ]);
    expect(told(WEEKS, later, 1)).toEqual([
      'Main (main)',
      '  further changes begin at Mon 2026-12-14 09:00; show them with --weeks',
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
      '  order of calls: the agent on call, then the others in turn → on-call, ann, cyd',
      '',
      'Nobody gains or loses a shift in that time.',
    ]);
  });

  it('tells of agents and masks their numbers, also where the masks look the same', () => {
    const before = { agents: { ann: AGENTS.ann, bob: AGENTS.bob, cyd: AGENTS.cyd } };
    const after = {
      agents: {
        ann: { name: 'Ann Loe', phone: '+447700900011', timezone: 'Asia/Tokyo' },
        bob: { name: 'Bob Roy', phone: '+442079460002' },
        dee: { name: 'Dee Fox', phone: ['+447700900004', '+12025550104'] },
      },
    };
    const masked = told(before, { agents: { ...after.agents, bob: { name: 'Bob Roy', phone: '+447700910002' } } });
    expect(masked.slice(0, 7)).toEqual([
      'Agents',
      '  - cyd (Cyd Ito)',
      "  ann's name: Ann Lee → Ann Loe",
      "  ann's number: +44•••••0001 → +44•••••0011",
      "  ann's time zone: the team's → Asia/Tokyo",
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
      '  in all, in that time: Bob Roy loses 28 days',
      '  from Mon 2026-11-23 12:00 on: NOBODY, where Bob Roy was',
      '  - on the team: bob',
      '  - on the team: cyd',
      '',
      'Network (net), a new team',
      '  in all, in that time: Cyd Ito gains 28 days',
      '  from Mon 2026-11-23 12:00 on: Cyd Ito where nobody was',
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
      escalation: {
        maxCalls: 5,
        ringSeconds: 30,
        regroupMinutes: 10,
        remindMinutes: 60,
        again: { every: '90 minutes', times: 4 },
        maxCallsPerHour: 90,
        maxTextsPerHour: 20,
      },
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
      '  remindMinutes: never → 60',
      '  again: never → 1 hour 30 minutes after each round, at most 4 times',
      '  maxCallsPerHour: 60 → 90',
      '  maxTextsPerHour: 10 → 20',
      '',
      'Routes and silences',
      '  - route: a* to team main',
      '  + route: a* or b* in eu-* to team main, missing data ignored',
      '  + silence: x until Tue 2026-12-01 09:00 (rebuilt)',
      '',
      'Nobody gains or loses a shift in that time.',
    ]);
    expect(told(before, { ...before, routes: before.routes.toReversed() })[1]).toBe(
      '  route: in another order, now every alarm of account 012345678901 to team main; a* to team main',
    );
  });

  it('tells that a silence moves with the time zone of the roster, also when its words stay the same', () => {
    const before = {
      timezone: 'Europe/London',
      agents: AGENTS,
      teams: { web: { agents: ['ann', 'bob'], timezone: 'Asia/Tokyo' } },
      silences: [{ alarm: 'web-*', from: '2026-12-01 09:00', to: '2026-12-01 12:00' }],
    };
    expect(told(before, { ...before, timezone: 'America/New_York' })).toEqual([
      'Routes and silences',
      '  time zone: Europe/London → America/New_York',
      '  - silence: web-* from Tue 2026-12-01 09:00 until Tue 2026-12-01 12:00 (Europe/London)',
      '  + silence: web-* from Tue 2026-12-01 09:00 until Tue 2026-12-01 12:00 (America/New_York)',
      '',
      'Nobody gains or loses a shift in that time.',
    ]);
    const silences = [{ alarm: 'web-*', from: '2026-12-01 04:00', to: '2026-12-01 07:00' }];
    expect(told(before, { ...before, timezone: 'America/New_York', silences })).toEqual([
      'Routes and silences',
      '  time zone: Europe/London → America/New_York',
      '',
      'Nobody gains or loses a shift in that time.',
    ]);
  });

  it('tells of routes that change places while others come and go, and of one that is there twice', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((alarm) => ({ alarm, team: 'main' }));
    expect(told({ ...WEEKS, routes: [a, b, c] }, { ...WEEKS, routes: [b, a, d] }).slice(1, 4)).toEqual([
      '  - route: c to team main',
      '  + route: d to team main',
      '  route: in another order, now b to team main; a to team main; d to team main',
    ]);
    expect(told({ ...WEEKS, routes: [a, b, a] }, { ...WEEKS, routes: [a, b] }).slice(1, 3)).toEqual([
      '  - route: a to team main',
      '',
    ]);
  });

  it('tells apart what would look the same', () => {
    const before = { ...WEEKS, routes: [{ alarm: 'a or b', team: 'main' }] };
    const after = { ...WEEKS, routes: [{ alarm: ['a', 'b'], team: 'main' }] };
    expect(told(before, after).slice(1, 3)).toEqual([
      '  - route: a or b to team main, exactly {"alarm":["a or b"],"team":"main"}',
      '  + route: a or b to team main, exactly {"alarm":["a","b"],"team":"main"}',
    ]);
  });

  it('tells of windows in words', () => {
    const rotations = [
      { agents: ['ann'] },
      { agents: ['bob'], only: ['Fri 18:00 - Mon 09:00', 'Mon-Wed 22:00 - 06:00'] },
    ];
    const text = told({ ...WEEKS, overrides: [] }, { ...WEEKS, overrides: [], rotations }).join('\n');
    expect(text).toContain('+ rotation: bob, only Fri 18:00 - Mon 09:00 or Mon-Wed 22:00 - 06:00');
  });

  it('tells of a zone that a rotation gets', () => {
    const [turns] = WEEKS.rotations;
    const rotations = [{ ...turns, timezone: 'Asia/Tokyo' }];
    expect(told(WEEKS, { ...WEEKS, rotations })).toEqual(
      expect.arrayContaining([
        '  - rotation: ann, bob, cyd every week from 2026-11-16 09:00',
        '  + rotation: ann, bob, cyd every week from 2026-11-16 09:00 (Asia/Tokyo)',
      ]),
    );
  });

  describe('of changes that come again', () => {
    /** London, from Monday 23 November, 12:00, four weeks. */
    const { overrides: _overrides, ...weeks } = WEEKS;
    const turns = (rotation: object, ...agents: readonly string[]): object => ({
      ...weeks,
      rotations: [{ agents, start: '2026-11-16 09:00', ...rotation }],
    });

    it('tells those of a daily rotation in a line for each pair, the totals first', () => {
      const daily = { every: '1 day' };
      expect(told(turns(daily, 'ann', 'bob'), turns(daily, 'bob', 'ann'))).toEqual([
        'Main (main)',
        '  in all, in that time: Ann Lee has as much as before, Bob Roy has as much as before',
        '  Mon 2026-11-23 12:00 to Tue 2026-11-24 09:00 (21 hours): Ann Lee instead of Bob Roy',
        '  09:00 for 1 day, 14 times from Tue 2026-11-24 to Sun 2026-12-20: Bob Roy instead of Ann Lee',
        '  09:00 for 1 day, 14 times from Wed 2026-11-25 to Mon 2026-12-21: Ann Lee instead of Bob Roy',
        '  further changes begin at Tue 2026-12-22 09:00; show them with --weeks',
        '  - rotation: ann, bob every day from 2026-11-16 09:00',
        '  + rotation: bob, ann every day from 2026-11-16 09:00',
      ]);
    });

    it('tells the days of the week when they are not all of them', () => {
      const office = { every: '1 shift', only: 'Mon, Wed, Fri 09:00 - 17:00' };
      expect(told(turns(office, 'ann'), turns(office, 'cyd')).slice(1, 5)).toEqual([
        '  in all, in that time: Cyd Ito gains 4 days, Ann Lee loses 4 days',
        '  Mon 2026-11-23 12:00 to Mon 2026-11-23 17:00 (5 hours): Cyd Ito instead of Ann Lee',
        '  09:00 for 8 hours on Mon, Wed, Fri, 12 times from Wed 2026-11-25 to Mon 2026-12-21: Cyd Ito',
        '      instead of Ann Lee',
      ]);
    });

    it('names the days by the clock of the team', () => {
      const mornings = { every: '1 shift', only: 'Mon 07:00 - 08:00' };
      const inTokyo = (agent: string): object => ({ ...turns(mornings, agent), timezone: 'Asia/Tokyo' });
      expect(told(inTokyo('ann'), inTokyo('cyd')).slice(2, 4)).toEqual([
        '  07:00 for 1 hour on Mon, 4 times from Mon 2026-11-30 to Mon 2026-12-21: Cyd Ito instead of Ann',
        '      Lee',
      ]);
    });

    it('counts hours on the clock on the wall, so that its change tears nothing apart', () => {
      const nights = { every: '1 shift', only: 'Fri, Sat 22:00 - 06:00' };
      const [before, after] = [turns(nights, 'ann'), turns(nights, 'cyd')].map(rosterIn);
      if (before === undefined || after === undefined) throw new Error('two rosters');
      const spring = differenceText(differenceOf(before, after, Date.parse('2027-03-16T12:00Z'), 3), 200);
      expect(rendered(spring, false)).toContain(
        '22:00 for 8 hours on Fri, Sat, 6 times from Fri 2027-03-19 to Sat 2027-04-03: Cyd Ito instead of Ann Lee',
      );
    });

    it('tells two of a kind one by one', () => {
      const overrides = ['24', '25'].map((day) => ({
        in: 'cyd',
        from: `2026-11-${day} 12:00`,
        to: `2026-11-${day} 13:00`,
      }));
      expect(told(weeks, { ...weeks, overrides }).slice(2, 4)).toEqual([
        '  Tue 2026-11-24 12:00 to Tue 2026-11-24 13:00 (1 hour): Cyd Ito instead of Bob Roy',
        '  Wed 2026-11-25 12:00 to Wed 2026-11-25 13:00 (1 hour): Cyd Ito instead of Bob Roy',
      ]);
    });

    it('leaves out the times of day when there are too many of them', () => {
      // Bob has the weeks of 23 November and 14 December, Cyd those of 30 November and 21 December, Ann that of 7 December.
      const hourly = told(weeks, turns({ every: '1 hour' }, 'ann', 'bob'))
        .join('\n')
        .replaceAll('\n      ', ' ');
      expect(hourly.split('\n').slice(1, 6)).toEqual([
        '  in all, in that time: Ann Lee gains 7 days, Bob Roy gains 3 hours, Cyd Ito loses 7 days 3 hours',
        '  166 times from Mon 2026-11-23 to Mon 2026-12-21, 6 days 22 hours in all: Ann Lee instead of Bob Roy',
        '  86 times from Mon 2026-11-30 to Mon 2026-12-21, 3 days 14 hours in all: Ann Lee instead of Cyd Ito',
        '  85 times from Mon 2026-11-30 to Mon 2026-12-21, 3 days 13 hours in all: Bob Roy instead of Cyd Ito',
        '  84 times from Mon 2026-12-07 to Mon 2026-12-14, 3 days 12 hours in all: Bob Roy instead of Ann Lee',
      ]);
    });

    it('says how many more changes there are than it tells', () => {
      const names = Array.from({ length: 28 }, (_, index) => `a${String(index + 1).padStart(2, '0')}`);
      const agents = {
        ...AGENTS,
        ...Object.fromEntries(names.map((id) => [id, { name: id, phone: '+447700900009' }])),
      };
      const overrides = names.map((id, index) => {
        const day = `2026-12-${String((index % 20) + 1).padStart(2, '0')}`;
        const hour = index < 20 ? 10 : 12;
        return { in: id, from: `${day} ${String(hour)}:00`, to: `${day} ${String(hour + 1)}:00` };
      });
      const lines = told({ ...weeks, agents }, { ...weeks, agents, overrides });
      expect(lines.filter((line) => line.includes('(1 hour): a'))).toHaveLength(25);
      expect(lines).toContain('  and 3 more times');
    });
  });
});

/** A roster that says something everywhere. */
const RICH = {
  timezone: 'Europe/London',
  agents: {
    ann: { name: 'Ann Lee', phone: ['+447700900001', '+12025550101'] },
    bob: { name: 'Bob Roy', phone: '+447700900002', timezone: 'America/New_York' },
    cyd: { name: 'Cyd Ito', phone: '+447700900003' },
  },
  teams: {
    web: {
      name: 'Web',
      timezone: 'Asia/Tokyo',
      agents: ['ann', 'bob', 'cyd'],
      rotations: [
        { agents: ['ann', 'bob'], start: '2026-11-16 09:00', every: '1 week', timezone: 'Europe/London' },
        { agents: ['cyd'], start: '2026-11-16 09:00', every: '2 days', only: ['Fri 18:00 - Mon 09:00', 'Wed'] },
      ],
      overrides: [{ out: 'ann', in: 'bob', from: '2026-12-24 09:00', to: '2026-12-27 09:00', why: 'holiday' }],
      escalation: {
        order: ['on-call', 'next', 'cyd', 'everyone'],
        maxCalls: 4,
        ringSeconds: 20,
        regroupMinutes: 9,
        remindMinutes: 60,
        again: { every: '30 minutes', times: 4 },
        maxCallsPerHour: 90,
        maxTextsPerHour: 20,
      },
    },
    db: { agents: ['bob', 'cyd'] },
  },
  defaultTeam: 'web',
  overrides: [
    { out: 'bob', in: 'cyd', from: '2027-10-01 09:00', to: '2027-10-02 09:00', why: 'dentist' },
    { in: 'ann', team: 'db', from: '2026-12-01 09:00', to: '2026-12-02 09:00' },
  ],
  escalation: { order: ['on-call', 'next'], maxCalls: 5, ringSeconds: 30, regroupMinutes: 7 },
  routes: [
    { alarm: ['db-*', '*-replica'], account: ['111122223333'], region: 'eu-*', team: 'db' },
    { alarm: 'x-*', team: 'web', missingData: 'ignore' },
  ],
  silences: [{ alarm: 'web-*', region: 'us-*', from: '2026-12-01 09:00', to: '2027-12-01 09:00', why: 'rebuilt' }],
};

const OTHER_WORDS = [
  'ann',
  'bob',
  'cyd',
  'web',
  'db',
  'on-call',
  'next',
  'UTC',
  'Asia/Kathmandu',
  'Sat',
  '3 days',
  '2 hours',
].concat(['page', 'y-*', '444455556666', '+447700900009', '2026-11-17 10:00', '2027-12-02 10:00']);

/** Every value with one thing in it left out, changed, put in another place or written twice. */
function editsOf(value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [value + 5, value - 1];
  if (typeof value === 'string') return OTHER_WORDS.filter((word) => word !== value);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return [
      ...items.flatMap((item, index) => editsOf(item).map((edited) => items.with(index, edited))),
      ...items.map((_, index) => items.toSpliced(index, 1)),
      ...items.map((item) => [...items, item]),
      items.toReversed(),
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  return [
    ...entries.flatMap(([key, part]) => editsOf(part).map((edited) => Object.assign({}, value, { [key]: edited }))),
    ...entries.map(([key]) => Object.fromEntries(entries.filter(([other]) => other !== key))),
  ];
}

/** What a roster says, without the places at which it says so and the order of its keys. */
function saidBy(roster: Roster): string {
  return JSON.stringify(
    { ...roster, agents: sorted(roster.agents), teams: sorted(roster.teams) },
    (key, part: unknown) => (key === 'path' || key === 'assumed' ? undefined : part),
  );
}

function sorted(map: ReadonlyMap<string, unknown>): unknown {
  return [...map].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

describe('whatever an edit changes', () => {
  const before = rosterIn(RICH);
  const said = saidBy(before);
  const parsed = editsOf(RICH).flatMap((edit) => {
    const one = parseRoster(JSON.stringify(edit));
    return one.ok ? [{ edit, after: one.roster }] : [];
  });

  it('is told', () => {
    const changing = parsed.filter(({ after }) => saidBy(after) !== said);
    expect(changing.length).toBeGreaterThan(200);
    const silent = changing.filter(({ after }) => isNothing(after));
    expect(silent.map(({ edit }) => edit)).toEqual([]);
  });

  it('and nothing else is', () => {
    const same = parsed.filter(({ after }) => saidBy(after) === said);
    expect(same.filter(({ after }) => !isNothing(after)).map(({ edit }) => edit)).toEqual([]);
    expect(isNothing(rosterIn({ ...RICH, agents: Object.fromEntries(Object.entries(RICH.agents).toReversed()) }))).toBe(
      true,
    );
  });

  function isNothing(after: Roster): boolean {
    return rendered(differenceText(differenceOf(before, after, NOW, 4), 100), false).includes('Nothing changes');
  }
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
      schemaVersion: 1,
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
    expect(err).toContain('bad.json is not a roster that can be deployed');
    expect(err).toContain('(line 1, column 1): the { of line 1 is never closed');
  });
});

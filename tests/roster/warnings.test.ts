import { describe, expect, it } from '@jest/globals';
import { parseRoster } from '../../src/roster/parse';
import { placeRemarks } from '../../src/roster/advice/examine';
import { warnings } from '../../src/roster/warnings';
import { AGENTS, at, remarkTexts, rosterOf } from './sample';

const AGENTS_DAN = { name: 'Dan Fox', phone: '+447700900004' };
const AGENTS_EVE = { name: 'Eve Kay', phone: '+447700900005' };

/** A Sunday. */
const NOW = at('2026-11-22T12:00Z');

function warned(rest: object): readonly string[] {
  return remarkTexts(warnings(rosterOf(rest), NOW));
}

/** The part of the week that each of some remarks about gaps is about. */
function timesOf(texts: readonly string[]): readonly (string | undefined)[] {
  return texts.map((text) => /at these times: (.*), for the first/.exec(text)?.[1]);
}

/** Of whom the remarks that have a code are. */
function coded(rest: object): readonly unknown[] {
  return warnings(rosterOf(rest), NOW).flatMap(({ code, agents, path }) =>
    code === undefined ? [] : [[path, code, agents]],
  );
}

/** The hours that each of some remarks about agents whom no call reaches is about. */
function timesOfHours(texts: readonly string[]): readonly (string | undefined)[] {
  return texts.flatMap((text) => /no call reaches .* at these times: (.*) \(/.exec(text)?.[1] ?? []);
}

const TURNS = { agents: ['ann', 'bob', 'cyd'], start: '2026-01-05 09:00' };

describe('warnings', () => {
  it('are none for the smallest roster, and for a whole one', () => {
    expect(warned({})).toEqual([]);
    expect(warned({ rotations: [TURNS], escalation: { order: ['on-call', 'next', 'everyone'] } })).toEqual([]);
  });

  describe('of gaps', () => {
    it('say where a single one begins and how long it is', () => {
      const rotations = [{ agents: ['ann', 'bob', 'cyd'], start: '2026-11-23 09:00' }];
      expect(warned({ rotations })).toEqual([
        'rotations: nobody is on call for this roster from Sun 2026-11-22 12:00 (UTC) for 21 hours; add a rotation or an override that covers it',
      ]);
    });

    it('stand at the override that leaves one', () => {
      const overrides = [{ out: 'bob', from: '2026-11-26 09:00', to: '2026-11-27 10:30' }];
      expect(warned({ rotations: [TURNS], overrides })).toEqual([
        'overrides[0]: nobody is on call for this roster from Thu 2026-11-26 09:00 (UTC) for 1 day 1 hour 30 minutes, because bob is out; write who is `in`, or add a rotation or an override that covers it',
      ]);
    });

    it('stand at the override also where nobody was on call before and after', () => {
      const rotations = [{ ...TURNS, only: 'Mon-Fri 09:00 - 17:00' }];
      const overrides = [{ out: 'bob', from: '2026-11-25 00:00', to: '2026-11-26 00:00' }];
      const told = warned({ rotations, overrides });
      expect(told.at(-1)).toMatch(
        /^overrides\[0\]: nobody is on call for this roster from Tue 2026-11-24 17:00 \(UTC\) for 1 day 16 hours, because bob is out;/,
      );
      expect(told[1]).toMatch(
        /Mon-Thu 17:00 - 09:00, .*, 226 times .*; add a rotation with "only": "Mon-Thu 17:00 - 09:00"$/,
      );
    });

    it('tell once of all that one override leaves', () => {
      const rotations = [{ agents: ['ann', 'bob', 'cyd'], start: '2026-11-23 00:00', every: '1 hour' }, TURNS];
      const teams = {
        db: { rotations: [{ agents: ['ann', 'bob', 'cyd'], start: '2026-11-02 00:00', every: '8 hours' }] },
        web: { rotations },
      };
      const overrides = [{ out: 'bob', team: 'db', from: '2026-12-01 00:00', to: '2026-12-31 00:00' }];
      expect(warned({ teams, defaultTeam: 'web', routes: [{ alarm: 'db*', team: 'db' }], overrides })).toEqual([
        'overrides[0]: nobody is on call for team db from Tue 2026-12-01 08:00 (UTC) for 8 hours, and 29 more times, because bob is out; write who is `in`, or add a rotation or an override that covers it',
      ]);
    });

    it('tell of one that comes again every week once, at the times of the zone', () => {
      const rotations = [{ ...TURNS, only: 'Mon 00:00 - Sun 20:00' }];
      expect(warned({ timezone: 'Europe/London', rotations })).toEqual([
        'rotations: nobody is on call for this roster at these times: Sun 20:00 - 24:00, for the first time from Sun 2026-11-22 20:00 (Europe/London) for 4 hours, 58 times in the next 400 days; add a rotation with "only": "Sun 20:00 - 24:00"',
      ]);
    });

    it('tell of nights and weekends once each, also of the weekend that is on and of nights with a changing clock', () => {
      const rotations = [{ ...TURNS, only: 'Mon-Sun 01:30 - 17:00' }];
      const teams = { db: { rotations: [{ ...TURNS, only: 'Mon-Fri 09:00 - 17:00' }] }, web: { rotations } };
      expect(
        warned({ timezone: 'Europe/London', teams, defaultTeam: 'web', routes: [{ alarm: 'db*', team: 'db' }] }),
      ).toEqual([
        'teams.db: nobody is on call for team db at these times: Fri 17:00 - Mon 09:00, for the first time from Sun 2026-11-22 12:00 (Europe/London) for 21 hours, 58 times in the next 400 days; add a rotation with "only": "Fri 17:00 - Mon 09:00"',
        'teams.db: nobody is on call for team db at these times: Mon-Thu 17:00 - 09:00, for the first time from Mon 2026-11-23 17:00 (Europe/London) for 16 hours, 228 times in the next 400 days; add a rotation with "only": "Mon-Thu 17:00 - 09:00"',
        'teams.web: nobody is on call for team web at these times: 17:00 - 01:30, for the first time from Sun 2026-11-22 17:00 (Europe/London) for 8 hours 30 minutes, 400 times in the next 400 days; add a rotation with "only": "17:00 - 01:30"',
      ]);
    });

    it('do not take a week until another rotation begins for every week', () => {
      const rotations = [
        { ...TURNS, only: 'Mon-Fri 09:00 - 17:00' },
        { agents: ['bob', 'cyd'], start: '2026-12-05 12:00', only: ['17:00 - 09:00', 'Sat, Sun'] },
      ];
      expect(warned({ rotations })).toEqual([
        'rotations: nobody is on call for this roster from Sun 2026-11-22 12:00 (UTC) for 21 hours; add a rotation or an override that covers it',
        'rotations: nobody is on call for this roster at these times: Mon-Thu 17:00 - 09:00, for the first time from Mon 2026-11-23 17:00 (UTC) for 16 hours, 8 times in the next 400 days; add a rotation or an override that covers it',
        'rotations: nobody is on call for this roster from Fri 2026-11-27 17:00 (UTC) for 2 days 16 hours; add a rotation or an override that covers it',
        'rotations: nobody is on call for this roster from Fri 2026-12-04 17:00 (UTC) for 19 hours; add a rotation or an override that covers it',
        'rotations[0]: no call reaches ann at these times: Mon-Thu 17:00 - 09:00; Fri 17:00 - Mon 09:00 (UTC); add ann to the rotation that decides then, or name ann in `escalation.order`',
      ]);
    });

    it('tell what lasts a day or longer by the day on which it begins', () => {
      const rotations = [{ ...TURNS, only: ['Mon, Wed, Fri 09:00 - 10:00'] }];
      expect(timesOf(warned({ rotations }))).toEqual([
        'Fri 10:00 - Mon 09:00',
        'Mon 10:00 - Wed 09:00',
        'Wed 10:00 - Fri 09:00',
      ]);
    });

    it('do not take the rest of a weekend for a night', () => {
      const rotations = [{ ...TURNS, only: 'Mon-Fri 09:00 - 12:00' }];
      expect(timesOf(warned({ rotations }))).toEqual(['Fri 12:00 - Mon 09:00', 'Mon-Thu 12:00 - 09:00']);
    });

    it('tell by itself of each that is longer than a week', () => {
      const rotations = [{ ...TURNS, only: 'Sun 01:00 - 02:00' }];
      const roster = rosterOf({ timezone: 'Europe/London', rotations });
      const told = remarkTexts(warnings(roster, at('2027-03-01T12:00Z')));
      expect(timesOf(told)).toEqual(['Sun 02:00 - Sun 01:00', undefined, undefined]);
      expect(told[1]).toContain('from Sun 2027-03-21 02:00 (Europe/London) for 13 days 22 hours;');
      expect(told[2]).toContain('from Sun 2028-03-19 02:00 (Europe/London) for 13 days 22 hours;');
    });

    it('tell of a team that is never covered', () => {
      expect(
        warned({ teams: { db: { rotations: [{ agents: ['ann', 'bob', 'cyd'], start: '2030-01-01 00:00' }] } } })[0],
      ).toBe('teams.db: nobody is on call for team db in the next 400 days; its alarms go to the fallback numbers');
    });
  });

  describe('of hours at which no call reaches an agent', () => {
    const agents = { ...AGENTS, dan: AGENTS_DAN };
    const always = { agents: ['ann', 'bob'], start: '2026-01-05 09:00' };
    const office = { agents: ['cyd', 'dan'], start: '2026-01-05 09:00', only: 'Mon-Fri 09:00 - 17:00' };
    const NIGHTS = 'Mon-Thu 17:00 - 09:00; Fri 17:00 - Mon 09:00';
    const REMEDY = 'add them to the rotation that decides then, or name them in `escalation.order`';
    const timezone = 'Europe/London';

    it('tell of everybody whom a rotation leaves out, by the clock of the team, in winter as in summer', () => {
      const written = { agents, timezone, rotations: [always, office] };
      const expected = [
        `rotations[0]: no call reaches ann, bob at these times: Mon-Fri 09:00 - 17:00 (Europe/London); ${REMEDY}`,
        `rotations[1]: no call reaches cyd, dan at these times: ${NIGHTS} (Europe/London); ${REMEDY}`,
      ];
      expect(warned(written)).toEqual(expected);
      expect(remarkTexts(warnings(rosterOf(written), at('2026-07-01T12:34:56Z')))).toEqual(expected);
      // In the small hours of a Monday, the week begins in the middle of what is told.
      expect(remarkTexts(warnings(rosterOf(written), at('2026-11-23T03:00Z')))).toEqual(expected);
    });

    it('have a code and the ids of the agents', () => {
      const found = warnings(rosterOf({ agents, timezone, rotations: [always, office] }), NOW);
      expect(found.map(({ code, agents: whom }) => [code, whom])).toEqual([
        ['never-called', ['ann', 'bob']],
        ['never-called', ['cyd', 'dan']],
      ]);
    });

    it('tell every night and every weekend in one, and more than six parts of the week by their number', () => {
      const rotations = [always, { ...office, only: '08:00 - 20:00' }];
      expect(timesOfHours(warned({ agents, rotations }))).toEqual(['08:00 - 20:00', '20:00 - 08:00']);
      const weekend = [always, { ...office, only: 'Sat, Sun' }];
      expect(timesOfHours(warned({ agents, rotations: weekend }))).toEqual([
        'Sat 00:00 - Mon 00:00',
        'Mon 00:00 - Sat 00:00',
      ]);
      const only = ['01', '03', '05', '07', '09', '11', '13', '15'].map((hour) => `${hour}:00 - ${hour}:30`);
      expect(timesOfHours(warned({ agents, rotations: [always, { ...office, only }] }))[0]).toBe(
        '01:00 - 01:30; 03:00 - 03:30; 05:00 - 05:30; 07:00 - 07:30; 09:00 - 09:30; 11:00 - 11:30; and 2 more',
      );
    });

    it('say that naming them alone does not help where all calls are made already', () => {
      const escalation = { maxCalls: 2 };
      expect(warned({ agents, escalation, rotations: [always, office] })[0]).toBe(
        `rotations[0]: no call reaches ann, bob at these times: Mon-Fri 09:00 - 17:00 (UTC); ${REMEDY} and raise \`maxCalls\``,
      );
    });

    it('tell of whom a step names too late', () => {
      const escalation = { order: ['on-call', 'next', 'cyd', 'dan'], maxCalls: 3 };
      expect(warned({ agents, escalation, rotations: [always, office] })).toEqual([
        `rotations[0]: no call reaches ann, bob at these times: Mon-Fri 09:00 - 17:00 (UTC); ${REMEDY}`,
        `rotations[1]: no call reaches dan at these times: ${NIGHTS} (UTC); raise \`maxCalls\`, or name dan earlier in \`escalation.order\``,
        'escalation.order[3]: this step is never reached: only 3 calls are made; raise `maxCalls` or delete the step',
      ]);
      const three = { ...always, agents: ['ann', 'bob', 'cyd'] };
      const alone = { agents: ['cyd'], only: 'Mon-Fri 09:00 - 17:00' };
      const order = ['on-call', 'next', 'next', 'dan'];
      expect(warned({ agents, escalation: { order, maxCalls: 3 }, rotations: [three, alone] })).toEqual([
        `rotations[0]: no call reaches ann, bob at these times: Mon-Fri 09:00 - 17:00 (UTC); ${REMEDY}`,
        `escalation.order[3]: no call reaches dan at these times: ${NIGHTS} (UTC); raise \`maxCalls\`, or name dan earlier in \`escalation.order\``,
      ]);
    });

    it('tell the hours that a rotation with a zone of its own never has, all the year', () => {
      // London's office hours are 04:00 to 12:00 in New York, and 05:00 to 13:00 while only one of them has summer time.
      const rotations = [always, { ...office, timezone: 'Europe/London' }];
      expect(timesOfHours(warned({ agents, rotations, timezone: 'America/New_York' }))).toEqual([
        'Mon-Fri 05:00 - 12:00',
        'Mon-Thu 13:00 - 04:00; Fri 13:00 - Mon 04:00',
      ]);
    });

    it('take no notice of exceptions', () => {
      const overrides = [{ in: 'ann', from: '2026-12-02 09:00', to: '2026-12-02 17:00' }];
      expect(timesOfHours(warned({ agents, overrides, rotations: [always, office] }))).toEqual([
        'Mon-Fri 09:00 - 17:00',
        NIGHTS,
      ]);
    });

    it.each<readonly [string, object]>([
      [
        'steps lead to everybody',
        {
          rotations: [always, office],
          escalation: { order: ['on-call', 'next', 'ann', 'bob', 'cyd', 'dan'], maxCalls: 4 },
        },
      ],
      [
        'there are fewer calls than take turns',
        { rotations: [{ ...always, agents: ['ann', 'bob', 'cyd', 'dan'] }], escalation: { maxCalls: 2 } },
      ],
      [
        'each weekday has the same agent',
        {
          rotations: [
            { ...office, agents: ['ann', 'bob', 'cyd', 'dan', 'ann'], every: '1 shift' },
            { ...always, agents: ['dan', 'cyd', 'bob', 'ann'], only: ['17:00 - 09:00', 'Sat, Sun'] },
          ],
          escalation: { maxCalls: 2 },
        },
      ],
      [
        'the other rotation begins later',
        {
          rotations: [
            { ...always, agents: ['ann', 'bob', 'cyd', 'dan'] },
            { ...office, start: '2027-06-01 09:00' },
          ],
        },
      ],
    ])('do not tell of anybody when %s', (_name, rest) => {
      expect(timesOfHours(warned({ agents, ...rest }))).toEqual([]);
    });

    it('do not tell of an agent who is out all that time', () => {
      const overrides = [{ out: 'cyd', in: 'ann', from: '2026-01-01 00:00', to: '2029-01-01 00:00' }];
      const told = warned({ agents, overrides, rotations: [always, office] });
      expect(told.filter((text) => text.includes('no call reaches')).map((text) => text.slice(0, 45))).toEqual([
        'rotations[0]: no call reaches ann, bob at the',
        'rotations[1]: no call reaches dan at these ti',
      ]);
    });

    it('do not tell of hours at which nobody is called at all', () => {
      expect(
        timesOfHours(warned({ agents: AGENTS, rotations: [{ ...TURNS, only: 'Mon-Fri 09:00 - 17:00' }] })),
      ).toEqual([]);
    });
  });

  it('have a code where an agent is never called, and none where only never first', () => {
    const dan = { agents: { ...AGENTS, dan: AGENTS_DAN } };
    expect(coded(dan)).toEqual([['agents.dan', 'never-called', ['dan']]]);
    expect(coded({ ...dan, rotations: [TURNS] })).toEqual([['agents.dan', 'never-called', ['dan']]]);
    const hidden = { agents: ['dan', 'bob'], start: '2026-01-01 12:00' };
    expect(coded({ ...dan, rotations: [hidden, TURNS] })).toEqual([['rotations[0]', 'never-called', ['dan']]]);
    const eve = { agents: { ...dan.agents, eve: AGENTS_EVE }, escalation: { order: ['on-call', 'next', 'eve'] } };
    expect(coded({ ...eve, rotations: [{ ...hidden, agents: ['dan', 'eve'] }, TURNS] })).toEqual([
      ['rotations[0]', 'never-called', ['dan']],
    ]);
    const half = { agents: ['ann', 'bob'], start: '2026-01-01 08:00', every: '12 hours', only: '09:00 - 17:00' };
    expect(
      coded({ rotations: [{ agents: ['cyd', 'ann', 'bob'], start: '2026-01-01 08:00' }, half] }).map(String),
    ).toEqual(['rotations[0],never-called,cyd']);
  });

  const one: readonly [string, object, string][] = [
    ['times without a zone', { timezone: undefined, rotations: [TURNS] }, '$: times are read as UTC; write "timezone"'],
    [
      'a default team that nobody chose',
      {
        teams: { db: { agents: ['ann', 'bob'] }, web: { agents: ['bob', 'cyd'] } },
        routes: [{ alarm: 'w*', team: 'web' }],
      },
      'teams: alarms that no route matches go to the first team, db; write "defaultTeam": "db"',
    ],
    [
      'a number that two agents share',
      { agents: { ...AGENTS, cyd: { name: 'Cyd', phone: ['+447700900009', '+447700900001'] } } },
      'agents.cyd.phone: cyd has the same number as ann',
    ],
    ['an agent on no team', { teams: { db: { agents: ['ann', 'bob'] } } }, 'agents.cyd: cyd is on no team'],
    ['a team of one', { agents: { ann: AGENTS.ann } }, '$: only ann would be called; name a second agent'],
    [
      'a time with one agent',
      { rotations: [TURNS, { agents: ['bob'], only: 'Sat, Sun' }] },
      'rotations: from Sun 2026-11-22 12:00 (UTC), for a time, only bob would be called',
    ],
    [
      'different agents who are always alone',
      { rotations: [{ agents: ['ann'] }, { agents: ['bob'], only: 'Sat, Sun' }, { agents: ['cyd'], only: 'Mon' }] },
      'rotations: only one agent would be called at a time; name a second one for when that one does not answer',
    ],
    [
      'steps that only come to whoever is on call',
      { rotations: [TURNS], escalation: { order: ['on-call', 'everyone'] } },
      'rotations: only one agent would be called at a time',
    ],
    [
      'a single call',
      { rotations: [TURNS], escalation: { maxCalls: 1 } },
      'escalation.maxCalls: only 1 call is made, so nobody else is called when it is missed; raise `maxCalls`',
    ],
    [
      'a single call of one team',
      {
        teams: { db: { agents: ['ann', 'bob', 'cyd'], escalation: { maxCalls: 1 } }, web: { agents: ['ann', 'bob'] } },
        defaultTeam: 'web',
        routes: [{ alarm: 'db*', team: 'db' }],
      },
      'teams.db: only 1 call is made, so nobody else is called when it is missed; raise `maxCalls`',
    ],
    [
      'an agent beside the rotation',
      { rotations: [{ ...TURNS, agents: ['ann', 'bob'] }] },
      'agents.cyd: cyd: in no rotation and no step, so never called and only sent an SMS when nobody took an incident; name cyd in one, or delete cyd here',
    ],
    [
      'agents of a team beside its rotations, where the first is written',
      {
        agents: { ...AGENTS, dan: AGENTS_DAN },
        teams: {
          web: { agents: ['ann', 'cyd', 'bob', 'dan'], rotations: [{ ...TURNS, agents: ['ann', 'bob'] }] },
          db: { agents: ['cyd', 'dan'] },
        },
        defaultTeam: 'web',
        routes: [{ alarm: 'db*', team: 'db' }],
      },
      'teams.web.agents[1]: cyd, dan: in no rotation and no step of team web, so never called',
    ],
    [
      'an agent to whom no step comes',
      { escalation: { order: ['on-call', 'next'] } },
      'agents.cyd: cyd: in no rotation and no step',
    ],
    [
      'agents who come after the last call',
      { agents: { ...AGENTS, dan: AGENTS_DAN, eve: AGENTS_EVE } },
      'agents.dan: dan, eve: never called, as only 3 calls are made and others come first; raise `maxCalls`, or let all take turns in a rotation',
    ],
    [
      'a turn that is too far off',
      { rotations: [{ ...TURNS, start: '2026-11-02 09:00', every: '12 months' }], timezone: 'Europe/London' },
      'rotations[0]: cyd: no turn in the next 400 days; the next one begins Thu 2028-11-02 09:00 (Europe/London); shorten `every` or correct `start` if that is too late',
    ],
    [
      'a turn that is too far off, by the clock of the rotation',
      {
        rotations: [{ ...TURNS, start: '2026-11-02 09:00', every: '12 months', timezone: 'Asia/Tokyo' }],
        timezone: 'Europe/London',
      },
      'rotations[0]: cyd: no turn in the next 400 days; the next one begins Thu 2028-11-02 09:00 (Asia/Tokyo);',
    ],
    [
      'one of two rotations without a zone',
      { timezone: undefined, rotations: [TURNS, { ...TURNS, timezone: 'Asia/Tokyo' }] },
      '$: times are read as UTC; write "timezone"',
    ],
    [
      'a rotation that begins too late',
      {
        rotations: [
          { agents: ['cyd', 'bob'], start: '2026-11-02 09:00' },
          { agents: ['ann', 'bob'], start: '2062-11-23 09:00' },
        ],
      },
      'rotations[1]: ann: no turn in the next 400 days; the next one begins Thu 2062-11-23 09:00 (UTC)',
    ],
    [
      'several turns that are too far off',
      { rotations: [{ ...TURNS, start: '2026-01-02 09:00', every: '24 months' }] },
      'rotations[0]: bob, cyd: no turn in the next 400 days; the next one, of bob, begins Sun 2028-01-02 09:00 (UTC)',
    ],
    [
      'a turn in another century',
      {
        rotations: [{ ...TURNS, agents: ['ann', 'bob'], start: '2026-01-02 09:00', every: '999 months' }],
        agents: { ann: AGENTS.ann, bob: AGENTS.bob },
      },
      'rotations[0]: bob: no turn in the next 400 days; shorten `every` or correct `start` if that is too late',
    ],
    [
      'an agent whose turns fall outside of the window',
      {
        rotations: [
          { agents: ['cyd'] },
          { agents: ['ann', 'bob'], start: '2026-01-01 08:00', every: '12 hours', only: '09:00 - 17:00' },
        ],
      },
      'rotations[1]: bob: never on call in the next 400 days',
    ],
    [
      'a rotation that later ones cover',
      {
        rotations: [
          { agents: ['cyd', 'ann'], start: '2026-01-01 12:00' },
          { agents: ['ann', 'bob'], start: '2026-01-01 12:00' },
        ],
      },
      'rotations[0]: cyd: never on call in the next 400 days',
    ],
    [
      'a step after the last call',
      { escalation: { order: ['ann', 'bob', 'cyd'], maxCalls: 2 } },
      'escalation.order[2]: this step is never reached: only 2 calls are made; raise `maxCalls` or delete the step',
    ],
    [
      'a next that finds nobody',
      {
        rotations: [{ ...TURNS, agents: ['ann', 'bob'] }],
        escalation: { order: ['on-call', 'next', 'next'] },
        agents: { ann: AGENTS.ann, bob: AGENTS.bob },
      },
      'escalation.order[2]: this step never finds anybody',
    ],
    [
      'an override that is over',
      { overrides: [{ out: 'ann', in: 'bob', from: '2026-11-01 00:00', to: '2026-11-22 12:00' }] },
      'overrides[0]: this has been over since Sun 2026-11-22 12:00 (UTC); delete it',
    ],
    [
      'an override of an agent who would not be called',
      {
        teams: { db: { agents: ['ann', 'bob'] } },
        overrides: [{ out: 'cyd', in: 'bob', from: '2026-12-01 00:00', to: '2026-12-02 00:00' }],
        agents: AGENTS,
      },
      'overrides[0]: this changes nothing: nobody would call cyd in that time',
    ],
    [
      'an addition of who is on call anyway',
      { overrides: [{ in: 'ann', from: '2026-12-01 00:00', to: '2026-12-02 00:00' }] },
      'overrides[0]: this changes nothing: ann is on call in that time anyway',
    ],
    [
      'overrides that contradict each other',
      {
        overrides: [
          { out: 'ann', in: 'bob', from: '2026-12-01 00:00', to: '2026-12-03 00:00' },
          { out: 'ann', in: 'cyd', from: '2026-12-02 00:00', to: '2026-12-04 00:00' },
        ],
      },
      'overrides[1]: this overlaps overrides[0], and both decide about the same agents; where they differ, this later one wins',
    ],
    [
      'overrides of which one changes what the other says',
      {
        overrides: [
          { out: 'ann', in: 'bob', from: '2026-12-01 00:00', to: '2026-12-03 00:00' },
          { out: 'bob', in: 'cyd', from: '2026-12-02 00:00', to: '2026-12-04 00:00' },
        ],
      },
      'overrides[1]: this overlaps overrides[0]',
    ],
    [
      'an override that takes out whom another puts on call',
      {
        overrides: [
          { in: 'ann', from: '2026-12-01 00:00', to: '2026-12-03 00:00' },
          { out: 'ann', in: 'cyd', from: '2026-12-01 00:00', to: '2026-12-03 00:00' },
        ],
      },
      'overrides[1]: this overlaps overrides[0]',
    ],
    [
      'an override that puts on call whom another takes out',
      {
        overrides: [
          { out: 'cyd', in: 'ann', from: '2026-12-01 00:00', to: '2026-12-03 00:00' },
          { in: 'cyd', from: '2026-12-01 00:00', to: '2026-12-03 00:00' },
        ],
      },
      'overrides[1]: this overlaps overrides[0]',
    ],
    [
      'an added agent who is out',
      {
        overrides: [
          { in: 'cyd', from: '2026-12-01 00:00', to: '2026-12-03 00:00' },
          { out: 'cyd', from: '2026-12-02 00:00', to: '2026-12-04 00:00' },
        ],
      },
      'overrides[1]: this overlaps overrides[0]',
    ],
    [
      'an override whose effect another undoes, which is then the reason',
      {
        rotations: [TURNS],
        overrides: [
          { out: 'ann', in: 'bob', from: '2026-12-01 00:00', to: '2026-12-03 00:00' },
          { out: 'ann', from: '2026-12-01 00:00', to: '2026-12-03 00:00' },
        ],
      },
      'overrides[0]: this changes nothing: overrides[1] decides about the same agents in that time; correct or delete it',
    ],
    [
      'a route after one that matches everything',
      {
        teams: { db: { agents: ['ann', 'bob', 'cyd'] } },
        routes: [
          { alarm: '*', team: 'db' },
          { alarm: 'x', team: 'db' },
        ],
      },
      'routes[1]: no alarm reaches this route: routes[0] matches all of them',
    ],
    [
      'a team to which no route leads',
      { teams: { db: { agents: ['ann', 'bob', 'cyd'] }, web: { agents: ['ann', 'bob'] } }, defaultTeam: 'db' },
      'teams.web: no alarm reaches team web; add a route to it',
    ],
    [
      'a silence of everything',
      { silences: [{ alarm: '*', to: '2099-01-01 00:00' }] },
      'silences[0]: this silences every alarm until Thu 2099-01-01 00:00 (UTC): nobody is called, whatever happens; name the alarms that you mean',
    ],
    [
      'a silence of everything that is to come',
      { silences: [{ region: ['eu-*', '*'], from: '2026-12-01 00:00', to: '2026-12-01 04:00' }] },
      'silences[0]: this silences every alarm from Tue 2026-12-01 00:00 (UTC) until Tue 2026-12-01 04:00 (UTC)',
    ],
    [
      'a long silence',
      { silences: [{ alarm: 'web-*', to: '2027-02-21 12:00' }] },
      'silences[0]: this silences alarms until Sun 2027-02-21 12:00 (UTC), for 91 days; write an earlier `to`, so that it is not forgotten',
    ],
    [
      'a long silence that is to come',
      { silences: [{ alarm: 'web-*', from: '2026-12-01 00:00', to: '2027-03-02 00:00' }] },
      'silences[0]: this silences alarms from Tue 2026-12-01 00:00 (UTC) until Tue 2027-03-02 00:00 (UTC), for 91 days',
    ],
    [
      'a silence that is over',
      { silences: [{ alarm: '*', to: '2026-11-22 12:00' }] },
      'silences[0]: this has been over since Sun 2026-11-22 12:00 (UTC); delete it',
    ],
  ];
  it.each(one)('tell of %s', (_name, rest, expected) => {
    expect(warned(rest).map((text) => text.slice(0, expected.length))).toContain(expected);
  });

  const none: readonly [string, object][] = [
    [
      'a step that is reached when an earlier one is skipped',
      { rotations: [TURNS], escalation: { order: ['on-call', 'ann', 'bob', 'cyd'], maxCalls: 3 } },
    ],
    [
      'an override that is still on',
      { overrides: [{ out: 'ann', in: 'bob', from: '2026-11-01 00:00', to: '2026-11-22 12:01' }] },
    ],
    [
      'an override that changes only who comes next',
      { overrides: [{ out: 'bob', from: '2026-12-01 00:00', to: '2026-12-02 00:00' }] },
    ],
    [
      'two overrides after each other',
      {
        overrides: [
          { in: 'bob', from: '2026-12-01 00:00', to: '2026-12-02 00:00' },
          { in: 'cyd', from: '2026-12-02 00:00', to: '2026-12-03 00:00' },
        ],
      },
    ],
    [
      'overlapping overrides of different agents',
      {
        overrides: [
          { out: 'ann', from: '2026-12-01 00:00', to: '2026-12-02 00:00' },
          { out: 'cyd', from: '2026-12-01 00:00', to: '2026-12-02 00:00' },
        ],
        agents: { ...AGENTS, dan: AGENTS_DAN, eve: AGENTS_EVE },
      },
    ],
    [
      'an agent who is out while somebody else is added',
      {
        rotations: [TURNS],
        overrides: [
          { out: 'ann', from: '2026-12-08 09:00', to: '2026-12-09 09:00' },
          { in: 'bob', from: '2026-12-08 09:00', to: '2026-12-09 09:00' },
        ],
      },
    ],
    [
      'two overrides that say the same of overlapping times',
      {
        overrides: [
          { out: 'ann', in: 'bob', from: '2026-12-01 00:00', to: '2026-12-03 00:00' },
          { out: 'ann', in: 'bob', from: '2026-12-02 00:00', to: '2026-12-04 00:00' },
        ],
      },
    ],
    ['rotations that all have a zone', { timezone: undefined, rotations: [{ ...TURNS, timezone: 'Asia/Tokyo' }] }],
    ['a silence that is not over', { silences: [{ alarm: 'web-*', to: '2026-11-22 12:01' }] }],
    ['a silence of ninety days', { silences: [{ alarm: 'web-*', to: '2027-02-20 12:00' }] }],
    ['a silence of one region', { silences: [{ alarm: '*', region: 'eu-*', to: '2026-11-22 12:01' }] }],
    [
      'an agent who is only a later step',
      {
        rotations: [{ ...TURNS, agents: ['ann', 'bob'] }],
        escalation: { order: ['on-call', 'next', 'cyd', 'everyone'] },
      },
    ],
    [
      'an agent beside the rotation who will stand in',
      {
        rotations: [{ ...TURNS, agents: ['ann', 'bob'] }],
        overrides: [{ out: 'bob', in: 'cyd', from: '2028-12-01 00:00', to: '2028-12-31 00:00' }],
      },
    ],
    [
      'an agent who is out of the rotation all that time',
      {
        rotations: [TURNS],
        overrides: [{ out: 'cyd', in: 'ann', from: '2026-01-01 00:00', to: '2029-01-01 00:00' }],
      },
    ],
    [
      'an agent who is out all that time',
      { overrides: [{ out: 'cyd', from: '2026-01-01 00:00', to: '2029-01-01 00:00' }] },
    ],
  ];
  it.each(none)('do not tell of %s', (_name, rest) => {
    expect(warned(rest)).toEqual([]);
  });

  it.each<readonly [string, object, string]>([
    ['written twice', { from: '2026-12-01 00:00', to: '2026-12-03 00:00' }, 'overrides[1]: … overrides[0]'],
    ['longer', { from: '2026-12-01 00:00', to: '2026-12-04 00:00' }, 'overrides[0]: … overrides[1]'],
    ['shorter', { from: '2026-12-02 00:00', to: '2026-12-03 00:00' }, 'overrides[1]: … overrides[0]'],
  ])('tell once of an override that another makes needless: %s', (_name, times, expected) => {
    const first = { out: 'ann', in: 'bob', from: '2026-12-01 00:00', to: '2026-12-03 00:00' };
    expect(warned({ overrides: [first, { ...first, ...times }] })).toEqual([
      `${expected.replace('…', 'this changes nothing:')} says the same; delete it`,
    ]);
  });

  it.each<readonly [string, object, string]>([
    ['agents as written', { escalation: { maxCalls: 1 } }, 'escalation.maxCalls: only 1 call is made'],
    [
      'an order',
      { rotations: [TURNS], escalation: { order: ['on-call', 'next'], maxCalls: 1 } },
      'escalation.order[1]: this step is never reached: only 1 call is made; raise `maxCalls` or delete the step',
    ],
    [
      'an order that names somebody beside the rotation',
      {
        rotations: [{ ...TURNS, agents: ['ann', 'bob'] }],
        escalation: { order: ['on-call', 'next', 'cyd'], maxCalls: 2 },
      },
      'escalation.order[2]: this step is never reached: only 2 calls are made; raise `maxCalls` or delete the step',
    ],
    [
      'an order of agents as written',
      { escalation: { order: ['on-call', 'next', 'next'], maxCalls: 2 } },
      'escalation.order[2]: this step is never reached: only 2 calls are made; raise `maxCalls` or delete the step',
    ],
  ])('tell once of too few calls: %s', (_name, rest, expected) => {
    const told = warned(rest);
    expect(told).toHaveLength(1);
    expect(told[0]?.slice(0, expected.length)).toBe(expected);
  });

  it('do not tell by name whom a team never calls that is never covered', () => {
    const teams = {
      db: { agents: ['cyd'], rotations: [{ agents: ['ann', 'bob'], start: '2030-01-01 00:00' }] },
    };
    expect(warned({ teams })).toEqual([
      expect.stringContaining('teams.db: nobody is on call for team db in the next 400 days'),
      expect.stringContaining('teams.db.rotations[0]: ann, bob: no turn'),
    ]);
  });

  it('are told once when they are about something that all teams share', () => {
    const teams = { db: { agents: ['ann', 'bob', 'cyd'] }, web: { agents: ['ann', 'bob', 'cyd'] } };
    const told = warned({
      teams,
      routes: [{ alarm: 'w*', team: 'web' }],
      defaultTeam: 'db',
      escalation: { order: ['ann', 'bob', 'cyd'], maxCalls: 2 },
      overrides: [{ out: 'ann', from: '2026-11-01 00:00', to: '2026-11-02 00:00' }],
    });
    expect(told).toHaveLength(2);
  });

  it('get their line and column from the text', () => {
    const text = `{\n  "agents": {\n    "ann": { "name": "Ann", "phone": "+447700900001" },\n    "bob": { "name": "Bob", "phone": "+447700900001" }\n  }\n}`;
    const parsed = parseRoster(text);
    const placed = parsed.ok ? placeRemarks(text, warnings(parsed.roster, NOW)) : [];
    expect(placed).toMatchObject([{ path: 'agents.bob.phone', line: 4, column: 29 }]);
  });
});

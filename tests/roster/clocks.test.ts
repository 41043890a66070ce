import { describe, expect, it } from '@jest/globals';
import { shifts } from '../../src/roster/shifts';
import { callOrder } from '../../src/roster/calls';
import { turns } from '../../src/roster/rotation';
import { warnings } from '../../src/roster/warnings';
import { wallMsAt } from '../../src/roster/zone';
import { at, remarkTexts, rosterOf, teamOf } from './sample';

/** From an instant on, this agent is on call. */
type Handoff = readonly [string, string];

interface Walk {
  readonly zone: string;
  readonly night: string;
  readonly start: string;
  readonly handoffs: readonly Handoff[];
}

/**
 * Hourly turns of ann, bob and cyd through a night. When the clocks change is from the tz database:
 * London 2026-03-29 01:00Z forward, 2026-10-25 01:00Z back. New York 2026-03-08 07:00Z forward, 2026-11-01 06:00Z back.
 * Lord Howe, by half an hour: 2026-04-04 15:00Z back, 2026-10-03 15:30Z forward. Tokyo and Kathmandu (+05:45) never.
 */
const WALKS: readonly Walk[] = [
  {
    zone: 'Europe/London',
    night: 'forward: 01:00 is skipped, so bob has no turn',
    start: '2026-03-29 00:00',
    handoffs: [
      ['2026-03-29T00:00Z', 'ann'],
      ['2026-03-29T01:00Z', 'cyd'],
      ['2026-03-29T02:00Z', 'ann'],
      ['2026-03-29T03:00Z', 'bob'],
    ],
  },
  {
    zone: 'Europe/London',
    night: 'back: 01:00 comes twice, so bob has two hours',
    start: '2026-10-25 00:00',
    handoffs: [
      ['2026-10-24T23:00Z', 'ann'],
      ['2026-10-25T00:00Z', 'bob'],
      ['2026-10-25T02:00Z', 'cyd'],
      ['2026-10-25T03:00Z', 'ann'],
    ],
  },
  {
    zone: 'America/New_York',
    night: 'forward: 02:00 is skipped, so cyd has no turn',
    start: '2026-03-08 00:00',
    handoffs: [
      ['2026-03-08T05:00Z', 'ann'],
      ['2026-03-08T06:00Z', 'bob'],
      ['2026-03-08T07:00Z', 'ann'],
      ['2026-03-08T08:00Z', 'bob'],
    ],
  },
  {
    zone: 'America/New_York',
    night: 'back: 01:00 comes twice, so bob has two hours',
    start: '2026-11-01 00:00',
    handoffs: [
      ['2026-11-01T04:00Z', 'ann'],
      ['2026-11-01T05:00Z', 'bob'],
      ['2026-11-01T07:00Z', 'cyd'],
      ['2026-11-01T08:00Z', 'ann'],
    ],
  },
  {
    zone: 'Australia/Lord_Howe',
    night: 'forward by half an hour: 02:00 is skipped, cyd begins at 02:30',
    start: '2026-10-04 00:00',
    handoffs: [
      ['2026-10-03T13:30Z', 'ann'],
      ['2026-10-03T14:30Z', 'bob'],
      ['2026-10-03T15:30Z', 'cyd'],
      ['2026-10-03T16:00Z', 'ann'],
      ['2026-10-03T17:00Z', 'bob'],
    ],
  },
  {
    zone: 'Australia/Lord_Howe',
    night: 'back by half an hour: 01:30 comes twice, so bob has an hour and a half',
    start: '2026-04-05 00:00',
    handoffs: [
      ['2026-04-04T13:00Z', 'ann'],
      ['2026-04-04T14:00Z', 'bob'],
      ['2026-04-04T15:30Z', 'cyd'],
      ['2026-04-04T16:30Z', 'ann'],
    ],
  },
  ...['2026-03-29', '2026-10-25'].map((day) => ({
    zone: 'Asia/Tokyo',
    night: `that never changes, ${day}`,
    start: `${day} 00:00`,
    handoffs: hourly(at(`${day}T00:00+09:00`)),
  })),
  ...['2026-03-29', '2026-10-25'].map((day) => ({
    zone: 'Asia/Kathmandu',
    night: `that never changes, ${day}`,
    start: `${day} 00:00`,
    handoffs: hourly(at(`${day}T00:00+05:45`)),
  })),
];

function hourly(startMs: number): readonly Handoff[] {
  return ['ann', 'bob', 'cyd', 'ann', 'bob'].map((agent, hours) => [
    new Date(startMs + hours * 3_600_000).toISOString(),
    agent,
  ]);
}

const HALF_MINUTE_MS = 30_000;

describe('a night in which the clocks change', () => {
  it.each(WALKS)('$zone $night', ({ zone, start, handoffs }) => {
    const rotations = [{ agents: ['ann', 'bob', 'cyd'], start, every: '1 hour' }];
    const roster = rosterOf({ timezone: zone, rotations });
    const team = teamOf(roster);
    const firstMs = at(handoffs[0]?.[0] ?? '');
    const lastMs = at(handoffs.at(-1)?.[0] ?? '') + 1_800_000;
    const seen: Handoff[] = [];
    let before: string | undefined;
    for (let atMs = firstMs - 3_600_000; atMs < lastMs; atMs += HALF_MINUTE_MS) {
      const now = callOrder(team, atMs)[0]?.id;
      if (now !== undefined && now !== before) seen.push([new Date(atMs).toISOString(), now]);
      before = now;
    }
    expect(seen).toEqual(handoffs.map(([iso, agent]) => [new Date(at(iso)).toISOString(), agent]));
  });
});

describe('handoffs', () => {
  it('keep their time of day over both changes of the clocks', () => {
    const rotations = [{ agents: ['ann', 'bob'], start: '2026-03-28 09:00', every: '1 day' }];
    const team = teamOf(rosterOf({ timezone: 'Europe/London', rotations }));
    const spring = shifts(team, at('2026-03-28T09:00Z'), at('2026-03-30T08:00Z'));
    expect(spring.map((shift) => new Date(shift.fromMs).toISOString())).toEqual([
      '2026-03-28T09:00:00.000Z',
      '2026-03-29T08:00:00.000Z',
    ]);
    const autumn = shifts(team, at('2026-10-24T08:00Z'), at('2026-10-26T09:00Z'));
    expect(autumn.map((shift) => new Date(shift.fromMs).toISOString())).toEqual([
      '2026-10-24T08:00:00.000Z',
      '2026-10-25T09:00:00.000Z',
    ]);
  });

  it('keep their time of day when they are counted in hours', () => {
    const rotations = [{ agents: ['ann', 'bob'], start: '2026-10-24 21:00', every: '12 hours' }];
    const team = teamOf(rosterOf({ timezone: 'America/New_York', rotations }));
    const [, sunday] = shifts(team, at('2026-10-31T13:00Z'), at('2026-11-02T02:00Z'));
    expect(sunday).toMatchObject({
      fromMs: at('2026-11-01T01:00Z'),
      toMs: at('2026-11-01T14:00Z'),
      agent: { id: 'ann' },
    });
  });
});

describe('a rotation with a zone of its own', () => {
  /** Everywhere and always ann, but for London's office hours. */
  const team = teamOf(
    rosterOf({
      timezone: 'America/New_York',
      rotations: [{ agents: ['ann'] }, { agents: ['bob'], only: 'Mon-Fri 09:00 - 17:00', timezone: 'Europe/London' }],
    }),
  );

  // London changes its clocks on 29 March and 25 October, New York on 8 March and 1 November.
  it.each([
    ['before both changes of spring', '2026-03-06', '09:00', '17:00'],
    ['between them', '2026-03-09', '09:00', '17:00'],
    ['on the last day before its own', '2026-03-27', '09:00', '17:00'],
    ['after both', '2026-03-30', '08:00', '16:00'],
    ['before both changes of autumn', '2026-10-23', '08:00', '16:00'],
    ['between them', '2026-10-26', '09:00', '17:00'],
    ['after both', '2026-11-02', '09:00', '17:00'],
  ])('applies by its own clock %s: on %s from %sZ to %sZ', (_when, day, from, to) => {
    const found = shifts(team, at(`${day}T00:00Z`), at(`${day}T23:59Z`)).filter(({ agent }) => agent.id === 'bob');
    expect(found.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[at(`${day}T${from}Z`), at(`${day}T${to}Z`)]]);
  });

  it('hands over by its own clock, over both changes of it', () => {
    const rotations = [
      { agents: ['ann', 'bob'], start: '2026-03-28 09:00', every: '1 day', timezone: 'Europe/London' },
    ];
    const inTokyo = teamOf(rosterOf({ timezone: 'Asia/Tokyo', rotations }));
    const handoffs = (from: string, to: string): readonly string[] =>
      shifts(inTokyo, at(from), at(to))
        .slice(1)
        .map(({ fromMs, agent }) => `${new Date(fromMs).toISOString()} ${agent.id}`);
    expect(handoffs('2026-03-28T09:00Z', '2026-03-31T00:00Z')).toEqual([
      '2026-03-29T08:00:00.000Z bob',
      '2026-03-30T08:00:00.000Z ann',
    ]);
    // 24 October is 210 days after the start.
    expect(handoffs('2026-10-23T12:00Z', '2026-10-26T12:00Z')).toEqual([
      '2026-10-24T08:00:00.000Z ann',
      '2026-10-25T09:00:00.000Z bob',
      '2026-10-26T09:00:00.000Z ann',
    ]);
  });
});

it('a turn that ended the first time that the clock showed an hour is over the second time', () => {
  const rotations = [{ agents: ['ann', 'bob'], start: '2026-10-25 00:30', every: '1 hour' }];
  const [rotation] = teamOf(rosterOf({ timezone: 'Europe/London', rotations })).rotations;
  const found = rotation && turns(rotation, 'Europe/London', at('2026-10-25T01:10Z'), at('2026-10-25T01:11Z'));
  expect(found).toEqual([{ fromMs: at('2026-10-25T00:30Z'), toMs: at('2026-10-25T02:30Z'), index: 1, number: 1 }]);
});

/** Day and time of day, UTC. */
function minute(atMs: number): string {
  return new Date(atMs).toISOString().slice(8, 16);
}

describe('turns of one night each', () => {
  // London: 2026-03-29 01:00Z forward, 2026-10-25 01:00Z back.
  it.each([
    [
      'spring',
      '2026-03-27 22:00',
      '2026-03-27T12:00Z',
      ['27T22:00 28T06:00 ann', '28T22:00 29T05:00 bob', '29T21:00 30T05:00 cyd', '30T21:00 31T05:00 ann'],
    ],
    [
      'autumn',
      '2026-10-23 22:00',
      '2026-10-23T12:00Z',
      ['23T21:00 24T05:00 ann', '24T21:00 25T06:00 bob', '25T22:00 26T06:00 cyd', '26T22:00 27T06:00 ann'],
    ],
  ])('keep their hours over the change of %s', (_season, start, fromIso, expected) => {
    const rotations = [{ agents: ['ann', 'bob', 'cyd'], start, every: '1 shift', only: '22:00 - 06:00' }];
    const team = teamOf(rosterOf({ timezone: 'Europe/London', rotations }));
    const found = shifts(team, at(fromIso), at(fromIso) + 4 * 86_400_000);
    expect(found.map(({ fromMs, toMs, agent }) => `${minute(fromMs)} ${minute(toMs)} ${agent.id}`)).toEqual(expected);
  });

  it('do not take place when the clock skips all of them, and are counted all the same', () => {
    const rotations = [
      { agents: ['ann', 'bob', 'cyd'], start: '2026-03-28 01:10', every: '1 shift', only: '01:10 - 01:50' },
    ];
    const team = teamOf(rosterOf({ timezone: 'Europe/London', rotations }));
    const found = shifts(team, at('2026-03-28T00:00Z'), at('2026-03-31T00:00Z'));
    expect(found.map(({ fromMs, agent }) => `${minute(fromMs)} ${agent.id}`)).toEqual(['28T01:10 ann', '30T00:10 cyd']);
  });

  it('are longer by the hour that comes twice when they hand over in it', () => {
    const rotations = [
      { agents: ['ann', 'bob'], start: '2026-10-25 00:00', every: '1 shift', only: ['00:00 - 01:30', '01:30 - 03:00'] },
    ];
    const team = teamOf(rosterOf({ timezone: 'Europe/London', rotations }));
    const found = shifts(team, at('2026-10-24T20:00Z'), at('2026-10-25T12:00Z'));
    expect(found.map(({ fromMs, agent }) => `${minute(fromMs)} ${agent.id}`)).toEqual(['24T23:00 ann', '25T00:30 bob']);
    expect(found[1]?.toMs).toBe(at('2026-10-25T03:00Z'));
  });
});

/** The shifts of an agent who is on call in a window only, each as `start end`. */
function night(zone: string, only: string, fromIso: string, toIso: string): readonly string[] {
  const team = teamOf(rosterOf({ timezone: zone, rotations: [{ agents: ['ann'], only }] }));
  return shifts(team, at(fromIso), at(toIso)).map(
    (shift) => `${new Date(shift.fromMs).toISOString()} ${new Date(shift.toMs).toISOString()}`,
  );
}

describe('windows', () => {
  const nights: readonly [string, string, string, string, string, string][] = [
    [
      'spring, an hour short',
      'Europe/London',
      'Sat 22:00 - Sun 08:00',
      '2026-03-28T00:00Z',
      '2026-03-28T22:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
    ],
    [
      'autumn, an hour long',
      'Europe/London',
      'Sat 22:00 - Sun 08:00',
      '2026-10-24T00:00Z',
      '2026-10-24T21:00:00.000Z',
      '2026-10-25T08:00:00.000Z',
    ],
    [
      'that begins in the skipped hour',
      'Europe/London',
      'Sun 01:30 - 04:00',
      '2026-03-28T00:00Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T03:00:00.000Z',
    ],
    [
      'that ends in the doubled hour, the first time',
      'Europe/London',
      'Sat 22:00 - Sun 01:30',
      '2026-10-24T00:00Z',
      '2026-10-24T21:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'that begins in the doubled half hour, the first time',
      'Australia/Lord_Howe',
      'Sun 01:45 - 03:00',
      '2026-04-04T00:00Z',
      '2026-04-04T14:45:00.000Z',
      '2026-04-04T16:30:00.000Z',
    ],
  ];
  it.each(nights)('%s', (_name, zone, only, fromIso, startIso, endIso) => {
    const toIso = new Date(at(fromIso) + 2 * 86_400_000).toISOString();
    expect(night(zone, only, fromIso, toIso)).toEqual([`${startIso} ${endIso}`]);
  });

  it('do not take place when the clock skips all of it', () => {
    expect(night('Europe/London', 'Sun 01:10 - 01:50', '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual([]);
  });
});

describe('times that the clock shows twice or not at all', () => {
  it('mean the first of the two, with a warning', () => {
    const roster = rosterOf({
      timezone: 'Europe/London',
      overrides: [{ out: 'ann', from: '2026-10-25 01:30', to: '2026-10-25 03:00' }],
    });
    expect(teamOf(roster).overrides[0]?.fromMs).toBe(at('2026-10-25T00:30Z'));
    expect(remarkTexts(warnings(roster, at('2026-10-01T00:00Z')))).toEqual([
      'overrides[0].from: `2026-10-25 01:30` comes twice in Europe/London, because the clocks go back then; the first one counts; write another time if that matters',
    ]);
  });
});

describe('the change of the clocks itself', () => {
  it('is the first instant of the new time, whatever was asked first', () => {
    // Dublin is asked for nowhere else, so nothing is known of it yet.
    const change = at('2026-03-29T01:00Z');
    expect(new Date(wallMsAt(change, 'Europe/Dublin')).toISOString()).toBe('2026-03-29T02:00:00.000Z');
    expect(new Date(wallMsAt(change - 1, 'Europe/Dublin')).toISOString()).toBe('2026-03-29T00:59:59.999Z');
    expect(new Date(wallMsAt(change, 'Europe/Dublin')).toISOString()).toBe('2026-03-29T02:00:00.000Z');
  });

  it('may bring yesterday back: a window that began before the change goes on', () => {
    // St. John's, 2009-11-01 02:31Z: from 00:01 back to 23:01 of the day before.
    const rotations = [{ agents: ['ann'], only: 'Sun' }];
    const team = teamOf(rosterOf({ timezone: 'America/St_Johns', rotations }));
    const sunday = { fromMs: at('2009-11-01T02:30Z'), toMs: at('2009-11-02T03:30Z'), agent: { id: 'ann' } };
    expect(shifts(team, at('2009-10-31T00:00Z'), at('2009-11-03T00:00Z'))).toMatchObject([sunday]);
    expect(shifts(team, at('2009-11-01T03:00Z'), at('2009-11-01T03:01Z'))).toHaveLength(1);
  });
});

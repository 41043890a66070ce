import { describe, expect, it } from '@jest/globals';
import { callOrder, everyoneAt } from '../../src/roster/calls';
import { at, ids, rosterOf, teamOf } from './sample';

const WEEKLY = { agents: ['ann', 'bob', 'cyd'], start: '2026-01-05 09:00' };

/** Monday 9 November 2026 09:00 is 44 weeks after the start: cyd, then ann (16th), bob (23rd). */
const CYD_WEEK = '2026-11-11T12:00Z';
const ANN_WEEK = '2026-11-18T12:00Z';

function orderAt(iso: string, rest: object): string {
  const roster = rosterOf(rest);
  return ids(callOrder(teamOf(roster), at(iso)));
}

describe('the order of calls', () => {
  it('is the agents as written when there is no rotation', () => {
    expect(orderAt(ANN_WEEK, {})).toBe('ann bob cyd');
  });

  it('begins with whoever is on call and goes on with the others of that rotation', () => {
    expect(orderAt(CYD_WEEK, { rotations: [WEEKLY] })).toBe('cyd ann bob');
    expect(orderAt(ANN_WEEK, { rotations: [WEEKLY] })).toBe('ann bob cyd');
  });

  it('turns at the second of the handoff, not before', () => {
    expect(orderAt('2026-11-16T08:59:59Z', { rotations: [WEEKLY] })).toBe('cyd ann bob');
    expect(orderAt('2026-11-16T09:00:00Z', { rotations: [WEEKLY] })).toBe('ann bob cyd');
  });

  it('calls an agent with two turns in a rotation once', () => {
    const rotation = { ...WEEKLY, agents: ['ann', 'bob', 'ann', 'cyd'] };
    expect(orderAt('2026-01-05T09:00Z', { rotations: [rotation] })).toBe('ann bob cyd');
    expect(orderAt('2026-01-19T09:00Z', { rotations: [rotation] })).toBe('ann cyd bob');
  });

  it('is empty before the first handoff and outside of all windows', () => {
    expect(orderAt('2026-01-05T08:59:59Z', { rotations: [WEEKLY] })).toBe('');
    expect(orderAt(ANN_WEEK, { rotations: [{ agents: ['bob'], only: 'Sat, Sun' }] })).toBe('');
  });

  const steps: readonly [string, readonly string[], string, string][] = [
    ['takes the steps as written', ['on-call', 'next'], CYD_WEEK, 'cyd ann'],
    ['follows the rotation with every next', ['next', 'next', 'on-call'], CYD_WEEK, 'ann bob cyd'],
    ['skips a next when the rotation has nobody left', ['on-call', 'next', 'next', 'next'], CYD_WEEK, 'cyd ann bob'],
    ['skips a next who was called by name already', ['bob', 'next', 'next'], CYD_WEEK, 'bob ann'],
    ['skips an agent by name who was called already', ['on-call', 'cyd', 'ann'], CYD_WEEK, 'cyd ann'],
    ['calls an agent again who is written again', ['ann', 'bob', 'ann'], CYD_WEEK, 'ann bob ann'],
    [
      'calls whoever is on call again when that is written again',
      ['on-call', 'on-call', 'next'],
      CYD_WEEK,
      'cyd cyd ann',
    ],
    ['makes no call for everyone', ['on-call', 'everyone'], CYD_WEEK, 'cyd'],
    ['leaves out on-call and next while nobody is on call', ['on-call', 'next', 'bob'], '2026-01-01T00:00Z', 'bob'],
  ];
  it.each(steps)('%s', (_name, order, iso, expected) => {
    expect(orderAt(iso, { rotations: [WEEKLY], escalation: { order } })).toBe(expected);
  });
});

describe('rotations', () => {
  const weekend = { agents: ['bob'], only: 'Fri 22:00 - Mon 08:00' };

  const lastWins: readonly [string, string][] = [
    ['2026-11-20T21:59:59Z', 'ann bob cyd'],
    ['2026-11-20T22:00:00Z', 'bob'],
    ['2026-11-23T07:59:59Z', 'bob'],
    ['2026-11-23T08:00:00Z', 'ann bob cyd'],
    ['2026-11-23T09:00:00Z', 'bob cyd ann'],
  ];
  it.each(lastWins)('the last one that applies decides: at %s %s', (iso, expected) => {
    expect(orderAt(iso, { rotations: [WEEKLY, weekend] })).toBe(expected);
  });

  it('an earlier one decides where the last one has not begun', () => {
    const rotations = [weekend, { agents: ['cyd'], start: '2026-11-22 00:00' }];
    expect(orderAt('2026-11-21T23:59:59Z', { rotations })).toBe('bob');
    expect(orderAt('2026-11-22T00:00:00Z', { rotations })).toBe('cyd');
  });

  const windows: readonly [string | readonly string[], string, boolean][] = [
    ['Mon-Fri 09:00 - 17:00', '2026-11-20T09:00:00Z', true],
    ['Mon-Fri 09:00 - 17:00', '2026-11-20T17:00:00Z', false],
    ['Mon-Fri 09:00 - 17:00', '2026-11-21T12:00:00Z', false],
    ['18:00-08:00', '2026-11-21T07:59:59Z', true],
    ['18:00-08:00', '2026-11-21T08:00:00Z', false],
    ['18:00-08:00', '2026-11-21T18:00:00Z', true],
    ['Fri 18:00 - 08:00', '2026-11-21T07:00:00Z', true],
    ['Fri 18:00 - 08:00', '2026-11-20T07:00:00Z', false],
    ['Sat, Sun', '2026-11-21T00:00:00Z', true],
    ['Sat, Sun', '2026-11-22T23:59:59Z', true],
    ['Sat, Sun', '2026-11-23T00:00:00Z', false],
    ['Fri-Mon', '2026-11-23T12:00:00Z', true],
    ['Fri-Mon', '2026-11-24T00:00:00Z', false],
    ['Mon-Wed, Fri 10:00 - 11:00', '2026-11-20T10:30:00Z', true],
    ['Mon-Wed, Fri 10:00 - 11:00', '2026-11-19T10:30:00Z', false],
    ['20:00 - 24:00', '2026-11-20T23:59:59Z', true],
    ['20:00 - 24:00', '2026-11-21T00:00:00Z', false],
    ['Mon 08:00 - Mon 07:00', '2026-11-23T07:30:00Z', false],
    ['Mon 08:00 - Mon 07:00', '2026-11-22T07:30:00Z', true],
    ['Mon 08:00 - Mon 17:00', '2026-11-23T16:59:59Z', true],
    ['Mon 08:00 - Mon 17:00', '2026-11-23T17:00:00Z', false],
    ['Fri 22:00 - Sun 24:00', '2026-11-22T23:59:59Z', true],
    ['Fri 22:00 - Sun 24:00', '2026-11-23T00:00:00Z', false],
    [['Sat', '12:00 - 13:00'], '2026-11-20T12:30:00Z', true],
    [['Sat', '12:00 - 13:00'], '2026-11-20T13:30:00Z', false],
    [['Sat', '12:00 - 13:00'], '2026-11-21T13:30:00Z', true],
  ];
  it.each(windows)('only %j applies at %s: %s', (only, iso, applies) => {
    expect(orderAt(iso, { rotations: [{ agents: ['ann'], only }] })).toBe(applies ? 'ann' : '');
  });

  const periods: readonly [string, string, string, string][] = [
    ['12 hours', '2026-01-05 09:00', '2026-01-05T20:59:59Z', 'ann'],
    ['12 hours', '2026-01-05 09:00', '2026-01-05T21:00:00Z', 'bob'],
    ['1 day', '2026-12-30 09:00', '2027-01-01T08:59:59Z', 'bob'],
    ['1 day', '2026-12-30 09:00', '2027-01-01T09:00:00Z', 'cyd'],
    ['1 day', '2028-02-28 09:00', '2028-02-29T09:00:00Z', 'bob'],
    ['1 day', '2028-02-28 09:00', '2028-03-01T09:00:00Z', 'cyd'],
    ['1 day', '2026-02-28 09:00', '2026-03-01T09:00:00Z', 'bob'],
    ['2 weeks', '2026-01-05 09:00', '2026-01-19T08:59:59Z', 'ann'],
    ['2 weeks', '2026-01-05 09:00', '2026-01-19T09:00:00Z', 'bob'],
    ['1 month', '2026-01-31 09:00', '2026-02-28T08:59:59Z', 'ann'],
    ['1 month', '2026-01-31 09:00', '2026-02-28T09:00:00Z', 'bob'],
    ['1 month', '2026-01-31 09:00', '2026-03-31T08:59:59Z', 'bob'],
    ['1 month', '2026-01-31 09:00', '2026-03-31T09:00:00Z', 'cyd'],
    ['1 month', '2028-01-31 09:00', '2028-02-29T09:00:00Z', 'bob'],
    ['3 months', '2026-01-01 00:00', '2026-12-31T23:59:59Z', 'ann'],
  ];
  it.each(periods)('every %s from %s: at %s %s is on call', (every, start, iso, expected) => {
    expect(orderAt(iso, { rotations: [{ ...WEEKLY, start, every }] }).slice(0, 3)).toBe(expected);
  });

  it('reads the times of a team in its own zone', () => {
    const roster = rosterOf({
      timezone: 'Europe/London',
      teams: {
        ny: { timezone: 'America/New_York', rotations: [{ agents: ['ann', 'bob'], start: '2026-11-02 09:00' }] },
      },
    });
    const team = teamOf(roster, 'ny');
    expect(ids(callOrder(team, at('2026-11-09T13:59:59Z')))).toBe('ann bob');
    expect(ids(callOrder(team, at('2026-11-09T14:00:00Z')))).toBe('bob ann');
  });
});

describe('overrides', () => {
  const days = { from: '2026-11-18 09:00', to: '2026-11-19 09:00' };
  const rotations = [WEEKLY];

  it('replace the agent on call from the first second to before the last', () => {
    const overrides = [{ out: 'ann', in: 'cyd', ...days }];
    expect(orderAt('2026-11-18T08:59:59Z', { rotations, overrides })).toBe('ann bob cyd');
    expect(orderAt('2026-11-18T09:00:00Z', { rotations, overrides })).toBe('cyd bob');
    expect(orderAt('2026-11-19T08:59:59Z', { rotations, overrides })).toBe('cyd bob');
    expect(orderAt('2026-11-19T09:00:00Z', { rotations, overrides })).toBe('ann bob cyd');
  });

  const tables: readonly [string, readonly object[], string][] = [
    ['put an agent on call before the others', [{ in: 'cyd' }], 'cyd ann bob'],
    ['leave nobody on call when the one on call is out', [{ out: 'ann' }], ''],
    ['leave out who is not on call', [{ out: 'bob' }], 'ann cyd'],
    ['replace who is not on call where that agent would be called', [{ out: 'bob', in: 'cyd' }], 'ann cyd'],
    ['change nothing for an agent who is not called', [{ out: 'dan' }], 'ann bob cyd'],
    ['put an agent of another team in', [{ out: 'ann', in: 'dan' }], 'dan bob cyd'],
    [
      'follow each other',
      [
        { out: 'ann', in: 'bob' },
        { out: 'bob', in: 'cyd' },
      ],
      'cyd',
    ],
    ['of two that contradict each other the later wins', [{ in: 'bob' }, { in: 'cyd' }], 'cyd bob ann'],
    [
      'of two that replace the same agent the later wins',
      [
        { out: 'ann', in: 'bob' },
        { out: 'ann', in: 'cyd' },
      ],
      'cyd bob',
    ],
    ['of two the later wins also when it replaces nobody', [{ out: 'ann', in: 'bob' }, { out: 'ann' }], ''],
    ['fill the gap that another left', [{ out: 'ann' }, { in: 'dan' }], 'dan bob cyd'],
    ['fill the gap that another leaves later in the list', [{ in: 'dan' }, { out: 'ann' }], 'dan bob cyd'],
    ['leave the turn to whose it is when only an added agent is out', [{ in: 'dan' }, { out: 'dan' }], 'ann bob cyd'],
    [
      'leave the turn to whose it is when the next one was added and is out',
      [{ in: 'bob' }, { out: 'bob' }],
      'ann cyd',
    ],
    ['leave nobody when whose turn it is was added too, and is out', [{ in: 'ann' }, { out: 'ann' }], ''],
    ['leave nobody when the one who stands in is out', [{ out: 'ann', in: 'dan' }, { out: 'dan' }], ''],
    [
      'leave who was added when the one who stands in is out',
      [{ out: 'ann', in: 'dan' }, { in: 'cyd' }, { out: 'dan' }],
      'cyd bob',
    ],
  ];
  it.each(tables)('%s', (_name, changes, expected) => {
    const agents = { ...AGENTS_AND_DAN };
    const overrides = changes.map((change) => ({ ...change, ...days }));
    expect(orderAt(ANN_WEEK.replace('12:00', '10:00'), { agents, rotations, overrides })).toBe(expected);
  });

  it('take an agent out of a team without rotations', () => {
    expect(orderAt(ANN_WEEK, { overrides: [{ out: 'ann', ...days }] })).toBe('bob cyd');
    expect(orderAt(ANN_WEEK, { overrides: [{ out: 'ann', in: 'cyd', ...days }] })).toBe('cyd bob');
  });

  it('hold for steps by name too', () => {
    const escalation = { order: ['on-call', 'bob', 'cyd'] };
    expect(orderAt(ANN_WEEK, { rotations, escalation, overrides: [{ out: 'bob', ...days }] })).toBe('ann cyd');
    const dan = { agents: AGENTS_AND_DAN, overrides: [{ out: 'bob', in: 'dan', ...days }] };
    expect(orderAt(ANN_WEEK, { rotations, escalation, ...dan })).toBe('ann dan cyd');
    const later = { ...dan, overrides: [{ out: 'bob', in: 'ann', ...days }, ...dan.overrides] };
    expect(orderAt(ANN_WEEK, { rotations, escalation, ...later })).toBe('ann dan cyd');
  });

  it('that put somebody on call do not do so for a step by name', () => {
    const overrides = [
      { out: 'bob', ...days },
      { in: 'cyd', ...days },
    ];
    expect(orderAt(ANN_WEEK, { rotations, overrides, escalation: { order: ['bob'] } })).toBe('');
  });

  it('beside the teams hold for all of them, or for the one they name', () => {
    const teams = { db: { rotations: [WEEKLY] }, web: { agents: ['ann', 'bob'] } };
    const roster = rosterOf({
      teams,
      overrides: [
        { out: 'ann', in: 'cyd', ...days },
        { in: 'bob', team: 'web', ...days },
      ],
    });
    expect(ids(callOrder(teamOf(roster, 'db'), at(ANN_WEEK)))).toBe('cyd bob');
    expect(ids(callOrder(teamOf(roster, 'web'), at(ANN_WEEK)))).toBe('bob cyd');
  });

  it('of a team win over those beside the teams', () => {
    const db = { rotations: [WEEKLY], overrides: [{ in: 'bob', ...days }] };
    const roster = rosterOf({ teams: { db }, overrides: [{ in: 'cyd', ...days }] });
    expect(ids(callOrder(teamOf(roster, 'db'), at(ANN_WEEK)))).toBe('bob cyd ann');
  });

  it('let whoever stands in be told with everyone', () => {
    const roster = rosterOf({
      teams: { db: { agents: ['ann', 'bob'], overrides: [{ out: 'ann', in: 'cyd', ...days }] } },
    });
    expect(ids(everyoneAt(teamOf(roster, 'db'), at(ANN_WEEK)))).toBe('ann bob cyd');
    expect(ids(everyoneAt(teamOf(roster, 'db'), at(CYD_WEEK)))).toBe('ann bob');
  });

  const told: readonly [string, readonly object[], string][] = [
    ['nobody for an agent of another team', [{ out: 'ann', in: 'dan' }], 'bob cyd'],
    ['who stands in for the team’s agent', [{ out: 'bob', in: 'dan' }], 'bob cyd dan'],
    ['who is put on call', [{ in: 'dan', team: 'db' }], 'bob cyd dan'],
    ['nobody whom another team puts on call', [{ in: 'dan', team: 'web' }], 'bob cyd'],
    [
      'who stands in for somebody who stands in',
      [
        { out: 'bob', in: 'ann' },
        { out: 'ann', in: 'dan' },
      ],
      'bob cyd dan',
    ],
    [
      'nobody for somebody who stands in only later in the list',
      [
        { out: 'ann', in: 'dan' },
        { out: 'bob', in: 'ann' },
      ],
      'bob cyd ann',
    ],
  ];
  it.each(told)('beside the teams let be told with everyone: %s', (_name, changes, expected) => {
    const roster = rosterOf({
      agents: AGENTS_AND_DAN,
      teams: { web: { agents: ['ann'] }, db: { rotations: [{ ...WEEKLY, agents: ['bob', 'cyd'] }] } },
      overrides: changes.map((change) => ({ ...change, ...days })),
    });
    expect(ids(everyoneAt(teamOf(roster, 'db'), at(ANN_WEEK)))).toBe(expected);
  });
});

const AGENTS_AND_DAN = {
  ann: { name: 'Ann Lee', phone: '+447700900001' },
  bob: { name: 'Bob Roy', phone: '+447700900002' },
  cyd: { name: 'Cyd Ito', phone: '+447700900003' },
  dan: { name: 'Dan Fox', phone: '+447700900004' },
};

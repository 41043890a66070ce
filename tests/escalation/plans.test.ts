import { describe, expect, it } from '@jest/globals';
import { destinationOf } from '../../src/escalation/destination';
import { plansFrom } from '../../src/escalation/plans';
import type { Alarm } from '../../src/alarm/alarm';
import { alarmAt, START_MS } from '../incident/sample';

const FALLBACK = ['+12025550101', '+12025550102'];

const ROSTER = {
  timezone: 'UTC',
  agents: {
    ann: { name: 'Ann Lee', phone: '+447700900001' },
    bob: { name: 'Bob Roy', phone: '+447700900002' },
  },
};

function alarm(rest: Partial<Alarm> = {}): Alarm {
  return { ...alarmAt(0).alarm, ...rest };
}

describe('a sound roster', () => {
  const plans = plansFrom(JSON.stringify(ROSTER), FALLBACK);
  const [team = ''] = plans.teams;

  it('says who is called, how often and how long', () => {
    expect(plans.trouble).toBeUndefined();
    const plan = plans.planFor(team, START_MS);
    expect(plan.order.map(({ id }) => id)).toEqual(['ann', 'bob']);
    expect(plan.everyone.map(({ id }) => id)).toEqual(['ann', 'bob']);
    expect(plan).toMatchObject({ maxCalls: 3, regroupMinutes: 5, maxCallsPerHour: 60, maxTextsPerHour: 10 });
    expect(plan).not.toHaveProperty('trouble');
    expect(plan).not.toHaveProperty('remindMinutes');
    expect(plan).not.toHaveProperty('again');
  });

  it('says what the roster says of reminders, rounds and the budget, and nothing of its steps', () => {
    const escalation = {
      order: ['on-call', 'next'],
      remindMinutes: 45,
      again: { every: '30 minutes', times: 4 },
      maxCallsPerHour: 90,
      maxTextsPerHour: 20,
    };
    const plan = plansFrom(JSON.stringify({ ...ROSTER, escalation }), FALLBACK).planFor(team, START_MS);
    expect(plan).toMatchObject({
      remindMinutes: 45,
      again: { everyMinutes: 30, times: 4 },
      maxCallsPerHour: 90,
      maxTextsPerHour: 20,
    });
    expect(plan.order.map(({ id }) => id)).toEqual(['ann', 'bob']);
  });

  it('names every team, and the one of the times when there was none', () => {
    expect(plans.teams).toEqual([team, 'fallback']);
  });

  it('knows the teams of a phone', () => {
    expect(plans.teamsOf('+447700900002', START_MS)).toEqual([team]);
    expect(plans.teamsOf('+447700900099', START_MS)).toEqual([]);
    // Without fallback numbers everybody would stand in for them: no reason to look at that board whenever a call ends.
    expect(plansFrom(JSON.stringify(ROSTER), []).teamsOf('+447700900002', START_MS)).toEqual([team]);
  });

  it('calls the fallback numbers for a team that it does not have any more, and says why', () => {
    expect(plans.planFor('gone', START_MS)).toEqual({
      people: plans.planFor(team, START_MS).people,
      isEverybody: true,
      team: 'gone',
      teamName: 'gone',
      timezone: 'UTC',
      manner: { language: 'en', voice: 'Polly.Joanna-Neural' },
      order: [
        { id: 'fallback-1', name: 'fallback number 1', phones: ['+12025550101'] },
        { id: 'fallback-2', name: 'fallback number 2', phones: ['+12025550102'] },
      ],
      everyone: plans.planFor('gone', START_MS).order,
      maxCalls: 3,
      ringSeconds: 25,
      regroupMinutes: 5,
      maxCallsPerHour: 60,
      maxTextsPerHour: 10,
      silenced: [],
      accounts: new Map(),
      knownAccounts: [],
      knownRegions: [],
      trouble: { is: 'no-team', team: 'gone' },
    });
  });

  it.each([
    ['an alarm', {}, false],
    ['missing data as an alarm action', { state: 'no-data' as const }, false],
    ['missing data through a rule', { state: 'no-data' as const, fromRule: true }, true],
    ['what CloudWatch suppresses', { calm: 'CloudWatch suppresses its actions' }, true],
    ['an alarm through a rule', { fromRule: true }, false],
    ['a recovery through a rule', { state: 'ok' as const, fromRule: true }, false],
  ])('%s (%j): quiet is %s', (_what, rest, quiet) => {
    expect(destinationOf(plans, alarm(rest), START_MS)).toMatchObject({ team, quiet });
  });
});

describe('a team that was removed or renamed in the middle of an incident', () => {
  const roster = {
    ...ROSTER,
    agents: { ...ROSTER.agents, cyd: { name: 'Cyd Ito', phone: '+447700900003' } },
    teams: { ops: { agents: ['ann', 'bob'] }, night: { agents: ['cyd'] } },
    defaultTeam: 'ops',
  };

  it.each([
    [
      'those whom its board names come first, then their team, then the fallback numbers',
      ['bob'],
      FALLBACK,
      'bob ann fallback-1 fallback-2',
    ],
    ['whoever has left the roster is nobody', ['dan', 'cyd'], FALLBACK, 'cyd fallback-1 fallback-2'],
    ['of a board that names nobody the fallback numbers are called', [], FALLBACK, 'fallback-1 fallback-2'],
    ['where that is nobody either, everybody on the roster is', ['dan'], [], 'ann bob cyd'],
  ])('has people: %s', (_title, known, fallback, order) => {
    const plan = plansFrom(JSON.stringify(roster), fallback).planFor('main', START_MS, known);
    expect(plan.order.map(({ id }) => id).join(' ')).toBe(order);
    expect(plan.everyone).toEqual(plan.order);
    expect(plan).toMatchObject({ isEverybody: true, trouble: { is: 'no-team', team: 'main' } });
  });

  it('tells everybody on the roster when none of those is left whom its board names: anybody may have been told before', () => {
    const plans = plansFrom(JSON.stringify(roster), FALLBACK);
    const ids = (team: string): string =>
      plans
        .planFor(team, START_MS, ['dan'])
        .everyone.map(({ id }) => id)
        .join(' ');
    expect(ids('main')).toBe('ann bob cyd fallback-1 fallback-2');
    expect(ids('fallback')).toBe('fallback-1 fallback-2');
  });

  it('keeps to the rules of the team that its people are in now, so that whoever took something is reminded of it', () => {
    const reminding = {
      ...roster,
      teams: { ...roster.teams, night: { agents: ['cyd'], escalation: { remindMinutes: 10 } } },
    };
    const plans = plansFrom(JSON.stringify(reminding), FALLBACK);
    expect(plans.planFor('main', START_MS, ['cyd']).remindMinutes).toBe(10);
    expect(plans.planFor('main', START_MS, ['bob']).remindMinutes).toBeUndefined();
    expect(plans.planFor('main', START_MS, []).maxCalls).toBe(3);
  });

  it('is told names and numbers by everybody whom the roster knows, also those of other teams', () => {
    const { people } = plansFrom(JSON.stringify(roster), FALLBACK).planFor('night', START_MS);
    expect([...people.keys()]).toEqual(['ann', 'bob', 'cyd', 'fallback-1', 'fallback-2']);
  });
});

describe.each([
  ['is missing', undefined, /was not deployed/],
  ['is no JSON', '{', /has mistakes/],
  ['has mistakes', '{"agents":{"ann":{"name":"Ann"}}}', /has mistakes.*phone/],
])('a roster that %s', (_what, text, trouble) => {
  const plans = plansFrom(text, FALLBACK);

  it('still pages, and says why', () => {
    expect(plans.trouble).toMatch(trouble);
    const { team, note, quiet } = destinationOf(plans, alarm(), START_MS);
    expect([team, quiet, note]).toEqual(['fallback', false, plans.trouble]);
    expect(plans.planFor(team, START_MS)).toMatchObject({
      order: [{ phones: ['+12025550101'] }, { phones: ['+12025550102'] }],
      maxCalls: 3,
      trouble: { is: 'unreadable' },
      // Of one that nobody can read nobody can be said to have left it.
      isEverybody: false,
    });
    expect(plans.teamsOf('+12025550101', START_MS)).toEqual(['fallback']);
    expect(plans.teams).toEqual(['fallback']);
  });

  it('still ignores missing data that comes through a rule', () => {
    expect(destinationOf(plans, alarm({ state: 'no-data', fromRule: true }), START_MS).quiet).toBe(true);
    expect(destinationOf(plans, alarm({ state: 'no-data' }), START_MS).quiet).toBe(false);
  });
});

describe('what a route says', () => {
  const routed = plansFrom(
    JSON.stringify({
      ...ROSTER,
      teams: { web: { agents: ['ann'] }, db: { agents: ['bob'] } },
      defaultTeam: 'web',
      routes: [
        { alarm: 'db-*', team: 'db', missingData: 'ignore' },
        { alarm: 'rule-*', team: 'web', missingData: 'page' },
      ],
      silences: [
        { alarm: 'db-quiet', to: '2026-12-01 00:00', why: 'moving house' },
        { alarm: ['db-still', '*-hush'], to: '2026-12-01 00:00' },
        { account: '999999999999', to: '2026-12-01 00:00' },
      ],
    }),
    FALLBACK,
  );
  const until = 'until Tue 2026-12-01 00:00 (UTC)';

  it.each([
    ['db-1', {}, 'db', false, undefined],
    ['db-1', { state: 'no-data' as const }, 'db', true, 'missing data is ignored by routes[0]'],
    ['rule-1', { state: 'no-data' as const, fromRule: true }, 'web', false, undefined],
    [
      'api',
      { state: 'no-data' as const, fromRule: true },
      'web',
      true,
      'a rule reports missing data, which is ignored unless a route says "missingData": "page"',
    ],
    ['db-quiet', {}, 'db', true, `silenced by silences[0] ("moving house") ${until}`],
    ['x-hush', {}, 'web', true, `silenced by silences[1] (db-still, *-hush) ${until}`],
    ['api', { account: '999999999999' }, 'web', true, `silenced by silences[2] ${until}`],
    ['api', {}, 'web', false, 'no route matches: it goes to the default team'],
  ])('about %s with %j: %s, quiet %s', (name, rest, team, quiet, note) => {
    expect(routed.trouble).toBeUndefined();
    const destination = destinationOf(routed, alarm({ name, ...rest }), START_MS);
    expect(destination).toEqual({ team, quiet, ...(note && { note }) });
  });
});

describe('nobody on call', () => {
  const plans = plansFrom(
    JSON.stringify({
      ...ROSTER,
      overrides: ['ann', 'bob'].map((out) => ({ out, from: '2026-11-22 00:00', to: '2026-11-23 00:00' })),
    }),
    FALLBACK,
  );
  const [team = ''] = plans.teams;

  it('calls the fallback numbers and says why, and the team is told as well if that fails', () => {
    expect(plans.trouble).toBeUndefined();
    const plan = plans.planFor(team, START_MS);
    expect(plan.order.map(({ id }) => id)).toEqual(['fallback-1', 'fallback-2']);
    expect(plan.everyone.map(({ id }) => id)).toEqual(['ann', 'bob', 'fallback-1', 'fallback-2']);
    expect(plan.trouble).toEqual({ is: 'nobody' });
  });

  it('may be waiting for a fallback number, as long as it calls them', () => {
    expect(plans.teamsOf('+12025550102', START_MS)).toEqual([team, 'fallback']);
    expect(plans.teamsOf('+12025550102', START_MS + 86_400_000)).toEqual(['fallback']);
    expect(plans.teamsOf('+447700900002', START_MS)).toEqual([team]);
  });

  it('is over when somebody is on call again', () => {
    expect(plans.planFor(team, START_MS + 86_400_000).order.map(({ id }) => id)).toEqual(['ann', 'bob']);
  });
});

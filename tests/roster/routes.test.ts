import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { globMatches } from '../../src/roster/glob';
import { routeAlarm } from '../../src/roster/routes';
import { at, rosterOf } from './sample';
import { inTier } from '../support/tier';

const TEAMS = { web: { agents: ['ann'] }, db: { agents: ['bob'] } };

const ROSTER = rosterOf({
  timezone: 'Europe/London',
  teams: TEAMS,
  routes: [
    { alarm: 'db-backup', missingData: 'ignore', team: 'db' },
    { alarm: ['db-*', '*-replica'], team: 'db', missingData: 'page' },
    { account: '111122223333', region: ['eu-*', 'us-east-1'], team: 'db' },
  ],
  silences: [
    { alarm: 'web-*', from: '2026-11-22 09:00', to: '2026-11-22 10:00', why: 'moving house' },
    { alarm: ['x', 'y-*'], to: '2026-11-22 09:00' },
    { account: '999999999999', to: '2026-11-22 09:00' },
  ],
});

const NOON = at('2026-11-22T12:00Z');

describe('routes', () => {
  const table: readonly [string, Parameters<typeof routeAlarm>[1], string, string | undefined][] = [
    ['the first that matches decides', { name: 'db-backup' }, 'db', 'routes[0]'],
    ['any of several names will do', { name: 'db-cpu' }, 'db', 'routes[1]'],
    ['a star stands for the beginning too', { name: 'orders-replica' }, 'db', 'routes[1]'],
    ['upper and lower case differ', { name: 'DB-cpu' }, 'web', undefined],
    [
      'all that is asked for must match',
      { name: 'x', account: '111122223333', region: 'eu-west-1' },
      'db',
      'routes[2]',
    ],
    ['another region does not', { name: 'x', account: '111122223333', region: 'us-east-2' }, 'web', undefined],
    ['an unknown region does not', { name: 'x', account: '111122223333' }, 'web', undefined],
    ['an unknown account does not', { name: 'x', region: 'eu-west-1' }, 'web', undefined],
    ['nothing matches: the first team, and it says so', { name: 'nothing' }, 'web', undefined],
  ];
  it.each(table)('%s', (_name, alarm, team, path) => {
    const routed = routeAlarm(ROSTER, alarm, NOON);
    expect({ team: routed.team.id, path: routed.route?.path }).toEqual({ team, path });
  });

  it('without a team leave the alarm to the default team', () => {
    const roster = rosterOf({ teams: TEAMS, defaultTeam: 'db', routes: [{ alarm: 'a', missingData: 'ignore' }] });
    expect(routeAlarm(roster, { name: 'a' }, NOON)).toMatchObject({
      team: { id: 'db' },
      route: { missingData: 'ignore' },
    });
    expect(routeAlarm(roster, { name: 'b' }, NOON)).toMatchObject({ team: { id: 'db' }, route: undefined });
  });
});

describe('silences', () => {
  const table: readonly [string, string, string | undefined, string | undefined][] = [
    ['2026-11-22T08:59:59Z', 'web-1', undefined, undefined],
    ['2026-11-22T09:00:00Z', 'web-1', undefined, 'silences[0]'],
    ['2026-11-22T09:59:59Z', 'web-1', undefined, 'silences[0]'],
    ['2026-11-22T10:00:00Z', 'web-1', undefined, undefined],
    ['2020-01-01T00:00:00Z', 'y-1', undefined, 'silences[1]'],
    ['2020-01-01T00:00:00Z', 'z', '999999999999', 'silences[2]'],
    ['2026-11-22T09:30:00Z', 'db-cpu', undefined, undefined],
  ];
  it.each(table)('at %s %s of account %s is silenced by %s', (iso, name, account, expected) => {
    const alarm = account === undefined ? { name } : { name, account };
    expect(routeAlarm(ROSTER, alarm, at(iso)).silence?.path).toBe(expected);
  });
});

describe('globs', () => {
  const table: readonly [string, string, boolean][] = [
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything at all', true],
    ['a*', 'a', true],
    ['a*c', 'abcbc', true],
    ['a*c', 'abcb', false],
    ['?', '', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['**a', 'bba', true],
    ['a.c', 'abc', false],
    ['[a]', 'a', false],
    ['a*', 'ba', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxaxx', false],
    ['a**', 'a', true],
    ['a*?', 'a', false],
    ['a*?', 'ab', true],
    ['*?*?', 'a', false],
    ['*ab?ab', 'abcabcabdab', true],
    ['ab', 'abc', false],
    ['abc', 'ab', false],
    ['*.*', '.', true],
  ];
  it.each(table)('%s matches %s: %s', (glob, text, expected) => {
    expect(globMatches(glob, text)).toBe(expected);
  });

  it('mean what a regular expression means by the same signs', () => {
    const signs: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };
    const globs = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(globs, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), (glob, text) => {
        const pattern = Array.from(glob, (sign) => signs[sign] ?? sign).join('');
        expect(globMatches(glob, text)).toBe(new RegExp(`^${pattern}$`).test(text));
      }),
      { numRuns: inTier(3_000, 300), seed: 11 },
    );
  });

  it.each<readonly [string, string, string, boolean]>([
    ['stars between letters', '*a'.repeat(5_000), `${'a'.repeat(20_000)}b`, false],
    ['a long run after a star', `*${'a'.repeat(4_999)}b`, 'a'.repeat(20_000), false],
    ['a long run between stars', `*${'a'.repeat(4_999)}b*`, `${'a'.repeat(20_000)}b`, true],
    ['nothing but stars', '*'.repeat(10_000), 'a'.repeat(20_000), true],
    ['question marks after a star', `*${'?'.repeat(9_999)}`, 'a'.repeat(20_000), true],
  ])('read each character once, whatever they are: %s', (_name, glob, text, expected) => {
    const [counted, read] = [counting(glob), counting(text)];
    expect(globMatches(counted.characters, read.characters)).toBe(expected);
    expect(counted.reads()).toBeLessThanOrEqual(glob.length);
    expect(read.reads()).toBeLessThanOrEqual(text.length);
  });
});

/** A text that counts how often one of its characters is looked at. */
function counting(text: string): { readonly characters: readonly string[]; readonly reads: () => number } {
  let reads = 0;
  const characters = new Proxy(text.split(''), {
    get(target, key, receiver): unknown {
      if (key !== 'length') reads += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  return { characters, reads: () => reads };
}

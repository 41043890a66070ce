import { expect, it } from '@jest/globals';
import { gaps } from '../../src/roster/shifts';
import { largeRoster } from './large-roster';
import { callOrder, everyoneAt, parseRoster, routeAlarm } from './roster-code';

it('the large roster is right, covers every hour and uses everything that the figures are about', () => {
  const parsing = parseRoster(JSON.stringify(largeRoster()));
  if (!parsing.ok) throw new Error(JSON.stringify(parsing.faults));
  const { roster } = parsing;
  const atMs = Date.parse('2026-11-22T12:00:00Z');
  const { team, route } = routeAlarm(roster, { name: 'service-7-cpu' }, atMs);

  expect(roster.teams.size).toBe(50);
  expect(roster.agents.size).toBe(1000);
  expect(route?.path).toBe('routes[7]');
  expect(team.id).toBe('team7');
  expect(callOrder(team, atMs)).toHaveLength(4);
  expect(everyoneAt(team, atMs)).toHaveLength(20);
  expect([...roster.teams.values()].flatMap((one) => gaps(one, atMs, atMs + 400 * 86_400_000))).toEqual([]);
});

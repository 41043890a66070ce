import { examineRoster } from '../../src/roster/advice/examine';
import type { Roster, Team } from '../../src/roster/roster';
import { AGENTS } from '../roster/sample';

export { AGENTS, at } from '../roster/sample';

/** Weeks that ann, bob and cyd take in turn, from a Monday on; bob's second day is cyd's. */
export const WEEKS = {
  timezone: 'Europe/London',
  agents: AGENTS,
  rotations: [{ agents: ['ann', 'bob', 'cyd'], start: '2026-11-16 09:00', every: '1 week' }],
  overrides: [{ out: 'bob', in: 'cyd', from: '2026-11-24 09:00', to: '2026-11-25 09:00', why: 'dentist' }],
};

/** Monday 23 November 2026, 12:00, in winter time. */
export const NOW = Date.parse('2026-11-23T12:00:00Z');

export function rosterIn(written: object): Roster {
  const parsed = examineRoster(JSON.stringify(written));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.roster;
}

export function onlyTeam(written: object): Team {
  const [team] = rosterIn(written).teams.values();
  if (team === undefined) throw new Error('no team');
  return team;
}

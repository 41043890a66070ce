import { describe, expect, it } from '@jest/globals';
import { command as reportCommand } from '../../../src/cli/live/report';
import { shownBelow } from '../../support/pages';
import { AGENTS } from '../../support/story';
import { append, entry } from './history-entries';
import { on, ran } from './live';
import { EVERY_NUMBER, nightsAtHand, TEAMS } from './night';
import type { Night } from './night';

const reportWith = on(reportCommand);

const nights = nightsAtHand();

const HOUR = 60;

/** Ann lives in Tokyo, where it is nine hours later than in London. */
const ROSTER = { ...TEAMS, agents: { ...AGENTS, ann: { ...AGENTS.ann, timezone: 'Asia/Tokyo' } } };

/** Two incidents of web by day in London, one at 03:00, and one of db at 21:30. */
async function fourIncidents(): Promise<Night> {
  const night = nights.begin({ agents: ['take'], roster: ROSTER });
  await append(
    night,
    // 12:00 in London, 21:00 in Tokyo.
    entry({
      incident: 'inc-00000001',
      status: 'taken',
      openedAtMs: -15 * HOUR,
      rangAtMs: -15 * HOUR + 0.1,
      closedAtMs: -15 * HOUR + 2,
      takenBy: 'bob',
      takenAtMs: -15 * HOUR + 2,
      way: 'key',
      calls: [
        { agent: 'ann', outcome: 'no-answer' },
        { agent: 'bob', outcome: 'taken' },
      ],
    }),
    // 13:30 in London, 22:30 in Tokyo.
    entry({
      incident: 'inc-00000002',
      status: 'exhausted',
      openedAtMs: -13.5 * HOUR,
      rangAtMs: -13.5 * HOUR + 0.2,
      closedAtMs: -13.5 * HOUR + 3,
      calls: [
        { agent: 'ann', outcome: 'declined' },
        { agent: 'bob', outcome: 'busy' },
        { agent: 'ann', outcome: 'no-key' },
      ],
    }),
    // 21:30 in London.
    entry({
      team: 'db',
      incident: 'inc-00000003',
      status: 'resolved',
      openedAtMs: -5.5 * HOUR,
      closedAtMs: -5.4 * HOUR,
    }),
    // 03:00 in London, 12:00 in Tokyo.
    entry({
      incident: 'inc-00000004',
      status: 'taken',
      openedAtMs: 0,
      rangAtMs: 0.3,
      closedAtMs: 4,
      takenBy: 'bob',
      takenAtMs: 4,
      way: 'hand',
      calls: [{ agent: 'bob', outcome: 'unfinished' }],
    }),
  );
  return night;
}

describe('oncall report', () => {
  it('prints what the docs show', async () => {
    const { machine } = await fourIncidents();
    const { status, out, err } = await ran(reportWith(machine));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe(shownBelow('npx --no oncall report'));
    expect(out).not.toMatch(EVERY_NUMBER);
  });

  it('counts nights where each agent lives, and shares within each team', async () => {
    const { machine } = await fourIncidents();
    expect(JSON.parse((await ran(reportWith(machine), '--json', '--since', '1d')).out)).toEqual({
      schemaVersion: 1,
      from: '2026-11-21T03:00:00.000Z',
      to: '2026-11-22T03:00:00.000Z',
      teams: [
        {
          team: 'db',
          incidents: 1,
          taken: 0,
          exhausted: 0,
          pages: 0,
          pagesAtNight: 0,
          toFirstRing: null,
          toTaken: null,
          agents: [],
        },
        {
          team: 'web',
          incidents: 3,
          taken: 2,
          exhausted: 1,
          pages: 6,
          // Ann's two of 22:30 in Tokyo, Bob's one of 03:00 in London.
          pagesAtNight: 3,
          toFirstRing: { count: 3, medianSeconds: 12, p90Seconds: 18 },
          toTaken: { count: 2, medianSeconds: 180, p90Seconds: 240 },
          agents: [
            {
              agent: 'ann',
              timezone: 'Asia/Tokyo',
              pages: 3,
              pagesAtNight: 2,
              share: 0.5,
              taken: 0,
              declined: 1,
              missed: 2,
              toFirstRing: { count: 2, medianSeconds: 9, p90Seconds: 12 },
              toTaken: null,
            },
            {
              agent: 'bob',
              timezone: 'Europe/London',
              pages: 3,
              pagesAtNight: 1,
              share: 0.5,
              taken: 2,
              declined: 0,
              missed: 1,
              toFirstRing: { count: 1, medianSeconds: 18, p90Seconds: 18 },
              toTaken: { count: 2, medianSeconds: 180, p90Seconds: 240 },
            },
          ],
        },
      ],
    });
  });

  it('is about one team when that is named, and about the time that is asked for', async () => {
    const { machine } = await fourIncidents();
    const teams = async (...args: readonly string[]): Promise<readonly [string, number][]> => {
      const { teams: found } = JSON.parse((await ran(reportWith(machine), '--json', ...args)).out) as {
        teams: { team: string; incidents: number }[];
      };
      return found.map(({ team, incidents }) => [team, incidents]);
    };
    expect(await teams('--team', 'db')).toEqual([['db', 1]]);
    expect(await teams('--since', '14h')).toEqual([
      ['db', 1],
      ['web', 2],
    ]);
    expect((await ran(reportWith(machine), '--since', '2026-11-22 02:59')).out).toContain('Web (web): 1 incident,');
  });

  it('says that there was nothing', async () => {
    const night = nights.begin({ agents: ['take'], roster: TEAMS });
    await append(night, entry({ openedAtMs: -200 * 24 * 60 }));
    expect((await ran(reportWith(night.machine))).out).toBe(
      'From Mon 2026-08-24 04:00 to Sun 2026-11-22 03:00 (Europe/London): no incidents.\n',
    );
  });
});

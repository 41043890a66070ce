import { describe, expect, it } from '@jest/globals';
import { command as historyCommand } from '../../../src/cli/live/history';
import { command as reportCommand } from '../../../src/cli/live/report';
import { shownBelow } from '../../support/pages';
import { append, entry } from './history-entries';
import { on, ran } from './live';
import { EVERY_NUMBER, nightsAtHand, TEAMS } from './night';

const historyWith = on(historyCommand);
const reportWith = on(reportCommand);

const nights = nightsAtHand();

describe('oncall history', () => {
  it.each([
    [historyWith, []],
    [historyWith, ['--json']],
    [reportWith, []],
  ] as const)('says that nothing is set up before anything is: %#', async (command, args) => {
    const { machine } = nights.begin({ agents: ['take'] });
    expect(await ran(command(machine), ...args)).toEqual({
      status: 1,
      out: '',
      err: 'nothing is set up in this account yet. Run "npx --no oncall setup" first, once.',
    });
  });

  it('prints what the docs show', async () => {
    const { story, machine } = nights.begin({ agents: ['no-answer', 'take'], roster: TEAMS });
    story.alarm('disk-full', { description: 'Disk usage is over 90 %.', reason: '' });
    await story.until(1800);
    story.alarm('disk-full', { state: 'OK', description: 'Disk usage is over 90 %.', reason: '' });
    await story.until(3600);
    const { status, out, err } = await ran(historyWith(machine));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const ids = /\binc-[0-9a-z]{8}\b/g;
    expect(out.replace(ids, 'inc-')).toBe(shownBelow('npx --no oncall history').replace(ids, 'inc-'));
    expect(out).not.toMatch(EVERY_NUMBER);
  });

  it('tells how each one went, in the time zone of whoever looks', async () => {
    const night = nights.begin({ agents: ['take'], roster: TEAMS });
    await append(
      night,
      entry({ incident: 'inc-00000001', status: 'exhausted', openedAtMs: -120, closedAtMs: -110 }),
      entry({
        incident: 'inc-00000002',
        status: 'taken',
        openedAtMs: -60,
        closedAtMs: -58,
        rangAtMs: -60,
        takenBy: 'ann',
        takenAtMs: -58,
        way: 'key',
      }),
      entry({
        incident: 'inc-00000002',
        status: 'resolved',
        openedAtMs: -60,
        closedAtMs: -5,
        rangAtMs: -60,
        takenBy: 'left-us',
        takenAtMs: -50,
        way: 'hand',
        closed: 'left',
        alarms: [
          { text: 'web-cpu. Call +447700900001.', wrong: true },
          { text: 'web-disk', wrong: false },
        ],
        calls: [
          { agent: 'ann', outcome: 'taken' },
          { agent: 'bob', outcome: 'of-a-later-release' },
        ],
      }),
      entry({ incident: 'inc-00000003', status: 'resolved', openedAtMs: -4, closedAtMs: -3, closed: 'by-hand' }),
    );
    const machine = { ...night.machine, zone: 'America/New_York' };
    const { out } = await ran(historyWith(machine));
    expect(out.split('\n')).toEqual([
      'From Sat 2026-11-14 22:00 to Sat 2026-11-21 22:00 (America/New_York): 3 incidents.',
      '',
      'Sat 2026-11-21 21:56   Web (web)   closed by hand   inc-00000003',
      '  times  closed by hand after 1 minute',
      '',
      'Sat 2026-11-21 21:00   Web (web)   left to its owner   inc-00000002',
      '  times  first ring at once, taken by Ann Lee after 2 minutes (by key 1), taken by left-us after 10',
      '         minutes (by hand), left to its owner after 55 minutes',
      '  alarm  web-cpu. Call +44•••••0001.',
      '  alarm  web-disk (recovered)',
      '  calls  Ann Lee: pressed 1; Bob Roy: of-a-later-release',
      '',
      'Sat 2026-11-21 20:00   Web (web)   NOBODY TOOK IT   inc-00000001',
      '  times  given up after 10 minutes',
      '',
    ]);
  });

  it('looks as far back as is asked for, at one team or all', async () => {
    const night = nights.begin({ agents: ['take'], roster: TEAMS });
    const day = 24 * 60;
    await append(
      night,
      entry({ incident: 'inc-00000001', openedAtMs: -8 * day }),
      entry({ incident: 'inc-00000002', openedAtMs: -2 * day, team: 'db' }),
      entry({ incident: 'inc-00000003', openedAtMs: -day }),
      entry({ incident: 'inc-00000004', openedAtMs: -day, team: 'gone' }),
    );
    const ids = async (...args: readonly string[]): Promise<readonly string[]> =>
      (await ran(historyWith(night.machine), ...args)).out.match(/inc-0000000(\d)/g) ?? [];
    expect(await ids()).toEqual(['inc-00000003', 'inc-00000004', 'inc-00000002']);
    expect(await ids('--since', '9d')).toHaveLength(4);
    expect(await ids('--since', '2026-11-21')).toEqual(['inc-00000003', 'inc-00000004']);
    expect(await ids('--team', 'db')).toEqual(['inc-00000002']);
    expect(await ids('--team', 'gone')).toEqual(['inc-00000004']);
    expect((await ran(historyWith(night.machine), '--since', '1h')).out).toBe(
      'From Sun 2026-11-22 02:00 to Sun 2026-11-22 03:00 (Europe/London): no incidents.\n',
    );
  });

  it('is JSON for programs, with instants', async () => {
    const night = nights.begin({ agents: ['take'], roster: TEAMS });
    await append(
      night,
      entry({
        status: 'taken',
        openedAtMs: -10,
        rangAtMs: -9,
        closedAtMs: -8,
        takenBy: 'ann',
        takenAtMs: -8,
        way: 'key',
        passedOn: { to: 'bob', way: 'hand', atMs: -7 },
        alarms: [{ text: 'Call +447700900001.', wrong: true }],
        calls: [{ agent: 'ann', outcome: 'taken' }],
      }),
    );
    expect(JSON.parse((await ran(historyWith(night.machine), '--json')).out)).toEqual({
      schemaVersion: 1,
      from: '2026-11-15T03:00:00.000Z',
      to: '2026-11-22T03:00:00.000Z',
      incidents: [
        {
          team: 'web',
          incident: 'inc-00000001',
          status: 'taken',
          openedAt: '2026-11-22T02:50:00.000Z',
          rangAt: '2026-11-22T02:51:00.000Z',
          taken: [{ by: 'ann', at: '2026-11-22T02:52:00.000Z', way: 'key' }],
          passed: [{ by: null, whom: 'bob', at: '2026-11-22T02:53:00.000Z', way: 'hand' }],
          changedAt: '2026-11-22T02:52:00.000Z',
          closed: null,
          closedBy: null,
          closedWay: null,
          alarms: [{ text: 'Call +44•••••0001.', wrong: true }],
          calls: [{ agent: 'ann', outcome: 'taken' }],
        },
      ],
    });
  });

  it('is a table for spreadsheets, in which no cell is a formula', async () => {
    const night = nights.begin({ agents: ['take'], roster: TEAMS });
    await append(
      night,
      entry({ openedAtMs: -10, closedAtMs: -8, alarms: [{ text: '=HYPERLINK("http://x")', wrong: true }] }),
      entry({
        incident: 'inc-00000002',
        openedAtMs: -9,
        rangAtMs: -9,
        closedAtMs: -8,
        takenBy: 'ann',
        takenAtMs: -8,
        way: 'key',
        alarms: [
          { text: 'disk "a", full', wrong: true },
          { text: 'cpu', wrong: false },
        ],
        calls: [
          { agent: 'bob', outcome: 'busy' },
          { agent: 'ann', outcome: 'taken' },
        ],
      }),
    );
    expect((await ran(historyWith(night.machine), '--csv')).out.split('\r\n')).toEqual([
      'team,incident,status,opened,first_ring,taken,taken_by,way,changed,closed,calls,alarms',
      'web,inc-00000002,taken,2026-11-22T02:51:00.000Z,2026-11-22T02:51:00.000Z,2026-11-22T02:52:00.000Z,ann,key,2026-11-22T02:52:00.000Z,,bob busy; ann taken,"disk ""a"", full; cpu (recovered)"',
      `web,inc-00000001,taken,2026-11-22T02:50:00.000Z,,,,,2026-11-22T02:52:00.000Z,,,"'=HYPERLINK(""http://x"")"`,
      '',
    ]);
  });

  it.each([
    [['--csv', '--json'], 2, '--csv and --json exclude each other'],
    [['--since', 'yesterday'], 2, '--since "yesterday" cannot be read. TIME is 7d, 12h or 4w'],
    [['--team', 'wbe'], 1, '--team: the roster has no team `wbe`; did you mean `web`?'],
  ])('refuses %j', async (args, status, words) => {
    const { machine } = nights.begin({ agents: ['take'], roster: TEAMS });
    expect(await ran(historyWith(machine), ...args)).toMatchObject({ status, err: expect.stringContaining(words) });
  });
});

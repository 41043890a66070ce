import { describe, expect, it } from '@jest/globals';
import { jsonLines } from '../../support/oncall';
import { typed } from '../command-line';
import { AGENTS, WEEKS } from '../sample';
import { scratchFolder } from '../scratch';

const scratch = scratchFolder();

const TEAMS = {
  timezone: 'Europe/London',
  agents: AGENTS,
  teams: { web: { name: 'Web', agents: ['ann', 'bob'] }, db: { name: 'Database', agents: ['bob', 'cyd'] } },
  defaultTeam: 'web',
  routes: [
    { alarm: ['db-*', '*-replica'], team: 'db' },
    { account: '111122223333', region: 'eu-*', team: 'db' },
    { alarm: '*-heartbeat', team: 'web', missingData: 'ignore' },
  ],
  silences: [{ alarm: 'web-canary', from: '2026-11-20 09:00', to: '2026-11-25 09:00', why: 'rebuilding' }],
};

const AT = ['--at', '2026-11-23 12:00'];

async function asked(written: object, ...args: readonly string[]): Promise<string> {
  const ran = await typed('what-if', '--roster', scratch.file('roster.json', written), ...AT, ...args);
  expect(ran).toMatchObject({ status: 0, err: '' });
  return ran.out;
}

describe('oncall what-if', () => {
  it('tells who is called when and what each hears', async () => {
    const out = await asked(WEEKS, '--alarm', 'db-cpu', '--agents', 'bob=busy,cyd=decline,ann=take');
    expect(out.split('\n')).toEqual([
      '"db-cpu" goes off at Mon 2026-11-23 12:00 (Europe/London).',
      'It goes to Main (main): the only team.',
      '',
      expect.stringMatching(/^ {4}\d\.\d s {2}rings {5}Bob Roy's phone \(call 1\)$/),
      expect.stringMatching(/missed {4}Bob Roy: the phone is busy$/),
      expect.stringMatching(/rings {5}Cyd Ito's phone \(call 2\)$/),
      expect.stringMatching(/answers {3}Cyd Ito$/),
      expect.stringMatching(
        /hears {5}Cyd Ito: "On-call alert for Main: db cpu\. Press 1 at any time to take it, 2 to$/,
      ),
      '                     pass, 3 to repeat."',
      expect.stringMatching(/key 2 {5}Cyd Ito$/),
      expect.stringMatching(/hears {5}Cyd Ito: "Calling Ann Lee now\. Goodbye\."$/),
      expect.stringMatching(/rings {5}Ann Lee's phone \(call 3\)$/),
      expect.stringMatching(/hangs up {2}the call to Cyd Ito is over$/),
      expect.stringMatching(/answers {3}Ann Lee$/),
      expect.stringMatching(
        /hears {5}Ann Lee: "On-call alert for Main: db cpu\. Press 1 at any time to take it, 2 to$/,
      ),
      '                     pass, 3 to repeat."',
      expect.stringMatching(/key 1 {5}Ann Lee$/),
      expect.stringMatching(
        /SMS {7}to Ann Lee: "You have it \(Main, [2-9A-HJ-NP-Z]{4}, since Mon 12:00 GMT\)\. db-cpu\.$/,
      ),
      expect.stringMatching(/^ {21}https:\/\/oncall-0000\.twil\.io\/i\?c=[\w-]+"$/),
      expect.stringMatching(/hears {5}Ann Lee: "You have it\. The details follow by message\. Goodbye\."$/),
      expect.stringMatching(/hangs up {2}the call to Ann Lee is over$/),
      '',
      'Taken by Ann Lee after 3 calls. Nobody else is called.',
      '',
    ]);
  });

  it('by default nobody answers, and everyone is told', async () => {
    const lines = jsonLines({ status: 0, err: '', out: await asked(WEEKS, '--alarm', 'db-cpu', '--json') });
    expect(lines.map(({ kind, agent }) => (typeof agent === 'string' ? `${String(kind)} ${agent}` : kind))).toEqual([
      'routing',
      'ring bob',
      'missed bob',
      'ring cyd',
      'missed cyd',
      'ring ann',
      'missed ann',
      'sms ann',
      'sms bob',
      'sms cyd',
      'outcome',
    ]);
    expect(lines[0]).toEqual({
      kind: 'routing',
      alarm: 'db-cpu',
      at: '2026-11-23T12:00:00.000Z',
      team: 'main',
      why: 'It goes to Main (main): the only team.',
      isQuiet: false,
    });
    expect(lines.at(-1)).toEqual({ kind: 'outcome', status: 'exhausted', by: null, calls: 3 });
  });

  it('an agent who is named twice does the one, then the other', async () => {
    const one = { agents: { ann: AGENTS.ann } };
    const out = await asked(one, '--alarm', 'x', '--agents', 'ann=no-answer,ann=take');
    expect(out).toContain('Taken by Ann Lee after 2 calls.');
  });

  it.each([
    ['db-cpu', [], 'It goes to Database (db): by routes[0] (db-* or *-replica).'],
    ['cpu', [], 'It goes to Web (web): no route matches, so the default team.'],
    [
      'cpu',
      ['--account', '111122223333', '--region', 'eu-west-1'],
      'It goes to Database (db): by routes[1] (every alarm of account 111122223333 in eu-*).',
    ],
    ['cpu', ['--region', 'eu-west-1'], 'It goes to Web (web): no route matches, so the default team.'],
    [
      'cpu',
      ['--state', 'INSUFFICIENT_DATA'],
      'It goes to Web (web): no route matches, so the default team. Missing data counts as an alarm.',
    ],
  ])('says which team gets %s %j, and the phones of that team ring', async (alarm, args, why) => {
    const out = await asked(TEAMS, '--alarm', alarm, ...args, '--agents', 'ann=take,bob=take');
    expect(out.split('\n')[1]).toBe(why);
    expect(out).toContain(
      why.includes('Database') ? 'Taken by Bob Roy after 1 call.' : 'Taken by Ann Lee after 1 call.',
    );
  });

  it('says why nobody is called', async () => {
    expect((await asked(TEAMS, '--alarm', 'web-canary')).split('\n').slice(1)).toEqual([
      'It goes to Web (web): no route matches, so the default team. But silences[0] (web-canary) silences',
      'it until Wed 2026-11-25 09:00 (Europe/London), because: rebuilding.',
      '',
      'Nobody is called.',
      '',
    ]);
    const ignored = await asked(TEAMS, '--alarm', 'x-heartbeat', '--state', 'INSUFFICIENT_DATA');
    expect(ignored).toContain('by routes[2] (*-heartbeat). But there missing data is ignored.\n\nNobody is called.');
  });

  it('shouts when nobody is on call and there are no fallback numbers', async () => {
    const rotations = [{ agents: ['ann', 'bob'], start: '2027-01-01 09:00' }];
    const out = await asked({ ...WEEKS, rotations, overrides: [] }, '--alarm', 'x');
    expect(out).not.toContain('rings');
    expect(out).toContain('NOBODY IS CALLED');
  });
});

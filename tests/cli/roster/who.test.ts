import { describe, expect, it } from '@jest/globals';
import { answerFor, whoText } from '../../../src/cli/roster/who';
import { rendered } from '../../../src/cli/terminal/text';
import { typed } from '../command-line';
import { AGENTS, at, onlyTeam, WEEKS } from '../sample';
import { scratchFolder } from '../scratch';

const scratch = scratchFolder();

function told(written: object, iso: string): readonly string[] {
  return rendered(whoText(answerFor(onlyTeam(written), at(iso))), false).split('\n');
}

describe('oncall who', () => {
  it('says who is on call, until when, and who comes after', () => {
    expect(told(WEEKS, '2026-11-23T12:00Z')).toEqual([
      'Main (main) at Mon 2026-11-23 12:00 (Europe/London)',
      '',
      '  on call   Bob Roy until Tue 2026-11-24 09:00 (for 21 hours), then Cyd Ito',
      '  calls     1. Bob Roy (bob)   +44•••••0002',
      '            2. Cyd Ito (cyd)   +44•••••0003',
      '            3. Ann Lee (ann)   +44•••••0001',
      '            3 calls are made; then everyone gets an SMS.',
    ]);
  });

  it('names the override that decides', () => {
    expect(told(WEEKS, '2026-11-24T09:00Z').slice(2, 5)).toEqual([
      '  on call   Cyd Ito until Wed 2026-11-25 09:00 (for 1 day), then Bob Roy',
      '            by override: cyd for bob (dentist)',
      '  calls     1. Cyd Ito (cyd)   +44•••••0003',
    ]);
  });

  it('counts on over a shift of the same agent', () => {
    const overrides = [{ in: 'bob', from: '2026-11-30 09:00', to: '2026-12-01 09:00' }];
    expect(told({ ...WEEKS, overrides }, '2026-11-23T12:00Z')[2]).toContain(
      'Bob Roy until Tue 2026-12-01 09:00 (for 7 days 21 hours)',
    );
  });

  it('finds a handoff that is months away', () => {
    const rotations = [{ agents: ['ann', 'bob'], start: '2026-11-01 09:00', every: '6 months' }];
    expect(told({ ...WEEKS, rotations }, '2026-11-23T12:00Z')[2]).toContain('Ann Lee until Sat 2027-05-01 09:00');
  });

  it('says so when nothing ever changes', () => {
    expect(told({ agents: AGENTS }, '2026-11-23T12:00Z')[2]).toBe('  on call   Ann Lee, and no change in sight');
  });

  it('shouts when nobody is on call', () => {
    const rotations = [{ agents: ['ann'], only: 'Mon-Fri 09:00 - 17:00' }];
    expect(told({ ...WEEKS, rotations, overrides: [] }, '2026-11-23T17:00Z').slice(2)).toEqual([
      '  on call   NOBODY until Tue 2026-11-24 09:00 (for 16 hours), then Ann Lee',
      '            Only the FALLBACK_NUMBERS of the deployment are called.',
    ]);
  });

  it('tells of calls that begin again and of those that are never made', () => {
    expect(told({ agents: { ann: AGENTS.ann, bob: AGENTS.bob } }, '2026-11-23T12:00Z').at(-1)).toContain(
      '3 calls are made, starting again with the first; then',
    );
    expect(told({ agents: AGENTS, escalation: { maxCalls: 2 } }, '2026-11-23T12:00Z').slice(-2)).toEqual([
      '            3. Cyd Ito (cyd)   +44•••••0003   (not reached)',
      '            2 calls are made; then everyone gets an SMS.',
    ]);
  });

  it('answers for every team, each in its own zone', async () => {
    const file = scratch.file('zones.json', {
      agents: AGENTS,
      teams: { uk: { agents: ['ann'], timezone: 'Europe/London' }, jp: { agents: ['bob'], timezone: 'Asia/Tokyo' } },
    });
    const { out, status } = await typed('who', '--roster', file, '--at', '2026-07-01 18:00');

    expect(status).toBe(0);
    expect(out).toContain('uk at Wed 2026-07-01 18:00 (Europe/London)');
    expect(out).toContain('jp at Wed 2026-07-01 18:00 (Asia/Tokyo)');
  });

  it('--json tells the same to programs, numbers masked', async () => {
    const file = scratch.file('weeks.json', WEEKS);
    const { out, status } = await typed('who', '--roster', file, '--at', '2026-11-24 12:00', '--json');

    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      teams: [
        {
          team: 'main',
          name: 'Main',
          timezone: 'Europe/London',
          at: '2026-11-24T12:00:00.000Z',
          onCall: { id: 'cyd', name: 'Cyd Ito' },
          override: { path: 'overrides[0]', why: 'dentist' },
          until: '2026-11-25T09:00:00.000Z',
          next: { id: 'bob', name: 'Bob Roy' },
          order: [
            { id: 'cyd', name: 'Cyd Ito', phones: ['+44•••••0003'] },
            { id: 'ann', name: 'Ann Lee', phones: ['+44•••••0001'] },
          ],
          maxCalls: 3,
        },
      ],
    });
  });

  it('says which of two equal times on the clock it takes', async () => {
    const file = scratch.file('autumn.json', WEEKS);
    const { err, status } = await typed('who', '--roster', file, '--at', '2026-10-25 01:30');

    expect(status).toBe(0);
    expect(err).toContain('comes twice in Europe/London');
  });
});

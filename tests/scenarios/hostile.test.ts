import { describe, expect, it } from '@jest/globals';
import { command } from '../support/command';
import { inTier } from '../support/tier';

const SEED = '20261122';
const REQUESTS = inTier(20_000, 2_500);
const BODIES = inTier(10_000, 1_000);

describe('hostile input', () => {
  it('hostile requests change nothing, reach nobody and break nothing', async () => {
    const { status, out } = await command('fuzz', '--requests', String(REQUESTS), '--bodies', '0', '--seed', SEED);

    // Whatever went wrong is in what it printed, with the command that shows it again.
    expect(out).toMatch(
      new RegExp(
        `^${REQUESTS} requests, seed 20261122: the heap grew to [01]\\.\\d\\d times\\.\n[^]*\nNothing went wrong\\.\n$`,
      ),
    );
    expect(status).toBe(0);
    // It must have come to every door and met every answer, or it has shown nothing.
    const answers = [...out.matchAll(/^ {2}(\/\S+ \d{3}) +(\d+)$/gm)];
    expect(answers.map(([, answer]) => answer)).toEqual([
      '/alarm 200',
      '/alarm 400',
      '/alarm 401',
      '/alarm 405',
      '/brief 403',
      '/brief 405',
      '/call-in 403',
      '/call-in 405',
      '/claim 403',
      '/claim 405',
      '/i 404',
      '/i 405',
      '/next-agent 403',
      '/next-agent 405',
      '/studio-events 200',
      '/studio-events 400',
      '/studio-events 401',
      '/studio-events 405',
      '/take 403',
      '/take 405',
      '/text-in 403',
      '/text-in 405',
    ]);
    for (const [, , count] of answers) expect(Number(count)).toBeGreaterThan(inTier(20, 1));
  }, 600_000);

  it('hostile messages are each an alarm or an unknown alert, and fit to be read aloud', async () => {
    const { status, out } = await command('fuzz', '--requests', '0', '--bodies', String(BODIES), '--seed', SEED);

    expect(out).toMatch(
      /^\d{4,} messages, seed 20261122: \d{3,} alarm, \d{2,} no-data, \d{2,} ok, \d{3,} unknown alert\./,
    );
    expect(out).toMatch(/\nNothing went wrong\.\n$/);
    expect(status).toBe(0);
  }, 600_000);

  it.each([
    [['--requests', 'many']],
    [['--bodies', '-1']],
    [['--requests', '0', '--bodies', '0']],
    [['--alarms', '3']],
  ])('%j is no command line', async (args) => {
    const { status, out } = await command('fuzz', ...args);

    expect(status).toBe(2);
    expect(out).toContain('Usage: npm run fuzz');
  });
});

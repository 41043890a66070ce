import { describe, expect, it } from '@jest/globals';
import { command } from '../support/command';
import { inSweep, inTier, notInSweep } from '../support/tier';

const NIGHTS = inTier(400, 25);

describe('any night', () => {
  it('random nights with faults keep every promise', async () => {
    const { status, out } = await command('soak', '--schedules', String(NIGHTS), '--seed', '20261122');

    // Whatever is not as it should be is in what it printed, with the command that shows it again.
    expect(out).toMatch(
      new RegExp(
        `^${NIGHTS} nights with \\d{3,} faults, seed 20261122: \\d+ nights a second\\.\n\\d{2,3}\\.\\d requests a night, \\d+\\.\\d\\d ms of processor time for each\\.\nEvery promise was kept\\.\n$`,
      ),
    );
    expect(status).toBe(0);
  }, 600_000);

  it('short nights that are about one thing each keep every promise', async () => {
    const { status, out } = await command(
      'soak',
      '--about',
      'anything',
      '--schedules',
      String(inTier(100, 10)),
      '--seed',
      '7',
    );

    expect(out).toContain('Every promise was kept.');
    expect(status).toBe(0);
  }, 600_000);

  inSweep(() => {
    it('a round of nights of every kind goes as it must', async () => {
      const { status, out } = await command('soak', '--round', '--seed', '1');

      expect(out).toMatch(/^\d{3} nights of every kind, seed 1: every promise was kept\.\n$/);
      expect(status).toBe(0);
    }, 600_000);
  });

  notInSweep(() => {
    it.each([
      [['--about', 'nothing']],
      [['--schedules', 'many']],
      [['--schedules', '0']],
      [['--nights', '3']],
      [['--seed', 'x']],
    ])('%j is no command line', async (args) => {
      const { status, out } = await command('soak', ...args);

      expect(status).toBe(2);
      expect(out).toContain('Usage: npm run soak');
    });
  });
});

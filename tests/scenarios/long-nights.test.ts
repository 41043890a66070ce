import { expect, it } from '@jest/globals';
import { command } from '../support/command';
import { inTier } from '../support/tier';

/** Several seeds, so that a broken promise names one that is soon lived through again. */
const SEEDS = inTier([3, 4, 10, 33], [4]);

const NIGHTS = inTier(50, 2);

it.each(SEEDS)(
  'nights of hours, with dozens of alarms, long outages and all that people do, keep every promise: seed %i',
  async (seed) => {
    const count = String(NIGHTS);
    // To shrink one takes longer than anybody waits; what is printed says how.
    const { status, out } = await command(
      'soak',
      '--long',
      '--schedules',
      count,
      '--seed',
      String(seed),
      '--no-shrinking',
    );

    expect(out).toMatch(
      new RegExp(
        `^${NIGHTS} long nights with \\d{2,} faults, seed ${seed}: \\d+\\.\\d nights a second\\.\n\\d{3,}\\.\\d requests a night, \\d+\\.\\d\\d ms of processor time for each\\.\nEvery promise was kept\\.\n$`,
      ),
    );
    expect(status).toBe(0);
  },
  600_000,
);

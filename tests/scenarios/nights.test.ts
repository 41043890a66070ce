import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { live } from '../support/night';
import { schedules } from '../support/schedule';

const NIGHTS = Number(process.env['NIGHTS'] ?? 300);
const SEED = Number(process.env['SEED'] ?? 20261122);

describe('any night', () => {
  it(`${NIGHTS} nights with random faults keep every promise`, async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const { broken } = await live(schedule);
        expect(broken).toEqual([]);
      }),
      { seed: SEED, numRuns: NIGHTS, endOnFailure: false },
    );
  }, 600_000);
});

import { describe, expect, it } from '@jest/globals';
import { live } from '../support/night';
import { firstFailure } from '../support/schedule';

/** `npm run soak -- --schedules N --seed S` lives through as many others as one likes. */
const NIGHTS = { count: 1_000, seed: 20261122 };

describe('any night', () => {
  it('1,000 nights with random faults keep every promise', async () => {
    let lived = 0;
    const failure = await firstFailure(NIGHTS, async (schedule) => {
      lived++;
      return (await live(schedule)).broken;
    });

    expect(failure).toBeUndefined();
    expect(lived).toBe(1_000);
  }, 600_000);
});

import { expect, it } from '@jest/globals';
import { expectUnpolluted } from './functions-at-hand';
import { FUZZ_REQUESTS, fuzzPublicFunctions } from './fuzz';

const SEED = 20_261_122;

it(`${FUZZ_REQUESTS} hostile requests change nothing, reach nobody and break nothing`, async () => {
  const { faults, statuses } = await fuzzPublicFunctions(SEED, FUZZ_REQUESTS);

  expect(faults).toEqual([]);
  expectUnpolluted();
  // It must have come through every door, or it has shown nothing.
  expect(Object.keys(statuses).toSorted()).toEqual([
    '/alarm 200',
    '/alarm 400',
    '/alarm 401',
    '/alarm 405',
    '/studio-events 200',
    '/studio-events 400',
    '/studio-events 401',
    '/studio-events 405',
  ]);
  for (const count of Object.values(statuses)) expect(count).toBeGreaterThan(FUZZ_REQUESTS / 400);
}, 60_000);

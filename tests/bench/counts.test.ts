import { expect, it } from '@jest/globals';
import { countBytes, countRequests, missed } from './counts';

it('the requests between an alarm and a ringing phone are as few as promised', async () => {
  const steps = await countRequests();
  expect(steps.map(({ what, value }) => `${what}: ${value}`)).toEqual([
    '/alarm is called → first execution: 3',
    'first execution → phone rings: 2',
    'key 2 → execution for the next agent: 3',
    'execution for the next agent → phone rings: 2',
    expect.stringMatching(/^key 2, one agent → execution for the same: [1-6]$/),
    'execution for the same → phone rings: 2',
  ]);
});

it('the time they take agrees with their number', async () => {
  const [fromAlarm, claim, fromKeyTwo] = await countRequests();
  // An execution exists when the last request reaches Twilio, half of its 100 ms before the answer.
  // Beside a team's first writes it is asked whether a board of the first release stands there.
  expect(fromAlarm).toMatchObject({ allRequests: 3 + 1, ms: 3 * 100 - 50 });
  // The other half, 100 ms until Studio begins, 50 ms to the Function, its two requests, and 300 ms to dial.
  expect(claim).toMatchObject({ allRequests: 2 + 1, ms: 50 + 100 + 50 + 2 * 100 + 300 - 50 });
  // 50 ms from Studio to the Function.
  expect(fromKeyTwo).toMatchObject({ allRequests: 3 + 1, ms: 50 + 3 * 100 - 50 });
});

it('the Lambda, and our own code in a key press, are as small as promised', () => {
  const [lambda, keyPress] = countBytes();
  expect(lambda?.value).toBeGreaterThan(5_000);
  expect(lambda?.value).toBeLessThanOrEqual(12_000);
  expect(keyPress?.value).toBeGreaterThan(100_000);
  expect(keyPress?.value).toBeLessThanOrEqual(160_000);
});

it('only what is above its limit is missed', () => {
  const counts = [
    { what: 'at its limit', value: 3, atMost: 3 },
    { what: 'above it', value: 4, atMost: 3 },
    { what: 'without one', value: 9 },
  ];
  expect(missed(counts)).toEqual(['above it: 4 instead of at most 3']);
});

import { expect, it } from '@jest/globals';
import { measureSteps } from './measure';

it('the requests between an alarm and a ringing phone are as few as promised', async () => {
  const steps = await measureSteps();
  expect(steps.map(({ from, to, sequentialRequests: { value } }) => `${from} → ${to}: ${value}`)).toEqual([
    '/alarm is called → first execution: 3',
    'first execution → first phone rings: 2',
    'key 2 → execution for the next agent: 3',
    'execution for the next agent → next phone rings: 2',
    expect.stringMatching(/^key 2, one agent → execution for the same: [1-6]$/),
    'execution for the same → same phone rings: 2',
  ]);
});

it('the time they take agrees with their number', async () => {
  const [fromAlarm, claim, fromKeyTwo] = await measureSteps();
  // An execution exists when the last request reaches Twilio, half of its 100 ms before the answer.
  // Beside a team's first writes it is asked whether a board of the first release stands there.
  expect(fromAlarm).toMatchObject({ allRequests: 3 + 1, ms: 3 * 100 - 50 });
  // The other half, 100 ms until Studio begins, 50 ms to the Function, its two requests, and 300 ms to dial.
  expect(claim).toMatchObject({ allRequests: 2 + 1, ms: 50 + 100 + 50 + 2 * 100 + 300 - 50, sinceCauseMs: 900 });
  // 50 ms from Studio to the Function.
  expect(fromKeyTwo).toMatchObject({ allRequests: 3 + 1, ms: 50 + 3 * 100 - 50 });
});

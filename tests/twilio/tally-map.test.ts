import { expect, it } from '@jest/globals';
import { Unreachable } from '../../src/escalation/ports';
import { Requests } from '../../src/twilio/requests';
import { syncTallies } from '../../src/twilio/tally-map';
import { twilioAtHand } from '../rehearsal/twilio/twilio-at-hand';
import { NOT_TWILIOS, refusal, scriptedTwilio } from './scripted-twilio';

const HOUR_SECONDS = 3_600;

/** Tallies on the local Twilio: each call is another run of a Function. */
function sync() {
  const { client, clock } = twilioAtHand();
  return { clock, run: () => syncTallies(new Requests(client, () => clock.now()), 'default') };
}

it('counts from nothing, without a Map', async () => {
  const { run } = sync();
  const none = await run().read('proof.ann');
  expect(none).toMatchObject({ count: 0 });
  expect(await run().write(none, 1, HOUR_SECONDS)).toBe(true);
  expect(await run().read('proof.ann')).toMatchObject({ count: 1, sinceMs: none.sinceMs });
  expect(await run().read('proof.bob')).toMatchObject({ count: 0 });
});

it('of two that count at the same time one is told no', async () => {
  const { run } = sync();
  const first = await run().read('proof.ann');
  expect(await Promise.all([run().write(first, 1, 60), run().write(first, 1, 60)])).toEqual([true, false]);
  const known = await run().read('proof.ann');
  expect(await Promise.all([run().write(known, 2, 60), run().write(known, 2, 60)])).toEqual([true, false]);
  expect(await run().read('proof.ann')).toMatchObject({ count: 2 });
});

it('begins anew after an hour, and forgets what nobody counts any more', async () => {
  const { clock, run } = sync();
  await run().write(await run().read('answers.1'), 1, 2 * HOUR_SECONDS);
  clock.pass(HOUR_SECONDS * 1_000 - 1);
  expect(await run().read('answers.1')).toMatchObject({ count: 1 });
  clock.pass(1);
  const anew = await run().read('answers.1');
  expect(anew).toMatchObject({ count: 0, sinceMs: clock.now() });
  expect(anew.revision).toBeDefined();
  clock.pass(HOUR_SECONDS * 1_000 + 1);
  expect((await run().read('answers.1')).revision).toBeUndefined();
});

it.each(NOT_TWILIOS)('is unknown when %s', async (_what, answer) => {
  const { requests } = scriptedTwilio(answer);
  await expect(syncTallies(requests, 'default').read('proof.ann')).rejects.toThrow(Unreachable);
});

it('is not written for certain when Twilio refuses', async () => {
  const { requests } = scriptedTwilio(refusal(412, 54205));
  const known = { key: 'proof.ann', count: 1, sinceMs: 0, revision: 'r1' as never };
  expect(await syncTallies(requests, 'default').write(known, 2, 60)).toBe(false);
});

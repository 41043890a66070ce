import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { FORGERIES } from '../support/forgery';
import { longNights } from '../support/long-schedule';
import { live } from '../support/night';
import { ordinaryNights } from '../support/ordinary-schedule';
import { reachedBackIn } from '../support/reach-acts';
import { CONFIRMED, livedReach, MEMBERS, reachNights, wrongsOf } from '../support/reach-night';
import { REACH_SWITCHES, REACH_VARIANTS } from '../support/story';
import { inTier } from '../support/tier';

it.each([
  ['ordinary nights', reachedBackIn(ordinaryNights), { seed: 77, numRuns: inTier(150, 12) }],
  ['nights of hours', reachedBackIn(longNights, true), { seed: 6, numRuns: inTier(20, 1) }],
])(
  '%s, with every fault, keep all promises although people reach back at any moment',
  async (_, schedules, sample) => {
    for (const [index, night] of fc.sample(schedules, sample).entries()) {
      const { broken } = await live(night);
      expect([index, ...broken]).toEqual([index]);
    }
  },
  600_000,
);

it.each(FORGERIES.map((each) => [each.what, each] as const))(
  'a forger can do nothing with %s',
  async (_, { breaches }) => {
    expect(await breaches()).toEqual([]);
  },
);

/** The sweep has more nights of each variant, also of those that `npm test` has. */
const VARIANTS = inTier(REACH_SWITCHES, REACH_VARIANTS);

describe.each(VARIANTS)('nights in which people reach back at any moment: %s', (_, switches) => {
  it('find one owner at most, tell strangers nothing, and lose nothing, whatever goes wrong on the way', async () => {
    let confirmed = 0;
    await fc.assert(
      fc.asyncProperty(reachNights, async (night) => {
        const story = await livedReach(night, switches);
        confirmed += story.rehearsal.ledger.entries.filter(
          (entry) => entry.kind === 'say' && entry.text.includes(CONFIRMED),
        ).length;
        const wrong = wrongsOf(story, night);
        if (wrong.length > 0) throw new Error(`${wrong.join('; ')}\n${story.lines().join('\n')}`);
      }),
      { numRuns: inTier(60, 15), seed: 15 },
    );
    // Nights in which nobody takes anything by phone would prove little.
    expect(confirmed).toBeGreaterThan(5);
  }, 600_000);

  it('have an owner, when somebody of the team takes it and nothing goes wrong', async () => {
    await fc.assert(
      fc.asyncProperty(reachNights, async (night) => {
        const calm = { ...night, webhooks: [], requests: [], conducts: ['no-answer'] as const };
        const takes = calm.acts.some(({ by, what }) => MEMBERS.some((each) => each === by) && what === 'texts 1');
        fc.pre(takes);
        const story = await livedReach(calm, switches);
        expect(story.lines().filter((line) => line.endsWith(': You have it'))).not.toEqual([]);
      }),
      { numRuns: inTier(30, 10), seed: 15 },
    );
  }, 600_000);
});

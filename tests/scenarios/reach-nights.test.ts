import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { WebhookFate } from '../../src/rehearsal/inbound/webhooks';
import type { Fate } from '../../src/rehearsal/network';
import type { AgentWord } from '../../src/rehearsal/phones/scripted';
import type { Switches } from '../../src/rehearsal/rehearsal';
import { longNights } from '../support/long-schedule';
import { live } from '../support/night';
import { ordinaryNights } from '../support/ordinary-schedule';
import { reachedBackIn } from '../support/reach-acts';
import { AGENTS, NUMBERS, REACH_VARIANTS, Story } from '../support/story';
import type { Agent } from '../support/story';
import { inTier } from '../support/tier';

const STRANGERS = ['+447700900998', '+447700900999'] as const;
const MEMBERS = ['ann', 'bob', 'cyd'] as const;

/** What is said to whoever has just taken it. */
const CONFIRMED = 'You have it. The details follow';

/** Something that somebody does of their own accord. Nobody passes on or closes anything, so that there is one owner in the end. */
interface Act {
  readonly atSeconds: number;
  readonly by: Exclude<Agent, 'dee'> | (typeof STRANGERS)[number];
  /** Whose caller id a call shows, if not that of the phone. */
  readonly shows: Exclude<Agent, 'dee'> | undefined;
  readonly what:
    'rings and takes' | 'rings' | 'texts 1' | 'texts open' | 'texts nonsense' | 'looks at the link' | 'takes by link';
}

/** One night, as data. */
interface Plan {
  readonly roster: 'codes' | 'trusting' | 'pins';
  readonly acts: readonly Act[];
  readonly conducts: readonly AgentWord[];
  /** What becomes of the n-th webhook, and of the n-th request of the Functions that people reach. */
  readonly webhooks: readonly WebhookFate[];
  readonly requests: readonly Fate['is'][];
}

const act: fc.Arbitrary<Act> = fc.record({
  atSeconds: fc.integer({ min: 0, max: 120 }),
  by: fc.constantFrom(...MEMBERS, ...MEMBERS, ...STRANGERS),
  shows: fc.option(fc.constantFrom(...MEMBERS), { nil: undefined, freq: 4 }),
  what: fc.constantFrom(
    'rings and takes',
    'rings',
    'texts 1',
    'texts open',
    'texts nonsense',
    'looks at the link',
    'takes by link',
  ),
});

const plan: fc.Arbitrary<Plan> = fc.record({
  roster: fc.constantFrom('codes', 'trusting', 'pins'),
  acts: fc.array(act, { minLength: 1, maxLength: 10 }),
  conducts: fc.array(fc.constantFrom('no-answer', 'take', 'decline', 'hang-up', 'busy'), {
    minLength: 1,
    maxLength: 4,
  }),
  webhooks: fc.array(fc.constantFrom('arrives', 'arrives', 'twice', 'reply lost', 'cannot connect', 'no reply'), {
    maxLength: 8,
  }),
  requests: fc.array(
    fc.constantFrom(
      'deliver',
      'deliver',
      'deliver',
      'lose-reply',
      'reset',
      'drop',
      'crash-before',
      'crash-after',
      'freeze-after',
    ),
    { maxLength: 20 },
  ),
});

const REACHED: ReadonlySet<string> = new Set(['/call-in', '/text-in', '/i']);
const PINS = { ann: '4711', bob: '4712', cyd: '4713' };

function rosterOf({ roster }: Plan): object {
  const agents = Object.fromEntries(
    MEMBERS.map((id) => [id, { ...AGENTS[id], ...(roster === 'pins' ? { pin: PINS[id] } : {}) }]),
  );
  return { agents, ...(roster === 'trusting' ? { ringBack: 'trust caller id' } : {}) };
}

async function lived(night: Plan, switches: Partial<Switches>): Promise<Story> {
  let requests = 0;
  const story = new Story({
    agents: night.conducts,
    roster: rosterOf(night),
    switches,
    webhookFateOf: (_path, count) => night.webhooks[count - 1] ?? 'arrives',
    fateOf: (_request, { path }) =>
      ({ is: (REACHED.has(path) ? night.requests[requests++] : undefined) ?? 'deliver' }) as Fate,
  });
  story.alarm('web-cpu');
  for (const { atSeconds, by, shows, what } of night.acts) {
    story.at(atSeconds, () => {
      const keys =
        night.roster === 'pins' ? [`${by in PINS ? PINS[by as keyof typeof PINS] : '0000'}#`, '1'] : ['1', 'code'];
      const shown = shows === undefined ? undefined : NUMBERS[shows];
      if (what === 'rings and takes') story.ringBack(by, keys, shown);
      else if (what === 'rings') story.ringBack(by, [], shown);
      else if (what === 'looks at the link') story.tapLink(by);
      else if (what === 'takes by link') story.tapLink(by, 'take');
      else story.text(by, { 'texts 1': '1', 'texts open': 'open', 'texts nonsense': '🙂 yes please' }[what]);
    });
  }
  // A heartbeat later whatever was lost has been noticed.
  story.heartbeats(150, 900);
  await story.toTheEnd();
  return story;
}

/** Everything that must not be, in words. */
function wrongs(story: Story, night: Plan): readonly string[] {
  const { entries } = story.rehearsal.ledger;
  const owners = new Set(
    entries.flatMap((entry) => (entry.kind === 'sms' && entry.text.startsWith('You have it (') ? [entry.to] : [])),
  );
  const told = new Set(
    entries.flatMap((entry) => (entry.kind === 'say' && entry.text.includes(CONFIRMED) ? [entry.to] : [])),
  );
  const strange = (number: string): boolean => STRANGERS.some((each) => each === number);
  const isForged = night.acts.some(({ shows, by }) => shows !== undefined && shows !== by);
  const isTrusting = night.roster === 'trusting';
  return [
    ...(owners.size > 1 ? [`${owners.size} agents were told that they have it`] : []),
    // Who forges a trusted caller id acts as that agent: that is what the roster has chosen.
    ...(isForged && isTrusting
      ? []
      : [...told].filter((number) => !owners.has(number)).map((n) => `${n} heard "You have it" and got no SMS`)),
    ...entries.flatMap((entry) => {
      if (entry.kind === 'sms' && strange(entry.to)) return ['a stranger got an SMS'];
      if (entry.kind === 'webhook-error' && entry.code === 0) return [entry.text];
      if (entry.kind === 'log' && STRANGERS.some((number) => entry.text.includes(number)))
        return ['a number was logged'];
      if (entry.kind === 'say' && strange(entry.to) && !isTrusting && entry.text.includes(CONFIRMED))
        return ['a stranger took it'];
      return [];
    }),
    ...(night.roster === 'pins' &&
    entries.some((entry) => entry.kind === 'say' && strange(entry.to) && entry.text.includes('web cpu'))
      ? ['a stranger heard what is open without a pin']
      : []),
    ...(story.rehearsal.queue.depth === 0 && story.rehearsal.queue.deadLetters.length === 0
      ? []
      : ['a message is left']),
  ];
}

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

describe.each(REACH_VARIANTS)('nights in which people reach back at any moment: %s', (_, switches) => {
  it('find one owner at most, tell strangers nothing, and lose nothing, whatever goes wrong on the way', async () => {
    let confirmed = 0;
    await fc.assert(
      fc.asyncProperty(plan, async (night) => {
        const story = await lived(night, switches);
        confirmed += story.rehearsal.ledger.entries.filter(
          (entry) => entry.kind === 'say' && entry.text.includes(CONFIRMED),
        ).length;
        const wrong = wrongs(story, night);
        if (wrong.length > 0) throw new Error(`${wrong.join('; ')}\n${story.lines().join('\n')}`);
      }),
      { numRuns: inTier(300, 25), seed: 15 },
    );
    // Nights in which nobody takes anything by phone would prove little.
    expect(confirmed).toBeGreaterThan(5);
  }, 600_000);

  it('have an owner, when somebody of the team takes it and nothing goes wrong', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (night) => {
        const calm = { ...night, webhooks: [], requests: [], conducts: ['no-answer'] as const };
        const takes = calm.acts.some(({ by, what }) => MEMBERS.some((each) => each === by) && what === 'texts 1');
        fc.pre(takes);
        const story = await lived(calm, switches);
        expect(story.lines().filter((line) => line.endsWith(': You have it'))).not.toEqual([]);
      }),
      { numRuns: inTier(60, 10), seed: 15 },
    );
  }, 600_000);
});

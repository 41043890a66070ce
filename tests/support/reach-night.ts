import * as fc from 'fast-check';
import type { WebhookFate } from '../../src/rehearsal/inbound/webhooks';
import type { Fate } from '../../src/rehearsal/network';
import type { AgentWord } from '../../src/rehearsal/phones/scripted';
import type { Switches } from '../../src/rehearsal/rehearsal';
import { STRANGERS } from './reach-acts';
import { AGENTS, NUMBERS, Story } from './story';
import type { Agent } from './story';

export const MEMBERS = ['ann', 'bob', 'cyd'] as const;

/** What is said to whoever has just taken it. */
export const CONFIRMED = 'You have it. The details follow';

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
export interface ReachNight {
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

export const reachNights: fc.Arbitrary<ReachNight> = fc.record({
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

function rosterOf({ roster }: ReachNight): object {
  const agents = Object.fromEntries(
    MEMBERS.map((id) => [id, { ...AGENTS[id], ...(roster === 'pins' ? { pin: PINS[id] } : {}) }]),
  );
  return { agents, ...(roster === 'trusting' ? { ringBack: 'trust caller id' } : {}) };
}

/** Lives through it. */
export async function livedReach(night: ReachNight, switches: Partial<Switches>): Promise<Story> {
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
export function wrongsOf(story: Story, night: ReachNight): readonly string[] {
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

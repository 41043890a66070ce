import { describe, expect, it } from '@jest/globals';
import type { HttpRequest } from '../../src/rehearsal/http';
import { NUMBERS, REACH_VARIANTS, Story } from '../support/story';

const DOMAIN = 'https://oncall-0000.twil.io';

/** Twilio starts a warm Function, runs it and lets it go: longer than ours need for a link that shows nothing. */
const RUN_MS = 50;

/** Three in five of what strangers send come to a run of a Function, and thirty runs of 50 ms at a time are 600 a second. */
const PER_SECOND = 1_500;
const FLOOD_SECONDS = 8;

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** One of each kind after the other. */
const FORGED: readonly HttpRequest[] = [
  { method: 'GET', url: `${DOMAIN}/i?c=AQecOw1uQHn73cVHSZFeDY7MP8OwFryRN58`, headers: {}, body: '' },
  { method: 'POST', url: `${DOMAIN}/i`, headers: form, body: 'c=AQecOw1uQHn73cVHSZFeDY7MP8OwFryRN58&do=take' },
  { method: 'GET', url: `${DOMAIN}/i?c=${'A'.repeat(2_000)}`, headers: {}, body: '' },
  {
    method: 'POST',
    url: `${DOMAIN}/call-in?step=key&as=ann&ok=1&team=main`,
    headers: { ...form, 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
    body: new URLSearchParams({ From: NUMBERS.ann, CallSid: 'CA1', Digits: '1' }).toString(),
  },
  {
    method: 'POST',
    url: `${DOMAIN}/text-in`,
    headers: form,
    body: new URLSearchParams({ From: NUMBERS.ann, Body: '1', MessageSid: 'SM1' }).toString(),
  },
];

function storm(options: ConstructorParameters<typeof Story>[0], isFlooded: boolean): Story {
  const story = new Story({ leastRunMs: RUN_MS, ...options });
  for (let index = 0; index < 60; index++) story.at(2 + index / 10, () => story.alarm(`web-${index}`));
  // A machine that answers whatever is sent to it.
  for (let second = 0; second < 60; second += 2) story.at(second, () => story.text('cyd', 'I am out of the office.'));
  if (isFlooded) {
    for (let index = 0; index < PER_SECOND * FLOOD_SECONDS; index++) {
      const request = FORGED[index % FORGED.length];
      if (request !== undefined) story.at(index / PER_SECOND, () => void story.rehearsal.host.handle(request));
    }
  }
  story.heartbeats(150, 900);
  return story;
}

describe.each(REACH_VARIANTS)(
  'a flood of bad links and forged webhooks beside a storm of alarms, %s',
  (_, switches) => {
    it('fills the thirty places, changes nothing, and no alarm is lost', async () => {
      const { rehearsal, ...story } = await weathered(switches, true);
      const calm = await weathered(switches, false);
      const runs = rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'function' ? [entry] : []));
      const turnedAway = runs.filter(({ status }) => status === (switches.crowdedStatus ?? 429)).length;
      // The flood is one: without the limit none of it would be turned away.
      expect(turnedAway).toBeGreaterThan(1_000);
      expect(runs.filter(({ path, status }) => path === '/i' && status === 200)).toEqual([]);
      expect(rehearsal.queue.depth).toBe(0);
      expect(rehearsal.queue.deadLetters).toEqual([]);
      expect(story.owners).toEqual(calm.owners);
      // The queue brings back what found no place after 72 seconds.
      expect(story.rings[0]).toBeLessThanOrEqual((calm.rings[0] ?? NaN) + 75_000);
      // One answer each for the machine, up to twenty.
      expect(story.answers).toBeLessThanOrEqual(20);
    }, 120_000);
  },
);

/** A night with, or without, the flood. Ann does not answer, and Bob takes it. */
async function weathered(switches: object, isFlooded: boolean) {
  const story = storm({ agents: { ann: 'no-answer', bob: 'take', cyd: 'no-answer' }, switches }, isFlooded);
  await story.toTheEnd();
  const { entries } = story.rehearsal.ledger;
  const texts = (to: string): readonly string[] =>
    entries.flatMap((entry) => (entry.kind === 'sms' && entry.to === to ? [entry.text] : []));
  return {
    rehearsal: story.rehearsal,
    owners: Object.values(NUMBERS).filter((to) => texts(to).some((text) => text.startsWith('You have it'))),
    rings: entries.flatMap((entry) => (entry.kind === 'ring' ? [entry.atMs] : [])),
    answers: texts(NUMBERS.cyd).filter((text) => text.startsWith('Write 1')).length,
  };
}

it('a bad link and a forged webhook cost no request to Twilio', async () => {
  const story = new Story({ agents: ['no-answer'] });
  const { host, ledger } = story.rehearsal;
  const statuses: number[] = [];
  for (const request of FORGED) {
    story.at(1, () => {
      void host.handle(request).then(({ status }) => statuses.push(status));
    });
  }
  story.at(5, () => {});
  await story.toTheEnd();
  expect(statuses.toSorted((one, other) => one - other)).toEqual([403, 403, 404, 404, 404]);
  expect(ledger.entries.filter(({ kind }) => kind === 'request')).toEqual([]);
});

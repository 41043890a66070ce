import { describe, expect, it } from '@jest/globals';
import type { FateOf } from '../../src/rehearsal/network';
import type { Conduct } from '../../src/rehearsal/phones/conduct';
import { AGENTS, Story, VARIANTS, takenBy } from '../support/story';
import type { StoryOptions } from '../support/story';

/** Answers and hears everything; when a key is pressed, the story says. */
const LISTENS: Conduct = { ringing: 'answers', afterMs: 4_000, patienceMs: 60_000, keys: [] };

/** Answers at once and presses 1 at the first words. */
const IN_HASTE: Conduct = {
  ringing: 'answers',
  afterMs: 500,
  patienceMs: 60_000,
  keys: [{ key: '1', after: 'first words', delayMs: 100 }],
};

/** What the delivery that gives Ann's call up does with it, in this order. */
type GivingUp = 'the board says so' | 'Studio ends it' | 'the call is completed' | 'the next call is written down';

interface Race extends Partial<StoryOptions> {
  /** Ann presses 1 as the Functions send the request for this. */
  readonly at?: GivingUp;
  /** How long the requests of Ann's `/take` take: reading the board, every later one. */
  readonly annMs?: readonly [number, number];
  /** The same of Bob's `/take`. */
  readonly bobMs?: readonly [number, number];
  /** How long Bob's `/claim` takes to read the board. */
  readonly claimMs?: number;
  /** How much longer Bob's call waits in Twilio's queue than Ann's. */
  readonly queuedMs?: number;
}

/**
 * Ann's call waits 192 s in Twilio's queue. When the message of the alarm is delivered for the fourth time, its deadline has
 * passed and Ann is hearing the question for the second time: her call is given up, and Bob is called.
 */
function race({ at = 'Studio ends it', annMs, bobMs, claimMs, queuedMs = 0, ...options }: Race): Story {
  const taking: number[] = [];
  const claiming: number[] = [];
  let boardWrites = 0;
  let hasPressed = false;
  const fateOf: FateOf = ({ method, url, body }, { path, number }) => {
    if (path === '/alarm' && story.rings().length > 0) {
      if (method === 'POST' && url.includes('/Documents/')) boardWrites++;
      const now: Record<GivingUp, boolean> = {
        'the board says so': boardWrites === 1,
        'Studio ends it': url.includes('/Executions/') && body === 'Status=ended',
        'the call is completed': url.includes('/Calls/'),
        'the next call is written down': boardWrites === 2,
      };
      if (now[at] && !hasPressed) {
        hasPressed = true;
        story.press('ann', '1');
        story.rehearsal.executions.delayNextCall(queuedMs);
      }
    }
    const runs = path === '/take' ? taking : claiming;
    if ((path !== '/take' && path !== '/claim') || (path === '/claim' && story.rings().length === 0)) {
      return { is: 'deliver' };
    }
    const isFirst = runs.at(-1) !== number && !runs.includes(number);
    if (isFirst) runs.push(number);
    const [reading, later] = path === '/claim' ? [claimMs, undefined] : ((runs[0] === number ? annMs : bobMs) ?? []);
    const latencyMs = isFirst ? reading : later;
    return { is: 'deliver', ...(latencyMs === undefined ? {} : { latencyMs }) };
  };
  const story: Story = new Story({ agents: { ann: LISTENS, bob: 'take' }, ...options, fateOf });
  story.rehearsal.executions.delayNextCall(192_000);
  story.alarm('web-1-cpu');
  return story;
}

const ANN_IS_GIVEN_UP = ['ann rings', 'ann answers', 'ann presses 1', 'the call to ann ends'];

describe.each(VARIANTS)('two at once, %s', (_title, switches) => {
  it('12: two agents press 1, and the first one wrote it down: the other hears who', async () => {
    const story = race({ switches, agents: { ann: LISTENS, bob: IN_HASTE }, annMs: [1_800, 100], bobMs: [100, 400] });
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...ANN_IS_GIVEN_UP,
      'bob rings',
      'bob answers',
      'bob presses 1',
      'SMS to ann: You have it',
      'the call to bob ends',
    ]);
    expect(story.heardBy('bob').at(-1)).toBe('Ann Lee has taken it. You need not do anything. Goodbye.');
    expect(story.textsTo('bob')).toEqual([]);
  });

  it('12: two agents press 1, and the second one wrote it down: the first is never told to have it', async () => {
    const story = race({ switches, agents: { ann: LISTENS, bob: IN_HASTE }, annMs: [2_400, 100] });
    await story.toTheEnd();

    expect(story.lines()).toEqual([...ANN_IS_GIVEN_UP, ...takenBy('bob')]);
    expect(story.heardBy('bob').at(-1)).toMatch(/^You have it\. The details follow/);
    expect(story.heardBy('ann').join()).not.toContain('You have it');
  });

  it.each<GivingUp>(['the board says so', 'Studio ends it'])(
    '13: 1 is pressed just as the call is given up, when %s: nobody else is called',
    async (at) => {
      const story = race({ switches, at, annMs: [50, 100] });
      await story.toTheEnd();

      expect(story.lines()).toEqual([...ANN_IS_GIVEN_UP, 'SMS to ann: You have it']);
      expect(story.rehearsal.queue.depth).toBe(0);
    },
  );

  it('13: 1 was pressed just as the call was given up, and the next agent hears who has it', async () => {
    const story = race({ switches, annMs: [2_400, 100] });
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...ANN_IS_GIVEN_UP,
      'bob rings',
      'SMS to ann: You have it',
      'bob answers',
      'the call to bob ends',
    ]);
    expect(story.heardBy('bob')).toEqual(['Ann Lee has taken it. You need not do anything. Goodbye.']);
  });

  it('13: 1 was pressed just as the last call was given up: whoever was told that nobody has it is corrected', async () => {
    const roster = { agents: { ann: AGENTS.ann, bob: AGENTS.bob }, escalation: { maxCalls: 1 } };
    const story = race({ switches, roster, annMs: [2_400, 100] });
    await story.until(300);

    expect(story.lines()).toEqual([
      ...ANN_IS_GIVEN_UP,
      'SMS to ann: NOBODY HAS THIS',
      'SMS to bob: NOBODY HAS THIS',
      'SMS to ann: You have it',
      'SMS to bob: Ann Lee has it after all',
    ]);
  });

  it('13: 1 is pressed when the call is over already: it counts for nothing, and the next agent has it', async () => {
    const story = race({ switches, at: 'the next call is written down' });
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann answers', 'the call to ann ends', ...takenBy('bob')]);
  });

  it('15: the acknowledgement is written just before the next call has claimed: it never rings', async () => {
    const story = race({ switches, annMs: [820, 100], claimMs: 1_000 });
    await story.toTheEnd();

    expect(story.lines()).toEqual([...ANN_IS_GIVEN_UP, 'SMS to ann: You have it']);
    // It was started, and told that it may not dial.
    expect(story.rehearsal.ledger.entries.filter(({ kind }) => kind === 'execution-started')).toHaveLength(2);
  });

  it('50: a call that waits in the queue of Twilio and rings after it was taken says who has it', async () => {
    const story = race({ switches, annMs: [2_400, 100], queuedMs: 20_000 });
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...ANN_IS_GIVEN_UP,
      'SMS to ann: You have it',
      'bob rings',
      'bob answers',
      'the call to bob ends',
    ]);
    expect(story.heardBy('bob')).toEqual(['Ann Lee has taken it. You need not do anything. Goodbye.']);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Fate } from '../../src/rehearsal/network';
import { AGENTS, NUMBERS, Story, VARIANTS, takenBy } from '../support/story';

function answer(status: number, code: number): Fate {
  const body = JSON.stringify({ status, code, message: 'made up' });
  return { is: 'answer', response: { status, headers: { 'content-type': 'application/json' }, body } };
}

const KILLED: Fate = { is: 'crash-before' };

/** One visibility timeout and twenty seconds: what may pass after the last fault before a phone rings. */
const SOON_SECONDS = 72 + 20;

const NOBODY_ANSWERS = ['ann rings', 'ann busy', 'bob rings', 'bob busy', 'cyd rings', 'cyd busy'];

describe.each(VARIANTS)('outages, %s', (_title, switches) => {
  it.each<readonly [string, (url: string) => boolean, Fate, 'ann' | 'cyd']>([
    ['43: the Functions', (): boolean => true, KILLED, 'ann'],
    ['44: Sync', (url: string): boolean => url.includes('sync.twilio.com'), answer(503, 20503), 'ann'],
    ['45: Studio', (url: string): boolean => url.includes('studio.twilio.com'), answer(500, 20500), 'ann'],
    [
      '45: Studio, refusing everybody,',
      (url: string): boolean => url.includes('studio.twilio.com'),
      answer(401, 20003),
      // What Twilio says of all may mean one number, so others are tried in between: it is the third one's turn then.
      'cyd',
    ],
  ])('%s down for an hour: pages once when back', async (name, isHit, fate, taker) => {
    const story: Story = new Story({
      switches,
      agents: ['take'],
      fateOf: ({ url }) => (story.seconds < 3600 && isHit(url) ? fate : { is: 'deliver' }),
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    // While no phone at all can be rung and SMS work, everyone is told so once.
    const told = name.startsWith('45')
      ? ['ann', 'bob', 'cyd'].map((agent) => `SMS to ${agent}: NO PHONE CAN BE CALLED`)
      : [];
    expect(story.lines()).toEqual([...told, ...takenBy(taker)]);
    const [ring = Infinity] = story.ringSeconds();
    expect(ring).toBeLessThan(3600 + SOON_SECONDS);
    expect(story.rehearsal.queue.deadLetters).toEqual([]);
  });

  it('46: an agent whose executions always get stuck is passed over, and the next phone rings', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.rehearsal.ledger.listen((entry) => {
      if (entry.kind === 'execution-started' && entry.to === NUMBERS.ann)
        story.rehearsal.executions.makeStuck(entry.execution);
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('bob'));
    // The second delivery starts it anew, the third turns to the next agent.
    expect(story.ringSeconds()[0]).toBeLessThan(2 * 72 + 20);
  });

  it('46: a call whose execution gets stuck after the answer is given up after its deadline', async () => {
    const story = new Story({ switches, agents: ['silent', 'take'] });
    story.rehearsal.ledger.listen((entry) => {
      const ring = story.rehearsal.ledger.entries.find(({ kind }) => kind === 'ring');
      if (entry.kind === 'answer' && ring?.kind === 'ring' && ring.call === entry.call) {
        story.rehearsal.executions.makeStuck(ring.execution);
      }
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    // Ann hears nothing and hangs up, of which the stuck execution takes no notice.
    expect(story.lines()).toEqual(['ann rings', 'ann answers', 'ann hangs up', ...takenBy('bob')]);
    // Ringing, the longest conversation and some slack, then the next delivery.
    const [, second = Infinity] = story.ringSeconds();
    expect(second).toBeLessThan(25 + 150 + 20 + SOON_SECONDS);
  });

  // The events of the three executions, in the order in which they end: when each is delivered, in milliseconds.
  it.each<[string, readonly (readonly number[])[]]>([
    ['once', [[500], [500], [500]]],
    [
      'twice',
      [
        [200, 900],
        [200, 900],
        [200, 900],
      ],
    ],
    ['an hour late', [[3_600_000], [3_600_000], [3_600_000]]],
    ['four hours late and twice', [[14_400_000, 14_400_000], [14_400_000], [14_400_000, 14_500_000]]],
    ['in the reverse order', [[400_000], [300_000], [200_000]]],
    [
      'late and then, out of order, again',
      [
        [90_000, 30_000],
        [60_000, 200],
        [10_000, 70_000],
      ],
    ],
    ['never', [[], [], []]],
  ])('47: events delivered %s change nothing about who is called', async (_name, times) => {
    let ended = 0;
    const story = new Story({
      switches,
      agents: ['hang-up', 'decline', 'take'],
      eventTimes: () => times[ended++] ?? [],
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann hangs up',
      'bob rings',
      'bob answers',
      'bob presses 2',
      'cyd rings',
      'the call to bob ends',
      ...takenBy('cyd').slice(1),
    ]);
  });

  it.each([
    ['has opted out', 21610],
    ['has a number that gets no SMS', 21614],
    ['has a number in a region that is not permitted', 21408],
  ])('48: the SMS to an agent who %s holds up nothing, and the log says so', async (_why, code) => {
    const story = new Story({ switches, agents: ['take'], textPolicy: () => code });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann presses 1',
      'SMS to ann refused',
      'the call to ann ends',
    ]);
    // Nothing follows by message, and by then that is known.
    expect(story.heardBy('ann').at(-1)).toBe('You have it. Goodbye.');
    expect(story.logs().join('\n')).toContain('refused this SMS for good');
  });

  it.each([
    ['is not permitted to call', 21215],
    ['takes for no number', 21211],
    ['has blocked', 21216],
  ])('49: a number that Twilio %s is passed over at once', async (_why, code) => {
    const story = new Story({
      switches,
      agents: ['take'],
      fateOf: ({ url, body }) =>
        url.endsWith('/Executions') && new URLSearchParams(body).get('To') === NUMBERS.ann
          ? answer(400, code)
          : { is: 'deliver' },
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('bob'));
    expect(story.ringSeconds()[0]).toBeLessThan(3);
  });

  it('49: a number that the carrier refuses is passed over at once', async () => {
    const story = new Story({ switches, agents: { ann: 'failed', bob: 'take' } });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann failed', ...takenBy('bob')]);
    const [first = 0, second = Infinity] = story.ringSeconds();
    // 1.5 s until the carrier says no, and less than two seconds of Functions and Studio.
    expect(second - first).toBeLessThan(3.5);
  });

  it('50: a call that rings only after the incident has recovered says so', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.rehearsal.executions.delayNextCall(20_000);
    story.alarm('web-1-cpu');
    story.at(10, () => story.alarm('web-1-cpu', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann answers', 'the call to ann ends']);
    expect(story.heardBy('ann')).toEqual(['The alarm has recovered. You need not do anything. Goodbye.']);
  });

  it('51: the SMS that nobody has it is tried again until Twilio accepts it', async () => {
    const story: Story = new Story({
      switches,
      agents: ['busy'],
      fateOf: ({ url }) => (url.includes('/Messages') && story.seconds < 900 ? answer(500, 20500) : { is: 'deliver' }),
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...NOBODY_ANSWERS,
      'SMS to ann: NOBODY HAS THIS',
      'SMS to bob: NOBODY HAS THIS',
      'SMS to cyd: NOBODY HAS THIS',
    ]);
    expect(story.rehearsal.queue.deadLetters).toEqual([]);
  });

  it('51: no outage uses up the SMS of an hour, however many incidents come and go in it that nobody takes', async () => {
    const outageSeconds = 25 * 60;
    const story: Story = new Story({
      switches,
      agents: ['busy'],
      roster: { agents: AGENTS, escalation: { regroupMinutes: 0 } },
      fateOf: ({ url }) =>
        url.includes('/Messages') && story.seconds < outageSeconds ? answer(503, 20503) : { is: 'deliver' },
    });
    // Twelve of them, of which each takes the one before with it; ten SMS are what a person may get within an hour.
    for (let index = 0; index < 12; index++) story.at(index * 120, () => story.alarm(`web-${index}`));
    await story.until(outageSeconds);
    expect(story.textsTo('ann')).toEqual([]);

    await story.until(outageSeconds + 4 * 60);
    for (const agent of ['ann', 'bob', 'cyd'] as const) {
      expect(story.textsTo(agent)).toEqual([expect.stringMatching(/^NOBODY HAS THIS/)]);
    }
    await story.toTheEnd();
  });

  it('51: the SMS that nobody has it fails for a while and is then refused to one of them for good', async () => {
    const story: Story = new Story({
      switches,
      agents: ['busy'],
      fateOf: ({ url }) => (url.includes('/Messages') && story.seconds < 300 ? answer(500, 20500) : { is: 'deliver' }),
      textPolicy: (to) => (to === NUMBERS.bob ? 21610 : undefined),
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...NOBODY_ANSWERS,
      'SMS to ann: NOBODY HAS THIS',
      'SMS to bob refused',
      'SMS to cyd: NOBODY HAS THIS',
    ]);
    expect(story.rehearsal.queue.deadLetters).toEqual([]);
    expect(story.logs().join('\n')).toContain('refused this SMS for good');
  });
});

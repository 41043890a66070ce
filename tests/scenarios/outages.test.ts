import { describe, expect, it } from '@jest/globals';
import type { Fate } from '../../src/rehearsal/network';
import { NUMBERS, Story, SWITCHES, takenBy } from '../support/story';

function answer(status: number, code: number): Fate {
  const body = JSON.stringify({ status, code, message: 'made up' });
  return { is: 'answer', response: { status, headers: { 'content-type': 'application/json' }, body } };
}

const KILLED: Fate = { is: 'crash-before' };

/** One visibility timeout and twenty seconds: what may pass after the last fault before a phone rings. */
const SOON_SECONDS = 72 + 20;

describe.each(SWITCHES)('outages, %s', (_title, switches) => {
  it.each([
    ['43: the Functions', (): boolean => true, KILLED],
    ['44: Sync', (url: string): boolean => url.includes('sync.twilio.com'), answer(503, 20503)],
    ['45: Studio', (url: string): boolean => url.includes('studio.twilio.com'), answer(500, 20500)],
    [
      '45: Studio, refusing everybody,',
      (url: string): boolean => url.includes('studio.twilio.com'),
      answer(401, 20003),
    ],
  ])('%s down for an hour: pages once when back', async (_name, isHit, fate) => {
    const story: Story = new Story({
      switches,
      agents: ['take'],
      fateOf: ({ url }) => (story.seconds < 3600 && isHit(url) ? fate : { is: 'deliver' }),
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('ann'));
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

    expect(story.rings()).toEqual(['bob']);
    expect(story.textsTo('bob')).toEqual([expect.stringMatching(/^You have it/)]);
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

    expect(story.rings()).toEqual(['ann', 'bob']);
    // Ringing, the longest conversation and some slack, then the next delivery.
    const [, second = Infinity] = story.ringSeconds();
    expect(second).toBeLessThan(25 + 150 + 20 + SOON_SECONDS);
  });

  it.each([
    ['twice', [200, 900]],
    ['an hour late', [3_600_000]],
    ['never', []],
  ])('47: events delivered %s change nothing about who is called', async (_name, times) => {
    const story = new Story({ switches, agents: ['hang-up', 'decline', 'take'], eventTimes: () => times });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'bob', 'cyd']);
  });

  it('48: an SMS that is refused for good does not hold up anything, and the log says so', async () => {
    const story = new Story({ switches, agents: ['take'], textPolicy: () => 21610 });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann']);
    expect(story.heardBy('ann').at(-1)).toMatch(/^Thank you\. You have it\./);
    expect(story.logs().join('\n')).toContain('refused this SMS for good');
  });

  it('49: a number that Twilio will not call is passed over at once', async () => {
    const story = new Story({
      switches,
      agents: ['take'],
      fateOf: ({ url, body }) =>
        url.endsWith('/Executions') && new URLSearchParams(body).get('To') === NUMBERS.ann
          ? answer(400, 21215)
          : { is: 'deliver' },
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.rings()).toEqual(['bob']);
    expect(story.ringSeconds()[0]).toBeLessThan(3);
  });

  it('50: a call that rings only after the incident has recovered says so', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.rehearsal.executions.delayNextCall(20_000);
    story.alarm('web-1-cpu');
    story.at(10, () => story.alarm('web-1-cpu', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann']);
    expect(story.heardBy('ann')).toEqual([expect.stringMatching(/^The alarm has recovered/)]);
  });

  it('51: the SMS that nobody has it is tried again until Twilio accepts it', async () => {
    const story: Story = new Story({
      switches,
      agents: ['busy'],
      fateOf: ({ url }) => (url.includes('/Messages') && story.seconds < 900 ? answer(500, 20500) : { is: 'deliver' }),
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    for (const agent of ['ann', 'bob', 'cyd'] as const) {
      expect(story.textsTo(agent)).toEqual([expect.stringMatching(/^NOBODY HAS THIS/)]);
    }
  });
});

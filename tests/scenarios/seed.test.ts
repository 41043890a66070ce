import { describe, expect, it } from '@jest/globals';
import { AGENTS, Story, VARIANTS, takenBy } from '../support/story';

describe.each(VARIANTS)('seed stories, %s', (_title, switches) => {
  it('1: the first agent presses 1, hears and gets by SMS what is wrong, and nobody else rings', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1-cpu', { description: 'The web server is overloaded.' });
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('ann'));
    expect(story.heardBy('ann')).toEqual([
      expect.stringMatching(/^On-call alert for Main: web 1 cpu\. The web server is overloaded\./),
      expect.stringMatching(/^You have it\. The details follow/),
    ]);
    expect(story.textsTo('ann')).toEqual([expect.stringContaining('web-1-cpu. The web server is overloaded.')]);
    expect(story.rehearsal.queue.depth).toBe(0);
    expect(story.rehearsal.queue.deadLetters).toEqual([]);
  });

  it('2: the first agent presses 2, and the next one rings', async () => {
    const story = new Story({ switches, agents: ['decline', 'take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann presses 2',
      'bob rings',
      'the call to ann ends',
      'bob answers',
      'bob presses 1',
      'SMS to bob: You have it',
      'the call to bob ends',
    ]);
    expect(story.heardBy('ann').at(-1)).toBe('Calling Bob Roy now. Goodbye.');
  });

  it('3: the first agent does not answer, and the next one rings', async () => {
    const story = new Story({ switches, agents: ['no-answer', 'take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', ...takenBy('bob')]);
  });

  it.each(['busy', 'failed'] as const)('4: the first phone is %s, and the next one rings at once', async (word) => {
    const story = new Story({ switches, agents: [word, 'take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', `ann ${word}`, ...takenBy('bob')]);
    const [first = 0, second = 0] = story.ringSeconds();
    // 1.5 s until the phone says no, and less than two seconds of Functions and Studio.
    expect(second - first).toBeLessThan(3.5);
  });

  it('5: three calls and nobody takes it: it stops, and everyone on the team gets an SMS', async () => {
    const roster = { agents: { ...AGENTS, dee: { name: 'Dee Ash', phone: '+447700900004' } } };
    const story = new Story({ switches, roster, agents: ['no-answer'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann no-answer',
      'bob rings',
      'bob no-answer',
      'cyd rings',
      'cyd no-answer',
      'SMS to ann: NOBODY HAS THIS',
      'SMS to bob: NOBODY HAS THIS',
      'SMS to cyd: NOBODY HAS THIS',
      'SMS to dee: NOBODY HAS THIS',
    ]);
    expect(story.textsTo('dee')).toEqual([expect.stringContaining('3 calls made, nobody took it. web-1-cpu.')]);
  });

  it('6: with two agents and three calls the order wraps', async () => {
    const roster = { agents: { ann: AGENTS.ann, bob: AGENTS.bob } };
    const story = new Story({ switches, roster, agents: ['no-answer', 'no-answer', 'take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'bob', 'ann']);
    expect(story.textsTo('ann')).toHaveLength(1);
    expect(story.textsTo('bob')).toEqual([]);
  });

  it('calls as often as the roster says', async () => {
    const roster = { agents: AGENTS, escalation: { maxCalls: 5 } };
    const story = new Story({ switches, roster, agents: ['no-answer'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'bob', 'cyd', 'ann', 'bob']);
  });
});

describe.each(VARIANTS)('ringing, %s', (_title, switches) => {
  it.each([15, 20, 25, 30, 45])('a phone rings for the %i seconds that the roster says', async (ringSeconds) => {
    const roster = { agents: AGENTS, escalation: { ringSeconds } };
    const story = new Story({ switches, roster, agents: ['no-answer', 'busy', 'take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    const { entries } = story.rehearsal.ledger;
    const ring = entries.find(({ kind }) => kind === 'ring');
    const missed = entries.find(({ kind }) => kind === 'missed');
    expect((missed?.atMs ?? 0) - (ring?.atMs ?? 0)).toBe(ringSeconds * 1000);
    expect(story.rings()).toEqual(['ann', 'bob', 'cyd']);
    expect(story.textsTo('cyd')).toHaveLength(1);
  });
});

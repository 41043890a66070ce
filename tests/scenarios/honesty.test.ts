import { describe, expect, it } from '@jest/globals';
import { Story, VARIANTS, takenBy } from '../support/story';

describe.each(VARIANTS)('only a key press is an acknowledgement, %s', (_title, switches) => {
  it('7: voicemail answers, and the next phone rings', async () => {
    const story = new Story({ switches, agents: ['voicemail', 'take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    // Bob's phone rings while the voicemail records the goodbye.
    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'bob rings',
      'the call to ann ends',
      ...takenBy('bob').slice(1),
    ]);
    // Asked twice, then told who is called now.
    expect(story.heardBy('ann')).toEqual([
      expect.stringMatching(/^On-call alert for /),
      'Press 1 to take it, 2 to pass it on.',
      'Calling Bob Roy now. Goodbye.',
    ]);
  });

  it('8: a hang-up before a key rings the next phone as soon as the event arrives', async () => {
    const story = new Story({ switches, agents: ['hang-up', 'take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann answers', 'ann hangs up', ...takenBy('bob')]);
    const [first = 0, second = 0] = story.ringSeconds();
    // 4 s to answer, 2 s of listening, half a second for the event, two seconds of Functions and Studio.
    expect(second - first).toBeLessThan(10);
  });

  it('8: a hang-up whose event is lost rings the next phone within one visibility timeout and 20 s', async () => {
    const story = new Story({ switches, agents: ['hang-up', 'take'], eventTimes: () => [] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann answers', 'ann hangs up', ...takenBy('bob')]);
    const [, second = Infinity] = story.ringSeconds();
    expect(second).toBeLessThan(72 + 20);
  });

  it('9: a wrong key is asked for again, then the next phone rings', async () => {
    const story = new Story({ switches, agents: ['wrong-key', 'take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann presses 5',
      'bob rings',
      'the call to ann ends',
      'bob answers',
      'bob presses 1',
      'SMS to bob: You have it',
      'the call to bob ends',
    ]);
    expect(story.heardBy('ann')[1]).toBe('Press 1 to take it, 2 to pass it on.');
  });

  it('a key after a wrong one still counts', async () => {
    const late = {
      ringing: 'answers',
      afterMs: 4_000,
      patienceMs: 60_000,
      keys: [
        { key: '5', after: 'first prompt', delayMs: 500 },
        { key: '1', after: 'first prompt', delayMs: 6_000 },
      ],
    } as const;
    const story = new Story({ switches, agents: [late] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann answers', 'ann presses 5', ...takenBy('ann').slice(2)]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { ackIncident, resolveIncident } from '../../src/escalation/intervene';
import type { HistoryEntry } from '../../src/board/board';
import { keyboard } from '../support/keyboard';
import { Story, VARIANTS } from '../support/story';

const ITEMS = 'https://sync.twilio.com/v1/Services/default/Lists/oncall-history/Items?PageSize=100';

/** What the history holds: of each incident its status, its calls and who took it. */
function history({ rehearsal }: Story): unknown[] {
  const list = rehearsal.read(ITEMS) as { items: { data: HistoryEntry }[] } | undefined;
  return (list?.items ?? []).map(({ data: { status, calls, takenBy } }) => ({
    status,
    calls: calls.map(({ agent, outcome }) => ({ agent, outcome })),
    takenBy,
  }));
}

/** When the calls of the history were made, seconds after the story's start. */
function callSeconds(story: Story): readonly number[] {
  const list = story.rehearsal.read(ITEMS) as { items: { data: HistoryEntry }[] } | undefined;
  return (list?.items ?? []).flatMap(({ data: { calls } }) => calls.map(({ atMs = NaN }) => story.secondsAt(atMs)));
}

describe.each(VARIANTS)('acting by hand, %s', (_title, switches) => {
  it('somebody takes it at the keyboard while Ann’s phone rings: she hears who has it, and nobody else is called', async () => {
    const story = new Story({ switches, agents: ['decline'] });
    story.alarm('web-1-cpu');
    await story.until(3);
    expect(await ackIncident(keyboard(story), 'main', 'cyd', undefined)).toMatchObject({ is: 'taken', unsent: 0 });
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'SMS to cyd: You have it', 'ann answers', 'the call to ann ends']);
    expect(story.heardBy('ann')).toEqual(['Cyd Ito has taken it. You need not do anything. Goodbye.']);
    expect(story.rehearsal.queue.depth).toBe(0);
  });

  it('somebody closes it at the keyboard while Ann’s phone rings: she hears so, and nobody else is called', async () => {
    const story = new Story({ switches, agents: ['decline'] });
    story.alarm('web-1-cpu');
    await story.until(3);
    expect(await resolveIncident(keyboard(story), 'main', undefined)).toMatchObject({ is: 'resolved' });
    // An OK later is harmless.
    story.at(200, () => story.alarm('web-1-cpu', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann answers', 'the call to ann ends']);
    expect(story.heardBy('ann')).toEqual(['This alert was closed by hand. You need not do anything. Goodbye.']);
    expect(story.rehearsal.queue.depth).toBe(0);
  });

  it('Ann has it and somebody closes it: she gets an SMS, and the alarm rings again when it comes back', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1-cpu');
    await story.until(60);
    await resolveIncident(keyboard(story), 'main', undefined);
    story.at(120, () => story.alarm('web-1-cpu', { state: 'OK' }));
    story.at(150, () => story.alarm('web-1-cpu'));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'ann']);
    expect(story.textsTo('ann').map((text) => text.split(' (')[0])).toEqual([
      'You have it',
      'Closed by hand',
      'You have it',
    ]);
  });

  it('nobody took it and somebody does at last: those who were told hear so', async () => {
    const story = new Story({ switches, agents: ['no-answer'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();
    await ackIncident(keyboard(story), 'main', 'cyd', undefined);

    expect(story.textsTo('ann')).toEqual([
      expect.stringMatching(/^NOBODY HAS THIS/),
      expect.stringMatching(/^Cyd Ito has it after all/),
    ]);
    expect(story.textsTo('cyd')).toEqual([
      expect.stringMatching(/^NOBODY HAS THIS/),
      expect.stringMatching(/^You have it/),
    ]);
  });
});

describe('the history', () => {
  it('has every incident with its calls when the night is over, and no number', async () => {
    const story = new Story({ agents: ['no-answer', 'take', 'decline'] });
    story.alarm('web-1-cpu');
    story.at(1_000, () => story.alarm('db'));
    await story.toTheEnd();

    expect(history(story)).toEqual([
      {
        status: 'taken',
        calls: [
          { agent: 'ann', outcome: 'no-answer' },
          { agent: 'bob', outcome: 'taken' },
        ],
        takenBy: 'bob',
      },
      {
        status: 'exhausted',
        calls: ['ann', 'bob', 'cyd'].map((agent) => ({ agent, outcome: 'declined' })),
        takenBy: undefined,
      },
    ]);
    for (const [nth, ring] of story.ringSeconds().entries()) {
      // In whole seconds, and about to ring.
      expect(Math.abs((callSeconds(story)[nth] ?? NaN) - ring)).toBeLessThan(2);
    }
    expect(JSON.stringify(story.rehearsal.read(ITEMS))).not.toMatch(/\+?447700900/);
  });

  it('that cannot be written changes nothing for anybody', async () => {
    const story = new Story({
      agents: ['no-answer', 'take'],
      fateOf: ({ url }) => (url.includes('/Lists') ? { is: 'drop' } : { is: 'deliver' }),
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    const same = new Story({ agents: ['no-answer', 'take'] });
    same.alarm('web-1-cpu');
    await same.toTheEnd();
    expect(story.lines()).toEqual(same.lines());
    expect(story.ringSeconds()).toEqual(same.ringSeconds());
    expect(history(story)).toEqual([]);
  });
});

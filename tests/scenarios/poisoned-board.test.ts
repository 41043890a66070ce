import { expect, it } from '@jest/globals';
import { withBoard } from '../support/documents';
import { Story } from '../support/story';

it('a board that is broken inside is begun anew, loudly, and its alarm pages again', async () => {
  const story = new Story({ agents: ['hang-up', 'take'], eventTimes: () => [] });
  story.alarm('web-1-cpu');
  // Somebody edits the board in Twilio's console.
  story.at(30, () => withBoard(story, (data) => ({ ...data, i: ['web-1-cpu'] })));
  await story.toTheEnd();

  expect(story.rings()).toEqual(['ann', 'ann']);
  expect(story.textsTo('ann')).toEqual([expect.stringMatching(/^You have it/)]);
  expect(story.logs().join('\n')).toMatch(/The board cannot be read: it starts afresh/);
  expect(story.rehearsal.queue.depth).toBe(0);
});

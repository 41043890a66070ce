import { expect, it } from '@jest/globals';
import { Story } from '../support/story';

const BOARD = 'https://sync.twilio.com/v1/Services/default/Documents/oncall-board-main';

/** Somebody edits the board in Twilio's console. */
function poison({ rehearsal }: Story): void {
  const { data } = rehearsal.read(BOARD) as { data: object };
  const { sid, authToken } = rehearsal.account;
  const { status } = rehearsal.twilio.handle({
    method: 'POST',
    url: BOARD,
    headers: {
      authorization: `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      Data: JSON.stringify({ ...data, i: ['web-1-cpu'] }),
    }).toString(),
  });
  if (status !== 200) throw new Error(`The board could not be edited: ${status}.`);
}

it('a board that is broken inside is begun anew, loudly, and its alarm pages again', async () => {
  const story = new Story({ agents: ['hang-up', 'take'], eventTimes: () => [] });
  story.alarm('web-1-cpu');
  story.at(30, () => poison(story));
  await story.toTheEnd();

  expect(story.rings()).toEqual(['ann', 'ann']);
  expect(story.textsTo('ann')).toEqual([expect.stringMatching(/^You have it/)]);
  expect(story.logs().join('\n')).toMatch(/The board cannot be read: it is begun anew/);
  expect(story.rehearsal.queue.depth).toBe(0);
});

import { describe, expect, it } from '@jest/globals';
import type { Fate } from '../../src/rehearsal/network';
import { Story, VARIANTS } from '../support/story';

function answer(status: number, code: number): Fate {
  const body = JSON.stringify({ status, code, message: 'made up', more_info: 'none' });
  return { is: 'answer', response: { status, headers: { 'content-type': 'application/json' }, body } };
}

/** Ann takes the first alarm with her phone; a second one comes a minute later, and from then on no SMS leaves for a while. */
function story(switches: object, status: number, code: number): Story {
  const told: Story = new Story({
    switches,
    agents: ['take'],
    fateOf: ({ url }) =>
      url.includes('/Messages') && told.seconds > 60 && told.seconds < 900 ? answer(status, code) : { is: 'deliver' },
  });
  told.alarm('web-1-cpu');
  told.at(61, () => told.alarm('db-1-disk', { description: 'The disk is full' }));
  return told;
}

describe.each(VARIANTS)('a further alarm of which no SMS tells Ann, %s', (_title, switches) => {
  it.each([
    ['her number is refused', 21610, 5],
    ['our own number cannot send', 21606, 5],
    ['her region is not enabled', 21408, 5],
    ['Twilio fails twice', 20500, 90],
  ])('because %s (%i): her phone rings about it within %i s', async (_why, code, seconds) => {
    const told = story(switches, code === 20500 ? 500 : 400, code);
    await told.toTheEnd();

    expect(told.rings()).toEqual(['ann', 'ann']);
    const [, second = Infinity] = told.ringSeconds();
    expect(second - 61).toBeLessThan(seconds);
    expect(told.heardBy('ann').filter((words) => words.startsWith('On-call alert'))).toEqual([
      expect.stringContaining('web 1 cpu'),
      expect.stringMatching(/^On-call alert for Main: db 1 disk\. The disk is full\./),
    ]);
    expect(told.rehearsal.queue.depth).toBe(0);
  });
});

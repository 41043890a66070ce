import { describe, expect, it } from '@jest/globals';
import { alarmName, conductOf, rosterOf } from '../support/crowd';
import type { Crowd } from '../support/crowd';
import { Story } from '../support/story';
import { lostOf } from '../support/tally';

const CROWD: Crowd = { teams: 2, agents: 3, answers: 'first', script: 'latin' };

interface Raised {
  readonly name: string;
  readonly message: string;
}

/** A story of these alarms, by their numbers and the seconds in which they are raised; the even ones are the first team's. */
async function lived(crowd: Crowd, ...alarms: readonly (readonly [number, number])[]) {
  const story = new Story({ agents: conductOf(crowd), roster: rosterOf(crowd) });
  const raised: Raised[] = [];
  for (const [index, seconds] of alarms) {
    const name = alarmName(crowd, index);
    story.at(seconds, () => {
      story.alarm(name);
      raised.push({ name, message: story.newestMessage() });
    });
  }
  await story.toTheEnd();
  return { story, raised, message: raised[0]?.message ?? '' };
}

describe('alarms are lost', () => {
  it('that nobody heard of, though the queue has let go of them', async () => {
    // Five come at once, of which the SMS names three; one comes while its agent speaks, and one after that.
    const all = [0, 2, 4, 6, 8].map((index) => [index, 0] as const);
    const { story, raised, message } = await lived(CROWD, ...all, [10, 12], [12, 80], [1, 0]);
    expect(lostOf(story, raised)).toBe(0);
    expect(lostOf(story, [...raised, { name: 'team-0-host-14', message }])).toBe(1);
    // What the other team was told is no word of this one's.
    const others = [3, 5].map((index) => ({ name: `team-1-host-${index}`, message }));
    expect(lostOf(story, [...raised, ...others])).toBe(2);
  });

  it('and none that is still in the queue, or a dead letter', async () => {
    const { story, raised } = await lived(CROWD, [0, 0]);
    expect(lostOf(story, [...raised, { name: 'team-0-host-2', message: 'of which the queue says nothing' }])).toBe(0);
  });

  it('though nobody took them, unless everyone was told', async () => {
    const { story, raised, message } = await lived({ ...CROWD, answers: 'nobody' }, [0, 0], [2, 400]);
    // The second one began a new incident, into which the first one was carried: it counts both.
    expect(story.rings()).toHaveLength(6);
    expect(lostOf(story, raised)).toBe(0);
    const named = { name: 'team-0-host-4', message };
    expect(lostOf(story, [...raised, named])).toBe(1);
  });
});

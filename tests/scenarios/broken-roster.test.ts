import { describe, expect, it } from '@jest/globals';
import type { Conduct } from '../../src/rehearsal/phones/conduct';
import { AGENTS, NUMBERS, Story, VARIANTS } from '../support/story';

const TEAMS = {
  agents: AGENTS,
  teams: { web: { agents: ['ann', 'bob'] }, db: { agents: ['cyd'] } },
  routes: [{ alarm: 'db-*', team: 'db' }, { team: 'web' }],
};

describe.each(VARIANTS)('a roster that breaks in the middle of an incident, %s', (_title, switches) => {
  it('while Ann’s phone rings: no second chain begins, and the next one called is the fallback number', async () => {
    const story = new Story({
      switches,
      agents: { ann: 'no-answer', dee: 'take' },
      fallbackNumbers: [NUMBERS.dee],
      eventTimes: () => [],
    });
    story.alarm('web-1-cpu');
    story.at(5, () => story.deploy('{ "agents": '));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'dee']);
    expect(story.heardBy('dee')[0]).toMatch(/The on call roster cannot be read\./);
    expect(story.rehearsal.queue.depth).toBe(0);
  });

  it('and is mended before the message comes again: the agents of the team go on', async () => {
    const story = new Story({
      switches,
      agents: { ann: 'hang-up', bob: 'take', dee: 'take' },
      fallbackNumbers: [NUMBERS.dee],
      eventTimes: () => [],
    });
    story.alarm('web-1-cpu');
    story.at(3, () => story.deploy('{ "agents": '));
    story.at(30, () => story.deploy({ agents: AGENTS }));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'bob']);
  });

  it('for several deliveries: who is being called is called by the one incident', async () => {
    const story = new Story({
      switches,
      agents: { ann: 'no-answer', bob: 'no-answer', dee: ['no-answer', 'no-answer', 'take'] },
      fallbackNumbers: [NUMBERS.dee],
    });
    story.alarm('web-1-cpu');
    story.at(5, () => story.deploy('{ "agents": '));
    story.at(400, () => story.deploy({ agents: AGENTS }));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'dee', 'dee']);
    // Three calls were made in one incident: everyone is told by whom the roster names then.
    const incidents = new Set(story.textsTo('dee').map((text) => /, ([2-9A-Z]{4})\b/.exec(text)?.[1]));
    expect([...incidents]).toEqual([expect.any(String)]);
  });

  it('and the alarm recovers meanwhile: who answers hears so, and nobody else is called', async () => {
    const answersLate: Conduct = { ringing: 'answers', afterMs: 20_000, keys: [], patienceMs: 60_000 };
    const story = new Story({
      switches,
      agents: { ann: answersLate, dee: 'take' },
      fallbackNumbers: [NUMBERS.dee],
    });
    story.alarm('web-1-cpu');
    story.at(3, () => story.deploy('{ "agents": '));
    story.at(10, () => story.alarm('web-1-cpu', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann']);
    expect(story.heardBy('ann')).toEqual(['The alarm has recovered. You need not do anything. Goodbye.']);
  });
});

it('a team that the roster loses in the middle of an incident goes on with the fallback numbers', async () => {
  const story = new Story({
    agents: { cyd: 'no-answer', dee: 'take', ann: 'take' },
    fallbackNumbers: [NUMBERS.dee],
    roster: TEAMS,
  });
  story.alarm('db-1-cpu');
  story.at(5, () => story.deploy({ agents: { ann: AGENTS.ann } }));
  await story.toTheEnd();

  expect(story.rings()).toEqual(['cyd', 'dee']);
});

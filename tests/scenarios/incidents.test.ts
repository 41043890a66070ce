import { describe, expect, it } from '@jest/globals';
import type { Conduct } from '../../src/rehearsal/phones/conduct';
import type { Fate } from '../../src/rehearsal/network';
import { inOrder } from '../../src/rehearsal/queue/delivery-policy';
import { AGENTS, NUMBERS, Story, VARIANTS, takenBy } from '../support/story';

const ANSWERS: Conduct = { ringing: 'answers', afterMs: 4_000, patienceMs: 60_000, keys: [] };

const BROKEN: Fate = {
  is: 'answer',
  response: {
    status: 503,
    headers: { 'content-type': 'application/json' },
    body: '{"code":20503,"message":"down","status":503}',
  },
};

const TAKEN_BY_ANN = takenBy('ann');

/** Ann passes it on: Bob's phone rings while she is still hearing so. */
const DECLINED_BY_ANN = ['ann rings', 'ann answers', 'ann presses 2', 'bob rings', 'the call to ann ends'];

describe.each(VARIANTS)('acknowledging, %s', (_title, switches) => {
  it('10: a key pressed twice is one acknowledgement', async () => {
    const keys = [300, 450].map((delayMs) => ({ key: '1', after: 'first prompt' as const, delayMs }));
    const story = new Story({ switches, agents: [{ ...ANSWERS, keys }] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann presses 1',
      'ann presses 1',
      'SMS to ann: You have it',
      'the call to ann ends',
    ]);
  });

  it('11: "you have it" is never said when the board could not be written, and the next phone rings', async () => {
    const story: Story = new Story({
      switches,
      agents: ['take', 'take'],
      fateOf: (request, { path }) =>
        path === '/take' && request.method === 'POST' && story.rings().length === 1 ? BROKEN : { is: 'deliver' },
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.heardBy('ann').at(-1)).toMatch(/^I could not confirm that you have it\./);
    expect(story.heardBy('ann').join()).not.toContain('You have it.');
    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann presses 1',
      'the call to ann ends',
      ...takenBy('bob'),
    ]);
  });

  it('14: who presses 1 and hangs up at once has it, and gets the details', async () => {
    const hasty: Conduct = {
      ...ANSWERS,
      keys: [{ key: '1', after: 'first prompt', delayMs: 300 }],
      hangsUp: { after: 'first key', delayMs: 50 },
    };
    const story = new Story({ switches, agents: [hasty] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann presses 1',
      'ann hangs up',
      'SMS to ann: You have it',
    ]);
  });
});

describe.each(VARIANTS)('alarms and incidents, %s', (_title, switches) => {
  it('16: the same message twice is one incident', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1-cpu');
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(TAKEN_BY_ANN);
  });

  it('16: the same message, delivered twice by the queue, is one incident', async () => {
    const deliveryPolicy = { ...inOrder, arrivalsMs: () => [0, 3_000] };
    const story = new Story({ switches, deliveryPolicy, agents: ['take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(TAKEN_BY_ANN);
  });

  it('17: it recovers while the phone rings: who answers hears so, and nobody further is called', async () => {
    const story = new Story({ switches, agents: [ANSWERS] });
    story.alarm('web-1-cpu');
    story.at(3, () => story.alarm('web-1-cpu', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann answers', 'the call to ann ends']);
    expect(story.heardBy('ann')).toEqual(['The alarm has recovered. You need not do anything. Goodbye.']);
  });

  it('18: it recovers after it was taken: that agent gets an SMS', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1-cpu');
    story.at(60, () => story.alarm('web-1-cpu', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.lines()).toEqual([...TAKEN_BY_ANN, 'SMS to ann: Recovered']);
  });

  it('19: OK delivered before its ALARM calls nobody', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1-cpu', { state: 'OK', stateAtSeconds: -10 });
    story.at(5, () => story.alarm('web-1-cpu', { state: 'ALARM', stateAtSeconds: -20 }));
    await story.toTheEnd();

    expect(story.lines()).toEqual([]);
  });

  it('20: an alarm that flaps ten times in a minute is one chain, which a moment of OK does not end', async () => {
    const story = new Story({ switches, agents: ['no-answer', 'no-answer', 'take'] });
    for (let turn = 0; turn < 10; turn++) {
      story.at(turn * 6, () => story.alarm('web-1-cpu'));
      story.at(turn * 6 + 3, () => story.alarm('web-1-cpu', { state: 'OK' }));
    }
    story.at(61, () => story.alarm('web-1-cpu'));
    await story.toTheEnd();

    // The last of the three calls is answered in a moment of OK: what comes and goes is not over then.
    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', 'bob rings', 'bob no-answer', ...takenBy('cyd')]);
    expect(story.heardBy('cyd')[0]).toMatch(/3 to repeat\. It comes and goes: 9 times so far\.$/);
  });

  it('21: a second alarm during the call is mentioned to whoever answers next', async () => {
    const story = new Story({ switches, agents: ['decline', 'take'] });
    story.alarm('web-1-cpu');
    story.at(8, () => story.alarm('db-disk'));
    await story.toTheEnd();

    expect(story.lines()).toEqual([...DECLINED_BY_ANN, ...takenBy('bob').slice(1)]);
    expect(story.heardBy('ann')[0]).not.toContain('more alarm');
    expect(story.heardBy('bob')[0]).toContain('And one more alarm.');
    expect(story.textsTo('bob')).toEqual([expect.stringContaining('db-disk')]);
  });

  it('22: a second alarm soon after the taking goes to that agent by SMS, a later one calls again', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1-cpu');
    story.at(120, () => story.alarm('db-disk'));
    story.at(600, () => story.alarm('queue-age'));
    await story.toTheEnd();

    expect(story.lines()).toEqual([...TAKEN_BY_ANN, 'SMS to ann: One more for you', ...TAKEN_BY_ANN]);
    expect(story.textsTo('ann')[1]).toContain('db-disk');
    expect(story.textsTo('ann')[2]).toContain('queue-age');
    expect(story.textsTo('ann')[2]).not.toContain('db-disk');
  });

  it('24: two teams are two chains side by side', async () => {
    const roster = {
      agents: AGENTS,
      teams: { web: { rotations: [{ agents: ['ann'] }] }, db: { rotations: [{ agents: ['bob'] }] } },
      defaultTeam: 'web',
      routes: [{ alarm: 'db-*', team: 'db' }],
    };
    const story = new Story({ switches, roster, agents: ['take'] });
    story.alarm('web-1-cpu');
    story.alarm('db-disk');
    await story.toTheEnd();

    // The queue delivers both at once; the account's second call waits a second for its turn.
    expect(story.lines()).toEqual([
      'ann rings',
      'bob rings',
      'ann answers',
      'bob answers',
      'ann presses 1',
      'SMS to ann: You have it',
      'bob presses 1',
      'SMS to bob: You have it',
      'the call to ann ends',
      'the call to bob ends',
    ]);
    expect(story.textsTo('ann')).toEqual([expect.stringContaining('web-1-cpu')]);
    expect(story.textsTo('bob')).toEqual([expect.stringContaining('db-disk')]);
  });

  it('25: one agent of two teams gets both, one after the other', async () => {
    const roster = {
      agents: { ann: AGENTS.ann },
      teams: { web: { rotations: [{ agents: ['ann'] }] }, db: { rotations: [{ agents: ['ann'] }] } },
      defaultTeam: 'web',
      routes: [{ alarm: 'db-*', team: 'db' }],
    };
    const story = new Story({ switches, roster, agents: ['take'] });
    story.alarm('web-1-cpu');
    story.at(2, () => story.alarm('db-disk'));
    await story.toTheEnd();

    expect(story.lines()).toEqual([...TAKEN_BY_ANN, ...TAKEN_BY_ANN]);
    expect(story.textsTo('ann').toSorted()).toEqual([
      expect.stringContaining('(db, '),
      expect.stringContaining('(web, '),
    ]);
    // The second call begins as soon as the first has ended, not at the next delivery.
    const [, second = Infinity] = story.ringSeconds();
    expect(second).toBeLessThan(45);
  });

  it('26: an alarm that fires again after its incident was closed calls again', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1-cpu');
    story.at(60, () => story.alarm('web-1-cpu', { state: 'OK' }));
    story.at(3600, () => story.alarm('web-1-cpu'));
    await story.toTheEnd();

    expect(story.lines()).toEqual([...TAKEN_BY_ANN, 'SMS to ann: Recovered', ...TAKEN_BY_ANN]);
  });

  it('30: a silenced alarm calls nobody and is remembered', async () => {
    const roster = {
      agents: AGENTS,
      silences: [{ alarm: 'web-*', to: '2026-11-23 00:00', why: 'new disks' }],
      timezone: 'UTC',
    };
    const story = new Story({ switches, roster, agents: ['take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([]);
    expect(story.logs().join()).toContain('silenced');
  });

  it('31: an alarm without a route goes to the default team, and the log says so', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(TAKEN_BY_ANN);
    expect(story.logs().join()).toContain('default team');
  });

  it('31a: a dead server pages as "no data"', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1-cpu', { state: 'INSUFFICIENT_DATA', reason: 'Insufficient Data: 3 datapoints were unknown.' });
    await story.toTheEnd();

    expect(story.lines()).toEqual(TAKEN_BY_ANN);
    expect(story.heardBy('ann')[0]).toContain('web 1 cpu. It sends no data.');
  });
});

describe.each(VARIANTS)('the roster while it burns, %s', (_title, switches) => {
  it('36: an agent is removed while being called: the incident goes on', async () => {
    const story = new Story({ switches, agents: ['no-answer', 'take'] });
    story.alarm('web-1-cpu');
    story.at(10, () => story.deploy({ agents: { bob: AGENTS.bob, cyd: AGENTS.cyd } }));
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', ...takenBy('bob')]);
  });

  it('37: the next attempt uses the roster as it is then', async () => {
    const story = new Story({ switches, agents: ['no-answer', 'take'] });
    story.alarm('web-1-cpu');
    story.at(10, () => story.deploy({ agents: { ann: AGENTS.ann, dee: { name: 'Dee Ash', phone: NUMBERS.dee } } }));
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', ...takenBy('dee')]);
  });

  it.each([
    ['38: a roster that does not parse', '{ "agents": '],
    [
      '35: a roster with nobody on call',
      {
        agents: AGENTS,
        timezone: 'UTC',
        rotations: [{ agents: ['ann', 'bob'], start: '2026-12-01 09:00', every: '1 week' }],
      },
    ],
  ])('%s pages the fallback numbers and says why', async (_name, roster) => {
    const story = new Story({ switches, roster, fallbackNumbers: [NUMBERS.dee], agents: ['take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('dee'));
    expect(story.heardBy('dee')[0]).toMatch(/The on-?\s?call roster cannot be read|Nobody is on call/);
  });

  it('39: a roster of one agent calls this agent three times, not within half a minute', async () => {
    const story = new Story({ switches, roster: { agents: { ann: AGENTS.ann } }, agents: ['busy'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann busy',
      'ann rings',
      'ann busy',
      'ann rings',
      'ann busy',
      'SMS to ann: NOBODY HAS THIS',
    ]);
    const [first = 0, second = 0, third = 0] = story.ringSeconds();
    expect(second - first).toBeGreaterThan(30);
    expect(third - second).toBeGreaterThan(30);
  });

  it('40: two agents with one number: the second is called, not within half a minute', async () => {
    const roster = { agents: { ann: AGENTS.ann, bob: { name: 'Bob Roy', phone: NUMBERS.ann } } };
    const story = new Story({ switches, roster, agents: ['decline', 'take'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann presses 2',
      'the call to ann ends',
      ...takenBy('ann'),
    ]);
    expect(story.heardBy('ann').join()).toContain('On-call alert for');
  });
});

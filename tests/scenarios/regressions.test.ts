import { describe, expect, it } from '@jest/globals';
import type { Fate } from '../../src/rehearsal/network';
import { inOrder } from '../../src/rehearsal/queue/delivery-policy';
import { AGENTS, NUMBERS, Story, VARIANTS } from '../support/story';
import type { StoryOptions } from '../support/story';
import { callsOf } from '../support/witness';

/** Every night that ever broke a promise, shortened and in phone language. */

const DELIVER: Fate = { is: 'deliver' };

const NOBODY = 'SMS to ann: NOBODY HAS THIS';

/** Only Ann is on the roster, and `nth` of her calls waits in Twilio's queue for five minutes. */
function queued(nth: number, options: Partial<StoryOptions>): Story {
  const story = new Story({
    agents: ['no-answer'],
    roster: { agents: { ann: AGENTS.ann }, escalation: { maxCalls: nth + 1 } },
    ...options,
  });
  let started = 0;
  story.rehearsal.ledger.listen((entry) => {
    if (entry.kind === 'execution-started' && ++started === nth) {
      story.rehearsal.executions.delayCallOf(entry.execution, 300_000);
    }
  });
  return story;
}

describe.each(VARIANTS)('counterexamples, %s', (_title, switches) => {
  it('a call that still waits in the queue at its deadline never rings beside the next one', async () => {
    const story = queued(1, { switches });
    story.alarm('web-1');
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', NOBODY]);
  });

  it('nor does it when the reply to its ending is lost and only the event tells that it has ended', async () => {
    let lost = 0;
    const story = queued(1, {
      switches,
      fateOf: ({ url, body }) =>
        url.includes('/Executions/FN') && body === 'Status=ended' && ++lost === 1 ? { is: 'lose-reply' } : DELIVER,
    });
    story.alarm('web-1');
    await story.toTheEnd();

    expect(lost).toBeGreaterThan(0);
    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', NOBODY]);
  });

  it('nor does it when nobody needed it any more, and a run that found it had no time left to hang it up', async () => {
    let unheard = 0;
    const story = queued(1, {
      switches,
      roster: { agents: { ann: AGENTS.ann }, escalation: { maxCalls: 1, regroupMinutes: 0 } },
      fateOf: ({ url, body }) =>
        /\/Calls\/CA/.test(url) && body === 'Status=completed' && ++unheard === 1 ? { is: 'crash-before' } : DELIVER,
    });
    story.alarm('web-1');
    story.at(20, () => story.alarm('web-1', { state: 'OK' }));
    story.at(220, () => story.alarm('db'));
    await story.toTheEnd();

    // Where ending an execution hangs up its call, nothing is left to do.
    expect(unheard).toBe('endingHangsUp' in switches ? 2 : 0);
    expect(callsOf(story).map(({ incident }) => incident)).toEqual([callsOf(story)[0]?.incident]);
    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', NOBODY]);
    expect(story.textsTo('ann')[0]).toContain('db');
  });

  it('a roster that breaks, while the boards cannot be read, starts no second chain', async () => {
    let isUnread = false;
    const story: Story = new Story({
      switches,
      agents: ['no-answer'],
      roster: { agents: { ann: AGENTS.ann }, escalation: { maxCalls: 1 } },
      fallbackNumbers: [NUMBERS.dee],
      // The first delivery after the roster broke cannot list the boards, that of the team that was called among them.
      fateOf: ({ method, url }, { path }) => {
        if (path !== '/alarm' || method !== 'GET' || story.seconds < 70 || isUnread) return DELIVER;
        isUnread = url.includes('/Documents?');
        return isUnread ? { is: 'drop' } : DELIVER;
      },
    });
    story.alarm('web-1');
    story.at(30, () => story.deploy('{'));
    await story.toTheEnd();

    expect(isUnread).toBe(true);
    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', NOBODY]);
  });

  it('an alarm that goes on to another team leaves the first one its message until that one is done', async () => {
    const story = new Story({
      switches,
      // Nobody hears of the end of a call.
      eventTimes: () => [],
      agents: { ann: 'hang-up', bob: 'take' },
      roster: { ...rosterOfTwoTeams(), routes: [{ alarm: 'db', team: 'db' }] },
    });
    story.alarm('db');
    story.at(2, () => story.deploy(rosterOfTwoTeams()));
    story.at(4, () => story.alarm('db'));
    await story.toTheEnd();

    // Database's only agent hung up: both her calls are made, and everyone there is told.
    expect(story.lines().filter((line) => line.includes('ann rings'))).toHaveLength(2);
    expect(story.textsTo('ann')).toEqual([expect.stringMatching(/^NOBODY HAS THIS \(Database/)]);
    expect(story.textsTo('bob')).toEqual([expect.stringMatching(/^You have it \(Main/)]);
  });

  it('an alarm that came while the roster was broken stays in the queue until the fallback number was called', async () => {
    const story = new Story({
      switches,
      agents: ['no-answer'],
      eventTimes: () => [],
      roster: '{',
      fallbackNumbers: [NUMBERS.dee],
      // The queue has a second copy, which comes when the roster is sound again, and so is news to its own team.
      deliveryPolicy: { ...inOrder, arrivalsMs: () => [0, 12_000] },
    });
    story.alarm('web-1');
    story.at(10, () => story.deploy({ agents: { ann: AGENTS.ann }, escalation: { maxCalls: 1 } }));
    await story.toTheEnd();

    expect(story.lines().filter((line) => line === 'dee rings')).toHaveLength(3);
    expect(story.textsTo('dee')).toEqual([expect.stringMatching(/^NOBODY HAS THIS \(fallback/)]);
    expect(story.textsTo('ann')).toEqual([expect.stringMatching(/^NOBODY HAS THIS \(Main/)]);
  });

  it('a reminder that is due waits while its owner is on the phone about what has just recovered', async () => {
    const story = new Story({
      switches,
      // She lets the first prompt pass, and presses 1 after the second one.
      agents: [
        {
          ringing: 'answers',
          afterMs: 1_000,
          keys: [{ key: '1', after: 'first prompt', delayMs: 9_000 }],
          patienceMs: 60_000,
        },
      ],
      roster: { agents: { ann: AGENTS.ann }, escalation: { maxCalls: 1, remindMinutes: 5 } },
    });
    story.alarm('web-1');
    // Without a heartbeat nobody looks after the reminder before these come.
    story.at(420, () => story.alarm('web-2'));
    story.at(430, () => story.alarm('web-2', { state: 'OK' }));
    story.heartbeats(600, 900);
    await story.toTheEnd();

    const calls = callsOf(story);
    expect(calls.map(({ overAtMs }, index) => (calls[index + 1]?.rangAtMs ?? Infinity) - overAtMs > 30_000)).toEqual(
      calls.map(() => true),
    );
    // The second one is about the new alarm, and the third one is the reminder.
    expect(calls.slice(0, 3).map(({ said }) => said[0]?.text.split(' for ')[0])).toEqual([
      'On-call alert',
      'On-call alert',
      'Reminder',
    ]);
  });

  it('an SMS that was owed for hours is sent once, though many heartbeats come at once to look after it', async () => {
    const story: Story = new Story({
      switches,
      agents: ['no-answer'],
      roster: { agents: { ann: AGENTS.ann, bob: AGENTS.bob }, escalation: { maxCalls: 1 } },
      fateOf: ({ url }) => (url.includes('/Messages') && story.seconds < 5_000 ? { is: 'reset' } : DELIVER),
    });
    story.alarm('web-1');
    story.heartbeats(0, 4_000);
    for (let count = 0; count < 9; count++) story.at(5_000, () => story.heartbeat());
    await story.toTheEnd();

    expect(story.lines().toSorted()).toEqual([NOBODY, 'SMS to bob: NOBODY HAS THIS', 'ann no-answer', 'ann rings']);
  });

  it('a state dated minutes ahead and a later one of the same alarm are one chain of calls, however often they come again', async () => {
    const story = new Story({
      switches,
      agents: ['no-answer'],
      roster: { agents: { ann: AGENTS.ann, bob: AGENTS.bob }, escalation: { maxCalls: 2, regroupMinutes: 0 } },
    });
    story.alarm('web-1', { stateAtSeconds: 3_600 });
    story.at(20, () => story.alarm('web-1'));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'bob']);
  });

  it('what is wrong as one of more than a dozen is not told under the name of another, which is right again', async () => {
    const story = new Story({
      switches,
      agents: ['no-answer'],
      roster: { agents: { ann: AGENTS.ann }, escalation: { maxCalls: 1 } },
    });
    const hosts = Array.from({ length: 12 }, (_, index) => `host-${index + 10}`);
    for (const host of hosts) story.alarm(host);
    story.at(5, () => story.alarm('db'));
    story.at(10, () => {
      for (const host of hosts) story.alarm(host, { state: 'OK' });
    });
    await story.toTheEnd();

    expect(story.textsTo('ann')).toEqual([expect.stringMatching(/^NOBODY HAS THIS/)]);
    expect(story.textsTo('ann')[0]).not.toContain('host-');
    expect(story.textsTo('ann')[0]).toContain('An alarm whose name is not known.');
  });
});

function rosterOfTwoTeams(): object {
  return {
    agents: { ann: AGENTS.ann, bob: AGENTS.bob },
    teams: { main: { name: 'Main', agents: ['bob'] }, db: { name: 'Database', agents: ['ann'] } },
    defaultTeam: 'main',
    escalation: { maxCalls: 2 },
  };
}

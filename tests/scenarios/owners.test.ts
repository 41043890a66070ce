import { describe, expect, it } from '@jest/globals';
import { ackIncident, passIncident } from '../../src/escalation/intervene';
import type { FateOf } from '../../src/rehearsal/network';
import type { Conduct } from '../../src/rehearsal/phones/conduct';
import { refusal } from '../corners/faults';
import { keyboard } from '../support/keyboard';
import { AGENTS, NUMBERS, Story, SWITCHES, takenBy, VARIANTS } from '../support/story';
import { inTier } from '../support/tier';
import { callsOf, textsOf } from '../support/witness';

/** Whatever is wrong has an owner, or everyone knows that it has none. */

const NOBODY_ANSWERS = ['ann rings', 'ann no-answer', 'bob rings', 'bob no-answer', 'cyd rings', 'cyd no-answer'];

/** An SMS that begins so goes to each of the team, in some order. */
function toEveryone(says: string): readonly string[] {
  return ['ann', 'bob', 'cyd'].map((agent) => `SMS to ${agent}: ${says}`);
}

const LISTENS: Conduct = { ringing: 'answers', afterMs: 4_000, patienceMs: 60_000, keys: [] };

/** What lasts for hours, and longer in the sweep: `npm test` has it only where all that Twilio leaves open is against us. */
const ENDS = inTier([SWITCHES[0], SWITCHES.at(-1)], [SWITCHES.at(-1)]).flatMap((each) =>
  each === undefined ? [] : [each],
);

describe.each(VARIANTS)('owners, %s', (_title, switches) => {
  it('60: a second incident opens while one is taken: both are open, and each owner hears when theirs is over', async () => {
    const story = new Story({ switches, agents: ['take', 'no-answer', 'take'] });
    story.alarm('web-1');
    story.at(600, () => story.alarm('db-1'));
    story.at(900, () => story.alarm('db-1', { state: 'OK' }));
    story.at(1_200, () => story.alarm('web-1', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...takenBy('ann'),
      'ann rings',
      'ann no-answer',
      ...takenBy('bob'),
      'SMS to bob: Recovered',
      'SMS to ann: Recovered',
    ]);
    expect(story.textsTo('ann')).toEqual([expect.stringContaining('web-1'), expect.stringContaining('web-1')]);
    expect(story.textsTo('bob')).toEqual([expect.stringContaining('db-1'), expect.stringContaining('db-1')]);
  });

  it('61: what nobody took is carried into the next incident: whoever answers hears of both, and has both', async () => {
    const story = new Story({ switches, agents: ['no-answer', 'no-answer', 'no-answer', 'take'] });
    story.alarm('web-1');
    story.at(600, () => story.alarm('db-1'));
    story.at(900, () => story.alarm('db-1', { state: 'OK' }));
    story.at(1_200, () => story.alarm('web-1', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...NOBODY_ANSWERS,
      ...toEveryone('NOBODY HAS THIS'),
      'ann rings',
      'ann answers',
      'ann presses 1',
      'SMS to ann: You have it',
      'SMS to bob: Ann Lee has it after all',
      'SMS to cyd: Ann Lee has it after all',
      'the call to ann ends',
      'SMS to ann: Recovered',
    ]);
    expect(story.heardBy('ann')[0]).toContain('And one more alarm.');
    expect(story.textsTo('ann')[1]).toMatch(/^You have it .*(web-1.*db-1|db-1.*web-1)/);
  });

  it('61: a late 1 on the call of what was carried takes what it has become', async () => {
    // Ann's only call is given up at its deadline; what she presses then is read 1.2 s later, after another alarm has come.
    let hasPressed = false;
    const fateOf: FateOf = ({ url, body, method }, { path }) => {
      if (url.includes('/Executions/') && body === 'Status=ended' && !hasPressed) {
        hasPressed = true;
        story.press('ann', '1');
      }
      return { is: 'deliver', ...(path === '/take' && method === 'GET' ? { latencyMs: 2_400 } : {}) };
    };
    const roster = { agents: { ann: AGENTS.ann, bob: AGENTS.bob }, escalation: { maxCalls: 1 } };
    const story: Story = new Story({ switches, roster, agents: { ann: LISTENS, bob: 'take' }, fateOf });
    let isRaised = false;
    story.rehearsal.ledger.listen((entry) => {
      if (entry.kind !== 'sms' || isRaised) return;
      isRaised = true;
      story.alarm('db-1');
    });
    story.rehearsal.executions.delayNextCall(192_000);
    story.alarm('web-1');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'ann presses 1',
      'the call to ann ends',
      'SMS to ann: NOBODY HAS THIS',
      'SMS to bob: NOBODY HAS THIS',
      'SMS to ann: You have it',
      'SMS to bob: Ann Lee has it after all',
    ]);
    const [nobody = '', hers = ''] = story.textsTo('ann').map((text) => /\(Main, (\w{4}),/.exec(text)?.[1]);
    expect(hers).not.toBe(nobody);
    expect(story.textsTo('ann')[1]).toMatch(/web-1\..*db-1\./);
  });

  it('62: passed on: the next agent is called, and the owner has it until somebody takes it', async () => {
    const story = new Story({ switches, agents: ['take', 'no-answer', 'take'] });
    story.alarm('web-1');
    await story.until(100);
    expect(await passIncident(keyboard(story), 'main', undefined, undefined)).toMatchObject({ is: 'passed' });
    story.heartbeats(300, 600);
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...takenBy('ann'),
      'bob rings',
      'bob no-answer',
      'cyd rings',
      'cyd answers',
      'cyd presses 1',
      'SMS to ann: Cyd Ito has it now, you no longer do',
      'SMS to cyd: You have it',
      'the call to cyd ends',
    ]);
    expect(story.heardBy('cyd')[0]).toContain('You are asked to take it over.');
  });

  it('62: passed on, and nobody takes it over: the owner has it still, and hears so', async () => {
    const story = new Story({ switches, agents: ['take', 'no-answer'] });
    story.alarm('web-1');
    await story.until(100);
    await passIncident(keyboard(story), 'main', undefined, 'cyd');
    story.heartbeats(300, 600);
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...takenBy('ann'),
      'cyd rings',
      'cyd no-answer',
      'bob rings',
      'bob no-answer',
      'cyd rings',
      'cyd no-answer',
      'SMS to ann: Nobody took it over, you still have it',
    ]);
  });

  it('63: taken over by hand: both hear, and nobody is called', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1');
    await story.until(100);
    expect(await ackIncident(keyboard(story), 'main', 'bob', undefined)).toMatchObject({ is: 'taken', from: 'ann' });
    story.at(600, () => story.alarm('web-1', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...takenBy('ann'),
      'SMS to ann: Bob Roy has it now, you no longer do',
      'SMS to bob: You have it',
      'SMS to bob: Recovered',
    ]);
  });

  it('64: taken and never over: the owner is reminded, does not answer, and the next agent is called', async () => {
    const roster = { agents: AGENTS, escalation: { remindMinutes: 30 } };
    const story = new Story({ switches, roster, agents: ['take', 'no-answer', 'take'] });
    story.alarm('web-1');
    story.heartbeats(60, 3_000);
    story.at(3_000, () => story.alarm('web-1', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...takenBy('ann'),
      'ann rings',
      'ann no-answer',
      'bob rings',
      'bob answers',
      'bob presses 1',
      'SMS to ann: Bob Roy has it now, you no longer do',
      'SMS to bob: You have it',
      'the call to bob ends',
      'SMS to bob: Recovered',
    ]);
    expectWithin(story.ringSeconds()[1], 1_800, 1_800 + 30 + 300 + 20);
  });

  it('64: a reminder that is answered with 1: no further call, no SMS but when it is over', async () => {
    const roster = { agents: AGENTS, escalation: { remindMinutes: 30 } };
    const story = new Story({ switches, roster, agents: ['take'] });
    story.alarm('web-1');
    story.heartbeats(60, 3_000);
    story.at(3_000, () => story.alarm('web-1', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...takenBy('ann'),
      ...takenBy('ann').filter((line) => !line.startsWith('SMS')),
      'SMS to ann: Recovered',
    ]);
    expect(story.heardBy('ann')[2]).toMatch(
      /^Reminder for Main, still in alarm: web 1\..* Press 1 if you are on it, 2 to pass, 3 to repeat\. You took it at Sun 03:00 UTC\.$/,
    );
  });

  it('65: nobody took it: another round, which somebody takes', async () => {
    const roster = { agents: AGENTS, escalation: { again: { every: '15 minutes', times: 3 } } };
    const story = new Story({ switches, roster, agents: ['no-answer', 'no-answer', 'no-answer', 'no-answer', 'take'] });
    story.alarm('web-1');
    story.heartbeats(60, 3_000);
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      ...NOBODY_ANSWERS,
      ...toEveryone('NOBODY HAS THIS'),
      'ann rings',
      'ann no-answer',
      'bob rings',
      'bob answers',
      'bob presses 1',
      'SMS to bob: You have it',
      'SMS to ann: Bob Roy has it after all',
      'SMS to cyd: Bob Roy has it after all',
      'the call to bob ends',
    ]);
    // Three calls of 25 s each, a quarter of an hour, a heartbeat.
    expectWithin(story.ringSeconds()[3], 75 + 900, 85 + 900 + 300 + 20);
  });

  it('65: there are so many rounds and no more', async () => {
    const story = new Story({ switches, roster: ROUNDS, agents: ['no-answer'] });
    story.alarm('web-1');
    story.heartbeats(60, 6_000);
    await story.toTheEnd();

    const round = [...NOBODY_ANSWERS, ...toEveryone('NOBODY HAS THIS')];
    expect(story.lines()).toEqual([...round, ...round, ...round]);
  });

  it.each([
    ['before the next round: nobody is called again', 600, 3],
    ['while the next round rings: nobody further is called', 1_270, 4],
  ])('65: it is over %s', async (_when, atSeconds, rings) => {
    const story = new Story({ switches, roster: ROUNDS, agents: ['no-answer'] });
    story.alarm('web-1');
    story.heartbeats(60, 6_000);
    story.at(atSeconds, () => story.alarm('web-1', { state: 'OK' }));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'bob', 'cyd', 'ann'].slice(0, rings));
    for (const agent of ['ann', 'bob', 'cyd'] as const) {
      expect(story.textsTo(agent)).toEqual([
        expect.stringMatching(/^NOBODY HAS THIS/),
        expect.stringMatching(/^Recovered/),
      ]);
    }
  });

  it('69: the flow is replaced during a call: the event of its end counts, and the next call is of the new one', async () => {
    const other = 'FW00000000000000000000000000000001';
    let flow: Readonly<Record<string, string>> = {};
    const story = new Story({ switches, agents: ['hang-up', 'take'], variables: () => flow });
    story.alarm('web-1');
    story.at(3, () => {
      story.rehearsal.setFlow('published', other);
      flow = { FLOW_SID: other };
    });
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann answers', 'ann hangs up', ...takenBy('bob')]);
    // Nothing else tells before the next delivery.
    expect(story.ringSeconds()[1]).toBeLessThan(20);
    expect(story.rehearsal.executions.list(other)).toHaveLength(1);
  });

  it('69: FLOW_SID becomes wrong while somebody listens: no second phone rings beside her, and everyone is told', async () => {
    let flow: Readonly<Record<string, string>> = {};
    const story = new Story({ switches, agents: ['silent', 'take'], variables: () => flow, eventTimes: () => [] });
    story.alarm('web-1');
    story.at(8, () => {
      flow = { FLOW_SID: 'FW0000000000000000000000000000000f' };
    });
    // It is looked after while she listens.
    story.at(20, () => story.alarm('web-1', { stateAtSeconds: 0 }));
    story.at(300, () => {
      flow = {};
    });
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'ann rings',
      'ann answers',
      'the call to ann ends',
      ...toEveryone('NO PHONE CAN BE CALLED'),
      ...takenBy('bob'),
    ]);
    expectWithin(story.ringSeconds()[1], 300, 300 + 72 + 20);
  });
});

describe.each(ENDS)('a lot at once, %s', (_title, switches) => {
  it('66: no SMS leaves for hours, an incident every ten minutes: a phone rings for each, then all have one to three SMS', async () => {
    const story: Story = new Story({
      switches,
      agents: ['no-answer'],
      roster: { agents: AGENTS, escalation: { maxCalls: 2 } },
      fateOf: ({ method, url }) =>
        method === 'POST' && url.includes('/Messages') && story.seconds < LONG_SECONDS
          ? refusal(503, 20503)
          : { is: 'deliver' },
    });
    for (let at = 0; at < LONG_SECONDS; at += 600) story.at(at, () => story.alarm(`web-${at}`));
    story.heartbeats(0, LONG_SECONDS + 900);
    await story.until(LONG_SECONDS + 900);

    const rang = story.ringSeconds();
    for (let at = 0; at < LONG_SECONDS; at += 600) {
      expect(rang.filter((second) => second >= at && second < at + 30)).not.toEqual([]);
    }
    expect(story.rehearsal.queue.deadLetters).toEqual([]);
    expect(story.rehearsal.queue.depth).toBe(0);
    for (const agent of ['ann', 'bob', 'cyd'] as const) {
      expect(story.textsTo(agent).length).toBeGreaterThanOrEqual(1);
      expect(story.textsTo(agent).length).toBeLessThanOrEqual(3);
    }
    for (const { atMs } of textsOf(story)) expect(story.secondsAt(atMs)).toBeLessThan(LONG_SECONDS + 240);
  }, 120_000);

  it.each([inTier(1_000, 200)])(
    '67: %i alarms within a minute that nobody takes, fifteen people, CJK: one chain, none lost',
    async (alarms) => {
      const story = new Story({ switches, agents: ['no-answer'], roster: fifteen() });
      for (let index = 0; index < alarms; index++) {
        story.at((index * 60) / alarms, () => story.alarm(`測試主機警報-${index}`));
      }
      await story.toTheEnd();

      expect(new Set(callsOf(story).map(({ incident }) => incident)).size).toBe(1);
      expect(story.rings()).toHaveLength(3);
      expect(story.rehearsal.queue.deadLetters).toEqual([]);
      const texts = textsOf(story);
      expect(new Set(texts.map(({ to }) => to)).size).toBe(15);
      // Three are named, the others counted.
      for (const to of new Set(texts.map((text) => text.to))) {
        expect(texts.findLast((text) => text.to === to)?.text).toContain(`And ${alarms - 3} more.`);
      }
    },
    240_000,
  );

  it('71: a flood of signed alarms: the budget of calls and of SMS holds, and nothing is lost', async () => {
    const story = new Story({ switches, agents: ['busy'] });
    for (let index = 0; index < 60; index++) story.at(index * 20, () => story.alarm(`flood-${index}`));
    story.heartbeats(0, 2 * 3_600);
    await story.toTheEnd();

    // Three calls an incident; sixty an hour.
    const rang = story.ringSeconds();
    expect(rang.length).toBeGreaterThan(60);
    expect(mostWithinAnHour(rang)).toBe(60);
    for (const agent of ['ann', 'bob', 'cyd'] as const) {
      const texts = textsOf(story).filter(({ to }) => to === NUMBERS[agent]);
      expect(mostWithinAnHour(texts.map(({ atMs }) => story.secondsAt(atMs)))).toBe(10);
      expect(texts.at(-1)?.text).toContain('And 57 more.');
      expect(texts.filter(({ text }) => text.startsWith('CALLS USED UP'))).toHaveLength(1);
    }
    expect([story.rehearsal.queue.depth, story.rehearsal.queue.deadLetters.length]).toEqual([0, 0]);
  }, 120_000);
});

const LONG_SECONDS = inTier(4, 2) * 3_600;

function fifteen(): object {
  const ids = Array.from({ length: 15 }, (_, index) => `agent-${index}`);
  const agents = ids.map((id, index) => {
    const phone = `+4477009001${String(index).padStart(2, '0')}`;
    return [id, { name: `當番 ${index}`, phone }] as const;
  });
  return { agents: Object.fromEntries(agents), teams: { main: { name: '運用', agents: ids } }, defaultTeam: 'main' };
}

/** The most of these times that lie within one hour of each other. */
function mostWithinAnHour(seconds: readonly number[]): number {
  return Math.max(...seconds.map((from) => seconds.filter((at) => at >= from && at < from + 3_600).length));
}

const ROUNDS = { agents: AGENTS, escalation: { again: { every: '15 minutes', times: 2 } } };

function expectWithin(value: number | undefined, least: number, most: number): void {
  expect(value).toBeGreaterThan(least);
  expect(value).toBeLessThan(most);
}

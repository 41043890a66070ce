import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FunctionHost } from '../../src/rehearsal/functions/host';
import type { HttpResponse } from '../../src/rehearsal/http';
import type { Fate } from '../../src/rehearsal/network';
import type { Functions, FunctionsWorld } from '../../src/rehearsal/site';
import { reports } from '../support/reports';
import { rehearsedStack } from '../support/stack';
import { AGENTS, alarmMessage, Story, takenBy } from '../support/story';
import type { Agent, AlarmOptions, StoryOptions } from '../support/story';
import { inTier } from '../support/tier';

const SECRET = 'rehearsal-alert-secret';
const HOUR = 3600;

/** Three teams, so that every alarm rings a phone of its own. */
const ROSTER = {
  agents: AGENTS,
  teams: { web: { agents: ['ann'] }, data: { agents: ['bob'] }, net: { agents: ['cyd'] } },
  routes: [{ alarm: 'web-*', team: 'web' }, { alarm: 'db-*', team: 'data' }, { team: 'net' }],
};

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stack-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function answer(status: number, code: number): Fate {
  const body = JSON.stringify({ status, code, message: 'made up' });
  return { is: 'answer', response: { status, headers: { 'content-type': 'application/json' }, body } };
}

/** A story on the code and the numbers of the stack's template. */
function storyOn(options: Partial<StoryOptions>, read: () => string | undefined = () => SECRET): Story {
  return new Story({ agents: { ann: 'take', bob: 'take', cyd: 'take' }, ...rehearsedStack(folder, read), ...options });
}

/** After the last fault a phone rings within one visibility timeout, as the template sets it, and 20 s. */
function latestSeconds(): number {
  return HOUR + rehearsedStack(folder, () => SECRET).queueSettings.visibilitySeconds + 20;
}

/** When each agent's phone rang for the first time, seconds after the story's start. */
function firstRings(story: Story): Readonly<Partial<Record<string, number>>> {
  const seconds = story.ringSeconds();
  return Object.fromEntries(
    story
      .rings()
      .map((agent, index) => [agent, seconds[index]] as const)
      .toReversed(),
  );
}

/** The Functions, whose domain answers like this for the first hour. */
function downForAnHour(world: FunctionsWorld, down: () => Promise<HttpResponse>): Functions {
  const host = new FunctionHost(world);
  const backAtMs = world.clock.now() + HOUR * 1000;
  return { handle: (request) => (world.clock.now() < backAtMs ? down() : host.handle(request)) };
}

/** How many alarms an agent was told of by SMS: each names some, and says how many more there are. */
function alarmsIn(texts: readonly string[]): number {
  return texts.reduce((sum, text) => {
    const named = text.match(/(?:web|db|router)-[\w-]+\. /g) ?? [];
    return sum + named.length + Number(/And (\d+) more/.exec(text)?.[1] ?? 0);
  }, 0);
}

describe("on the stack's own code and numbers", () => {
  it.each<readonly [string, (url: string) => Fate]>([
    ['43: the Functions die', () => ({ is: 'crash-before' })],
    ['44: Sync fails', (url) => (url.includes('sync.') ? answer(503, 20503) : { is: 'deliver' })],
    ['45: Studio fails', (url) => (url.includes('studio.') ? answer(500, 20500) : { is: 'deliver' })],
    ['Twilio does not answer', () => ({ is: 'drop' })],
  ])(
    '%s for an hour: every alarm of that hour is told within one visibility timeout and 20 s',
    async (_title, fate) => {
      const story: Story = storyOn({
        roster: ROSTER,
        fateOf: ({ url }) => (story.seconds < HOUR ? fate(url) : { is: 'deliver' }),
      });
      await throughTheHour(story);
    },
  );

  it.each<readonly [string, () => Promise<HttpResponse>]>([
    ['503', () => Promise.resolve({ status: 503, headers: {}, body: 'Service Unavailable' })],
    ['404', () => Promise.resolve({ status: 404, headers: {}, body: '' })],
    ['nothing at all', () => new Promise(() => {})],
  ])('43: the domain of the Functions answers %s for an hour: the same', async (_title, down) => {
    await throughTheHour(storyOn({ roster: ROSTER, functions: (world) => downForAnHour(world, down) }));
  });

  it('a wrong secret keeps every alarm in the queue; corrected in SSM alone, everything is paged', async () => {
    const story: Story = storyOn({ roster: ROSTER }, () => (story.seconds < HOUR ? 'a wrong secret' : SECRET));
    await throughTheHour(story);
    expect(story.logs().join('\n')).toContain('/alarm answered 401');
  });

  it('SSM that does not answer for an hour: the same', async () => {
    const story: Story = storyOn({ roster: ROSTER }, () => (story.seconds < HOUR ? undefined : SECRET));
    await throughTheHour(story);
  });

  it('a secret that is rotated costs no alarm any time: the first one after it rings at once', async () => {
    const secrets = { inSsm: `an-older-secret-of-ours,${SECRET}` };
    const story = storyOn({}, () => secrets.inSsm);
    story.at(60, () => (secrets.inSsm = SECRET));
    story.at(120, () => story.alarm('web-1-cpu'));
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('ann'));
    expect(story.ringSeconds()[0]).toBeLessThan(120 + 3);
  });
});

/** What EventBridge puts into the queue: CloudWatch user guide, "Alarm events and EventBridge". */
function ruleEvent(name: string, { state = 'ALARM', stateAtSeconds = 0 }: AlarmOptions): string {
  const { AlarmArn, StateChangeTime } = JSON.parse(alarmMessage(name, { state, stateAtSeconds })) as {
    AlarmArn: string;
    StateChangeTime: string;
  };
  return JSON.stringify({
    version: '0',
    id: `c4c1c1c9-6542-4b15-8f5e-${state === 'OK' ? '2' : '1'}a7c3d9e1f60`,
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: '111122223333',
    time: '2026-11-22T03:00:00Z',
    region: 'eu-west-1',
    resources: [AlarmArn],
    detail: { alarmName: name, state: { value: state, reason: 'above', timestamp: StateChangeTime } },
  });
}

describe('an alarm that comes through its action and through the rule', () => {
  it.each<readonly [string, readonly ('action' | 'rule')[], number]>([
    ['at once', ['action', 'rule'], 0],
    ['at once, the other way round', ['rule', 'action'], 0],
    ['a minute apart', ['action', 'rule'], 60],
    ['a minute apart, the other way round', ['rule', 'action'], 60],
    ['ten minutes apart', ['rule', 'action'], 600],
  ])('%s pages once and recovers once', async (_title, ways, apartSeconds) => {
    const story = storyOn({});
    const come = (state: 'ALARM' | 'OK', stateAtSeconds: number): void => {
      for (const [index, way] of ways.entries()) {
        story.at(stateAtSeconds + index * apartSeconds, () => {
          if (way === 'action') story.alarm('web-1-cpu', { state, stateAtSeconds });
          else story.rehearsal.queue.publish(ruleEvent('web-1-cpu', { state, stateAtSeconds }));
        });
      }
    };
    come('ALARM', 0);
    come('OK', 900);
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann']);
    expect(story.textsTo('ann')).toEqual([expect.stringMatching(/^You have it/), expect.stringMatching(/^Recovered/)]);
  });
});

const HEARTBEAT = '{"source":"oncall.heartbeat"}';

function beatFor(story: Story, minutes: number): void {
  for (let at = 0; at < minutes * 60; at += 300) story.at(at, () => story.publish(HEARTBEAT));
}

describe('heartbeats', () => {
  it('go the whole way, ring nobody and leave nothing in the queue', async () => {
    const story = storyOn({});
    beatFor(story, 15);
    await story.toTheEnd();

    expect(reports(story)).toEqual([
      [0, 1],
      [300, 1],
      [600, 1],
    ]);
    expect(story.lines()).toEqual([]);
  });

  it('are answered while Sync is down, with bad health', async () => {
    const story: Story = storyOn({
      fateOf: ({ url }) => (story.seconds < 500 && url.includes('sync.') ? answer(503, 20503) : { is: 'deliver' }),
    });
    beatFor(story, 15);
    await story.toTheEnd();

    expect(reports(story)).toEqual([
      [0, 0],
      [300, 0],
      [600, 1],
    ]);
  });

  it('are missing while the Functions are down; those of that time are answered afterwards and report nothing', async () => {
    const story: Story = storyOn({ fateOf: () => (story.seconds < 700 ? { is: 'crash-before' } : { is: 'deliver' }) });
    beatFor(story, 20);
    await story.toTheEnd();

    expect(reports(story)).toEqual([[900, 1]]);
    expect(story.rehearsal.queue.depth).toBe(0);
  });

  it('neither fill the queue nor become dead letters, however long the Functions are down; an alarm stays', async () => {
    const story: Story = storyOn({
      functions: () => ({ handle: () => Promise.resolve({ status: 503, headers: {}, body: '' }) }),
    });
    const [alarmHour, lastHour] = inTier([10, 22], [2, 5]);
    beatFor(story, lastHour * 60);
    story.at(alarmHour * HOUR, () => story.alarm('web-1-cpu'));
    await story.until(lastHour * HOUR);

    // Those of the last 90 minutes, and the alarm.
    expect(story.rehearsal.queue.depth).toBe(90 / 5 + 1);
    expect(story.rehearsal.queue.deadLetters).toEqual([]);
    const unsettled = reports(story, 'Unsettled');
    expect(unsettled[0]?.[0]).toBeGreaterThanOrEqual(alarmHour * HOUR + 15 * 60);
    expect(unsettled[0]?.[0]).toBeLessThan(alarmHour * HOUR + 15 * 60 + 73);
    expect(new Set(unsettled.map(([, count]) => count))).toEqual(new Set([1]));
  });

  it('tell of a wrong secret by their absence', async () => {
    const story: Story = storyOn({}, () => (story.seconds < 700 ? 'a wrong secret' : SECRET));
    beatFor(story, 20);
    await story.toTheEnd();

    expect(reports(story)).toEqual([[900, 1]]);
  });
});

/** Alarms at the beginning, in the middle and at the end of the hour, and in its last minutes more than all Lambdas take at once. */
async function throughTheHour(story: Story): Promise<void> {
  story.alarm('web-1-cpu');
  story.at(HOUR / 2, () => story.alarm('db-1-space'));
  story.at(HOUR - 1, () => story.alarm('router-1'));
  for (let index = 0; index < 17; index++) {
    story.at(HOUR - 300 + index * 15, () => {
      for (const name of ['web', 'db', 'router']) story.alarm(`${name}-more-${index}`);
    });
  }
  await story.toTheEnd();

  const rings = firstRings(story);
  for (const agent of ['ann', 'bob', 'cyd'] satisfies Agent[]) {
    expect([agent, story.rings().filter((each) => each === agent).length]).toEqual([agent, 1]);
    expect(rings[agent]).toBeGreaterThan(HOUR);
    expect(rings[agent]).toBeLessThan(latestSeconds());
    // Before, everyone was told that no phone can be rung.
    const texts = story.textsTo(agent).filter((text) => !text.startsWith('NO PHONE CAN BE CALLED'));
    expect(texts[0]).toMatch(/^You have it/);
    expect([agent, alarmsIn(texts)]).toEqual([agent, 18]);
  }
  expect(story.rehearsal.queue.deadLetters).toEqual([]);
  expect(story.rehearsal.queue.depth).toBe(0);
}

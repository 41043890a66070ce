import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { ForkedFunctions } from '../support/forked/forked-functions';
import type { HttpResponse } from '../../src/rehearsal/http';
import { deploymentOf } from '../../src/rehearsal/rehearsal';
import { sign } from '../../src/signing/signature';
import { alarmMessage, NUMBERS, START_MS, Story, takenBy } from '../support/story';
import type { StoryOptions } from '../support/story';

const FALLBACK = [NUMBERS.dee];
/** A story takes two to six seconds; a busy machine takes several times as long. */
const STORY_LIMIT_MS = 60_000;

let forked: ForkedFunctions;

beforeAll(async () => {
  forked = await ForkedFunctions.start({
    projectFolder: join(__dirname, '..', '..'),
    deployment: deploymentOf(FALLBACK),
  });
}, 90_000);

afterAll(async () => {
  await forked.stop();
});

afterEach(() => {
  // The proof that nothing leaves the machine: nothing even tried to.
  expect(forked.refusedConnections).toEqual([]);
});

function storyOf(options: StoryOptions): Story {
  return new Story({ ...options, fallbackNumbers: FALLBACK, functions: (world) => forked.serving(world) });
}

/** Runs until nothing is left to happen; ten minutes of the story's time is more than any of these takes. */
async function toTheEnd(story: Story): Promise<void> {
  const isOver = await story.clock.run(() => story.rehearsal.isAtRest(), START_MS + 10 * 60_000);
  const happened = [...story.lines(), ...story.logs()];
  if (!isOver) throw new Error(`The story does not end. It went:\n${happened.join('\n')}`);
}

/** The requests that reached the local Twilio. */
function twilioRequests(story: Story): number {
  return story.rehearsal.ledger.entries.filter(({ kind }) => kind === 'request').length;
}

function expectNothingLeft(story: Story): void {
  expect(story.rehearsal.queue.depth).toBe(0);
  expect(story.rehearsal.queue.deadLetters).toEqual([]);
}

/** The statuses with which a Function answered, in order. */
function answersOf(story: Story, path: string): number[] {
  return story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'function' && entry.path === path ? [entry.status] : [],
  );
}

describe('an alarm, through the built Lambda and twilio-run, to the phones', () => {
  it(
    'rings the next agent when one presses 2 and as soon as one hangs up, until one takes it',
    async () => {
      const story = storyOf({ agents: ['decline', 'hang-up', 'take'] });
      story.alarm('web-1-cpu', { description: 'The web server is overloaded.' });
      await toTheEnd(story);

      expect(story.lines()).toEqual([
        'ann rings',
        'ann answers',
        'ann presses 2',
        'bob rings',
        'the call to ann ends',
        'bob answers',
        'bob hangs up',
        ...takenBy('cyd'),
      ]);
      expect(story.heardBy('ann')).toEqual([
        expect.stringMatching(/^On-call alert for Main: web 1 cpu\. The web server is overloaded\./),
        'Calling Bob Roy now. Goodbye.',
      ]);
      expect(story.heardBy('cyd')).toEqual([
        expect.stringContaining('On-call alert for Main: web 1 cpu.'),
        expect.stringMatching(/^You have it\./),
      ]);
      expect(story.textsTo('ann')).toEqual([]);
      expect(story.textsTo('cyd')).toEqual([expect.stringContaining('web-1-cpu. The web server is overloaded.')]);
      expect(answersOf(story, '/studio-events')).toEqual([200, 200, 200]);
      // 4 s until he answers, 2 s until he hangs up, half a second until the event: long before the queue brings it back.
      const [, second = 0, third = 0] = story.ringSeconds();
      expect(third - second).toBeLessThan(10);
      expectNothingLeft(story);
    },
    STORY_LIMIT_MS,
  );

  it(
    'is refused by a Function whose clock is six minutes off; the next one pages the fallback number, as the deployed roster does not parse, and says why',
    async () => {
      const clockOffsetMs = (run: number): number => (run === 1 ? 360_000 : 0);
      const story = storyOf({ agents: ['take'], roster: '{ "agents": {', clockOffsetMs });
      story.alarm('web-1-cpu');
      await toTheEnd(story);

      expect(answersOf(story, '/alarm').slice(0, 2)).toEqual([401, 200]);
      expect(story.lines()).toEqual([
        'dee rings',
        'dee answers',
        'dee presses 1',
        'SMS to dee: You have it',
        'the call to dee ends',
      ]);
      expect(story.heardBy('dee')[0]).toContain('web 1 cpu.');
      expect(story.heardBy('dee')[0]).toMatch(/roster/i);
      expect(story.logs()).toContainEqual(expect.stringContaining('The roster cannot be used'));
      expectNothingLeft(story);
    },
    STORY_LIMIT_MS,
  );

  // The stories of tests/scenarios tell all of these too, with the Functions in one process.
  it(
    'tells everyone by SMS when three calls reach nobody, and stops',
    async () => {
      const story = storyOf({ agents: ['no-answer', 'busy', 'failed'] });
      story.alarm('web-1-cpu');
      await toTheEnd(story);

      expect(story.lines()).toEqual([
        'ann rings',
        'ann no-answer',
        'bob rings',
        'bob busy',
        'cyd rings',
        'cyd failed',
        'SMS to ann: NOBODY HAS THIS',
        'SMS to bob: NOBODY HAS THIS',
        'SMS to cyd: NOBODY HAS THIS',
      ]);
      expect(story.textsTo('bob')).toEqual([expect.stringContaining('3 calls made, nobody took it. web-1-cpu.')]);
      expectNothingLeft(story);
    },
    STORY_LIMIT_MS,
  );

  it(
    'rings the next agent after a voicemail, which presses nothing',
    async () => {
      const story = storyOf({ agents: ['voicemail', 'take'] });
      story.alarm('web-1-cpu');
      await toTheEnd(story);

      expect(story.rings()).toEqual(['ann', 'bob']);
      expect(story.lines().slice(-4)).toEqual([
        'bob answers',
        'bob presses 1',
        'SMS to bob: You have it',
        'the call to bob ends',
      ]);
      expect(story.textsTo('ann')).toEqual([]);
      expectNothingLeft(story);
    },
    STORY_LIMIT_MS,
  );

  it(
    'makes one incident of two alarms in one SNS event',
    async () => {
      const story = storyOf({ agents: ['take'] });
      const event = { Records: [snsRecord('1', 'web-1-cpu'), snsRecord('2', 'db-main-disk')] };
      const accepted = story.rehearsal.lambda(event, { awsRequestId: 'request-1' });
      await story.until(1);
      await expect(accepted).resolves.toEqual({
        accepted: [
          { id: 'message-1', status: 'watching' },
          { id: 'message-2', status: 'watching' },
        ],
      });
      await toTheEnd(story);

      expect(story.rings()).toEqual(['ann']);
      expect(story.heardBy('ann')[0]).toContain('web 1 cpu.');
      expect(story.heardBy('ann')[0]).toContain('And one more alarm.');
      expect(story.textsTo('ann')).toEqual([expect.stringMatching(/web-1-cpu\..*db-main-disk\./)]);
    },
    STORY_LIMIT_MS,
  );
});

describe('a request that is not who it should be', () => {
  it(
    'is refused by /alarm without a valid signature, and nothing happens',
    async () => {
      const story = storyOf({ agents: ['take'] });
      const payload = JSON.stringify({
        messages: [{ id: 'message-1', source: 'sns', body: alarmMessage('web-1-cpu') }],
      });
      const ts = START_MS;
      const early = START_MS - 6 * 60_000;
      const { secret } = story.rehearsal;

      expect(await postAlarm(story, { ts, payload })).toEqual(
        refused(401, 'unauthorized', 'The request is not signed: ts, payload and sig are needed.'),
      );
      expect(await postAlarm(story, { ts, payload, sig: sign('another-secret', ts, payload) })).toEqual(
        refused(401, 'unauthorized', 'The signature is wrong: ALERT_SECRET must be the same on both sides.'),
      );
      // By the story's time, not by this machine's.
      expect(await postAlarm(story, { ts: early, payload, sig: sign(secret, early, payload) })).toEqual(
        refused(401, 'unauthorized', 'The signature is more than five minutes off: check the clock of the sender.'),
      );
      expect(twilioRequests(story)).toBe(0);
      expect(story.rings()).toEqual([]);

      expect(await postAlarm(story, { ts, payload, sig: sign(secret, ts, payload) })).toMatchObject({ status: 200 });
      expect(twilioRequests(story)).toBeGreaterThan(0);
    },
    STORY_LIMIT_MS,
  );

  it(
    'does not reach a protected Function without Twilio’s signature',
    async () => {
      const story = storyOf({ agents: ['take'] });
      const parameters = {
        team: 'main',
        incident: 'inc-1',
        attempt: '1',
        execution: `FN${'0'.repeat(32)}`,
        token: 't',
      };
      const url = `${story.rehearsal.domain}/claim`;
      const { authToken } = story.rehearsal.account;

      expect(await postForm(story, url, parameters)).toMatchObject({ status: 403 });
      const ofAnother = getExpectedTwilioSignature(authToken, `${story.rehearsal.domain}/brief`, parameters);
      expect(await postForm(story, url, parameters, ofAnother)).toMatchObject({ status: 403 });
      expect(twilioRequests(story)).toBe(0);

      const own = getExpectedTwilioSignature(authToken, url, parameters);
      const reached = await postForm(story, url, parameters, own);
      expect(reached).toMatchObject({ status: 200 });
      expect(JSON.parse(reached.body)).toMatchObject({ ring: 'no' });
    },
    STORY_LIMIT_MS,
  );
});

/** One record of an event with which SNS invokes a Lambda directly. */
function snsRecord(number: string, alarm: string): object {
  return {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: 'arn:aws:sns:eu-west-1:111122223333:on-call-alarms:00000000-0000-4000-8000-000000000000',
    Sns: {
      Type: 'Notification',
      MessageId: `message-${number}`,
      TopicArn: 'arn:aws:sns:eu-west-1:111122223333:on-call-alarms',
      Subject: `ALARM: "${alarm}"`,
      Message: alarmMessage(alarm),
      Timestamp: new Date(START_MS).toISOString(),
      MessageAttributes: {},
    },
  };
}

async function postAlarm(story: Story, body: object): Promise<HttpResponse> {
  return story.rehearsal.host.handle({
    method: 'POST',
    url: story.rehearsal.alarmUrl,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function postForm(
  story: Story,
  url: string,
  parameters: Record<string, string>,
  signature?: string,
): Promise<HttpResponse> {
  return story.rehearsal.host.handle({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
    },
    body: new URLSearchParams(parameters).toString(),
  });
}

/** A refusal in the agreed shape. */
function refused(status: number, code: string, message: string): unknown {
  return expect.objectContaining({
    status,
    headers: expect.objectContaining({ 'content-type': expect.stringMatching(/^application\/json\b/) }),
    body: JSON.stringify({ error: { code, message } }),
  });
}

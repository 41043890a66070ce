import { describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import type { HttpRequest, HttpResponse } from '../../src/rehearsal/http';
import { sign } from '../../src/signing/signature';
import { alarmMessage, Story, VARIANTS, takenBy } from '../support/story';

const FLOW_SID = 'FW00000000000000000000000000000000';
const STRANGE_EXECUTION = 'FN00000000000000000000000000000bad';
const EVENTS_PASSWORD = 'rehearsal-events-password';
const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

/** The first agent does not answer, the second one takes it; the intruder comes while the first phone rings. */
const UNDISTURBED = ['ann rings', 'ann no-answer', ...takenBy('bob')];

/** An alarm that would ring somebody, were it let in. */
const NEWS = JSON.stringify({ messages: [{ id: 'news', source: 'sns', body: alarmMessage('intruder') }] });

type Intrusion = (story: Story) => Partial<HttpRequest>;

function nowOf(story: Story): number {
  return story.clock.now();
}

/** The body of a request to `/alarm` that is right in everything, for the intruder to spoil. */
function sound(story: Story, { payload = NEWS, ts = nowOf(story), secret = story.rehearsal.secret } = {}) {
  return { ts, payload, sig: sign(secret, ts, payload) };
}

/** What is right in everything, but in a query or a form. */
function inQuery(story: Story): string {
  const { ts, payload, sig } = sound(story);
  return new URLSearchParams({ ts: String(ts), payload, sig }).toString();
}

function toAlarm(body: object | string, rest: Partial<HttpRequest> = {}): Partial<HttpRequest> {
  return { url: '/alarm', headers: JSON_TYPE, body: typeof body === 'string' ? body : JSON.stringify(body), ...rest };
}

function toEvents(execution: string, authorization: Record<string, string>, flow = FLOW_SID) {
  const data = { execution_sid: execution, flow_sid: flow, status: 'ended' };
  const event = { specversion: '1.0', type: 'com.twilio.studio.flow.execution.ended', data };
  return { url: '/studio-events', headers: { ...JSON_TYPE, ...authorization }, body: JSON.stringify([event]) };
}

function basic(password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`events:${password}`).toString('base64')}` };
}

/** How the flow speaks for the call that rings at this moment, and its token: all that an intruder could know of it. */
function liveCall({ rehearsal }: Story): Record<string, string> {
  const execution = rehearsal.executions.list(FLOW_SID).find(({ status }) => status === 'active');
  if (execution === undefined) return { team: 'main', incident: 'inc-0', attempt: '1', execution: STRANGE_EXECUTION };
  const { team, incident, attempt, token } = execution.parameters as Record<string, string>;
  return {
    team: team ?? '',
    incident: incident ?? '',
    attempt: attempt ?? '',
    token: token ?? '',
    execution: execution.sid,
  };
}

/** The signature of our own account for this address of ours and these fields. */
function signed({ rehearsal }: Story, fields: Record<string, string>, url: string): Record<string, string> {
  const signature = getExpectedTwilioSignature(rehearsal.account.authToken, `${rehearsal.domain}${url}`, fields);
  return { 'x-twilio-signature': signature };
}

/** Sends a request to the Functions and lets time pass until it is answered. */
async function send({ rehearsal, clock }: Story, request: Partial<HttpRequest>): Promise<HttpResponse> {
  const { url = '/', method = 'POST', headers = {}, body = '' } = request;
  let response: HttpResponse | undefined;
  void rehearsal.host
    .handle({ method, url: `${rehearsal.domain}${url}`, headers, body })
    .then((each) => (response = each));
  await clock.run(() => response !== undefined, clock.now() + 60_000);
  if (response === undefined) throw new Error(`${url} did not answer within a minute.`);
  return response;
}

/** Everything that Twilio keeps for the account: boards, executions, messages, calls. */
function kept({ rehearsal }: Story): unknown {
  const account = `https://api.twilio.com/2010-04-01/Accounts/${rehearsal.account.sid}`;
  return [
    'https://sync.twilio.com/v1/Services/default/Documents',
    `https://studio.twilio.com/v2/Flows/${FLOW_SID}/Executions`,
    `${account}/Messages.json`,
    `${account}/Calls.json`,
  ].map((url) => rehearsal.read(url));
}

/** The requests that have reached Twilio, such as `GET 200`. */
function requestsOf({ rehearsal }: Story): string[] {
  return rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'request' ? [`${entry.method} ${entry.status}`] : [],
  );
}

/**
 * One night with an intruder, who tries twice: before anything has happened, and while a phone rings. Both times the answer is
 * this status, Twilio keeps what it kept and hears of at most the given requests; and the night goes on as if nobody had come.
 */
async function expectNoEffect(
  story: Story,
  intrusion: Intrusion,
  status: number,
  asked: { readonly before: readonly string[]; readonly ringing: readonly string[] } = { before: [], ringing: [] },
): Promise<void> {
  const attempt = async (requests: readonly string[]): Promise<void> => {
    const keptBefore = JSON.stringify(kept(story));
    const asBefore = requestsOf(story).length;
    expect((await send(story, intrusion(story))).status).toBe(status);
    expect(requestsOf(story).slice(asBefore)).toEqual(requests);
    expect(JSON.stringify(kept(story))).toBe(keptBefore);
  };
  await attempt(asked.before);
  expect(story.lines()).toEqual([]);
  story.alarm('web-1-cpu');
  await story.until(10);
  expect(story.lines()).toEqual(['ann rings']);
  await attempt(asked.ringing);
  await story.toTheEnd();
  expect(story.lines()).toEqual(UNDISTURBED);
  expect(story.rehearsal.executions.list(FLOW_SID)).toHaveLength(2);
}

const FIVE_MINUTES_MS = 300_000;

describe.each(VARIANTS)('intruders, %s', (_title, switches) => {
  const night = (): Story => new Story({ switches, agents: ['no-answer', 'take'] });

  it.each<[string, number, Intrusion]>([
    ['unsigned', 401, (story) => toAlarm({ ...sound(story), sig: undefined })],
    ['empty', 401, () => toAlarm('')],
    [
      'signed with another secret',
      401,
      (story) => toAlarm(sound(story, { secret: 'another-secret-of-32-characters!' })),
    ],
    [
      'signed and then altered',
      401,
      (story) => toAlarm({ ...sound(story, { payload: '{"messages":[]}' }), payload: NEWS }),
    ],
    ['signed for another time', 401, (story) => toAlarm({ ...sound(story), ts: nowOf(story) + 1 })],
    [
      'signed five minutes and 1 ms ago',
      401,
      (story) => toAlarm(sound(story, { ts: nowOf(story) - FIVE_MINUTES_MS - 1 })),
    ],
    [
      'signed five minutes and a second ahead',
      401,
      (story) => toAlarm(sound(story, { ts: nowOf(story) + FIVE_MINUTES_MS + 1_000 })),
    ],
    [
      'larger than 256 kB, though signed',
      400,
      (story) => toAlarm(sound(story, { payload: JSON.stringify({ messages: [NEWS.repeat(300)] }) })),
    ],
    [
      'deeply nested',
      400,
      (story) =>
        toAlarm(JSON.stringify(sound(story)).replace(/"ts":\d+/, `"ts":${'['.repeat(20_000)}${']'.repeat(20_000)}`)),
    ],
    ['deeply nested inside, though signed', 400, (story) => toAlarm(sound(story, { payload: '['.repeat(20_000) }))],
    ['of another type in one field', 400, (story) => toAlarm({ ...sound(story), ts: String(nowOf(story)) })],
    ['with a list for its payload', 400, (story) => toAlarm({ ...sound(story), payload: [NEWS] })],
    ['an array of such requests', 400, (story) => toAlarm([sound(story)])],
    ['with one key more', 400, (story) => toAlarm({ ...sound(story), team: 'main' })],
    ['with a key request', 400, (story) => toAlarm({ ...sound(story), request: 1 })],
    [
      'with a key request that is made up',
      400,
      (story) => toAlarm({ ...sound(story), request: { headers: JSON_TYPE, cookies: {} } }),
    ],
    [
      'with a key __proto__',
      400,
      (story) => toAlarm(`{"__proto__":{"sig":"x"},${JSON.stringify(sound(story)).slice(1)}`),
    ],
    ['with a key constructor', 400, (story) => toAlarm({ ...sound(story), constructor: { prototype: { sig: 'x' } } })],
    ['with a query parameter', 400, (story) => toAlarm(sound(story), { url: '/alarm?team=main' })],
    ['with the query ?request=1', 400, (story) => toAlarm(sound(story), { url: '/alarm?request=1' })],
    ['a form', 400, (story) => toAlarm(inQuery(story), { headers: FORM_TYPE })],
    ['a GET', 400, (story) => ({ url: `/alarm?${inQuery(story)}`, method: 'GET' })],
    [
      'a GET that says it is JSON',
      400,
      (story) => ({ url: `/alarm?${inQuery(story)}`, method: 'GET', headers: { ...JSON_TYPE, accept: '*/*' } }),
    ],
    ['a PUT', 405, (story) => toAlarm(sound(story), { method: 'PUT' })],
    ['no JSON', 400, () => toAlarm('{"ts":')],
    ['of no message, though signed', 400, (story) => toAlarm(sound(story, { payload: '{"messages":[]}' }))],
    [
      'of a message with one key more, though signed',
      400,
      (story) => toAlarm(sound(story, { payload: NEWS.replace('{"id"', '{"team":"main","id"') })),
    ],
  ])(
    '52: an alarm that is %s is answered with %i; nothing rings, is stored or reaches Twilio',
    async (_what, status, intrusion) => {
      await expectNoEffect(night(), intrusion, status);
    },
  );

  it('52: the request of the Lambda, replayed within five minutes, gets the same answer each time and changes nothing', async () => {
    const story = night();
    const recorded: HttpRequest[] = [];
    const { host } = story.rehearsal;
    const handle = host.handle.bind(host);
    host.handle = (request) => {
      if (request.url === story.rehearsal.alarmUrl) recorded.push(request);
      return handle(request);
    };
    story.alarm('web-1-cpu');
    await story.until(10);
    const [original] = recorded;
    const replay = (): Promise<HttpResponse> => send(story, { ...original, url: '/alarm' });

    const ringing = await replay();
    const whileRinging = JSON.stringify(kept(story));
    expect(ringing).toMatchObject({ status: 200, body: expect.stringContaining('"status":"watching"') });
    expect(ringing.body).toContain('"agent":{"id":"ann"');
    expect(await replay()).toEqual(ringing);
    expect(JSON.stringify(kept(story))).toBe(whileRinging);

    await story.until(120);
    expect(story.lines()).toEqual(UNDISTURBED);
    const over = await replay();
    const whenOver = JSON.stringify(kept(story));
    expect(over).toMatchObject({ status: 200, body: expect.stringContaining('"status":"settled"') });
    await story.until(290);
    expect(await replay()).toEqual(over);
    expect(JSON.stringify(kept(story))).toBe(whenOver);

    await story.until(310);
    expect((await replay()).status).toBe(401);
    await story.toTheEnd();
    expect(story.lines()).toEqual(UNDISTURBED);
    expect(JSON.stringify(kept(story))).toBe(whenOver);
  });

  it.each(['/claim', '/brief', '/take', '/next-agent', '/call-in', '/text-in'])(
    '53: %s is refused without the signature of Twilio, whatever the intruder knows',
    async (path) => {
      const form = (fields: Record<string, string>, headers: Record<string, string> = {}): Partial<HttpRequest> => ({
        url: path,
        headers: { ...FORM_TYPE, ...headers },
        body: new URLSearchParams(fields).toString(),
      });
      const intrusions: readonly Intrusion[] = [
        (story) => form({ ...liveCall(story), reason: 'declined' }),
        (story) => form(liveCall(story), { 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }),
        // Signed by somebody else's account.
        (story) =>
          form(liveCall(story), {
            'x-twilio-signature': getExpectedTwilioSignature(
              'f'.repeat(32),
              `${story.rehearsal.domain}${path}`,
              liveCall(story),
            ),
          }),
        // The signature of another Function, and of other fields.
        (story) => form(liveCall(story), signed(story, liveCall(story), '/other')),
        (story) => form({ ...liveCall(story), attempt: '2' }, signed(story, liveCall(story), path)),
        (story) => ({ url: path, headers: JSON_TYPE, body: JSON.stringify(liveCall(story)) }),
        (story) => ({ url: `${path}?${new URLSearchParams(liveCall(story)).toString()}`, method: 'GET' }),
      ];
      const story = night();
      const each = intrusions.map((intrusion) => intrusion(story));
      for (const request of each) expect((await send(story, request)).status).toBe(403);
      expect([requestsOf(story), story.lines()]).toEqual([[], []]);

      story.alarm('web-1-cpu');
      await story.until(10);
      const [keptBefore, requestsBefore] = [JSON.stringify(kept(story)), requestsOf(story).length];
      for (const intrusion of intrusions) expect((await send(story, intrusion(story))).status).toBe(403);
      expect([requestsOf(story).length, JSON.stringify(kept(story))]).toEqual([requestsBefore, keptBefore]);
      await story.toTheEnd();
      expect(story.lines()).toEqual(UNDISTURBED);
    },
  );

  it.each<[string, number, Intrusion]>([
    ['without credentials', 401, (story) => toEvents(liveCall(story)['execution'] ?? '', {})],
    ['with a wrong password', 401, (story) => toEvents(liveCall(story)['execution'] ?? '', basic('guessed'))],
    ['with an empty password', 401, (story) => toEvents(liveCall(story)['execution'] ?? '', basic(''))],
    [
      'with the password and more',
      401,
      (story) => toEvents(liveCall(story)['execution'] ?? '', basic(`${EVENTS_PASSWORD}x`)),
    ],
    [
      'of another flow, with the right password',
      200,
      (story) =>
        toEvents(liveCall(story)['execution'] ?? '', basic(EVENTS_PASSWORD), 'FWffffffffffffffffffffffffffffffff'),
    ],
    [
      'about something that is no execution, with the right password',
      200,
      () => toEvents('../../Accounts', basic(EVENTS_PASSWORD)),
    ],
  ])('54: a forged "execution ended" %s is answered with %i and has no effect', async (_what, status, intrusion) => {
    await expectNoEffect(night(), intrusion, status);
  });

  it('54: a forged "execution ended" with the right password about the call that rings only makes us ask Studio', async () => {
    const asked = { before: ['GET 404', 'GET 404'], ringing: ['GET 200'] };
    await expectNoEffect(
      night(),
      (story) => toEvents(liveCall(story)['execution'] ?? '', basic(EVENTS_PASSWORD)),
      200,
      asked,
    );
  });

  it('54: a forged "execution ended" with the right password about an execution that nobody knows has no effect', async () => {
    const asked = { before: ['GET 404', 'GET 404'], ringing: ['GET 404', 'GET 404'] };
    await expectNoEffect(night(), () => toEvents(STRANGE_EXECUTION, basic(EVENTS_PASSWORD)), 200, asked);
  });

  it.each([
    [
      'Liquid',
      '{{flow.data.token}} {% raw %}{{ contact.channel.address }}',
      'flow.data.token % raw % contact.channel.address.',
    ],
    [
      'SSML',
      'web <break time="9s"/><prosody volume="silent">down</prosody>',
      'web break time 9s prosody volume silent down prosody.',
    ],
    ['TwiML', '</Say><Dial>+447700900009</Dial><Hangup/>', 'Say Dial +447700900009 Dial Hangup.'],
    ['TwiML in entities', '&lt;/Say&gt;&lt;Hangup/&gt;', 'Say Hangup.'],
  ])('55: %s in the text of an alarm is read as text', async (_what, text, speech) => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('web-1-cpu', { description: text, reason: '' });
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('ann'));
    expect(story.heardBy('ann')).toEqual([
      `On-call alert for Main: web 1 cpu. ${speech} Press 1 at any time to take it, 2 to pass, 3 to repeat.`,
      'You have it. The details follow by message. Goodbye.',
    ]);
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { AGENTS, NUMBERS } from '../support/story';
import { expectNothingPrivate, expectUnpolluted, refused } from './expectations';
import { alarm, ENVIRONMENT, FunctionsAtHand, SECRET } from './functions-at-hand';
import type { Reply } from './functions-at-hand';

let at: FunctionsAtHand;

afterEach(() => {
  expectNothingPrivate(at);
});

const MESSAGE = alarm('web-1-cpu');
const BAD_BODY = 'The body must be a JSON object with the keys ts, payload and sig, without query parameters.';
const NOT_SIGNED = 'The request is not signed: ts, payload and sig are needed.';
const WRONG = 'The signature is wrong: ALERT_SECRET must be the same on both sides.';
const EXPIRED = 'The signature is more than five minutes off: check the clock of the sender.';
const NOT_JSON = 'The request must be a POST of application/json.';
const TEXT_TIME =
  'ts must be a JSON number, which no query can hold. Update the sender; the Lambda with npx --no oncall aws deploy.';
const BAD_TYPES = 'ts must be a number, payload and sig text.';
const BAD_MESSAGES = 'messages must be a list of 1 to 100 messages.';

const JSON_HEADERS = { 'content-type': 'application/json', accept: '*/*' };

/** A request that is right in everything. */
function sound() {
  return at.signed({ messages: [MESSAGE] });
}

/** A request whose payload is signed, whatever it holds. */
function posting(payload: unknown): Promise<Reply> {
  return at.json('/alarm', at.signed(payload));
}

function badMessage(index: number): string {
  return `messages[${index}] must have id, source and body as text, and nothing else but subject and redelivered.`;
}

describe('an alarm that is rightly signed', () => {
  it('starts the flow for the on-call agent and answers with that agent', async () => {
    at = new FunctionsAtHand();
    const reply = await at.alarm(MESSAGE);

    expect(reply).toEqual({
      status: 200,
      type: 'application/json',
      text: expect.any(String),
      json: {
        results: [
          {
            id: 'message-web-1-cpu',
            status: 'watching',
            outcome: 'opened',
            incident: expect.stringMatching(/^inc-[0-9a-z]{8}$/),
            agent: { id: 'ann', name: 'Ann Lee', number: NUMBERS.ann },
            attempt: 1,
          },
        ],
      },
    });
    await at.pass(5);
    expect(at.story.rings()).toEqual(['ann']);
  });

  it.each([
    ['the same message twice in a batch', [MESSAGE, MESSAGE]],
    ['the same alarm under two ids', [MESSAGE, { ...MESSAGE, id: 'other' }]],
  ])('opens one incident for %s, and answers each', async (_title, messages) => {
    at = new FunctionsAtHand();
    const reply = await at.alarm(...messages);
    await at.pass(5);

    const { results } = reply.json as { results: { id: string; status: string; incident: string }[] };
    expect(results.map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
    expect(results.map(({ status }) => status)).toEqual(['watching', 'watching']);
    expect(new Set(results.map(({ incident }) => incident)).size).toBe(1);
    expect(at.story.rings()).toEqual(['ann']);
  });

  it('is accepted with 100 messages in one request', async () => {
    at = new FunctionsAtHand();
    const reply = await at.alarm(...Array.from({ length: 100 }, (_, index) => alarm(`web-${index}`)));

    expect(reply.status).toBe(200);
    expect((reply.json as { results: unknown[] }).results).toHaveLength(100);
  });

  it('replayed within five minutes gets the same answer and changes nothing', async () => {
    at = new FunctionsAtHand({ agents: ['take'] });
    const body = sound();
    await at.json('/alarm', body);
    await at.pass(120);
    const first = await at.json('/alarm', body);
    const before = at.kept();
    await at.pass(60);
    const second = await at.json('/alarm', body);
    await at.pass(60);

    expect(first.status).toBe(200);
    expect(first.json).toEqual({ results: [expect.objectContaining({ status: 'settled', outcome: 'nothing' })] });
    expect(second.text).toBe(first.text);
    expect(at.kept()).toEqual(before);
    expect(at.story.rings()).toEqual(['ann']);
  });

  it('replayed while the phone rings gets the same incident and agent, and no second call', async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const body = sound();
    const first = await at.json('/alarm', body);
    await at.pass(5);
    const second = await at.json('/alarm', body);
    await at.pass(5);

    const [result] = (first.json as { results: object[] }).results;
    expect(second.json).toEqual({
      results: [{ ...result, outcome: 'nothing', execution: expect.stringMatching(/^FN[0-9a-f]{32}$/) }],
    });
    expect(at.story.rings()).toEqual(['ann']);
  });
});

describe('a request that is not rightly signed', () => {
  it.each<[string, () => object | string, ReturnType<typeof refused>]>([
    ['no body', () => '', refused(401, 'unauthorized', NOT_SIGNED)],
    ['an empty object', () => ({}), refused(401, 'unauthorized', NOT_SIGNED)],
    ['no signature', () => ({ ...sound(), sig: undefined }), refused(401, 'unauthorized', NOT_SIGNED)],
    ['no time', () => ({ ...sound(), ts: undefined }), refused(401, 'unauthorized', NOT_SIGNED)],
    ['no payload', () => ({ ...sound(), payload: undefined }), refused(401, 'unauthorized', NOT_SIGNED)],
    ['an empty signature', () => ({ ...sound(), sig: '' }), refused(401, 'unauthorized', WRONG)],
    [
      'the signature of another secret',
      () => at.signed({ messages: [MESSAGE] }, { secret: 'another-secret-of-32-characters!' }),
      refused(401, 'unauthorized', WRONG),
    ],
    [
      'another payload than was signed',
      () => ({ ...sound(), payload: '{"messages":[]}' }),
      refused(401, 'unauthorized', WRONG),
    ],
    [
      'another time than was signed',
      () => ({ ...sound(), ts: at.story.clock.now() + 1 }),
      refused(401, 'unauthorized', WRONG),
    ],
    [
      'a signature that is cut short',
      () => ({ ...sound(), sig: sound().sig.slice(0, 62) }),
      refused(401, 'unauthorized', WRONG),
    ],
    [
      'a signature that is no hexadecimal',
      () => ({ ...sound(), sig: 'g'.repeat(64) }),
      refused(401, 'unauthorized', WRONG),
    ],
    ['a negative time, rightly signed', () => signedAt(-1), refused(401, 'unauthorized', WRONG)],
    [
      'a time with a fraction, rightly signed',
      () => signedAt(at.story.clock.now() + 0.5),
      refused(401, 'unauthorized', WRONG),
    ],
    ['a time that no number holds, rightly signed', () => signedAt(2 ** 60), refused(401, 'unauthorized', WRONG)],
    [
      'a signature 5 minutes and 1 ms old',
      () => at.signed({ messages: [MESSAGE] }, { ageMs: 300_001 }),
      refused(401, 'unauthorized', EXPIRED),
    ],
    [
      'a signature 5 minutes and 1 ms ahead',
      () => at.signed({ messages: [MESSAGE] }, { ageMs: -300_001 }),
      refused(401, 'unauthorized', EXPIRED),
    ],
  ])('with %s is refused, stores nothing and reaches nobody', async (_title, body, answer) => {
    at = new FunctionsAtHand();
    const reply = await at.json('/alarm', body());

    expect(reply).toEqual(answer);
    expect(at.requests()).toBe(0);
  });

  it.each([300_000, -300_000])('is in time %i ms before the Function reads it', async (ageMs) => {
    at = new FunctionsAtHand();

    expect((await at.json('/alarm', at.signed({ messages: [MESSAGE] }, { ageMs }))).status).toBe(200);
  });

  it.each([
    ['the new secret', 'the-new-secret-of-2026', 200],
    ['the old secret', SECRET, 200],
    ['a secret that is in no list', 'some-third-secret-of-2026', 401],
    ['the list itself', 'the-new-secret-of-2026,rehearsal-alert-secret', 200],
  ])('while the secret is rotated, is accepted with %s: %s → %i', async (_title, secret, status) => {
    at = new FunctionsAtHand({ environment: { ALERT_SECRET: `the-new-secret-of-2026, ${SECRET}` } });

    expect((await at.json('/alarm', at.signed({ messages: [MESSAGE] }, { secret }))).status).toBe(status);
  });
});

describe('a request of another shape', () => {
  it.each<[string, () => object | string, string]>([
    ['an extra key', () => ({ ...sound(), extra: 1 }), BAD_BODY],
    ['an extra key that is empty', () => ({ ...sound(), '': '' }), BAD_BODY],
    ['a key __proto__', () => `{"__proto__":{"admin":true},${JSON.stringify(sound()).slice(1)}`, BAD_BODY],
    ['a key constructor', () => ({ ...sound(), constructor: { prototype: { admin: true } } }), BAD_BODY],
    ['a key toString', () => ({ ...sound(), toString: 'x' }), BAD_BODY],
    ['a key request that is a number', () => ({ ...sound(), request: 1 }), NOT_JSON],
    ['a key request that is null', () => ({ ...sound(), request: null }), NOT_JSON],
    ['a key request that is an object', () => ({ ...sound(), request: {} }), NOT_JSON],
    ['a key request with empty headers', () => ({ ...sound(), request: { headers: {} } }), NOT_JSON],
    ['a key request with headers of null', () => ({ ...sound(), request: { headers: null } }), NOT_JSON],
    ['an array', () => [sound()], BAD_BODY],
    ['an array of the three', () => Object.values(sound()), BAD_BODY],
    ['the time as text, rightly signed, as an older Lambda does', () => signedAt(String(sound().ts)), TEXT_TIME],
    ['a time in words, rightly signed', () => signedAt('yesterday'), TEXT_TIME],
    ['a time that is true', () => ({ ...sound(), ts: true }), BAD_TYPES],
    ['a time that is a list', () => ({ ...sound(), ts: [sound().ts] }), BAD_TYPES],
    ['a time that is null', () => ({ ...sound(), ts: null }), BAD_TYPES],
    ['a payload that is an object', () => ({ ...sound(), payload: { messages: [MESSAGE] } }), BAD_TYPES],
    ['a signature that is a list', () => ({ ...sound(), sig: [sound().sig] }), BAD_TYPES],
    ['a payload that is null', () => ({ ...sound(), payload: null }), BAD_TYPES],
    ['deep nesting', () => `{"ts":${'['.repeat(50_000)}${']'.repeat(50_000)},"payload":"","sig":""}`, BAD_TYPES],
    ['a key request with the content type alone', () => withRequest({ 'content-type': 'application/json' }), NOT_JSON],
    [
      'a key request with names in capitals',
      () => withRequest({ 'content-type': 'application/json', 'User-Agent': 'me' }),
      NOT_JSON,
    ],
    [
      'a key request with headers that are no text',
      () => withRequest({ 'content-type': 'application/json', 'content-length': 2 }),
      NOT_JSON,
    ],
    [
      'a key request with headers that are no list of text',
      () => withRequest({ 'content-type': 'application/json', accept: ['*/*', 1] }),
      NOT_JSON,
    ],
    ['a key request with a list for its headers', () => withRequest(['content-type', 'application/json']), NOT_JSON],
    ['a key request of another type', () => withRequest({ 'content-type': 'text/plain', accept: '*/*' }), NOT_JSON],
  ])('with %s is refused, stores nothing and reaches nobody', async (_title, body, message) => {
    at = new FunctionsAtHand();

    expect(await at.json('/alarm', body())).toEqual(refused(400, 'bad-shape', message));
    expect(at.requests()).toBe(0);
    expectUnpolluted();
  });

  it.each([
    ['no JSON', '{"ts":'],
    ['JSON that is text', '"alarm"'],
    ['JSON that is a number', '1'],
    ['JSON that is null', 'null'],
    ['a key that is cut', '{"ts":"1","payload":"{}","sig":"'],
  ])('with %s never reaches the Function', async (_title, body) => {
    at = new FunctionsAtHand();

    expect((await at.json('/alarm', body)).status).toBe(400);
    expect(at.requests()).toBe(0);
  });

  it.each([
    ['?request=1', NOT_JSON],
    ['?request[headers]=1', BAD_BODY],
    ['?debug=1', BAD_BODY],
    ['?__proto__=1', BAD_BODY],
    ['?team=main', BAD_BODY],
  ])('with the query %s is refused', async (query, message) => {
    at = new FunctionsAtHand();

    expect(await at.json(`/alarm${query}`, sound())).toEqual(refused(400, 'bad-shape', message));
    expect(at.requests()).toBe(0);
  });

  it.each<[string, string, Readonly<Record<string, string>>, string, string]>([
    ['a GET', 'GET', {}, '', NOT_JSON],
    ['a GET that says it is JSON', 'GET', JSON_HEADERS, '', TEXT_TIME],
    ['a POST that says it is JSON', 'POST', JSON_HEADERS, '', TEXT_TIME],
    ['a POST of an empty object', 'POST', JSON_HEADERS, '{}', TEXT_TIME],
  ])(
    'as %s with everything in the query, rightly signed, is refused',
    async (_title, method, headers, body, message) => {
      at = new FunctionsAtHand();
      const path = `/alarm?${inQuery(sound())}`;

      expect(await at.send({ path, method, headers, body })).toEqual(refused(400, 'bad-shape', message));
      expect(at.requests()).toBe(0);
    },
  );

  it('as a bare GET is refused', async () => {
    at = new FunctionsAtHand();

    expect(await at.send({ path: '/alarm', method: 'GET' })).toEqual(refused(400, 'bad-shape', NOT_JSON));
  });

  it.each(['PUT', 'DELETE', 'HEAD', 'PATCH'])('as %s never reaches the Function', async (method) => {
    at = new FunctionsAtHand();

    expect((await at.send({ path: '/alarm', method })).status).toBe(405);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', () => inQuery(sound()), 400],
    ['text', 'text/plain', () => JSON.stringify(sound()), 400],
    ['something that begins like JSON', 'application/jsonp', () => JSON.stringify(sound()), 400],
    ['a CloudEvent', 'application/cloudevents+json', () => JSON.stringify(sound()), 400],
    ['JSON with a charset', 'application/json; charset=utf-8', () => JSON.stringify(sound()), 200],
    ['JSON in capitals', 'Application/JSON', () => JSON.stringify(sound()), 200],
  ])('as %s (%s) is answered with %i', async (_title, type, body, status) => {
    at = new FunctionsAtHand();
    const reply = await at.send({ path: '/alarm', headers: { 'content-type': type }, body: body() });

    expect(reply.status).toBe(status);
    expect(at.requests() > 0).toBe(status === 200);
  });

  it('with a careful imitation in a key request still needs the signature', async () => {
    at = new FunctionsAtHand();
    const imitation = withRequest({ ...JSON_HEADERS, 'user-agent': 'node', 'content-length': '312' });

    expect(await at.json('/alarm', { ...imitation, sig: '0'.repeat(64) })).toEqual(refused(401, 'unauthorized', WRONG));
    expect(at.requests()).toBe(0);
  });
});

describe('a signed payload of another shape', () => {
  it.each<[string, unknown, string]>([
    ['no JSON', '{"messages":[', 'The payload is not JSON.'],
    ['nothing', '', 'The payload is not JSON.'],
    ['a list', [MESSAGE], 'The payload must be an object with the key messages.'],
    ['an empty list alone', [], 'The payload must be an object with the key messages.'],
    ['null', null, 'The payload must be an object with the key messages.'],
    ['another key', { messages: [MESSAGE], team: 'main' }, 'The payload must be an object with the key messages.'],
    [
      'a key __proto__',
      '{"messages":[],"__proto__":{"admin":true}}',
      'The payload must be an object with the key messages.',
    ],
    ['no messages', {}, BAD_MESSAGES],
    ['an empty list', { messages: [] }, BAD_MESSAGES],
    ['101 messages', { messages: Array.from({ length: 101 }, () => MESSAGE) }, BAD_MESSAGES],
    ['messages that are text', { messages: 'alarm' }, BAD_MESSAGES],
    ['messages like a list', { messages: { 0: MESSAGE, length: 1 } }, BAD_MESSAGES],
    ['a message that is null', { messages: [null] }, badMessage(0)],
    ['a message that is text', { messages: [MESSAGE, 'alarm'] }, badMessage(1)],
    ['a message that is a list', { messages: [[MESSAGE]] }, badMessage(0)],
    ['an id that is a number', { messages: [{ ...MESSAGE, id: 1 }] }, badMessage(0)],
    ['an empty id', { messages: [{ ...MESSAGE, id: '' }] }, badMessage(0)],
    ['an id of 257 characters', { messages: [{ ...MESSAGE, id: 'x'.repeat(257) }] }, badMessage(0)],
    ['no source', { messages: [{ id: '1', body: '' }] }, badMessage(0)],
    ['another source', { messages: [{ ...MESSAGE, source: 'sqs' }] }, badMessage(0)],
    ['a source that every object has', { messages: [{ ...MESSAGE, source: 'constructor' }] }, badMessage(0)],
    ['a body that is an object', { messages: [{ ...MESSAGE, body: {} }] }, badMessage(0)],
    ['a subject that is null', { messages: [{ ...MESSAGE, subject: null }] }, badMessage(0)],
    ['redelivered as false', { messages: [{ ...MESSAGE, redelivered: false }] }, badMessage(0)],
    ['an extra key in the last message', { messages: [MESSAGE, MESSAGE, { ...MESSAGE, team: 'x' }] }, badMessage(2)],
    [
      'a key __proto__ in a message',
      `{"messages":[{"__proto__":{"admin":true},${JSON.stringify(MESSAGE).slice(1)}]}`,
      badMessage(0),
    ],
    ['deep nesting', `{"messages":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`, badMessage(0)],
  ])('with %s is refused whole, stores nothing and reaches nobody', async (_title, payload, message) => {
    at = new FunctionsAtHand();

    expect(await posting(payload)).toEqual(refused(400, 'bad-shape', message));
    expect(at.requests()).toBe(0);
    expectUnpolluted();
  });

  it.each([
    ['in one-byte characters', 'x'],
    ['in three-byte characters', '€'],
  ])('above 256 kB %s is refused', async (_title, character) => {
    at = new FunctionsAtHand();
    const room = 256 * 1024 - Buffer.byteLength(JSON.stringify({ messages: [{ ...MESSAGE, body: '' }] }));
    const body = character.repeat(Math.floor(room / Buffer.byteLength(character)) + 1);

    expect(await posting({ messages: [{ ...MESSAGE, body }] })).toEqual(
      refused(400, 'bad-shape', 'The payload is larger than 262144 bytes: send fewer messages at once.'),
    );
    expect(at.requests()).toBe(0);
  });

  it('of exactly 256 kB is accepted, as an unknown alert', async () => {
    at = new FunctionsAtHand();
    const room = 256 * 1024 - Buffer.byteLength(JSON.stringify({ messages: [{ ...MESSAGE, body: '' }] }));

    expect((await posting({ messages: [{ ...MESSAGE, body: 'x'.repeat(room) }] })).status).toBe(200);
  });
});

describe('Functions that are not set up', () => {
  it('still page when only the password of the events is missing', async () => {
    at = new FunctionsAtHand({ environment: { EVENTS_PASSWORD: undefined } });

    expect((await at.alarm(MESSAGE)).status).toBe(200);
    // The read, the first write with a look for a board of the first release beside it, and the call: the words stand on the board.
    expect(at.requests()).toBe(4);
  });

  it('answer 500, and their log names everything that is missing', async () => {
    at = new FunctionsAtHand({
      environment: Object.fromEntries(Object.keys(ENVIRONMENT).map((name) => [name, undefined])),
    });
    const reply = await at.alarm(MESSAGE);

    expect(reply).toEqual(
      refused(500, 'not-configured', 'The Functions are not set up; their log says what is missing.'),
    );
    const [line] = at.logs();
    for (const name of ['ALERT_SECRET', 'FLOW_SID', 'CALLER_ID']) expect(line?.text).toContain(name);
    expect(at.requests()).toBe(0);
  });

  it('answer 500 when neither the roster nor FALLBACK_NUMBERS names anybody', async () => {
    at = new FunctionsAtHand({ asset: () => undefined, environment: { FALLBACK_NUMBERS: '07700900001' } });
    const reply = await at.alarm(MESSAGE);

    expect(reply).toEqual(refused(500, 'not-configured', /^The Functions are not set up/));
    expect(at.logged('error')).toEqual([
      expect.stringMatching(/^FALLBACK_NUMBERS has an entry that is no number/),
      'The roster cannot be used: the fallback numbers are called.',
      'The Functions are not set up.',
    ]);
    expect(at.requests()).toBe(0);
  });

  it('call the fallback number that can be read, and say loudly which cannot', async () => {
    at = new FunctionsAtHand({
      asset: () => '{"agents":',
      environment: { FALLBACK_NUMBERS: '+44 7700 900001,+447700900002' },
    });
    const reply = await at.alarm(MESSAGE);

    expect(reply.json).toEqual({
      results: [expect.objectContaining({ agent: expect.objectContaining({ number: NUMBERS.bob }) })],
    });
    expect(at.logs()[0]?.fields).toEqual({
      level: 'error',
      message:
        'FALLBACK_NUMBERS has an entry that is no number (a plus sign and digits): it is not called. Correct it.',
      entries: 'entry 1 (•••••0001)',
    });
  });

  it('call the roster as always when a fallback number cannot be read', async () => {
    at = new FunctionsAtHand({ environment: { FALLBACK_NUMBERS: 'ann' } });

    expect((await at.alarm(MESSAGE)).json).toEqual({
      results: [expect.objectContaining({ agent: { id: 'ann', name: 'Ann Lee', number: NUMBERS.ann } })],
    });
    expect(at.logged('error')).toEqual([expect.stringMatching(/^FALLBACK_NUMBERS has an entry/)]);
  });
});

describe('faults', () => {
  it('in the Functions are answered with 500 and no stack; the log has it', async () => {
    at = new FunctionsAtHand({
      asset: () => {
        throw new TypeError('cannot read the asset of +447700900001');
      },
    });

    expect(await at.alarm(MESSAGE)).toEqual(
      refused(500, 'fault', 'An internal error in the Functions; see their log.'),
    );
    expect(at.logged('error')).toEqual(['An internal error in the Functions.']);
    expect(at.logs()[0]?.text).toMatch(/TypeError: cannot read the asset of \+44•••••0001\\n +at /);
  });

  it.each([
    ['fails', () => ({ is: 'answer' as const, response: { status: 500, headers: {}, body: '<html>' } })],
    ['forbids it', () => ({ is: 'answer' as const, response: { status: 401, headers: {}, body: '{"code":20003}' } })],
    ['cannot be reached', () => ({ is: 'lose-reply' as const, appliedAfterMs: 3_600_000 })],
  ])('of Twilio are answered with 503 when Sync %s, so that the queue brings it again', async (_title, fate) => {
    at = new FunctionsAtHand();
    at.fate = (request, _invocation) => (request.url.includes('sync.') ? fate() : { is: 'deliver' });

    expect(await at.alarm(MESSAGE)).toEqual(refused(503, 'unreachable', 'Twilio could not be reached. Try again.'));
  });

  it('of one team are not those of another: only the other one is answered', async () => {
    at = new FunctionsAtHand({
      roster: {
        agents: AGENTS,
        teams: { web: { agents: ['ann'] }, data: { agents: ['bob'] } },
        routes: [{ alarm: 'db-*', team: 'data' }, { team: 'web' }],
      },
    });
    at.fate = ({ url }) =>
      url.includes('board-web')
        ? { is: 'answer', response: { status: 500, headers: {}, body: '' } }
        : { is: 'deliver' };
    const reply = await at.alarm(MESSAGE, alarm('db-1-space'), { id: 'beat', source: 'heartbeat', body: '' });

    expect(reply.status).toBe(200);
    expect(reply.json).toEqual({
      results: [
        expect.objectContaining({ id: 'message-db-1-space', agent: expect.objectContaining({ id: 'bob' }) }),
        { id: 'beat', status: 'settled', outcome: 'heartbeat', health: expect.objectContaining({ sync: true }) },
      ],
    });
    expect(at.logged('error')).toEqual(['This team could not be served: its messages stay in the queue.']);
  });

  it('of Studio leave the message watched: the incident is on the board', async () => {
    at = new FunctionsAtHand();
    at.fate = (request) =>
      request.url.includes('studio.')
        ? { is: 'answer', response: { status: 503, headers: {}, body: '' } }
        : { is: 'deliver' };
    const reply = await at.alarm(MESSAGE);

    expect(reply.json).toEqual({ results: [expect.objectContaining({ status: 'watching', outcome: 'opened' })] });
    expect(at.logged('error')).toEqual([expect.stringMatching(/^Studio cannot be reached/)]);
  });
});

/** A sound payload, signed with this as its time. */
function signedAt(ts: string | number) {
  const { payload } = sound();
  return { ts, payload, sig: createHmac('sha256', SECRET).update(`${ts}.${payload}`).digest('hex') };
}

/** What is sound, with a key request of its own in the body. */
function withRequest(headers: object) {
  return { ...sound(), request: { headers, cookies: {} } };
}

function inQuery({ ts, payload, sig }: ReturnType<typeof sound>): string {
  return new URLSearchParams({ ts: String(ts), payload, sig }).toString();
}

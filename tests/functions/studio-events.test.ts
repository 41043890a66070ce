import { afterEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadFlow } from '../../src/studio/flow';
import { expectNothingPrivate, refused } from './expectations';
import { alarm, basic, ENVIRONMENT, EVENTS_PASSWORD, FLOW_SID, FunctionsAtHand } from './functions-at-hand';

let at: FunctionsAtHand;

afterEach(() => {
  expectNothingPrivate(at);
});

const STRANGER = 'FN00000000000000000000000000000bad';
const UNAUTHORIZED = refused(
  401,
  'unauthorized',
  'The HTTP Basic password must be EVENTS_PASSWORD: set it in the sink.',
);
const BAD_SHAPE = refused(400, 'bad-shape', 'The body must be one CloudEvent or an array of them, as JSON.');

/** What FLOW_SID is after a change, and the flow that is there. */
const NEWER = 'FWffffffffffffffffffffffffffffffff';
const FLOW = loadFlow(JSON.parse(readFileSync(join(__dirname, '..', '..', 'flows', 'on-call.json'), 'utf8')));

function ended(execution: string, flow: string = FLOW_SID, phone = '+447700900001') {
  return {
    specversion: '1.0',
    type: 'com.twilio.studio.flow.execution.ended',
    source: `/Flows/${flow}`,
    id: 'EZ00000000000000000000000000000001',
    time: '2026-11-22T03:00:30.000Z',
    data: {
      execution_sid: execution,
      flow_sid: flow,
      status: 'ended',
      ended_reason: 'ended',
      contact_channel_address: phone,
    },
  };
}

/** An incident whose first agent has hung up, while the event that says so is on its way for an hour. */
async function hungUp() {
  at = new FunctionsAtHand({ agents: ['hang-up', 'silent'], eventTimes: () => [3_600_000] });
  const call = await at.called();
  await at.pass(10);
  expect(at.story.lines().at(-1)).toBe('ann hangs up');
  return call;
}

describe('credentials', () => {
  it.each<[string, Record<string, string>]>([
    ['none', {}],
    ['another password', { authorization: basic('events:another-password-of-30-chars') }],
    ['a password of the same length', { authorization: basic(`events:${EVENTS_PASSWORD.slice(0, -1)}D`) }],
    ['the password cut short', { authorization: basic(`events:${EVENTS_PASSWORD.slice(0, -1)}`) }],
    ['the password and more', { authorization: basic(`events:${EVENTS_PASSWORD}x`) }],
    ['an empty password', { authorization: basic('events:') }],
    ['no colon and nothing', { authorization: 'Basic ' }],
    ['the password as it is', { authorization: EVENTS_PASSWORD }],
    ['the password as a token', { authorization: `Bearer ${EVENTS_PASSWORD}` }],
    ['no base64', { authorization: `Basic events:${EVENTS_PASSWORD}` }],
    ['a header of another name', { 'proxy-authorization': basic(`events:${EVENTS_PASSWORD}`) }],
  ])('%s are refused before anything is read or asked', async (_title, headers) => {
    const call = await hungUp();
    const requests = at.requests();

    expect(await at.json('/studio-events', ended(call.execution), headers)).toEqual(UNAUTHORIZED);
    expect(await at.json('/studio-events', { garbage: true }, headers)).toEqual(UNAUTHORIZED);
    expect(at.requests()).toBe(requests);
  });

  it.each<[string, object]>([
    ['that is a number', { request: 1 }],
    ['without headers', { request: {} }],
    ['with headers of null', { request: { headers: null } }],
    ['with a list for a header', { request: { headers: { authorization: [basic(`events:${EVENTS_PASSWORD}`)] } } }],
    ['with a wrong password', { request: { headers: { authorization: basic('events:guessed') } } }],
  ])('are not found in a forged key request %s', async (_title, forged) => {
    at = new FunctionsAtHand();

    expect(await at.json('/studio-events', { ...ended(STRANGER), ...forged })).toEqual(UNAUTHORIZED);
    expect(at.requests()).toBe(0);
  });

  it('need only the password: the user is anybody', async () => {
    at = new FunctionsAtHand();

    expect((await at.events([{ type: 'other', data: {} }], `anybody:${EVENTS_PASSWORD}`)).status).toBe(200);
  });

  it('may hold colons', async () => {
    at = new FunctionsAtHand({ environment: { EVENTS_PASSWORD: 'a:password:with:colons' } });

    expect((await at.events([{ type: 'other', data: {} }], 'events:a:password:with:colons')).status).toBe(200);
  });

  it('are not asked for when the Functions are not set up: nobody could have them', async () => {
    at = new FunctionsAtHand({ environment: { EVENTS_PASSWORD: undefined } });

    expect(await at.json('/studio-events', {})).toEqual(refused(500, 'not-configured', /their log says/));
  });
});

describe('an event that an execution has ended', () => {
  it.each([
    ['alone', (execution: string): unknown => ended(execution)],
    ['in an array', (execution: string): unknown => [ended(execution)]],
    ['among others', (execution: string): unknown => [{ type: 'other', data: {} }, ended(execution), ended(execution)]],
  ])('%s calls the next agent', async (_title, body) => {
    const call = await hungUp();
    const reply = await at.events(body(call.execution));
    await at.pass(5);

    expect(reply).toEqual({
      status: 200,
      type: 'application/json',
      text: '{"results":["moved-on"]}',
      json: { results: ['moved-on'] },
    });
    expect(at.story.rings()).toEqual(['ann', 'bob']);
  });

  it('delivered again changes nothing', async () => {
    const call = await hungUp();
    await at.events(ended(call.execution));
    await at.pass(5);
    const before = at.board();
    await at.events(ended(call.execution));
    await at.pass(5);

    expect(at.board()).toEqual(before);
    expect(at.story.rings()).toEqual(['ann', 'bob']);
  });

  it('is only a hint: while Studio says that it is active, nothing happens', async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const call = await at.called();
    const before = at.kept();
    const reply = await at.events(ended(call.execution));

    expect(reply.json).toEqual({ results: ['still-active'] });
    expect(at.kept()).toEqual(before);
  });

  it('about an execution that nobody knows has no effect', async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    await at.called();
    const before = at.kept();
    const reply = await at.events(ended(STRANGER));

    expect(reply.json).toEqual({ results: ['not-ours'] });
    expect(at.kept()).toEqual(before);
  });

  it("of an earlier flow than today's calls the next agent too", async () => {
    at = new FunctionsAtHand({
      agents: ['hang-up', 'silent'],
      eventTimes: () => [3_600_000],
      environment: { FLOW_SID: NEWER },
    });
    at.story.rehearsal.executions.addFlow(NEWER, FLOW);
    // The Functions of the story itself are of before the change.
    at.story.alarm('web-1-cpu');
    await at.pass(15);
    expect(at.story.lines().at(-1)).toBe('ann hangs up');

    expect((await at.events(ended(at.current().execution))).json).toEqual({ results: ['moved-on'] });
    await at.pass(5);
    expect(at.story.rings()).toEqual(['ann', 'bob']);
  });

  it("of somebody else's flow that calls an agent is asked about, and has no effect", async () => {
    at = new FunctionsAtHand();

    expect((await at.events(ended(STRANGER, NEWER))).json).toEqual({ results: ['not-ours'] });
    expect(at.requests()).toBe(2);
  });

  it('about an execution that somebody started by hand has no effect', async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const stranger = at.story.rehearsal.executions.start(FLOW_SID, {
      to: '+447700900004',
      from: '+12025550100',
      parameters: { team: 'main', incident: 'inc-0' },
    });
    at.story.rehearsal.executions.end(stranger.sid);
    const reply = await at.events(ended(stranger.sid));

    expect(reply.json).toEqual({ results: ['not-ours'] });
    expect(at.board()).toBeUndefined();
  });

  it.each<[string, object]>([
    ['of another type', { ...ended(STRANGER), type: 'com.twilio.studio.flow.step.ended' }],
    ['of another flow, without a number', { ...ended(STRANGER), data: { execution_sid: STRANGER, flow_sid: NEWER } }],
    ["of somebody else's flow, which calls a number of nobody here", ended(STRANGER, NEWER, '+447700900099')],
    ['that tries a new sink', { type: 'com.twilio.eventstreams.test-event', data: { test_id: '1' } }],
  ])('%s is accepted and asks nobody', async (_title, event) => {
    at = new FunctionsAtHand();

    expect((await at.events(event)).json).toEqual({ results: [] });
    expect(at.requests()).toBe(0);
  });

  it.each([
    ['cannot be reached', 'studio.', () => ({ is: 'lose-reply' as const })],
    ['fails', 'studio.', () => ({ is: 'answer' as const, response: { status: 500, headers: {}, body: '' } })],
    [
      'limits the rate',
      'studio.',
      () => ({ is: 'answer' as const, response: { status: 429, headers: {}, body: '{"code":20429}' } }),
    ],
    ['has no board', 'sync.', () => ({ is: 'answer' as const, response: { status: 503, headers: {}, body: '' } })],
  ])(
    'is answered with 503 when Twilio %s, so that it is delivered again; then it counts',
    async (_title, host, fate) => {
      const call = await hungUp();
      at.fate = (request) => (request.url.includes(host) ? fate() : { is: 'deliver' });

      expect(await at.events(ended(call.execution))).toEqual(
        refused(503, 'unreachable', 'Twilio could not be reached. Try again.'),
      );
      at.fate = () => ({ is: 'deliver' });
      expect((await at.events(ended(call.execution))).json).toEqual({ results: ['moved-on'] });
      await at.pass(5);
      expect(at.story.rings()).toEqual(['ann', 'bob']);
    },
  );
});

describe('a body that is no event', () => {
  it.each<[string, unknown]>([
    ['nothing', ''],
    ['an empty object', {}],
    ['an empty array', []],
    ['an array of garbage', [1, null, 'x']],
    ['an event and garbage', [ended(STRANGER), null]],
    ['an event without data', { type: 'com.twilio.studio.flow.execution.ended' }],
    ['our own alarm', alarm('web-1-cpu')],
    ['1,001 events', Array.from({ length: 1001 }, () => ended(STRANGER))],
    ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['a key __proto__', '{"__proto__":{"type":"com.twilio.studio.flow.execution.ended","data":{}}}'],
  ])('%s is refused and asks nobody', async (_title, body) => {
    at = new FunctionsAtHand();

    expect(await at.events(body)).toEqual(BAD_SHAPE);
    expect(at.requests()).toBe(0);
  });

  it('a form is refused', async () => {
    at = new FunctionsAtHand();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basic(`:${EVENTS_PASSWORD}`),
    };

    expect(await at.send({ path: '/studio-events', headers, body: '0=a&1=b' })).toEqual(BAD_SHAPE);
  });

  it('as a GET is refused', async () => {
    at = new FunctionsAtHand();
    const headers = { authorization: basic(`:${ENVIRONMENT['EVENTS_PASSWORD'] ?? ''}`) };

    expect(await at.send({ path: '/studio-events', method: 'GET', headers })).toEqual(BAD_SHAPE);
  });
});

import { describe, expect, it } from '@jest/globals';
import twilio from 'twilio';
import { readDescription } from '../../../src/rehearsal/twilio/description';
import {
  accountSid,
  ann,
  apiKey,
  authToken,
  basic,
  callerId,
  flowSid,
  json,
  startMs,
  twilioAtHand,
} from './twilio-at-hand';

const documents = 'https://sync.twilio.com/v1/Services/default/Documents';
const account = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}`;

describe('credentials', () => {
  it.each([
    ['the auth token', basic(accountSid, authToken), 200],
    ['an API key', basic(apiKey.sid, apiKey.secret), 200],
    ['a wrong token', basic(accountSid, `${authToken}x`), 401],
    ['a wrong secret', basic(apiKey.sid, authToken), 401],
    ['another account', basic('AC00000000000000000000000000000fff', authToken), 401],
    ['no credentials', '', 401],
    ['a bearer token', `Bearer ${authToken}`, 401],
  ])('%s', (_what, authorization, status) => {
    const response = twilioAtHand().ask(`GET ${documents}`, {}, { authorization });
    expect(response.status).toBe(status);
    if (status === 401) expect(json(response)).toMatchObject({ code: 20003, message: 'Authenticate', status: 401 });
  });

  it('reach the client as its own error', async () => {
    const { httpClient } = twilioAtHand();
    const stranger = twilio(accountSid, 'wrong', { httpClient });
    await expect(stranger.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  it('open no other account', () => {
    const other = account.replace(accountSid, 'AC00000000000000000000000000000fff');
    expect(twilioAtHand().ask(`GET ${other}/Messages.json`).status).toBe(401);
  });
});

it('every reply says when it was given, in whole seconds', () => {
  const date = new Date(startMs).toUTCString();
  expect(twilioAtHand().ask(`GET ${documents}`).headers).toMatchObject({ date });
  expect(twilioAtHand().ask('GET https://sync.twilio.com/v1/nothing').headers).toMatchObject({ date });
});

describe('paths and methods', () => {
  it.each([
    ['GET https://sync.twilio.com/v1/Services/default/Document', 404, 20404],
    ['GET https://sync.twilio.com/v1/Services/default/Documents/', 404, 20404],
    ['GET https://sync.twilio.com/', 404, 20404],
    ['GET https://nowhere.twilio.com/v1/Services', 404, 20404],
    [`GET ${account}/Messages`, 404, 20404],
    [`GET ${account}/Messages/latest.json`, 404, 20404],
    [`PUT ${documents}/board`, 405, 20004],
    [`DELETE ${documents}`, 405, 20004],
    [`DELETE ${account}/Messages.json`, 405, 20004],
    [`DELETE ${account}/Messages/SM${'a'.repeat(32)}.json`, 501, 0],
    ['GET https://sync.twilio.com/v1/Services/default/Streams', 501, 0],
    [`DELETE https://studio.twilio.com/v2/Flows/FW${'a'.repeat(32)}`, 501, 0],
    ['POST https://studio.twilio.com/v2/Flows/Valid', 404, 20404],
  ])('%s is answered with %i', (line, status, code) => {
    const response = twilioAtHand().ask(line);
    expect(response.status).toBe(status);
    expect(json(response)).toMatchObject({ status, code });
  });
});

describe('parameters', () => {
  it.each([
    ['an unknown one in the query', `GET ${documents}?PageSizes=3`, {}, 400],
    ['a number in words', `GET ${documents}?PageSize=three`, {}, 400],
    ['an empty number', `GET ${documents}?PageSize=`, {}, 400],
    ['a number below its minimum', `GET ${documents}?PageSize=0`, {}, 400],
    ['the same one twice', `GET ${documents}?PageSize=1&PageSize=2`, {}, 400],
    ['a query on a POST', `POST ${documents}?Ttl=3`, {}, 400],
    ['a body on a GET', `GET ${documents}`, { Ttl: '3' }, 400],
    ['a declared one that is not reproduced', `GET ${documents}?PageToken=x`, {}, 501],
  ])('%s', (_what, line, form, status) => {
    expect(twilioAtHand().ask(line, form).status).toBe(status);
  });

  it('are not read from JSON', () => {
    const { ask } = twilioAtHand();
    const response = ask(`POST ${documents}`, { UniqueName: 'x' }, { 'content-type': 'application/json' });
    expect(json(response)).toMatchObject({ status: 400, code: 20001 });
  });
});

describe('the ledger', () => {
  it('has every request, without its query', () => {
    const { ask, ledger, clock } = twilioAtHand();
    ask(`POST ${documents}`, { UniqueName: 'board' });
    clock.pass(1500);
    ask(`GET ${documents}?PageSize=3`);
    ask('GET https://sync.twilio.com/v1/Nothing', {}, { authorization: '' });
    const path = '/v1/Services/default/Documents';
    expect(ledger.entries).toEqual([
      { atMs: startMs, kind: 'request', method: 'POST', path, status: 201 },
      { atMs: startMs + 1500, kind: 'request', method: 'GET', path, status: 200 },
      { atMs: startMs + 1500, kind: 'request', method: 'GET', path: '/v1/Nothing', status: 401 },
    ]);
  });

  it('has no phone number in a path', () => {
    const { ask, ledger } = twilioAtHand();
    ask(`GET ${documents}/contact%3A%2B447700900001`);
    ask(`GET ${documents}/+447700900001`);
    expect(ledger.entries.map((entry) => entry.kind === 'request' && entry.path)).toEqual([
      '/v1/Services/default/Documents/contact%3A+44•••••0001',
      '/v1/Services/default/Documents/+44•••••0001',
    ]);
  });

  it('keeps SIDs as they are', () => {
    const { ask, ledger } = twilioAtHand();
    const path = `/v1/Services/default/Documents/ET${'1234567890'.repeat(3)}12`;
    ask(`GET https://sync.twilio.com${path}`);
    expect(ledger.entries).toEqual([{ atMs: startMs, kind: 'request', method: 'GET', path, status: 404 }]);
  });
});

describe("Twilio's description", () => {
  const api = readDescription('sync_v1', new Set(['CreateDocument']));

  it('is checked against what the local Twilio answers, whole', () => {
    const { ask } = twilioAtHand();
    const created = json(ask(`POST ${documents}`, {}));
    const { responseMistakes } = api.operation('CreateDocument');
    expect(responseMistakes(created)).toEqual([]);
    const changed = (change: Record<string, unknown>) => Object.assign({}, created, change);
    expect(responseMistakes(changed({ revision: 1 }))).toMatchObject([{ instancePath: '/revision' }]);
    expect(responseMistakes(changed({ sid: 'ET1' }))).not.toEqual([]);
    expect(responseMistakes(changed({ date_created: 'today' }))).not.toEqual([]);
    expect(responseMistakes(changed({ surprise: true }))).not.toEqual([]);
    expect(responseMistakes({})).not.toEqual([]);
  });

  it('stops a reply that breaks it', () => {
    const { ask, studio } = twilioAtHand();
    const broken = { ...studio.start(flowSid, { to: ann, from: callerId, parameters: {} }), sid: 'FN1' };
    studio.list = () => [broken];
    expect(() => ask(`GET https://studio.twilio.com/v2/Flows/${flowSid}/Executions`)).toThrow(
      "The local Twilio's reply to ListExecution breaks Twilio's description: /executions/0/sid",
    );
  });

  it('is not asked for operations that are not in it', () => {
    expect(() => api.operation('FetchDocument')).toThrow("Twilio's description has no operation FetchDocument.");
  });
});

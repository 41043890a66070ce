import { describe, expect, it } from '@jest/globals';
import { accountSid, ann, bob, callerId, json, startMs, twilioAtHand } from './twilio-at-hand';

const messages = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`;

describe('messages through the twilio client', () => {
  it('are accepted, written down and delivered as time passes', async () => {
    const { client, clock, ledger } = twilioAtHand();
    const sent = await client.messages.create({ to: ann, from: callerId, body: 'web-1 is down' });
    expect(sent).toMatchObject({
      to: ann,
      from: callerId,
      body: 'web-1 is down',
      status: 'queued',
      direction: 'outbound-api',
      numSegments: '1',
      dateSent: null,
      dateCreated: new Date(startMs),
    });
    expect(ledger.entries).toContainEqual({
      atMs: startMs,
      kind: 'sms',
      message: sent.sid,
      to: ann,
      from: callerId,
      text: 'web-1 is down',
    });

    const seen: string[] = [];
    for (const ms of [999, 1, 1000, 2000]) {
      clock.pass(ms);
      seen.push((await client.messages(sent.sid).fetch()).status);
    }
    expect(seen).toEqual(['queued', 'sending', 'sent', 'delivered']);
    const delivered = await client.messages(sent.sid).fetch();
    expect(delivered).toMatchObject({ dateSent: new Date(startMs + 2000), dateUpdated: new Date(startMs + 4000) });
  });

  it('fail on the way when the recipient cannot be reached', async () => {
    const { client, clock, ledger } = twilioAtHand({ textPolicy: () => 30003 });
    const { sid } = await client.messages.create({ to: ann, from: callerId, body: 'hello' });
    expect(ledger.entries).toContainEqual(expect.objectContaining({ kind: 'sms', to: ann }));
    clock.pass(4000);
    expect(await client.messages(sid).fetch()).toMatchObject({ status: 'undelivered', errorCode: 30003 });
  });

  it('are listed newest first, by recipient, by sender, by time of sending and page by page', async () => {
    const { client, clock } = twilioAtHand();
    for (const [to, body] of [
      [ann, 'one'],
      [bob, 'two'],
      [ann, 'three'],
    ] as const) {
      await client.messages.create({ to, from: callerId, body });
      clock.pass(60_000);
    }
    const bodies = async (options: Parameters<typeof client.messages.list>[0]) =>
      (await client.messages.list(options)).map(({ body }) => body);
    expect(await bodies({ pageSize: 2 })).toEqual(['three', 'two', 'one']);
    expect(await bodies({ to: ann })).toEqual(['three', 'one']);
    expect(await bodies({ from: bob })).toEqual([]);
  });

  it('count their segments', async () => {
    const { client } = twilioAtHand();
    const segments = async (body: string) =>
      (await client.messages.create({ to: ann, from: callerId, body })).numSegments;
    expect(await segments('x'.repeat(160))).toBe('1');
    expect(await segments('x'.repeat(161))).toBe('2');
    expect(await segments('€'.repeat(80))).toBe('1');
    expect(await segments('€'.repeat(81))).toBe('2');
    expect(await segments('ж'.repeat(70))).toBe('1');
    expect(await segments('ж'.repeat(71))).toBe('2');
  });
});

describe('a message is refused', () => {
  it.each([
    ['without a recipient', { From: callerId, Body: 'x' }, 21604],
    ['without a sender', { To: ann, Body: 'x' }, 21603],
    ['without a text', { To: ann, From: callerId }, 21602],
    ['with an empty text', { To: ann, From: callerId, Body: '' }, 21602],
    ['with 1,601 characters', { To: ann, From: callerId, Body: 'x'.repeat(1601) }, 21617],
    ['to a number that is none', { To: '07700900001', From: callerId, Body: 'x' }, 21211],
    ['to its own sender', { To: callerId, From: callerId, Body: 'x' }, 21211],
    ['from a number of somebody else', { To: ann, From: bob, Body: 'x' }, 21606],
    ['with a misspelt parameter', { To: ann, From: callerId, Text: 'x' }, 20001],
  ] as const)('%s', (_how, form, code) => {
    const { ask, ledger } = twilioAtHand();
    expect(json(ask(`POST ${messages}`, form))).toMatchObject({ status: 400, code });
    expect(ledger.entries.filter(({ kind }) => kind === 'sms')).toEqual([]);
    expect(json(ask(`GET ${messages}`))).toMatchObject({ messages: [] });
  });

  it.each([
    [21211, 400],
    [21408, 400],
    [21610, 400],
    [21614, 400],
    [20429, 429],
    [21612, 400],
  ])('with %i when the recipient is such, and the ledger says so', (code, status) => {
    const { ask, ledger } = twilioAtHand({ textPolicy: (to) => (to === ann ? code : undefined) });
    expect(json(ask(`POST ${messages}`, { To: ann, From: callerId, Body: 'x' }))).toMatchObject({ status, code });
    expect(ledger.entries[0]).toEqual({ atMs: startMs, kind: 'sms-refused', to: ann, code });
    expect(ask(`POST ${messages}`, { To: bob, From: callerId, Body: 'x' }).status).toBe(201);
  });

  it('loudly, and not as Twilio would, when it asks for what is not reproduced', () => {
    const { ask } = twilioAtHand();
    const refused = ask(`POST ${messages}`, {
      To: ann,
      From: callerId,
      Body: 'x',
      MediaUrl: 'https://example.com/a.png',
    });
    expect(refused.status).toBe(501);
    expect(refused.body).toContain('parameter MediaUrl of CreateMessage');
  });

  it('when nobody knows its SID', () => {
    const { ask } = twilioAtHand();
    const unknown = messages.replace('.json', '/SM00000000000000000000000000000fff.json');
    expect(json(ask(`GET ${unknown}`))).toMatchObject({ status: 404, code: 20404 });
  });

  it('takes 1,600 characters', () => {
    const { ask } = twilioAtHand();
    expect(ask(`POST ${messages}`, { To: ann, From: callerId, Body: 'x'.repeat(1600) }).status).toBe(201);
  });
});

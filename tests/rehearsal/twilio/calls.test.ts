import { describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../../src/rehearsal/twilio/call-port';
import { accountSid, ann, bob, callerId, json, startMs, twilioAtHand } from './twilio-at-hand';

const account = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}`;

describe('calls through the twilio client', () => {
  it('are fetched', async () => {
    const { client, studio } = twilioAtHand();
    const { sid } = studio.placeCall(ann, callerId, 'in-progress');
    expect(await client.calls(sid).fetch()).toMatchObject({
      sid,
      to: ann,
      from: callerId,
      status: 'in-progress',
      direction: 'outbound-api',
      phoneNumberSid: expect.stringMatching(/^PN[0-9a-f]{32}$/),
      dateCreated: new Date(startMs),
      startTime: new Date(startMs),
    });
  });

  it('are listed newest first, by recipient and status, and page by page', async () => {
    const { client, clock, studio } = twilioAtHand();
    const first = studio.placeCall(ann, callerId, 'completed').sid;
    clock.pass(60_000);
    const second = studio.placeCall(bob, callerId, 'ringing').sid;
    clock.pass(60_000);
    const third = studio.placeCall(ann, callerId, 'ringing').sid;
    const sids = async (options: Parameters<typeof client.calls.list>[0]) =>
      (await client.calls.list(options)).map(({ sid }) => sid);
    expect(await sids({ pageSize: 1 })).toEqual([third, second, first]);
    expect(await sids({ to: ann })).toEqual([third, first]);
    expect(await sids({ status: 'ringing' })).toEqual([third, second]);
    expect(await sids({ from: bob })).toEqual([]);
  });

  it.each([
    ['queued', 'completed', 'completed'],
    ['ringing', 'completed', 'completed'],
    ['in-progress', 'completed', 'completed'],
    ['queued', 'canceled', 'completed'],
    ['ringing', 'canceled', 'completed'],
    ['in-progress', 'canceled', 'in-progress'],
  ] as const)('a %s call that is to be %s is then %s', async (before, asked, after) => {
    const { client, studio } = twilioAtHand();
    const { sid } = studio.placeCall(ann, callerId, before);
    expect((await client.calls(sid).update({ status: asked })).status).toBe(after);
  });

  it.each<CallRecord['status']>(['completed', 'busy', 'no-answer', 'failed', 'canceled'])(
    'a %s call cannot be completed',
    async (status) => {
      const { client, studio } = twilioAtHand();
      const { sid } = studio.placeCall(ann, callerId, status);
      await expect(client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({
        status: 400,
        code: 21220,
      });
      expect(studio.call(sid)?.status).toBe(status);
    },
  );

  it('refuse what Twilio does not take and say what is not reproduced', () => {
    const { ask, studio } = twilioAtHand();
    const { sid } = studio.placeCall(ann, callerId, 'ringing');
    const status = (form: Record<string, string>) => ask(`POST ${account}/Calls/${sid}.json`, form).status;
    expect(status({ Status: 'ringing' })).toBe(400);
    expect(status({})).toBe(400);
    expect(status({ Twiml: '<Response/>' })).toBe(501);
    expect(ask(`POST ${account}/Calls.json`, { To: ann, From: callerId }).status).toBe(501);
    expect(ask(`GET ${account}/Calls/CA00000000000000000000000000000fff.json`).status).toBe(404);
    expect(json(ask(`GET ${account}/Calls.json?Status=late`))).toMatchObject({ status: 400, code: 20001 });
  });
});

describe('phone numbers through the twilio client', () => {
  it('are those of the account', async () => {
    const { client } = twilioAtHand();
    const numbers = await client.incomingPhoneNumbers.list({ pageSize: 1 });
    expect(numbers.map(({ phoneNumber }) => phoneNumber)).toEqual([callerId, '+12025550101']);
    expect(numbers[0]?.sid).toMatch(/^PN[0-9a-f]{32}$/);
    const found = await client.incomingPhoneNumbers.list({ phoneNumber: '+12025550101' });
    expect(found.map(({ phoneNumber }) => phoneNumber)).toEqual(['+12025550101']);
  });
});

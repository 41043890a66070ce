import { describe, expect, it } from '@jest/globals';
import { callerId, twilioAtHand } from './twilio-at-hand';

const CALL_IN = 'https://oncall-1234.twil.io/call-in';
const TEXT_IN = 'https://oncall-1234.twil.io/text-in';
const SERVICE = { sid: `MG${'0'.repeat(32)}`, name: 'Alerts', numbers: [callerId], leavesItToNumbers: false };

describe('a number of the account', () => {
  it('leads nowhere until it is told where, and keeps what is not mentioned', async () => {
    const { client } = twilioAtHand();
    const [{ sid, voiceUrl, smsUrl } = { sid: '', voiceUrl: '', smsUrl: '' }] = await client.incomingPhoneNumbers.list({
      phoneNumber: callerId,
    });
    expect([voiceUrl, smsUrl]).toEqual([null, null]);
    await client.incomingPhoneNumbers(sid).update({ voiceUrl: CALL_IN, voiceMethod: 'GET' });
    await client.incomingPhoneNumbers(sid).update({ smsUrl: TEXT_IN, voiceFallbackUrl: `${CALL_IN}/else` });
    expect(await client.incomingPhoneNumbers(sid).fetch()).toMatchObject({
      voiceUrl: CALL_IN,
      voiceMethod: 'GET',
      voiceFallbackUrl: `${CALL_IN}/else`,
      smsUrl: TEXT_IN,
      smsMethod: 'POST',
      smsFallbackUrl: null,
      trunkSid: null,
    });
  });

  it('refuses what is no address, a fallback without an address, and what is not reproduced', async () => {
    const { client, local } = twilioAtHand();
    const number = client.incomingPhoneNumbers(local.standing.numbers[0]?.sid ?? '');
    await expect(number.update({ voiceUrl: 'call-in' })).rejects.toMatchObject({ status: 400, code: 20001 });
    await expect(number.update({ voiceFallbackUrl: CALL_IN })).rejects.toMatchObject({ status: 400, code: 21405 });
    await expect(number.update({ trunkSid: `TK${'0'.repeat(32)}` })).rejects.toMatchObject({ status: 501 });
    await expect(client.incomingPhoneNumbers(`PN${'f'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404 });
  });

  it('shows what it is bound to', async () => {
    const wiring = { trunkSid: `TK${'1'.repeat(32)}`, smsApplicationSid: `AP${'1'.repeat(32)}` };
    const { client } = twilioAtHand({ standing: { numbers: [{ number: callerId, wiring }] } });
    expect(await client.incomingPhoneNumbers.list()).toMatchObject([wiring]);
  });
});

describe('Messaging Services', () => {
  it('are listed, each with its numbers', async () => {
    const { client } = twilioAtHand({ standing: { messagingServices: [SERVICE] } });
    expect(await client.messaging.v1.services.list()).toMatchObject([
      { sid: SERVICE.sid, friendlyName: 'Alerts', useInboundWebhookOnNumber: false, inboundRequestUrl: null },
    ]);
    expect(await client.messaging.v1.services(SERVICE.sid).phoneNumbers.list()).toMatchObject([
      { phoneNumber: callerId, capabilities: ['Voice', 'SMS'] },
    ]);
    await expect(client.messaging.v1.services(`MG${'f'.repeat(32)}`).phoneNumbers.list()).rejects.toMatchObject({
      status: 404,
    });
  });
});

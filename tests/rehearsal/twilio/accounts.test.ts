import { describe, expect, it } from '@jest/globals';
import { accountSid, callerId, twilioAtHand } from './twilio-at-hand';

describe('what an account tells about itself', () => {
  it('its state and kind', async () => {
    const { client } = twilioAtHand();
    expect(await client.api.v2010.accounts(accountSid).fetch()).toMatchObject({ status: 'active', type: 'Full' });
    const other = client.api.v2010.accounts('AC00000000000000000000000000000fff').fetch();
    await expect(other).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it('suspended, where it is', async () => {
    const { client } = twilioAtHand({ standing: { status: 'suspended', type: 'Trial' } });
    expect(await client.api.v2010.accounts(accountSid).fetch()).toMatchObject({ status: 'suspended', type: 'Trial' });
  });

  it('its numbers with what they can do, and the verified ones of others', async () => {
    const { client } = twilioAtHand({
      standing: {
        numbers: [
          { number: callerId },
          { number: '+12025550102', voice: false },
          { number: '+12025550103', sms: false },
        ],
        callerIds: ['+447700900009'],
      },
    });
    const numbers = await client.incomingPhoneNumbers.list();
    expect(numbers.map(({ phoneNumber, capabilities }) => [phoneNumber, capabilities.voice, capabilities.sms])).toEqual(
      [
        [callerId, true, true],
        ['+12025550102', false, true],
        ['+12025550103', true, false],
      ],
    );
    expect((await client.incomingPhoneNumbers.list({ phoneNumber: '+12025550103' })).length).toBe(1);
    expect((await client.outgoingCallerIds.list()).map(({ phoneNumber }) => phoneNumber)).toEqual(['+447700900009']);
    expect(await client.outgoingCallerIds.list({ phoneNumber: callerId })).toEqual([]);
  });

  it('texts from a number that cannot text are refused', async () => {
    const { client } = twilioAtHand({ standing: { numbers: [{ number: callerId, sms: false }] } });
    const sent = client.messages.create({ to: '+447700900001', from: callerId, body: 'x' });
    await expect(sent).rejects.toMatchObject({ status: 400, code: 21606 });
  });
});

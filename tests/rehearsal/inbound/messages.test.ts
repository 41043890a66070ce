import { describe, expect, it } from '@jest/globals';
import twilio from 'twilio';
import { ACCOUNT } from '../../../src/sandbox/account';
import type { HttpResponse } from '../../../src/rehearsal/http';
import { ANN, BOB, InboundAtHand, NUMBER, twiml } from './inbound-at-hand';
import type { Application } from './inbound-at-hand';

const DOMAIN = 'https://oncall-0000.twil.io';
const SERVICE = 'MG00000000000000000000000000000001';

type Options = ConstructorParameters<typeof InboundAtHand>[1];

/** What follows a text, and what the application was asked. */
async function texted(
  text: string,
  reply: HttpResponse | Application = twiml('<Message>Heard.</Message>'),
  options: Options = {},
): Promise<{ readonly story: readonly string[]; readonly at: InboundAtHand }> {
  const at = new InboundAtHand(typeof reply === 'function' ? reply : () => reply, options);
  at.does(ANN, { is: 'texts', text });
  return { story: (await at.story()).slice(1), at };
}

describe('a text to the number', () => {
  it('asks the application, signed, with what Twilio says of a message, and its answer goes to the sender', async () => {
    const { story, at } = await texted(
      'who',
      twiml('<Message>Ann is.</Message>', '<Message><Body>Bob next.</Body></Message>'),
    );
    expect(story).toEqual([`1.05 SMS to ${ANN}: Ann is.`, `1.05 SMS to ${ANN}: Bob next.`]);
    const [request] = at.requests;
    if (request === undefined) throw new Error('nothing was asked');
    expect(request).toMatchObject({ method: 'POST', url: `${DOMAIN}/text-in` });
    const form = Object.fromEntries(new URLSearchParams(request.body));
    expect(form).toMatchObject({
      AccountSid: ACCOUNT.sid,
      MessageSid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      SmsStatus: 'received',
      From: ANN,
      To: NUMBER,
      Body: 'who',
      NumMedia: '0',
      NumSegments: '1',
    });
    const signature = request.headers['x-twilio-signature'] ?? '';
    expect(twilio.validateRequest(ACCOUNT.authToken, signature, request.url, form)).toBe(true);
  });

  it('is one of the account’s messages, and so is its answer', async () => {
    const { at } = await texted('who');
    const list = at.rehearsal.read(
      `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT.sid}/Messages.json?PageSize=10`,
    );
    expect(list).toMatchObject({
      messages: [
        { direction: 'outbound-reply', from: NUMBER, to: ANN, body: 'Heard.' },
        { direction: 'inbound', from: ANN, to: NUMBER, body: 'who', status: 'received' },
      ],
    });
  });

  it('may have pictures and no words', async () => {
    const at = new InboundAtHand(() => twiml());
    at.rehearsal.reach.text({ phone: ANN, to: NUMBER, text: '', pictures: 1 });
    expect((await at.story()).slice(1)).toEqual([]);
    const form = new URLSearchParams(at.requests[0]?.body);
    expect(['Body', 'NumMedia', 'MediaContentType0'].map((name) => form.get(name))).toEqual(['', '1', 'image/jpeg']);
    expect(form.get('MessageSid')).toMatch(/^MM/);
  });

  it('gets no answer from an empty Response, and is led on by Redirect', async () => {
    expect((await texted('who', twiml())).story).toEqual([]);
    const { story, at } = await texted('who', ({ url }) =>
      url.endsWith('/b') ? twiml('<Message>B</Message>') : twiml('<Message>A</Message>', '<Redirect>/b</Redirect>'),
    );
    expect(story).toEqual([`1.05 SMS to ${ANN}: A`, `1.1 SMS to ${ANN}: B`]);
    expect(at.paths).toEqual(['/text-in', '/b']);
  });

  it('meets a fault, and no answer, when the application fails; verbs that are not reproduced are named', async () => {
    expect((await texted('who', { ...twiml(), status: 500 })).story).toEqual(['1.05 error 11200 at /text-in']);
    expect((await texted('who', { ...twiml(), body: 'Hello' })).story).toEqual(['1.05 error 12100 at /text-in']);
    for (const [verb, name] of [
      ['<Say>Hello</Say>', '<Say> in a reply to a message'],
      ['<Message to="+12025550199">Hello</Message>', 'the attribute to of <Message>'],
      ['<Message><Media>https://example.com/x.png</Media></Message>', '<Media> in <Message>'],
    ] as const) {
      const { at } = await texted('who', twiml(verb));
      const errors = at.rehearsal.ledger.entries.filter(({ kind }) => kind === 'webhook-error');
      expect(errors).toMatchObject([{ code: 0, text: expect.stringContaining(name) }]);
    }
  });

  it('is not for the application where a Messaging Service, an application or nothing has the number', async () => {
    const service = { sid: SERVICE, name: 'On call', numbers: [NUMBER] };
    const asked = async (options: Options): Promise<readonly string[]> =>
      (await texted('who', undefined, options)).at.paths;
    expect(await asked({ messagingServices: [{ ...service, leavesItToNumbers: false }] })).toEqual([]);
    expect(await asked({ messagingServices: [{ ...service, leavesItToNumbers: true }] })).toEqual(['/text-in']);
    expect(
      await asked({ messagingServices: [{ ...service, leavesItToNumbers: false, inboundUrl: `${DOMAIN}/service` }] }),
    ).toEqual(['/service']);
    const smsUrl = `${DOMAIN}/text-in`;
    expect(await asked({ numbers: [{ number: NUMBER, wiring: { smsUrl, smsApplicationSid: 'AP1' } }] })).toEqual([]);
    expect(await asked({ numbers: [{ number: NUMBER, wiring: {} }] })).toEqual([]);
    expect(await asked({ numbers: [{ number: NUMBER, sms: false, wiring: { smsUrl } }] })).toEqual([]);
    expect(await asked({ numbers: [{ number: BOB, wiring: { smsUrl } }], callerIds: [NUMBER] })).toEqual([]);
    expect(await asked({ standing: { status: 'suspended' } })).toEqual([]);
  });
});

describe('STOP, START and HELP', () => {
  /** Texts, one after the other, and then an SMS of the account to Ann. */
  async function after(words: readonly string[], options: Options = {}): Promise<readonly string[]> {
    const at = new InboundAtHand(() => twiml(), options);
    for (const text of words) {
      at.does(ANN, { is: 'texts', text });
      await at.story();
    }
    at.rehearsal.twilio.reply({ from: NUMBER, to: ANN, text: 'Wake up.' });
    return [...(await at.story()).filter((line) => line.includes('SMS')), ...at.paths];
  }

  it('are answered by Twilio itself, and after STOP every SMS is refused with 21610 until START', async () => {
    const [stopped, refused] = await after(['stop']);
    expect(stopped).toMatch(/^1 SMS to \+447700900001: You are unsubscribed/);
    expect(refused).toBe(`1.05 SMS to ${ANN} refused 21610`);
    expect((await after(['STOP', ' start ']))[2]).toBe(`2.1 SMS to ${ANN}: Wake up.`);
    expect((await after(['Help']))[0]).toMatch(/^1 SMS to \+447700900001: Reply STOP/);
    expect((await after(['stop it please']))[0]).toBe(`1.05 SMS to ${ANN}: Wake up.`);
  });

  it('reach the application as well, or not: no page settles it', async () => {
    expect((await after(['QUIT'])).at(-1)).toBe('/text-in');
    expect((await after(['QUIT'], { switches: { optOutWords: 'stop at Twilio' } })).at(-1)).toBe(
      `1 SMS to ${ANN} refused 21610`,
    );
  });

  it('concern the number that was told, and who told it', async () => {
    const at = new InboundAtHand(() => twiml(), { numbers: [{ number: NUMBER }, { number: '+12025550101' }] });
    at.does(ANN, { is: 'texts', text: 'STOP' });
    await at.story();
    at.rehearsal.twilio.reply({ from: '+12025550101', to: ANN, text: 'Other number.' });
    at.rehearsal.twilio.reply({ from: NUMBER, to: BOB, text: 'Other person.' });
    expect((await at.story()).filter((line) => line.includes('Other'))).toHaveLength(2);
  });
});

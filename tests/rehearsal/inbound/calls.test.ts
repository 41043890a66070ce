import { describe, expect, it } from '@jest/globals';
import twilio from 'twilio';
import { ACCOUNT } from '../../../src/sandbox/account';
import type { HttpResponse } from '../../../src/rehearsal/http';
import type { OwnedNumber } from '../../../src/rehearsal/twilio/standing';
import { ANN, BOB, InboundAtHand, NUMBER, STRANGER, twiml } from './inbound-at-hand';

const DOMAIN = 'https://oncall-0000.twil.io';
const BIN = 'EH00000000000000000000000000000001';
const FALLBACK = `https://handler.twilio.com/twiml/${BIN}`;

const wired = (wiring: OwnedNumber['wiring']): { numbers: OwnedNumber[] } => ({
  numbers: [{ number: NUMBER, ...(wiring === undefined ? {} : { wiring }) }],
});
const withFallback = wired({ voiceUrl: `${DOMAIN}/call-in`, voiceFallbackUrl: FALLBACK });

/** What a caller meets when the application answers so. */
async function answeredWith(reply: HttpResponse, ...keys: string[]): Promise<string[]> {
  const at = new InboundAtHand(() => reply);
  at.does(ANN, { is: 'rings back', keys });
  return at.story();
}

describe('a call to the number', () => {
  it('asks the application, signed so that the twilio package accepts it, with what Twilio says of a call', async () => {
    const at = new InboundAtHand(() => twiml('<Say>Nothing is open.</Say>'));
    at.does(ANN, { is: 'rings back', keys: [] });
    expect(await at.story()).toEqual([
      `0 ${ANN} rings ${NUMBER} as ${ANN}`,
      `0.35 ${ANN} hears Nothing is open.`,
      `1.417 ${ANN} over by system`,
    ]);
    const [request] = at.requests;
    if (request === undefined) throw new Error('nothing was asked');
    expect(request).toMatchObject({ method: 'POST', url: `${DOMAIN}/call-in` });
    const form = Object.fromEntries(new URLSearchParams(request.body));
    expect(form).toMatchObject({
      AccountSid: ACCOUNT.sid,
      CallSid: expect.stringMatching(/^CA[0-9a-f]{32}$/),
      From: ANN,
      To: NUMBER,
      Caller: ANN,
      Called: NUMBER,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      FromCountry: 'GB',
      ToCountry: 'US',
    });
    const signature = request.headers['x-twilio-signature'] ?? '';
    expect(twilio.validateRequest(ACCOUNT.authToken, signature, request.url, form)).toBe(true);
    expect(twilio.validateRequest(ACCOUNT.authToken, signature, `${request.url}?x=1`, form)).toBe(false);
  });

  it('takes the keys of a Gather to its action, relative to the document, and says that it is in progress', async () => {
    const at = new InboundAtHand(({ url }) =>
      url.endsWith('/call-in')
        ? twiml(
            '<Gather numDigits="1" action="/call-in?at=menu&amp;of=2"><Say>Press 1.</Say></Gather>',
            '<Say>Gone.</Say>',
          )
        : twiml('<Say>Thank you.</Say>', '<Hangup/>', '<Say>Never.</Say>'),
    );
    at.does(ANN, { is: 'rings back', keys: ['1'] });
    expect(await at.story()).toEqual([
      `0 ${ANN} rings ${NUMBER} as ${ANN}`,
      `0.35 ${ANN} hears Press 1.`,
      `1.684 ${ANN} presses 1`,
      `1.734 ${ANN} hears Thank you.`,
      `2.401 ${ANN} over by system`,
    ]);
    expect(at.paths).toEqual(['/call-in', '/call-in?at=menu&of=2']);
    const form = new URLSearchParams(at.requests[1]?.body);
    expect([form.get('Digits'), form.get('CallStatus')]).toEqual(['1', 'in-progress']);
    const signature = at.requests[1]?.headers['x-twilio-signature'] ?? '';
    const url = at.requests[1]?.url ?? '';
    expect(twilio.validateRequest(ACCOUNT.authToken, signature, url, Object.fromEntries(form))).toBe(true);
  });

  it('falls through a Gather without a key, unless that is to be told as well', async () => {
    expect(
      await answeredWith(twiml('<Gather timeout="3" action="/x"><Say>Key?</Say></Gather>', '<Say>None.</Say>')),
    ).toEqual([
      `0 ${ANN} rings ${NUMBER} as ${ANN}`,
      `0.35 ${ANN} hears Key?`,
      `3.617 ${ANN} hears None.`,
      `3.951 ${ANN} over by system`,
    ]);
    const at = new InboundAtHand(({ url }) =>
      url.endsWith('/x')
        ? twiml('<Say>Told.</Say>')
        : twiml('<Gather timeout="3" action="/x" actionOnEmptyResult="true"/>'),
    );
    at.does(ANN, { is: 'rings back', keys: [] });
    expect((await at.story()).slice(1, 2)).toEqual([`3.4 ${ANN} hears Told.`]);
    expect(new URLSearchParams(at.requests[1]?.body).get('Digits')).toBe('');
  });

  it('gathers several keys until the finishing one, and several Say are one prompt', async () => {
    const at = new InboundAtHand(({ url }) =>
      url.endsWith('/x') ? twiml() : twiml('<Gather action="x"><Say>Pin,</Say><Say>please.</Say></Gather>'),
    );
    at.rehearsal.reach.ring({
      phone: ANN,
      to: NUMBER,
      agent: (call) => ({
        asked: (text) => {
          expect(text).toBe('Pin, please.');
          for (const key of '4711#') call.press(key);
        },
      }),
    });
    await at.story();
    expect(new URLSearchParams(at.requests[1]?.body).get('Digits')).toBe('4711');
  });

  it('pauses, and is led on by Redirect', async () => {
    const at = new InboundAtHand(({ url }) =>
      url.includes('/next')
        ? twiml('<Say>Here.</Say>')
        : twiml('<Pause length="2"/>', '<Redirect method="GET">next</Redirect>'),
    );
    at.does(ANN, { is: 'rings back', keys: [] });
    expect((await at.story()).slice(1)).toEqual([`2.4 ${ANN} hears Here.`, `2.734 ${ANN} over by system`]);
    // A GET carries in its address what a POST has in its body.
    expect(at.requests[1]).toMatchObject({
      method: 'GET',
      body: '',
      url: expect.stringContaining('/next?AccountSid='),
    });
    const { url = '', headers = {} } = at.requests[1] ?? {};
    expect(twilio.validateRequest(ACCOUNT.authToken, headers['x-twilio-signature'] ?? '', url, {})).toBe(true);
  });

  it('ends with an empty Response, and nothing goes on when the caller hangs up', async () => {
    expect(await answeredWith(twiml())).toEqual([`0 ${ANN} rings ${NUMBER} as ${ANN}`, `0.35 ${ANN} over by system`]);
    const at = new InboundAtHand(() => twiml('<Gather action="/x"><Say>A long sentence is said here.</Say></Gather>'));
    const call = at.rehearsal.reach.ring({ phone: ANN, to: NUMBER, agent: () => ({}) });
    at.clock.after(1_000, () => call?.hangUp());
    expect((await at.story()).at(-1)).toBe(`1 ${ANN} over by agent`);
    expect(at.paths).toEqual(['/call-in']);
  });

  it('shows whatever caller ID the caller chooses, and is heard on the phone that rings', async () => {
    const at = new InboundAtHand((_, form) => twiml(`<Say>You are ${form.get('From') ?? ''}.</Say>`));
    at.does(STRANGER, { is: 'rings back', keys: [], shows: ANN });
    expect((await at.story()).slice(0, 2)).toEqual([
      `0 ${STRANGER} rings ${NUMBER} as ${ANN}`,
      `0.35 ${STRANGER} hears You are ${ANN}.`,
    ]);
  });

  it('can be seen, and hung up, by REST like any other', async () => {
    const at = new InboundAtHand(() => twiml('<Pause length="60"/>'));
    at.does(ANN, { is: 'rings back', keys: [] });
    await at.clock.run(() => at.requests.length > 0, at.clock.now() + 2_000);
    const root = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT.sid}/Calls.json?To=${encodeURIComponent(NUMBER)}`;
    const { calls } = at.rehearsal.read(root) as { calls: { sid: string; direction: string; from: string }[] };
    expect(calls).toMatchObject([{ direction: 'inbound', from: ANN, to: NUMBER, status: 'in-progress' }]);
    at.rehearsal.reach.completeCall(calls[0]?.sid ?? '');
    expect((await at.story()).at(-1)).toMatch(/^0\.\d+ \+447700900001 over by system$/);
  });
});

describe('a caller who is put through', () => {
  const dial = twiml(
    `<Dial timeout="9" action="/after" callerId="${NUMBER}"><Number>${BOB}</Number></Dial>`,
    '<Say>No.</Say>',
  );

  it('speaks with whoever answers; how it went is told to the action', async () => {
    const at = new InboundAtHand(({ url }) => (url.endsWith('/after') ? twiml('<Say>Over.</Say>') : dial), {
      agents: ['hang-up'],
    });
    // The phone that is rung hears nothing, so its owner hangs up after a minute of silence.
    at.does(STRANGER, { is: 'rings back', keys: [] });
    const story = await at.story();
    expect(story.slice(0, 3)).toEqual([
      `0 ${STRANGER} rings ${NUMBER} as ${STRANGER}`,
      `0.35 ${BOB} is rung by ${NUMBER}`,
      `4.35 ${BOB} answers`,
    ]);
    expect(story).toContain(`60 ${STRANGER} over by agent`);
    expect(story.at(-1)).toBe(`60 ${BOB} over by system`);
    expect(at.paths).toEqual(['/call-in']);
  });

  it('goes on when nobody answers', async () => {
    const at = new InboundAtHand(({ url }) => (url.endsWith('/after') ? twiml('<Say>Nobody.</Say>') : dial));
    at.does(STRANGER, { is: 'rings back', keys: [] });
    expect((await at.story()).slice(1)).toEqual([
      `0.35 ${BOB} is rung by ${NUMBER}`,
      `9.35 ${BOB} no-answer`,
      `9.4 ${STRANGER} hears Nobody.`,
      `9.867 ${STRANGER} over by system`,
    ]);
    const form = new URLSearchParams(at.requests[1]?.body);
    expect(form.get('DialCallStatus')).toBe('no-answer');
    expect(form.get('DialCallSid')).toMatch(/^CA[0-9a-f]{32}$/);
  });

  it('may pass on the own number, and no number of others', async () => {
    const from = (callerId: string): HttpResponse => twiml(`<Dial callerId="${callerId}" timeout="1">${BOB}</Dial>`);
    expect(await answeredWith(from(ANN))).toContain(`0.35 ${BOB} is rung by ${ANN}`);
    expect(await answeredWith(from('+12025550199'))).toEqual([
      `0 ${ANN} rings ${NUMBER} as ${ANN}`,
      '0.35 error 13214 at /call-in',
      `0.35 ${ANN} over by system`,
    ]);
  });
});

describe('an application that fails', () => {
  const failing: readonly (readonly [string, HttpResponse, number])[] = [
    ['a status', { ...twiml(), status: 500 }, 11200],
    ['no TwiML', { ...twiml(), body: '<Response><Say>Unended</Response>' }, 12100],
    ['an empty body', { ...twiml(), body: '' }, 12100],
    ['another root', { ...twiml(), body: '<Html/>' }, 12100],
    ['JSON', { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }, 12300],
  ];

  it.each(failing)('with %s leads to the fallback address, and without one to an apology', async (_, reply, code) => {
    expect(await answeredWith(reply)).toEqual([
      `0 ${ANN} rings ${NUMBER} as ${ANN}`,
      `0.35 error ${code} at /call-in`,
      `0.35 ${ANN} hears We are sorry, there is an error in the application. Goodbye.`,
      `4.35 ${ANN} over by system`,
    ]);
    const at = new InboundAtHand(() => reply, withFallback);
    at.rehearsal.setTwimlBin(BIN, '<Response><Say>Look at your SMS.</Say></Response>');
    at.does(ANN, { is: 'rings back', keys: [] });
    expect(await at.story()).toEqual([
      `0 ${ANN} rings ${NUMBER} as ${ANN}`,
      `0.35 error ${code} at /call-in`,
      `0.4 ${ANN} hears Look at your SMS.`,
      `1.534 ${ANN} over by system`,
    ]);
  });

  it('later, at a Gather action, leads to the fallback address as well', async () => {
    const at = new InboundAtHand(
      ({ url }) =>
        url.endsWith('/x')
          ? { ...twiml(), status: 502 }
          : twiml('<Gather numDigits="1" action="/x"><Say>1?</Say></Gather>'),
      withFallback,
    );
    at.rehearsal.setTwimlBin(BIN, '<Response><Say>Sorry.</Say></Response>');
    at.does(ANN, { is: 'rings back', keys: ['1'] });
    expect((await at.story()).slice(2)).toEqual([
      `1.284 ${ANN} presses 1`,
      '1.334 error 11200 at /x',
      `1.384 ${ANN} hears Sorry.`,
      `1.784 ${ANN} over by system`,
    ]);
  });

  it('by using what is not reproduced is named, and no fallback hides it', async () => {
    for (const [verb, name] of [
      ['<Play>https://example.com/x.mp3</Play>', '<Play>'],
      ['<Record/>', '<Record>'],
      ['<Message>Hello</Message>', '<Message>'],
      ['<Say voice="alice" pitch="high">Hello</Say>', 'the attribute pitch of <Say>'],
      ['<Gather input="speech"/>', 'input="speech" of <Gather>'],
      ['<Gather><Play>x</Play></Gather>', '<Play> in <Gather>'],
      ['<Dial><Client>ann</Client></Dial>', '<Client> in <Dial>'],
      ['<Say>A <break/> here</Say>', '<break> in <Say>'],
    ] as const) {
      const at = new InboundAtHand(() => twiml(verb), withFallback);
      at.does(ANN, { is: 'rings back', keys: [] });
      await at.story();
      const errors = at.rehearsal.ledger.entries.filter(({ kind }) => kind === 'webhook-error');
      expect(errors).toMatchObject([{ code: 0, text: expect.stringContaining(name) }]);
    }
  });
});

describe('the way to the application', () => {
  const tokens = (at: InboundAtHand): (string | undefined)[] =>
    at.requests.map(({ headers }) => headers['i-twilio-idempotency-token']);

  it('is tried twice when no connection comes about, with the same token', async () => {
    const at = new InboundAtHand(() => twiml('<Say>Hello.</Say>'), {
      webhookFateOf: (_, count) => (count === 1 ? 'cannot connect' : 'arrives'),
    });
    at.does(ANN, { is: 'rings back', keys: [] });
    expect((await at.story()).slice(1, 2)).toEqual([`5.35 ${ANN} hears Hello.`]);
    const dead = new InboundAtHand(() => twiml(), { ...withFallback, webhookFateOf: () => 'cannot connect' });
    dead.does(ANN, { is: 'rings back', keys: [] });
    expect(await dead.story()).toContain('10.3 error 11205 at /call-in');
  });

  it('gives up after 15 s without a reply', async () => {
    const at = new InboundAtHand(() => twiml(), { webhookFateOf: () => 'no reply' });
    at.does(ANN, { is: 'rings back', keys: [] });
    expect((await at.story()).slice(1, 2)).toEqual(['15.3 error 11205 at /call-in']);
  });

  it('fails when the reply is lost, or is tried again: no page says', async () => {
    const lost = async (lostReply: 'fails' | 'is repeated'): Promise<InboundAtHand> => {
      const at = new InboundAtHand(() => twiml('<Say>Hello.</Say>'), {
        switches: { lostReply },
        webhookFateOf: (_, count) => (count === 1 ? 'reply lost' : 'arrives'),
      });
      at.does(ANN, { is: 'rings back', keys: [] });
      return at;
    };
    const fails = await lost('fails');
    expect((await fails.story()).slice(1, 2)).toEqual(['0.35 error 11205 at /call-in']);
    expect(fails.requests).toHaveLength(1);
    const repeated = await lost('is repeated');
    expect((await repeated.story()).slice(1, 2)).toEqual([`0.4 ${ANN} hears Hello.`]);
    expect(new Set(tokens(repeated)).size).toBe(1);
    expect(repeated.requests).toHaveLength(2);
  });

  it('may carry a request twice', async () => {
    const at = new InboundAtHand(() => twiml('<Say>Hello.</Say>'), { webhookFateOf: () => 'twice' });
    at.does(ANN, { is: 'rings back', keys: [] });
    expect((await at.story()).filter((line) => line.includes('hears'))).toHaveLength(1);
    expect(at.requests).toHaveLength(2);
    expect(new Set(tokens(at)).size).toBe(1);
  });
});

describe('a number that leads elsewhere', () => {
  const rung = async (options: ConstructorParameters<typeof InboundAtHand>[1], number = NUMBER): Promise<string[]> => {
    const at = new InboundAtHand(() => twiml('<Say>Hello.</Say>'), options);
    at.does(ANN, { is: 'rings back', keys: [] }, number);
    const story = await at.story();
    expect(at.requests).toEqual([]);
    return story.slice(1);
  };

  it('does not ask its own address', async () => {
    const voiceUrl = `${DOMAIN}/call-in`;
    const over = `0.3 ${ANN} over by system`;
    expect(await rung(wired({}))).toEqual([over]);
    expect(await rung({ numbers: [{ number: NUMBER, voice: false, wiring: { voiceUrl } }] })).toEqual([over]);
    for (const wiring of [
      { voiceUrl, trunkSid: 'TK00000000000000000000000000000001' },
      { voiceUrl, voiceApplicationSid: 'AP00000000000000000000000000000001' },
      { voiceUrl: `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT.sid}/Flows/FW00000000000000000000000000000001` },
    ]) {
      expect(await rung(wired(wiring))).toEqual([`0.3 error 0 at ${NUMBER}`, over]);
    }
  });

  it('and one that is only verified rings nothing of ours; a suspended account takes no call', async () => {
    const over = `0.3 ${ANN} over by system`;
    expect(await rung({ callerIds: [BOB] }, BOB)).toEqual([over]);
    expect(await rung({ standing: { status: 'suspended' } })).toEqual([over]);
  });
});

import type { Clock } from '../clock';
import type { HttpRequest, HttpResponse } from '../http';
import type { Ledger } from '../ledger';
import { postOf } from '../phones/page';
import type { Phones } from '../phones/phones';
import type { LinkDeed, Reach } from '../phones/reach';
import type { CallPort, CallRecord } from '../twilio/call-port';
import type { LocalTwilio } from '../twilio/local-twilio';
import { segmentsOf } from '../twilio/segments';
import { InboundCall } from './inbound-call';
import { serviceOf, wayOfCalls, wayOfMessages } from './numbers';
import { readMessagingTwiml } from './twiml';
import { Webhooks, type WebhookFate, type WebhookSwitches } from './webhooks';

export interface SwitchboardOptions {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly phones: Phones;
  readonly twilio: () => LocalTwilio;
  readonly account: { readonly sid: string; readonly authToken: string };
  readonly switches: WebhookSwitches;
  readonly newSid: (prefix: string) => string;
  /** The internet, as Twilio and a phone's browser reach it; undefined where no such host is. */
  readonly post: (request: HttpRequest) => Promise<HttpResponse | undefined>;
  readonly fateOf: (path: string, count: number) => WebhookFate;
}

/** Between dialling and the number being reached, and between sending a text and its arrival. */
const CONNECTS_AFTER_MS = 300;
const TEXT_ARRIVES_AFTER_MS = 1_000;
/** Between a tap and the request. */
const TAPS_AFTER_MS = 300;

/** Something of this length is a link of ours; the sentence around it may end right behind it. */
const LINK = /https:\/\/[^\s<>"]+\/i\?c=[\w.~%-]*[\w~-]/;

/** How often a message that came in may lead from one document to the next. */
const MOST_DOCUMENTS = 20;

/** What comes in: calls and texts to the account's numbers, and requests of the people's own browsers. */
export class Switchboard implements Reach, CallPort {
  readonly #options: SwitchboardOptions;
  readonly #webhooks: Webhooks;
  readonly #records = new Map<string, CallRecord>();
  readonly #live = new Map<string, () => void>();
  #pending = 0;

  constructor(options: SwitchboardOptions) {
    this.#options = options;
    this.#webhooks = new Webhooks({ ...options, authToken: options.account.authToken });
  }

  /** Whether nothing that people have done, or are about to do, is still going on. */
  get isQuiet(): boolean {
    return this.#pending === 0;
  }

  ring({ phone, to, shows = phone, agent }: Parameters<Reach['ring']>[0]): ReturnType<Reach['ring']> {
    const { clock, ledger, phones, twilio, webhooks, newSid, account } = { ...this.#options, webhooks: this.#webhooks };
    const sid = newSid('CA');
    let inbound: InboundCall | undefined;
    const line = phones.dial(
      { sid, phone, to },
      { answered: () => {}, missed: () => {}, key: (key) => inbound?.press(key), hungUp: () => {} },
      (call) => {
        ledger.write({ kind: 'ring-back', call: sid, by: phone, from: shows, to });
        const noticing = agent(call);
        return {
          ...noticing,
          hears: (text, durationMs) => noticing.hears?.(text, durationMs),
          asked: (text) => noticing.asked?.(text),
          ended: () => {
            noticing.ended?.();
            this.#live.delete(sid);
            this.#pending--;
            inbound?.ended();
          },
        };
      },
    );
    if (line === undefined) return undefined;
    this.#pending++;
    this.#live.set(sid, () => line.disconnect());
    clock.after(CONNECTS_AFTER_MS, () => {
      if (line.state !== 'live') return;
      const { standing } = twilio();
      const way = standing.status === 'active' ? this.#found(to, () => wayOfCalls(standing, to)) : undefined;
      if (way === undefined) return line.disconnect();
      inbound = new InboundCall(
        {
          clock,
          phones,
          webhooks,
          parameters: callParameters(account.sid, sid, shows, to),
          way,
          line,
          newSid,
          knowsCaller: (number) => standing.knowsCaller(number),
          changed: (record) => this.#records.set(record.sid, record),
        },
        { sid, to, from: shows, direction: 'inbound', status: 'ringing', createdAtMs: clock.now() },
      );
      void inbound.run();
    });
    return line;
  }

  text({ phone, to, text, shows = phone, pictures = 0 }: Parameters<Reach['text']>[0]): void {
    const { ledger } = this.#options;
    ledger.write({ kind: 'text-in', by: phone, from: shows, to, text });
    this.later(TEXT_ARRIVES_AFTER_MS, () => this.#arrived({ from: shows, to, text, pictures }));
  }

  findInTexts(phone: string, pattern: RegExp): string | undefined {
    const found = this.#options.ledger.entries.map((entry) =>
      entry.kind === 'sms' && entry.to === phone ? pattern.exec(entry.text)?.[0] : undefined,
    );
    return found.findLast((text) => text !== undefined);
  }

  openLink(phone: string, deed?: LinkDeed): void {
    const url = this.findInTexts(phone, LINK);
    if (url === undefined) this.#options.ledger.write({ kind: 'link', by: phone, does: 'finds none', status: 0 });
    else this.open(phone, url, deed);
  }

  open(phone: string, url: string, deed?: LinkDeed): void {
    this.later(TAPS_AFTER_MS, () => this.#browse(phone, url, deed));
  }

  later(delayMs: number, action: () => unknown): void {
    this.#pending++;
    this.#options.clock.after(delayMs, () => {
      void this.#through(action);
    });
  }

  call(sid: string): CallRecord | undefined {
    return this.#records.get(sid);
  }

  calls(): readonly CallRecord[] {
    return [...this.#records.values()];
  }

  completeCall(sid: string): void {
    this.#live.get(sid)?.();
  }

  async #through(action: () => unknown): Promise<void> {
    await action();
    this.#pending--;
  }

  /** What a search for a way finds; a way that is not reproduced is written down. */
  #found<Way>(number: string, search: () => Way): Way | undefined {
    try {
      return search();
    } catch (error) {
      this.#webhooks.failed(number, error);
      return undefined;
    }
  }

  async #arrived(parts: { from: string; to: string; text: string; pictures: number }): Promise<void> {
    const twilio = this.#options.twilio();
    const { standing } = twilio;
    if (standing.status !== 'active' || standing.numbers.find(({ number }) => number === parts.to)?.sms !== true)
      return;
    const { message, goesOn } = twilio.receive(parts);
    const way = goesOn ? this.#found(parts.to, () => wayOfMessages(standing, parts.to)) : undefined;
    if (way === undefined) return;
    const service = serviceOf(standing, parts.to)?.sid;
    const parameters = messageParameters(this.#options.account.sid, message, service);
    let address = way.address;
    for (let documents = 0; documents < MOST_DOCUMENTS; documents++) {
      const reply = await this.#webhooks.ask(address, way.fallback, parameters, readMessagingTwiml);
      if (reply === undefined) return;
      const redirect = reply.verbs.find(({ kind }) => kind === 'redirect');
      const before = redirect === undefined ? reply.verbs : reply.verbs.slice(0, reply.verbs.indexOf(redirect));
      for (const verb of before) {
        if (verb.kind === 'message') twilio.reply({ from: parts.to, to: parts.from, text: verb.text });
      }
      if (redirect?.kind !== 'redirect') return;
      address = { url: new URL(redirect.url, reply.url).href, method: redirect.method };
    }
    throw new Error(`A message was led through ${String(MOST_DOCUMENTS)} documents of TwiML and comes to no end.`);
  }

  /** As a phone's browser does it, without any script. */
  async #browse(phone: string, url: string, deed: LinkDeed | undefined): Promise<void> {
    const { clock, ledger, post } = this.#options;
    const page = await post({ method: 'GET', url, headers: {}, body: '' });
    ledger.write({ kind: 'link', by: phone, does: 'opens', status: page?.status ?? 0 });
    if (page === undefined || deed === undefined) return;
    const pressed = postOf(page.body, url, deed);
    if (pressed === undefined) {
      ledger.write({ kind: 'link', by: phone, does: 'finds no button', status: 0 });
      return;
    }
    await new Promise<void>((resolve) => {
      clock.after(TAPS_AFTER_MS, resolve);
    });
    const done = await post({
      method: 'POST',
      url: pressed.url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: pressed.body,
    });
    ledger.write({ kind: 'link', by: phone, does: deed, status: done?.status ?? 0 });
  }
}

/** Twilio's request parameters of a call (docs: voice/twiml, "Request parameters"); it may add more without notice. */
function callParameters(accountSid: string, CallSid: string, From: string, To: string): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid,
    Direction: 'inbound',
    From,
    To,
    Caller: From,
    Called: To,
    ...placeOf('From', From),
    ...placeOf('To', To),
    ...placeOf('Caller', From),
    ...placeOf('Called', To),
    CallToken: '%7B%7D',
    StirVerstat: 'TN-Validation-Passed-C',
  };
}

/** Those of a message (docs: messaging/guides/webhook-request). */
function messageParameters(
  accountSid: string,
  message: {
    readonly sid: string;
    readonly from: string;
    readonly to: string;
    readonly text: string;
    readonly pictures: number;
  },
  serviceSid: string | undefined,
): Record<string, string> {
  const { sid, from, to, text, pictures } = message;
  const folder = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media`;
  const media: Record<string, string> = {};
  for (let index = 0; index < pictures; index++) {
    media[`MediaUrl${String(index)}`] = `${folder}/ME${String(index).padStart(32, '0')}`;
    media[`MediaContentType${String(index)}`] = 'image/jpeg';
  }
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    SmsStatus: 'received',
    From: from,
    To: to,
    Body: text,
    NumMedia: String(pictures),
    NumSegments: String(Math.max(1, segmentsOf(text))),
    ...placeOf('From', from),
    ...placeOf('To', to),
    ...(serviceSid === undefined ? {} : { MessagingServiceSid: serviceSid }),
    ...media,
  };
}

function placeOf(whose: string, number: string): Record<string, string> {
  const country = number.startsWith('+44') ? 'GB' : number.startsWith('+1') ? 'US' : '';
  return { [`${whose}City`]: '', [`${whose}State`]: '', [`${whose}Zip`]: '', [`${whose}Country`]: country };
}

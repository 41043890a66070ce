import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { sleep, type Clock } from '../clock';
import type { HttpRequest, HttpResponse } from '../http';
import type { Ledger } from '../ledger';
import { TwimlFault, type Method } from './twiml';

/**
 * What becomes of a request to a webhook: it arrives; no connection comes about; it is carried out and the connection breaks before
 * the reply is there; no reply ever comes; it arrives twice.
 */
export type WebhookFate = 'arrives' | 'cannot connect' | 'reply lost' | 'no reply' | 'twice';

/** Behaviours of webhooks that no page settles. */
export interface WebhookSwitches {
  /** Whether a request whose reply is lost is sent once more; that one without a connection is, is documented. */
  readonly lostReply: 'fails' | 'is repeated';
}

/** Where a webhook leads. */
export interface WebhookAddress {
  readonly url: string;
  readonly method: Method;
}

/** A reply that could be read, and the address that it came from. */
export interface WebhookReply<Verbs> {
  readonly url: string;
  readonly verbs: Verbs;
}

/** "Two 5-second attempts" to connect, 15 s for a reply (Twilio docs, error 11205). */
const CONNECT_MS = 5_000;
const REPLY_MS = 15_000;
/** Between a request that Twilio sends and the Function that it starts. */
const DISPATCH_MS = 50;

const XML_TYPES = /^(?:text|application)\/xml\b/i;

export interface WebhooksOptions {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly authToken: string;
  readonly switches: WebhookSwitches;
  readonly newSid: (prefix: string) => string;
  /** The internet; undefined where no such host is. */
  readonly post: (request: HttpRequest) => Promise<HttpResponse | undefined>;
  /** What becomes of each attempt; `count` numbers them from 1. */
  readonly fateOf: (path: string, count: number) => WebhookFate;
}

/** Twilio asks an application what to do: signed, within its time limit, and then at the fallback address. */
export class Webhooks {
  readonly #options: WebhooksOptions;
  #count = 0;

  constructor(options: WebhooksOptions) {
    this.#options = options;
  }

  /** Undefined when neither address has a reply that can be carried out; why is in the ledger. */
  async ask<Verbs>(
    address: WebhookAddress,
    fallback: WebhookAddress | undefined,
    parameters: Readonly<Record<string, string>>,
    read: (text: string) => Verbs,
  ): Promise<WebhookReply<Verbs> | undefined> {
    try {
      return { url: address.url, verbs: read(await this.#fetch(address, parameters)) };
    } catch (error) {
      const code = this.failed(address.url, error);
      if (fallback === undefined || code === 0) return undefined;
      const more = { ErrorCode: String(code), ErrorUrl: address.url };
      return this.ask(fallback, undefined, { ...parameters, ...more }, read);
    }
  }

  /** Writes a fault down as Twilio's console would show it, and returns its code. Throws whatever else it is given. */
  failed(url: string, error: unknown): number {
    if (!(error instanceof TwimlFault)) throw error;
    const path = URL.canParse(url) ? new URL(url).pathname : url;
    this.#options.ledger.write({ kind: 'webhook-error', path, code: error.code, text: error.message });
    return error.code;
  }

  async #fetch(address: WebhookAddress, parameters: Readonly<Record<string, string>>): Promise<string> {
    if (!URL.canParse(address.url)) throw new TwimlFault(11100, 'Invalid URL format.');
    const { authToken, newSid, switches } = this.#options;
    const request = requestTo(address, parameters, authToken, newSid('tk'));
    let response = await this.#attempt(request);
    if (response === 'cannot connect' || (response === 'reply lost' && switches.lostReply === 'is repeated')) {
      response = await this.#attempt(request);
    }
    if (typeof response === 'string') throw new TwimlFault(11205, `HTTP connection failure (${response}).`);
    return twimlOf(response);
  }

  async #attempt(request: HttpRequest): Promise<HttpResponse | 'cannot connect' | 'reply lost' | 'no reply'> {
    const { clock, post, fateOf } = this.#options;
    const fate = fateOf(new URL(request.url).pathname, ++this.#count);
    switch (fate) {
      case 'cannot connect':
        await sleep(clock, CONNECT_MS);
        return fate;
      case 'no reply':
        void post(request);
        await sleep(clock, REPLY_MS);
        return fate;
      case 'reply lost':
        await sleep(clock, DISPATCH_MS);
        await post(request);
        return fate;
      case 'twice':
        await sleep(clock, DISPATCH_MS);
        void post(request);
        return (await post(request)) ?? 'cannot connect';
      case 'arrives':
        await sleep(clock, DISPATCH_MS);
        return (
          (await Promise.race([post(request), sleep(clock, REPLY_MS).then(() => 'no reply' as const)])) ??
          'cannot connect'
        );
    }
  }
}

function requestTo(
  { url, method }: WebhookAddress,
  parameters: Readonly<Record<string, string>>,
  authToken: string,
  token: string,
): HttpRequest {
  const encoded = new URLSearchParams(parameters).toString();
  const whole = method === 'GET' && encoded !== '' ? `${url}${url.includes('?') ? '&' : '?'}${encoded}` : url;
  return {
    method,
    url: whole,
    headers: {
      ...(method === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
      'x-twilio-signature': getExpectedTwilioSignature(authToken, whole, method === 'GET' ? {} : parameters),
      // The same at each attempt (docs: usage/webhooks).
      'i-twilio-idempotency-token': token,
      'user-agent': 'TwilioProxy/1.1',
    },
    body: method === 'GET' ? '' : encoded,
  };
}

function twimlOf({ status, headers, body }: HttpResponse): string {
  if (status < 200 || status > 299) throw new TwimlFault(11200, `HTTP retrieval failure: status ${String(status)}.`);
  const type = headers['content-type'] ?? '';
  // Twilio takes plain text for words to be spoken or sent, which nobody here means.
  if (!XML_TYPES.test(type)) throw new TwimlFault(12300, `Invalid Content-Type: "${type}" is not text/xml.`);
  return body;
}

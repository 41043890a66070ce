import type Response from 'twilio/lib/http/response';
import { Unreachable } from '../escalation/ports';
import { CLOCK_ERROR_MS, FUNCTION_WORK_MS, REQUEST_TIMEOUT_MS } from '../incident/limits';
import { field } from '../text/json';
import type { TwilioClient } from './client';

/** What Twilio answered to a request that it did not grant. Documented at twilio.com/docs/api/errors. */
export interface Refusal {
  readonly status: number;
  /** Twilio's error code; 0 when the body had none. */
  readonly code: number;
  readonly message: string;
  readonly details: unknown;
}

/**
 * What became of one request. `lost`: no reply of Twilio's own came, or a 5xx, so the request may or may not have been
 * applied.
 */
export type Reply<Value> =
  | { readonly is: 'granted'; readonly value: Value }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'lost'; readonly why: string };

/** One request as the pages of Twilio's REST API describe it: a GET, or a POST where it has a form. */
export interface TwilioRequest {
  readonly uri: string;
  /** Of the query. */
  readonly params?: Fields;
  /** The form. */
  readonly data?: Fields;
  /** The revision of what is changed, only if nobody has changed it since. */
  readonly ifMatch?: string | undefined;
}

/** What is undefined is left out. */
type Fields = Readonly<Record<string, string | number | undefined>>;

/**
 * Reads what was asked for out of the JSON of a reply; undefined when it is not there, and then the reply is not believed.
 *
 * What stands between us and Twilio answers too: with HTML, an empty body, half a body, `{}`, or what somebody else asked
 * for.
 */
export type Reader<Value> = (reply: unknown) => Value | undefined;

/**
 * Every request that this project sends to Twilio goes through here: none may take longer than its time limit, none may
 * begin or go on when the Function must soon stop, and none is believed to be granted or refused but by Twilio itself.
 */
export class Requests {
  /** The SID of the account that is asked. */
  readonly account: string;
  readonly #client: TwilioClient;
  readonly #now: () => number;
  readonly #endMs: number;
  /** How far our clock is behind Twilio's, once a reply has told. */
  #behindMs: number | undefined;

  constructor(client: TwilioClient, now: () => number) {
    this.account = client.accountSid;
    this.#client = client;
    this.#now = now;
    this.#endMs = now() + FUNCTION_WORK_MS;
  }

  /**
   * The time by Twilio's clock, epoch milliseconds: what is written on a board is compared by other runs, on other machines. Our
   * own clock tells it where it is not far off, or before the first reply.
   */
  now(): number {
    const behindMs = this.#behindMs ?? 0;
    return this.#now() + (Math.abs(behindMs) > CLOCK_ERROR_MS ? behindMs : 0);
  }

  /**
   * Sends one request and reads the reply. Throws {@link Unreachable}, without sending, when no time is left; nothing else is
   * thrown. `patienceMs`: how long it may take where as much again as any other request takes is left afterwards.
   */
  async send<Value>(
    request: TwilioRequest,
    read: Reader<Value>,
    patienceMs = REQUEST_TIMEOUT_MS,
  ): Promise<Reply<Value>> {
    const leftMs = this.#endMs - this.#now();
    if (leftMs <= 0) throw new Unreachable('The time that a Function may run is used up.');
    try {
      const limitMs = Math.min(leftMs, Math.max(REQUEST_TIMEOUT_MS, Math.min(patienceMs, leftMs - REQUEST_TIMEOUT_MS)));
      const { statusCode: status, body, headers } = await within(limitMs, this.#sent(request));
      this.#compareClocks(headers.date);
      if (status < 200 || status >= 300) {
        const refusal = refusalIn(status, body);
        return isFact(refusal) ? { is: 'refused', refusal } : { is: 'lost', why: describe(refusal) };
      }
      const value = read(body);
      return value === undefined ? { is: 'lost', why: NOT_ASKED_FOR } : { is: 'granted', value };
    } catch (error) {
      return { is: 'lost', why: messageOf(error) };
    }
  }

  #sent({ uri, params = {}, data, ifMatch }: TwilioRequest): Promise<Response<unknown>> {
    const headers = ifMatch === undefined ? {} : { 'If-Match': ifMatch };
    return this.#client.request(
      data === undefined ? { method: 'get', uri, params, headers } : { method: 'post', uri, params, data, headers },
    );
  }

  /** The first reply is enough; its head says when it was given, in whole seconds. */
  #compareClocks(date: unknown): void {
    if (this.#behindMs !== undefined) return;
    const saidMs = Date.parse(String(date));
    if (Number.isFinite(saidMs)) this.#behindMs = saidMs + 500 - this.#now();
  }
}

const NOT_ASKED_FOR = 'The reply lacks what was asked for, so it is probably not from Twilio.';

/**
 * Whether Twilio itself says no, and so has not done it. Its error JSON has one of its own codes, which have five digits or
 * more (docs: api/errors); the pages and the JSON of a proxy do not. A 5xx says nothing, no matter who sends it.
 */
function isFact({ status, code }: Refusal): boolean {
  return status < 500 && Number.isInteger(code) && code >= 10_000;
}

/** A refusal in one line for the log. Twilio's message may quote a number, so it is masked where it is logged. */
export function describe({ status, code, message }: Refusal): string {
  return code === 0
    ? `HTTP ${status} without an error of Twilio's`
    : `Twilio answered ${status}, code ${code}: ${message}`;
}

/** Why a request was not granted, in one line. */
export function whyNot(reply: Exclude<Reply<unknown>, { is: 'granted' }>): string {
  return reply.is === 'lost' ? reply.why : describe(reply.refusal);
}

/** Whether Twilio says that there is no such thing. */
export function isMissing(reply: Reply<unknown>): boolean {
  return reply.is === 'refused' && reply.refusal.status === 404;
}

function within<Value>(limitMs: number, pending: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no reply within ${limitMs} ms`)), limitMs);
    pending.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function refusalIn(status: number, body: unknown): Refusal {
  const code = field(body, 'code');
  return {
    status,
    code: typeof code === 'number' ? code : 0,
    // Newer parts of Twilio have a title instead (RFC 9457).
    message: String(field(body, 'message') ?? field(body, 'title')),
    details: field(body, 'details'),
  };
}

/** What an error says of itself. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

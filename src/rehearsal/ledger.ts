import type { HttpRequest, HttpResponse } from './http';
import type { EndedWhy } from './studio/effect';

export type LinkDoing = 'opens' | 'finds none' | 'finds no button' | 'take' | 'pass' | 'close';

/** What the outside world may see, by kind. */
interface Happenings {
  ring: { call: string; execution: string; to: string; from: string };
  /** A call that came in is put through to a phone. */
  'put-through': { call: string; parent: string; to: string; from: string };
  /** Somebody rings a number of the account from the phone `by`; `from` is the caller ID that arrives. */
  'ring-back': { call: string; by: string; from: string; to: string };
  /** Somebody sends a text from the phone `by`. */
  'text-in': { by: string; from: string; to: string; text: string };
  /** What somebody does with a link on the phone `by`, and with which status it is answered; 0 for no answer. */
  link: { by: string; does: LinkDoing; status: number };
  /** What Twilio's console shows of a webhook that failed; code 0 where the local Twilio, not Twilio, stops. */
  'webhook-error': { path: string; code: number; text: string };
  answer: { call: string; to: string };
  say: { call: string; to: string; text: string; voice: string; language: string };
  /** A sentence that nobody hears, because the voice does not speak the language. */
  'say-failed': { call: string; to: string; voice: string; language: string };
  key: { call: string; to: string; key: string };
  'hang-up': { call: string; to: string; by: 'agent' | 'system' };
  missed: { call: string; to: string; why: 'busy' | 'no-answer' | 'failed' | 'canceled' };
  sms: { message: string; to: string; from: string; text: string };
  'sms-refused': { to: string; code: number };
  'execution-started': { execution: string; to: string; from: string };
  /** `detail`, for `stopped`: what Studio would write in its log. */
  'execution-ended': { execution: string; to: string; why: EndedWhy; detail?: string };
  request: { method: string; path: string; status: number };
  function: { path: string; status: number; tookMs: number };
  log: { from: 'function' | 'lambda'; level: 'debug' | 'info' | 'warn' | 'error'; text: string };
  enqueued: { message: string };
  delivered: { message: string; receiveCount: number };
  deleted: { message: string };
  returned: { message: string };
  'dead-letter': { message: string };
}

/** An entry before the ledger has stamped it with the time. */
export type Happening = {
  [Kind in keyof Happenings]: { readonly kind: Kind } & Readonly<Happenings[Kind]>;
}[keyof Happenings];

/**
 * What the outside world saw, written down by the local Twilio and the local queue themselves.
 *
 * Stories and guarantees are checked on this ledger and never on the product's own records.
 */
export type LedgerEntry = { readonly atMs: number } & Happening;

/** What went over the wire with an entry. It is shown to listeners and not kept: a long rehearsal has gigabytes of it. */
export type Wire =
  | { readonly request: HttpRequest; readonly response: HttpResponse }
  /** What was put into the queue. */
  | { readonly body: string };

type Listener = (entry: LedgerEntry, wire: Wire | undefined) => void;

/** Keeps the entries in order and passes them to listeners. */
export class Ledger {
  readonly entries: LedgerEntry[] = [];
  readonly #now: () => number;
  readonly #listeners: Listener[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  write(happening: Happening, wire?: Wire): void {
    const entry: LedgerEntry = { atMs: this.#now(), ...happening };
    this.entries.push(entry);
    for (const listener of this.#listeners) listener(entry, wire);
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }
}

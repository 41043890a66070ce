import type { HttpRequest, HttpResponse } from './http';

export type LinkDoing = 'opens' | 'finds none' | 'finds no button' | 'take' | 'pass' | 'close';

/**
 * What the outside world saw, written down by the local Twilio and the local queue themselves.
 *
 * Stories and guarantees are checked on this ledger and never on the product's own records.
 */
export type LedgerEntry = { readonly atMs: number } & (
  | {
      readonly kind: 'ring';
      readonly call: string;
      readonly execution: string;
      readonly to: string;
      readonly from: string;
    }
  /** A call that came in is put through to a phone. */
  | {
      readonly kind: 'put-through';
      readonly call: string;
      readonly parent: string;
      readonly to: string;
      readonly from: string;
    }
  /** Somebody rings a number of the account from the phone `by`; `from` is the caller ID that arrives. */
  | {
      readonly kind: 'ring-back';
      readonly call: string;
      readonly by: string;
      readonly from: string;
      readonly to: string;
    }
  /** Somebody sends a text from the phone `by`. */
  | { readonly kind: 'text-in'; readonly by: string; readonly from: string; readonly to: string; readonly text: string }
  /** What somebody does with a link on the phone `by`, and with which status it is answered; 0 for no answer. */
  | { readonly kind: 'link'; readonly by: string; readonly does: LinkDoing; readonly status: number }
  /** What Twilio's console shows of a webhook that failed; code 0 where the local Twilio, not Twilio, stops. */
  | { readonly kind: 'webhook-error'; readonly path: string; readonly code: number; readonly text: string }
  | { readonly kind: 'answer'; readonly call: string; readonly to: string }
  | {
      readonly kind: 'say';
      readonly call: string;
      readonly to: string;
      readonly text: string;
      readonly voice: string;
      readonly language: string;
    }
  /** A sentence that nobody hears, because the voice does not speak the language. */
  | {
      readonly kind: 'say-failed';
      readonly call: string;
      readonly to: string;
      readonly voice: string;
      readonly language: string;
    }
  | { readonly kind: 'key'; readonly call: string; readonly to: string; readonly key: string }
  | { readonly kind: 'hang-up'; readonly call: string; readonly to: string; readonly by: 'agent' | 'system' }
  | {
      readonly kind: 'missed';
      readonly call: string;
      readonly to: string;
      readonly why: 'busy' | 'no-answer' | 'failed' | 'canceled';
    }
  | {
      readonly kind: 'sms';
      readonly message: string;
      readonly to: string;
      readonly from: string;
      readonly text: string;
    }
  | { readonly kind: 'sms-refused'; readonly to: string; readonly code: number }
  | { readonly kind: 'execution-started'; readonly execution: string; readonly to: string; readonly from: string }
  | {
      readonly kind: 'execution-ended';
      readonly execution: string;
      readonly to: string;
      readonly why: 'finished' | 'hung-up' | 'stopped' | 'ended-by-api';
      /** For `stopped`: what Studio would write in its log. */
      readonly detail?: string;
    }
  | { readonly kind: 'request'; readonly method: string; readonly path: string; readonly status: number }
  | { readonly kind: 'function'; readonly path: string; readonly status: number; readonly tookMs: number }
  | {
      readonly kind: 'log';
      readonly from: 'function' | 'lambda';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly text: string;
    }
  | { readonly kind: 'enqueued'; readonly message: string }
  | { readonly kind: 'delivered'; readonly message: string; readonly receiveCount: number }
  | { readonly kind: 'deleted'; readonly message: string }
  | { readonly kind: 'returned'; readonly message: string }
  | { readonly kind: 'dead-letter'; readonly message: string }
);

/** An entry before the ledger has stamped it with the time. */
export type Happening = LedgerEntry extends infer Entry
  ? Entry extends LedgerEntry
    ? Omit<Entry, 'atMs'>
    : never
  : never;

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
    const entry = { atMs: this.#now(), ...happening } as LedgerEntry;
    this.entries.push(entry);
    for (const listener of this.#listeners) listener(entry, wire);
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }
}

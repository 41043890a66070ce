import { sleep, type Clock } from '../clock';
import type { Line, MissedWhy } from '../phones/line';
import type { Phones } from '../phones/phones';
import { Gathering } from '../studio/gathering';
import type { CallRecord } from '../twilio/call-port';
import type { Way } from './numbers';
import { DEFAULT_VOICE, readVoiceTwiml, TwimlFault, type VoiceVerb } from './twiml';
import type { WebhookAddress, WebhookReply, Webhooks } from './webhooks';

/** As many documents make a loop that no person listens to. */
const MOST_DOCUMENTS = 200;

/** What Twilio says when no address has an answer, in words of our own. */
const APPLICATION_ERROR = 'We are sorry, there is an error in the application. Goodbye.';

export interface InboundCallOptions {
  readonly clock: Clock;
  readonly phones: Phones;
  readonly webhooks: Webhooks;
  /** What every request about this call says. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly way: Way;
  /** The caller's line. */
  readonly line: Line;
  readonly newSid: (prefix: string) => string;
  /** Whether the account may show this number to the agent who is put through. */
  readonly knowsCaller: (number: string) => boolean;
  /** Told of each state of this call and of those that are put through. */
  readonly changed: (record: CallRecord) => void;
}

/** What comes after a verb: the next one, another document, or nothing. */
type Next =
  | { readonly is: 'next' }
  | { readonly is: 'document'; readonly address: WebhookAddress; readonly more: Readonly<Record<string, string>> }
  | { readonly is: 'end' };

const NEXT: Next = { is: 'next' };
const END: Next = { is: 'end' };

/** A call from a phone to a number of the account: asks the application what to do and does it, document by document. */
export class InboundCall {
  readonly #options: InboundCallOptions;
  #record: CallRecord;
  #gathering: Gathering | undefined;
  #leg: { readonly line: Line; readonly over: (status: 'completed') => void } | undefined;

  constructor(options: InboundCallOptions, record: CallRecord) {
    this.#options = options;
    this.#record = record;
    options.changed(record);
  }

  /** Carries the call to its end. */
  async run(): Promise<void> {
    const { way, webhooks, line } = this.#options;
    let asked: { readonly address: WebhookAddress; readonly more: Readonly<Record<string, string>> } = {
      address: way.address,
      more: {},
    };
    for (let documents = 0; documents < MOST_DOCUMENTS; documents++) {
      if (this.#isOver) return;
      const reply = await webhooks.ask(
        asked.address,
        way.fallback,
        { ...this.#options.parameters, CallStatus: this.#record.status, ...asked.more },
        readVoiceTwiml,
      );
      if (this.#isOver) return;
      this.#set('in-progress');
      if (reply === undefined) return this.#apologise();
      const next = await this.#perform(reply);
      if (next.is !== 'document') return line.disconnect();
      asked = next;
    }
    throw new Error(`A call was led through ${String(MOST_DOCUMENTS)} documents of TwiML and comes to no end.`);
  }

  press(key: string): void {
    this.#gathering?.press(key);
  }

  /** The call is over, no matter who ended it. */
  ended(): void {
    this.#gathering?.stop();
    const { line, over } = this.#leg ?? {};
    line?.miss('canceled');
    if (line?.state === 'live') over?.('completed');
    line?.disconnect();
    if (this.#record.status !== 'completed') this.#set('completed');
  }

  get #isOver(): boolean {
    return this.#options.line.state === 'over';
  }

  async #perform({ verbs, url }: WebhookReply<readonly VoiceVerb[]>): Promise<Next> {
    for (const verb of verbs) {
      if (this.#isOver) return END;
      try {
        const next = await this.#carryOut(verb, url);
        if (next.is !== 'next') return next;
      } catch (error) {
        this.#options.webhooks.failed(url, error);
        const { fallback } = this.#options.way;
        if (fallback === undefined) return END;
        return { is: 'document', address: fallback, more: { ErrorUrl: url } };
      }
    }
    return END;
  }

  #carryOut(verb: VoiceVerb, url: string): Next | Promise<Next> {
    const { line, clock } = this.#options;
    switch (verb.kind) {
      case 'say':
        return new Promise((resolve) => {
          line.speak(verb, false, () => resolve(NEXT));
        });
      case 'pause':
        return sleep(clock, verb.seconds * 1000).then(() => NEXT);
      case 'hangup':
        return END;
      case 'redirect':
        return document(url, verb.url, verb.method);
      case 'gather':
        return this.#gather(verb, url);
      case 'dial':
        return this.#dial(verb, url);
    }
  }

  #gather(verb: Extract<VoiceVerb, { kind: 'gather' }>, url: string): Promise<Next> {
    const { line, clock } = this.#options;
    return new Promise((resolve) => {
      this.#gathering = new Gathering(clock, line, { ...verb, ...verb.prompt }, (gathered) => {
        const digits = gathered.kind === 'keypress' ? gathered.digits : '';
        if (digits === '' && !verb.actsOnNothing) resolve(NEXT);
        else resolve(document(url, verb.action, verb.method, { Digits: digits }));
      });
    });
  }

  #dial(verb: Extract<VoiceVerb, { kind: 'dial' }>, url: string): Promise<Next> {
    const { clock, phones, newSid, knowsCaller, changed } = this.#options;
    const { from, to } = this.#record;
    const shows = verb.callerId ?? from;
    // The caller's own number is passed on; any other must be the account's (Twilio docs, Dial, "callerId").
    if (shows !== from && shows !== to && !knowsCaller(shows)) {
      throw new TwimlFault(13214, 'Dial: Invalid callerId value');
    }
    let record: CallRecord = {
      sid: newSid('CA'),
      to: verb.number,
      from: shows,
      direction: 'outbound-dial',
      parent: this.#record.sid,
      status: 'ringing',
      createdAtMs: clock.now(),
    };
    changed(record);
    return new Promise((resolve) => {
      const over = (status: 'completed' | MissedWhy): void => {
        record = { ...record, status };
        changed(record);
        if (this.#isOver) return;
        const more = { DialCallSid: record.sid, DialCallStatus: status };
        resolve(verb.action === undefined ? NEXT : document(url, verb.action, verb.method, more));
      };
      const leg = phones.ring(
        {
          sid: record.sid,
          to: verb.number,
          from: shows,
          ringSeconds: verb.timeoutSeconds,
          placedBy: { parent: this.#record.sid },
        },
        {
          answered: () => {
            record = { ...record, status: 'in-progress' };
            changed(record);
          },
          missed: over,
          key: () => {},
          hungUp: () => over('completed'),
        },
      );
      this.#leg = { line: leg, over };
    });
  }

  #apologise(): void {
    const { line } = this.#options;
    line.speak({ text: APPLICATION_ERROR, ...DEFAULT_VOICE, loop: 1 }, false, () => line.disconnect());
  }

  #set(status: CallRecord['status']): void {
    this.#record = { ...this.#record, status };
    this.#options.changed(this.#record);
  }
}

/** Addresses in a document are relative to its own; an empty one is its own. */
function document(
  from: string,
  url: string,
  method: WebhookAddress['method'],
  more: Readonly<Record<string, string>> = {},
): Next {
  if (!URL.canParse(url, from)) throw new TwimlFault(11100, 'Invalid URL format.');
  return { is: 'document', address: { url: url === '' ? from : new URL(url, from).href, method }, more };
}

import type { Clock } from '../clock';
import type { Line, MissedWhy } from '../phones/line';
import type { Phones } from '../phones/phones';
import type { CallRecord } from '../twilio/call-port';
import type { Dialler } from './dialler';
import type { Effect } from './effect';
import type { CallDetails, StudioEvent } from './event';
import { Gathering } from './gathering';

/** One call that an execution has placed. */
export interface PlacedCall extends CallRecord {
  /** The SID of the execution. */
  readonly execution: string;
}

const MISSED_EVENT = {
  busy: 'callBusy',
  'no-answer': 'callNoAnswer',
  failed: 'callFailed',
  // Make Outgoing Call documents no transition of its own for a call that the API cancelled.
  canceled: 'callFailed',
} as const satisfies Record<MissedWhy, StudioEvent['kind']>;

interface LiveCallParts {
  readonly clock: Clock;
  readonly phones: Phones;
  readonly dialler: Dialler;
  readonly accountSid: string;
  readonly record: PlacedCall;
  readonly ringSeconds: number;
  readonly report: (event: StudioEvent) => void;
}

/** A call from the queue to its end: carries out what the flow does with it and reports what comes of that. */
export class LiveCall {
  readonly #parts: LiveCallParts;
  readonly #leaveQueue: () => void;
  #record: PlacedCall;
  #line: Line | undefined;
  #gathering: Gathering | undefined;

  constructor(parts: LiveCallParts) {
    this.#parts = parts;
    this.#record = parts.record;
    this.#leaveQueue = parts.dialler.queue(() => this.#ring());
  }

  get record(): PlacedCall {
    return this.#record;
  }

  say(speech: Extract<Effect, { kind: 'say' }>): void {
    this.#line?.speak(speech, false, () => this.#parts.report({ kind: 'audioComplete' }));
  }

  gather(effect: Extract<Effect, { kind: 'gather' }>): void {
    if (this.#line?.state !== 'live') return;
    this.#gathering = new Gathering(this.#parts.clock, this.#line, effect, (gathered) => this.#parts.report(gathered));
  }

  /** Twilio hangs up: the flow is over and knows. A call that does not speak yet is left alone. */
  disconnect(): void {
    if (this.#record.status !== 'in-progress') return;
    this.#close('completed');
    this.#line?.disconnect();
  }

  /** REST `Status=completed`: ends the call whatever it is doing, and the flow hears of it. */
  complete(): void {
    switch (this.#record.status) {
      case 'queued':
        this.#leaveQueue();
        return this.#missed('canceled');
      case 'ringing':
        this.#line?.miss('canceled');
        return;
      case 'in-progress':
        this.disconnect();
        return this.#parts.report({ kind: 'hungUp' });
      case 'completed':
      case 'busy':
      case 'no-answer':
      case 'failed':
      case 'canceled':
        return;
    }
  }

  #ring(): void {
    const { phones, ringSeconds } = this.#parts;
    const { sid, execution, to, from } = this.#record;
    this.#set('ringing');
    this.#line = phones.ring(
      { sid, to, from, ringSeconds, placedBy: { execution } },
      {
        answered: () => {
          this.#set('in-progress');
          this.#parts.report({ kind: 'callAnswered', call: this.#details('in-progress') });
        },
        missed: (why) => this.#missed(why),
        key: (key) => this.#gathering?.press(key),
        hungUp: () => {
          this.#close('completed');
          this.#parts.report({ kind: 'hungUp' });
        },
      },
    );
  }

  #missed(why: MissedWhy): void {
    this.#close(why);
    this.#parts.report({ kind: MISSED_EVENT[why], call: this.#details(why) });
  }

  #close(status: CallRecord['status']): void {
    this.#gathering?.stop();
    this.#set(status);
  }

  #set(status: CallRecord['status']): void {
    this.#record = { ...this.#record, status };
  }

  #details(CallStatus: CallDetails['CallStatus']): CallDetails {
    const { sid, from, to } = this.#record;
    return { CallSid: sid, CallStatus, From: from, To: to, AccountSid: this.#parts.accountSid };
  }
}

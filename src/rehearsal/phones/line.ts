import type { Clock } from '../clock';
import type { Ledger } from '../ledger';
import type { Agent, PhoneCall } from './call';
import { canSpeak } from '../../studio/voice';
import type { Speech } from '../studio/effect';
import { speechMs } from './speech';

/** Why nobody spoke on a call. */
export type MissedWhy = 'busy' | 'no-answer' | 'failed' | 'canceled';

/** What Twilio notices at its end of a line. */
export interface Caller {
  answered(): void;
  missed(why: MissedWhy): void;
  key(key: string): void;
  /** The agent hung up. */
  hungUp(): void;
}

interface LineParts extends Pick<PhoneCall, 'sid' | 'to' | 'from'> {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly caller: Caller;
  readonly over: () => void;
  /** A phone that is called rings first; the phone of a caller is at the ear. */
  readonly state: 'ringing' | 'live';
}

/** One call between Twilio and a phone: the phone's end as `PhoneCall`, Twilio's end as the other methods. */
export class Line implements PhoneCall {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly #parts: LineParts;
  #state: PhoneCall['state'];
  #agent: Agent = {};
  #quiet: () => void = () => {};

  constructor(parts: LineParts) {
    this.sid = parts.sid;
    this.to = parts.to;
    this.from = parts.from;
    this.#parts = parts;
    this.#state = parts.state;
  }

  get state(): PhoneCall['state'] {
    return this.#state;
  }

  /** Who notices what happens on this line from now on. */
  noticedBy(agent: Agent): void {
    this.#agent = agent;
  }

  answer(): void {
    if (this.#state !== 'ringing') return;
    this.#state = 'live';
    this.#parts.ledger.write({ kind: 'answer', call: this.sid, to: this.to });
    this.#parts.caller.answered();
  }

  reject(): void {
    this.miss('busy');
  }

  fail(): void {
    this.miss('failed');
  }

  press(key: string): void {
    if (this.#state !== 'live') return;
    this.#parts.ledger.write({ kind: 'key', call: this.sid, to: this.to, key });
    this.#parts.caller.key(key);
  }

  hangUp(): void {
    if (this.#state !== 'live') return;
    this.#end('agent');
    this.#parts.caller.hungUp();
  }

  /** Ends a call that nobody has answered. */
  miss(why: MissedWhy): void {
    if (this.#state !== 'ringing') return;
    this.#parts.ledger.write({ kind: 'missed', call: this.sid, to: this.to, why });
    this.#close();
    this.#parts.caller.missed(why);
  }

  /** Twilio ends the call; the caller's end is not told, because it knows. */
  disconnect(): void {
    if (this.#state === 'live') this.#end('system');
  }

  /**
   * Says a text as often as it asks for and then calls `done`; `asksForKey` when keys are awaited from the first word on. Of a voice
   * that does not speak the language nothing is heard (docs: voice/twiml/say, "`<Say>` instruction failure").
   */
  speak(speech: Speech, asksForKey: boolean, done: () => void): void {
    if (this.#state !== 'live') return;
    const { text, voice, language, loop } = speech;
    if (loop === 0) return done();
    if (!canSpeak(voice, language)) {
      this.#parts.ledger.write({ kind: 'say-failed', call: this.sid, to: this.to, voice, language });
      return done();
    }
    this.#parts.ledger.write({ kind: 'say', call: this.sid, to: this.to, text, voice, language });
    const durationMs = speechMs(text);
    this.#quiet = this.#parts.clock.after(durationMs, () => {
      if (asksForKey) this.#agent.asked?.(text);
      // The agent may have pressed a key or hung up at once, which silences this line.
      this.#quiet = this.#parts.clock.after(0, () => this.speak({ ...speech, loop: loop - 1 }, asksForKey, done));
    });
    this.#agent.hears?.(text, durationMs);
  }

  /** Stops speaking; `done` of the interrupted speech is not called. */
  beQuiet(): void {
    this.#quiet();
  }

  #end(by: 'agent' | 'system'): void {
    this.#parts.ledger.write({ kind: 'hang-up', call: this.sid, to: this.to, by });
    this.#close();
  }

  #close(): void {
    this.#state = 'over';
    this.#quiet();
    this.#parts.over();
    this.#agent.ended?.();
  }
}

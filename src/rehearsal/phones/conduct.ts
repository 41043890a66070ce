import type { Clock } from '../clock';
import type { Agent, Behaviour, PhoneCall } from './call';

/** A key that an agent presses. Times are in milliseconds. */
export interface KeyPress {
  readonly key: string;
  /**
   * What it waits for: the call being answered, the first words being heard (a key during speech cuts it short), or a
   * prompt having been heard to its end.
   */
  readonly after: 'answer' | 'first words' | 'first prompt' | 'every prompt';
  readonly delayMs: number;
}

/** What one agent does with one call, as data. */
export interface Conduct {
  readonly ringing: 'answers' | 'ignores' | 'rejects' | 'fails';
  /** When `ringing` happens, from the first ring. */
  readonly afterMs: number;
  readonly keys: readonly KeyPress[];
  /** When the agent hangs up; without it, only after `patienceMs` of hearing nothing new. */
  readonly hangsUp?: { readonly after: 'answer' | 'first words' | 'first key'; readonly delayMs: number };
  readonly patienceMs: number;
}

/** Carries out a conduct for one call. */
export function conducted(clock: Clock, call: PhoneCall, conduct: Conduct): Agent {
  return new ConductedAgent(clock, call, conduct);
}

/** Every call takes the next conduct, no matter which agent is called; the last one repeats. */
export function successive(clock: Clock, conducts: readonly [Conduct, ...Conduct[]]): Behaviour {
  let calls = 0;
  return {
    ringing(call) {
      const conduct = conducts[Math.min(calls, conducts.length - 1)] ?? conducts[0];
      calls += 1;
      return conducted(clock, call, conduct);
    },
  };
}

/** Every number has a behaviour of its own; `otherwise` is for the rest. */
export function perAgent(agents: ReadonlyMap<string, Behaviour>, otherwise: Behaviour): Behaviour {
  return { ringing: (call) => (agents.get(call.to) ?? otherwise).ringing(call) };
}

class ConductedAgent implements Agent {
  readonly #clock: Clock;
  readonly #call: PhoneCall;
  readonly #conduct: Conduct;
  readonly #cancels: (() => void)[] = [];
  #cancelPatience: () => void = () => {};
  #prompts = 0;
  #hasHeard = false;
  #hasPressed = false;

  constructor(clock: Clock, call: PhoneCall, conduct: Conduct) {
    this.#clock = clock;
    this.#call = call;
    this.#conduct = conduct;
    this.#later(conduct.afterMs, () => this.#react());
  }

  hears(_text: string, durationMs: number): void {
    this.#waitFor(durationMs);
    if (this.#hasHeard) return;
    this.#hasHeard = true;
    this.#pressAfter('first words');
    this.#hangUpAfter('first words');
  }

  asked(): void {
    this.#prompts += 1;
    if (this.#prompts === 1) this.#pressAfter('first prompt');
    this.#pressAfter('every prompt');
  }

  ended(): void {
    this.#cancelPatience();
    for (const cancel of this.#cancels) cancel();
  }

  #react(): void {
    switch (this.#conduct.ringing) {
      case 'ignores':
        return;
      case 'rejects':
        return this.#call.reject();
      case 'fails':
        return this.#call.fail();
      case 'answers':
        this.#waitFor(0);
        this.#pressAfter('answer');
        this.#hangUpAfter('answer');
        return this.#call.answer();
    }
  }

  #pressAfter(what: KeyPress['after']): void {
    for (const { key, after, delayMs } of this.#conduct.keys) {
      if (after === what) this.#later(delayMs, () => this.#press(key));
    }
  }

  #press(key: string): void {
    this.#call.press(key);
    if (!this.#hasPressed) this.#hangUpAfter('first key');
    this.#hasPressed = true;
  }

  #hangUpAfter(what: 'answer' | 'first words' | 'first key'): void {
    const hangsUp = this.#conduct.hangsUp;
    if (hangsUp?.after === what) this.#later(hangsUp.delayMs, () => this.#call.hangUp());
  }

  #waitFor(durationMs: number): void {
    this.#cancelPatience();
    this.#cancelPatience = this.#clock.after(durationMs + this.#conduct.patienceMs, () => this.#call.hangUp());
  }

  #later(delayMs: number, action: () => void): void {
    this.#cancels.push(this.#clock.after(delayMs, action));
  }
}

import type { Clock } from '../clock';
import type { Behaviour } from './behaviour';
import type { Agent, PhoneCall } from './call';
import type { LinkDeed, Reach } from './reach';

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

/** What an agent does of their own accord. */
export type ReachingBack =
  /**
   * Rings the number back, under another caller ID if `shows` says so, and presses these keys there: each entry, such as `1` or
   * `4711#`, after a prompt; `code` stands for the six digits in an SMS and the hash key.
   */
  | { readonly is: 'rings back'; readonly keys: readonly string[]; readonly shows?: string }
  | { readonly is: 'texts'; readonly text: string }
  /** Opens the link of the newest SMS, and presses a button there if `deed` says so. */
  | { readonly is: 'taps the link'; readonly deed?: LinkDeed };

/** What one agent does with one call, as data. */
export interface Conduct {
  readonly ringing: 'answers' | 'ignores' | 'rejects' | 'fails';
  /** When `ringing` happens, from the first ring. */
  readonly afterMs: number;
  readonly keys: readonly KeyPress[];
  /** When the agent hangs up; without it, only after `patienceMs` of hearing nothing new. */
  readonly hangsUp?: { readonly after: 'answer' | 'first words' | 'first key'; readonly delayMs: number };
  readonly patienceMs: number;
  /** What the agent does so long after the call was over. */
  readonly later?: ReachingBack & { readonly delayMs: number };
}

/** Carries out a conduct for one call. */
export function conducted(clock: Clock, call: PhoneCall, conduct: Conduct, reach: Reach): Agent {
  const agent = new ConductedAgent(clock, call, conduct);
  const { later } = conduct;
  if (later === undefined) return agent;
  const { to: phone, from: number } = call;
  return {
    hears: (text, durationMs) => agent.hears(text, durationMs),
    asked: () => agent.asked(),
    ended: () => {
      agent.ended();
      reach.later(later.delayMs, () => reachBack({ clock, reach, phone, number }, later));
    },
  };
}

/** Carries out, at this moment, what the agent with this phone does; `number` is that of the account. */
export function reachBack(
  at: { readonly clock: Clock; readonly reach: Reach; readonly phone: string; readonly number: string },
  what: ReachingBack,
): void {
  const { reach, phone, number } = at;
  switch (what.is) {
    case 'rings back':
      reach.ring({
        phone,
        to: number,
        agent: (call) => new KeyingAgent(at, call, what.keys),
        ...(what.shows === undefined ? {} : { shows: what.shows }),
      });
      return;
    case 'texts':
      reach.text({ phone, to: number, text: what.text });
      return;
    case 'taps the link':
      reach.openLink(phone, what.deed);
      return;
  }
}

/** Every call takes the next conduct, no matter which agent is called; the last one repeats. */
export function successive(clock: Clock, conducts: readonly [Conduct, ...Conduct[]]): Behaviour {
  let calls = 0;
  return {
    ringing(call, reach) {
      const conduct = conducts[Math.min(calls, conducts.length - 1)] ?? conducts[0];
      calls += 1;
      return conducted(clock, call, conduct, reach);
    },
  };
}

/** Every number has a behaviour of its own; `otherwise` is for the rest. */
export function perAgent(agents: ReadonlyMap<string, Behaviour>, otherwise: Behaviour): Behaviour {
  return { ringing: (call, reach) => (agents.get(call.to) ?? otherwise).ringing(call, reach) };
}

/** Between the end of a prompt and the key; and how long a caller listens to nothing new. */
const PRESSES_AFTER_MS = 800;
const LISTENS_MS = 60_000;

/** Somebody who has rung and presses keys after each prompt, as long as there are any; nobody listens for ever. */
class KeyingAgent implements Agent {
  readonly #clock: Clock;
  readonly #reach: Reach;
  readonly #call: PhoneCall;
  readonly #keys: string[];
  #cancelPatience: () => void = () => {};

  constructor(
    { clock, reach }: { readonly clock: Clock; readonly reach: Reach },
    call: PhoneCall,
    keys: readonly string[],
  ) {
    this.#clock = clock;
    this.#reach = reach;
    this.#call = call;
    this.#keys = [...keys];
    this.#waitFor(0);
  }

  hears(_text: string, durationMs: number): void {
    this.#waitFor(durationMs);
  }

  asked(): void {
    const keys = this.#keys.shift();
    if (keys === undefined) return;
    this.#clock.after(PRESSES_AFTER_MS, () => {
      for (const key of keys === 'code' ? this.#code() : keys) this.#call.press(key);
    });
  }

  ended(): void {
    this.#cancelPatience();
  }

  #code(): string {
    return `${this.#reach.findInTexts(this.#call.to, /\b\d{6}\b/) ?? ''}#`;
  }

  #waitFor(durationMs: number): void {
    this.#cancelPatience();
    this.#cancelPatience = this.#clock.after(durationMs + LISTENS_MS, () => this.#call.hangUp());
  }
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

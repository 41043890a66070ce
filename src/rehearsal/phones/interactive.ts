import type { Behaviour } from './behaviour';
import type { Agent, PhoneCall } from './call';
import type { Reach } from './reach';

/** Something that the person at the keyboard should see: a phone rings, or the caller has said all and waits for a key. */
export interface Notice {
  readonly kind: 'ringing' | 'asked';
  readonly call: PhoneCall;
}

/** Phones that a person answers: the calls at hand, to be answered and ended by their own methods. */
export class InteractivePhones implements Behaviour {
  readonly #noticed: ((notice: Notice) => void)[];
  readonly #calls = new Set<PhoneCall>();
  readonly #asking = new Set<PhoneCall>();
  #last: { readonly phone: string; readonly number: string; readonly reach: Reach } | undefined;

  constructor(noticed: (notice: Notice) => void) {
    this.#noticed = [noticed];
  }

  /** The calls that ring or are live, oldest first. */
  get calls(): readonly PhoneCall[] {
    return [...this.#calls];
  }

  /** Tells somebody else, too, from now on. */
  listen(noticed: (notice: Notice) => void): void {
    this.#noticed.push(noticed);
  }

  /** Whether the caller has said all and waits for a key. */
  isAsking(call: PhoneCall): boolean {
    return this.#asking.has(call);
  }

  /** The phone that rang last, with the number that rang it and all that its owner can do; undefined before the first ring. */
  get last(): { readonly phone: string; readonly number: string; readonly reach: Reach } | undefined {
    return this.#last;
  }

  ringing(call: PhoneCall, reach: Reach): Agent {
    this.#last = { phone: call.to, number: call.from, reach };
    this.#notice({ kind: 'ringing', call });
    return this.holding(call);
  }

  /** Takes a call to those at hand. */
  holding(call: PhoneCall): Agent {
    this.#calls.add(call);
    return {
      hears: () => void this.#asking.delete(call),
      asked: () => {
        this.#asking.add(call);
        this.#notice({ kind: 'asked', call });
      },
      ended: () => {
        this.#asking.delete(call);
        this.#calls.delete(call);
      },
    };
  }

  #notice(notice: Notice): void {
    for (const noticed of this.#noticed) noticed(notice);
  }
}

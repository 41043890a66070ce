import type { Agent, Behaviour, PhoneCall } from './call';

/** Something that the person at the keyboard should see: a phone rings, or the caller has said all and waits for a key. */
export interface Notice {
  readonly kind: 'ringing' | 'asked';
  readonly call: PhoneCall;
}

/** Phones that a person answers: the calls at hand, to be answered and ended by their own methods. */
export class InteractivePhones implements Behaviour {
  readonly #noticed: (notice: Notice) => void;
  readonly #calls = new Set<PhoneCall>();

  constructor(noticed: (notice: Notice) => void) {
    this.#noticed = noticed;
  }

  /** The calls that ring or are live, oldest first. */
  get calls(): readonly PhoneCall[] {
    return [...this.#calls];
  }

  ringing(call: PhoneCall): Agent {
    this.#calls.add(call);
    this.#noticed({ kind: 'ringing', call });
    return {
      asked: () => this.#noticed({ kind: 'asked', call }),
      ended: () => this.#calls.delete(call),
    };
  }
}

import type { Behaviour, PhoneCall } from './call';

/** Something that a person at the keyboard or on the web page should see. */
export type Notice =
  | { readonly kind: 'ringing' | 'ended'; readonly call: PhoneCall }
  | { readonly kind: 'hears' | 'asked'; readonly call: PhoneCall; readonly text: string };

/** Phones that a person answers: the calls at hand, to be answered and ended by their own methods. */
export class InteractivePhones implements Behaviour {
  readonly #noticed: (notice: Notice) => void;
  readonly #calls = new Map<string, PhoneCall>();

  constructor(noticed: (notice: Notice) => void) {
    this.#noticed = noticed;
  }

  /** The calls that ring or are live, oldest first. */
  get calls(): readonly PhoneCall[] {
    return [...this.#calls.values()];
  }

  call(sid: string): PhoneCall | undefined {
    return this.#calls.get(sid);
  }

  ringing(call: PhoneCall) {
    this.#calls.set(call.sid, call);
    this.#noticed({ kind: 'ringing', call });
    return {
      hears: (text: string) => this.#noticed({ kind: 'hears', call, text }),
      asked: (text: string) => this.#noticed({ kind: 'asked', call, text }),
      ended: () => {
        this.#calls.delete(call.sid);
        this.#noticed({ kind: 'ended', call });
      },
    };
  }
}

import type { Clock } from '../clock';
import type { Ledger } from '../ledger';
import type { Behaviour } from './call';
import { Line, type Caller } from './line';

/** How long a call takes to come back when the phone does not ring: engaged, or unknown to the carrier. */
const REFUSED_AFTER_MS = 500;

export interface Ring {
  /** SID of the call. */
  readonly sid: string;
  /** SID of the execution that placed it. */
  readonly execution: string;
  readonly to: string;
  readonly from: string;
  readonly ringSeconds: number;
}

/**
 * The phones of everybody. Each number is one phone and has one call at a time; a second call to it is busy. A number that
 * `isKnown` does not know cannot be reached: the call fails.
 */
export class Phones {
  readonly #clock: Clock;
  readonly #ledger: Ledger;
  readonly #behaviour: Behaviour;
  readonly #isKnown: (number: string) => boolean;
  readonly #engaged = new Set<string>();

  constructor(options: { clock: Clock; ledger: Ledger; behaviour: Behaviour; isKnown?: (number: string) => boolean }) {
    this.#clock = options.clock;
    this.#ledger = options.ledger;
    this.#behaviour = options.behaviour;
    this.#isKnown = options.isKnown ?? (() => true);
  }

  /** Rings a phone until it is answered, refused or `ringSeconds` are over; `caller` is never told before this returns. */
  ring({ sid, execution, to, from, ringSeconds }: Ring, caller: Caller): Line {
    const isEngaged = this.#engaged.has(to);
    let cancel: (() => void) | undefined;
    const over = (): void => {
      cancel?.();
      if (!isEngaged) this.#engaged.delete(to);
    };
    const line = new Line({ clock: this.#clock, ledger: this.#ledger, sid, to, from, caller, over });
    this.#ledger.write({ kind: 'ring', call: sid, execution, to, from });
    if (isEngaged || !this.#isKnown(to)) {
      cancel = this.#clock.after(REFUSED_AFTER_MS, () => line.miss(isEngaged ? 'busy' : 'failed'));
      return line;
    }
    this.#engaged.add(to);
    cancel = this.#clock.after(ringSeconds * 1000, () => line.miss('no-answer'));
    this.#clock.after(0, () => {
      if (line.state === 'ringing') line.noticedBy(this.#behaviour.ringing(line));
    });
    return line;
  }
}

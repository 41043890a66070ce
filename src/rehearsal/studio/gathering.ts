import type { Clock } from '../clock';
import type { Line } from '../phones/line';
import type { Effect } from './effect';

export type Gathered = { readonly kind: 'keypress'; readonly digits: string } | { readonly kind: 'gatherTimeout' };

type Wanted = Omit<Extract<Effect, { kind: 'gather' }>, 'kind'>;

/**
 * Gather Input On Call, as TwiML's `<Gather>` with a nested `<Say>` does it: keys count from the first word on and cut
 * the speech short; the time to wait starts when the speech is over and again with every key; keys that are neither
 * finished nor enough when it is over are handed in as they are.
 *
 * That the finishing key alone counts as no input is an assumption.
 */
export class Gathering {
  readonly #clock: Clock;
  readonly #line: Line;
  readonly #wanted: Wanted;
  readonly #done: (gathered: Gathered) => void;
  #digits = '';
  #isOver = false;
  #cancelWait: () => void = () => {};

  constructor(clock: Clock, line: Line, wanted: Wanted, done: (gathered: Gathered) => void) {
    this.#clock = clock;
    this.#line = line;
    this.#wanted = wanted;
    this.#done = done;
    if (wanted.text === '') this.#wait();
    else line.speak(wanted, true, () => this.#wait());
  }

  press(key: string): void {
    if (this.#isOver) return;
    this.#line.beQuiet();
    if (key === this.#wanted.finishOnKey) return this.#finish();
    this.#digits += key;
    if (this.#digits.length === this.#wanted.numberOfDigits) this.#finish();
    else this.#wait();
  }

  /** The call is over: nothing is handed in any more. */
  stop(): void {
    this.#isOver = true;
    this.#cancelWait();
  }

  #wait(): void {
    this.#cancelWait();
    this.#cancelWait = this.#clock.after(this.#wanted.timeoutSeconds * 1000, () => this.#finish());
  }

  #finish(): void {
    this.stop();
    this.#done(this.#digits === '' ? { kind: 'gatherTimeout' } : { kind: 'keypress', digits: this.#digits });
  }
}

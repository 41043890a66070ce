import type { Clock } from '../clock';

/** One call per second per account, unless Twilio grants more; the rest is queued (Twilio docs, Call resource). */
const CALL_SPACING_MS = 1_000;
/** Between a call leaving the queue and the phone ringing. */
const CONNECTS_AFTER_MS = 300;

/** The queue in which an account's outgoing calls wait for their turn. */
export class Dialler {
  readonly #clock: Clock;
  #nextTurnMs = 0;
  #delayMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Fault: the next call waits this much longer than its turn, as it does when the account is at its limit. */
  delayNext(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Runs `dial` when it is this call's turn; the returned function takes it out of the queue. */
  queue(dial: () => void): () => void {
    const turnMs = Math.max(this.#clock.now(), this.#nextTurnMs) + this.#delayMs;
    this.#delayMs = 0;
    this.#nextTurnMs = turnMs + CALL_SPACING_MS;
    return this.#clock.after(turnMs - this.#clock.now() + CONNECTS_AFTER_MS, dial);
  }
}

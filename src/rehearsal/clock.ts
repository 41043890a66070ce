/**
 * The rehearsal's only source of time.
 *
 * Everything that waits in the rehearsal (ringing, speech, retries, visibility timeouts, the latency of a request) waits
 * on this interface, so that a story can run on virtual time and a person at the keyboard on real time.
 */
export interface Clock {
  /** The current time in milliseconds since the epoch. */
  now(): number;
  /** Runs `action` once, `delayMs` from now; calling the returned function cancels it. */
  after(delayMs: number, action: () => void): () => void;
  /** Lets no time pass while `work`, which goes through real input and output, is in flight; real time has no such thing. */
  hold?<Result>(work: Promise<Result>): Promise<Result>;
}

/** Resolves `delayMs` later on the given clock. */
export function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}

/** Real time, for rehearsals in which a person answers. */
export class RealClock implements Clock {
  readonly #timers = new Set<NodeJS.Timeout>();

  now(): number {
    return Date.now();
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, delayMs);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      clearTimeout(timer);
    };
  }

  /** Forgets whatever was still to come, so that a rehearsal that is over keeps nothing waiting. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

/** One turn of the event loop, after which every promise that could go on has done so. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

interface Timer {
  readonly atMs: number;
  readonly action: () => void;
  isCancelled: boolean;
}

/**
 * Virtual time: it stands still while anything is in flight and then jumps to the next timer.
 *
 * Everything in the rehearsal that is not waiting on this clock proceeds through promises, so one turn of the event loop is
 * enough to know that nothing is in flight any more. What goes through real input or output says so with `hold`.
 */
export class VirtualClock implements Clock {
  #nowMs: number;
  /** The one that is due last comes first, so that the next one is at the end, where taking it out moves nothing. */
  readonly #timers: Timer[] = [];
  readonly #held = new Set<Promise<unknown>>();

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer: Timer = {
      // Whole milliseconds, as every clock that this stands for has them.
      atMs: this.#nowMs + Math.max(0, Math.ceil(delayMs)),
      action,
      isCancelled: false,
    };
    this.#push(timer);
    return () => {
      timer.isCancelled = true;
    };
  }

  hold<Result>(work: Promise<Result>): Promise<Result> {
    const letGo = (): void => {
      this.#held.delete(over);
    };
    const over: Promise<void> = work.then(letGo, letGo);
    this.#held.add(over);
    return work;
  }

  /**
   * Lets everything in flight come to rest, jumps to the next timer and runs it, until `until` holds, no timer is left or
   * the time `limitMs` (epoch) is reached; returns whether `until` came to hold.
   */
  async run(until: () => boolean, limitMs: number): Promise<boolean> {
    for (;;) {
      await this.#rest();
      if (until()) return true;
      while (this.#timers.at(-1)?.isCancelled === true) this.#timers.pop();
      const timer = this.#timers.at(-1);
      if (timer === undefined) return false;
      if (timer.atMs >= limitMs) {
        this.#nowMs = limitMs;
        return false;
      }
      this.#timers.pop();
      this.#nowMs = Math.max(this.#nowMs, timer.atMs);
      timer.action();
    }
  }

  /** Resolves when nothing is in flight. What was held may have gone on to something else that is held. */
  async #rest(): Promise<void> {
    await turn();
    while (this.#held.size > 0) {
      await Promise.race(this.#held);
      await turn();
    }
  }

  /** By halving: a storm schedules tens of thousands of timers. */
  #push(timer: Timer): void {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#timers[middle]?.atMs ?? 0) > timer.atMs) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
  }
}

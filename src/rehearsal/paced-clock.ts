import { VirtualClock, type Clock } from './clock';

/** How often it catches up with real time, in milliseconds. */
const TICK_MS = 20;

/** No step waits for anything that is further ahead. */
const LONGEST_STEP_MS = 24 * 3_600_000;

/** Time in which a person answers, as fast as they like: it goes along with real time, stands still, or runs ahead. */
export class PacedClock implements Clock {
  readonly #time: VirtualClock;
  readonly #realNow: () => number;
  #speed = 1;
  /** When, in real time, it was caught up last. */
  #sinceMs: number;
  #running: Promise<unknown> = Promise.resolve();
  #isBusy = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(startMs: number, realNow: () => number = () => performance.now()) {
    this.#time = new VirtualClock(startMs);
    this.#realNow = realNow;
    this.#sinceMs = realNow();
  }

  now(): number {
    return this.#time.now();
  }

  after(delayMs: number, action: () => void): () => void {
    return this.#time.after(delayMs, action);
  }

  hold<Result>(work: Promise<Result>): Promise<Result> {
    return this.#time.hold(work);
  }

  get speed(): number {
    return this.#speed;
  }

  /** Seconds of its own in each real one; 0 stands still. */
  set speed(speed: number) {
    this.#speed = speed;
  }

  start(): void {
    this.#sinceMs = this.#realNow();
    this.#timer = setInterval(() => {
      if (!this.#isBusy) void this.catchUp();
    }, TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Lets happen what is due by now. */
  async catchUp(): Promise<void> {
    await this.#alone(async () => {
      const realMs = this.#realNow();
      // Whole milliseconds, as every clock has them; the rest is for the next time.
      const passedMs = Math.floor((realMs - this.#sinceMs) * this.#speed);
      this.#sinceMs =
        passedMs > 0 ? this.#sinceMs + passedMs / this.#speed : this.#speed === 0 ? realMs : this.#sinceMs;
      if (passedMs <= 0) return;
      // Virtual time passes only as long as something is still to come.
      this.#time.after(passedMs, () => {});
      await this.#time.run(() => false, this.now() + passedMs);
    });
  }

  /** Goes on until something has happened; returns whether it did, within a day. */
  async step(hasHappened: () => boolean): Promise<boolean> {
    return this.#alone(() => this.#time.run(hasHappened, this.now() + LONGEST_STEP_MS));
  }

  /** One after the other: the time must not be in two places. */
  #alone<Result>(run: () => Promise<Result>): Promise<Result> {
    const mine = this.#running.then(async () => {
      this.#isBusy = true;
      try {
        return await run();
      } finally {
        this.#isBusy = false;
      }
    });
    this.#running = mine.catch(() => {});
    return mine;
  }
}

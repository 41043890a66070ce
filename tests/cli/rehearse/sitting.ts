import { PassThrough } from 'node:stream';
import { jest } from '@jest/globals';
import type { KeyInput } from '../../../src/cli/rehearse/keyboard';
import { rehearse } from '../../../src/cli/rehearse/rehearse';
import type { Output } from '../../../src/cli/terminal/screen';
import { VirtualClock } from '../../../src/rehearsal/clock';
import { NOW } from '../sample';

const HOUR_MS = 3_600_000;

/** The keyboard's end of a terminal: what is written to it are keys. */
export class Keys extends PassThrough implements KeyInput {
  readonly isTTY: boolean;
  /** Every change between cooked and raw. */
  readonly rawModes: boolean[] = [];

  constructor(isTTY = true) {
    super();
    this.isTTY = isTTY;
  }

  setRawMode(isRaw: boolean): void {
    this.rawModes.push(isRaw);
  }
}

/** Virtual time, which is over when the rehearsal is. */
class Time extends VirtualClock {
  isStopped = false;

  stop(): void {
    this.isStopped = true;
  }
}

/** Somebody who rehearses at a terminal, on virtual time: it passes only while something is waited for. */
export class Sitting {
  readonly keys: Keys;
  readonly time = new Time(NOW);
  readonly #lines: string[] = [];
  readonly #errors: string[] = [];
  /** The exit status, in the end. */
  readonly status: Promise<number>;
  #isOver = false;
  #seen = 0;

  constructor(
    args: readonly string[],
    { keys = new Keys(), output = { isTTY: true, columns: 100 } }: { keys?: Keys; output?: Output } = {},
  ) {
    this.keys = keys;
    jest
      .spyOn(console, 'log')
      .mockImplementation((text: unknown) => void this.#lines.push(...String(text).split('\n')));
    jest.spyOn(console, 'error').mockImplementation((text: unknown) => void this.#errors.push(String(text)));
    this.status = rehearse(['--terminal', ...args], { input: keys, output, clock: this.time }).finally(
      () => (this.#isOver = true),
    );
  }

  get errors(): string {
    return this.#errors.join('\n');
  }

  /** Everything that the terminal has shown. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Lets time pass until a further line has these words, and returns it without the time. */
  async sees(words: string): Promise<string> {
    const found = () => this.#lines.findIndex((line, index) => index >= this.#seen && line.includes(words));
    const isShown = await this.time.run(() => found() !== -1, this.time.now() + HOUR_MS);
    if (!isShown) throw new Error(`"${words}" was not seen in\n${this.#lines.join('\n')}`);
    this.#seen = found() + 1;
    return (this.#lines[this.#seen - 1] ?? '').slice(11).trim();
  }

  /** Presses keys, one at once after the other; whatever they do, no time passes. */
  async presses(keys: string): Promise<void> {
    this.keys.write(keys);
    await this.time.run(() => true, this.time.now());
  }

  /** Lets time pass until it is over; the exit status. */
  async ends(): Promise<number> {
    await this.time.run(() => this.#isOver, this.time.now() + HOUR_MS);
    if (!this.#isOver) throw new Error(`It did not end:\n${this.#lines.join('\n')}`);
    return this.status;
  }
}

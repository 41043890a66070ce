import { join } from 'node:path';
import { Going } from '../support/going';

const PROJECT = join(__dirname, '..', '..');

/** A rehearsal with its page, as `npm start` serves it. */
export class Served {
  readonly #going: Going;
  readonly address: string;

  private constructor(going: Going, address: string) {
    this.#going = going;
    this.address = address;
  }

  /** @param args more of the command line, such as `--roster FILE`. */
  static async rehearsal(...args: readonly string[]): Promise<Served> {
    return Served.of(new Going(PROJECT, ['rehearse', '--no-open', '--port', '0', ...args]));
  }

  /** What `going` serves, once it says where. */
  static async of(going: Going): Promise<Served> {
    const [address] = /(?<=The page is at )\S+/.exec(await going.until('The page is at')) ?? [''];
    return new Served(going, address);
  }

  get port(): string {
    return new URL(this.address).port;
  }

  async end(): Promise<void> {
    await this.#going.ends('SIGTERM');
  }
}

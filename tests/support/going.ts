import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Nothing of this machine's but the way to programs; the clock on the wall shows UTC. */
export const ENVIRONMENT = { PATH: process.env['PATH'] ?? '', TZ: 'UTC', NO_COLOR: '1' };

/** An `oncall` that goes on until it is told to end. */
export class Going {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<unknown[]>;
  #out = '';
  #hasSaidMore = (): void => {};

  constructor(folder: string, args: readonly string[], isTerminal = false) {
    const launcher = join(folder, 'src', 'cli', 'oncall.cjs');
    const preload = isTerminal ? ['--require', join(__dirname, 'terminal.cjs')] : [];
    this.#child = spawn(process.execPath, [...preload, launcher, ...args], {
      cwd: folder,
      env: ENVIRONMENT,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#ended = once(this.#child, 'close');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        this.#out += chunk.replace(/\[(?:raw|cooked)\]/, '');
        this.#hasSaidMore();
      });
    }
    this.#child.once('close', () => this.#hasSaidMore());
  }

  /** What it has printed since it was asked last, up to the end of the line with these words. */
  async until(words: string): Promise<string> {
    for (let end = -1; ;) {
      const at = this.#out.indexOf(words);
      end = at < 0 ? -1 : this.#out.indexOf('\n', at);
      if (end >= 0) {
        const seen = this.#out.slice(0, end + 1);
        this.#out = this.#out.slice(end + 1);
        return seen;
      }
      if (this.#child.exitCode !== null) throw new Error(`"${words}" was not printed, but:\n${this.#out}`);
      await new Promise<void>((resolve) => {
        this.#hasSaidMore = resolve;
      });
    }
  }

  press(key: string): void {
    this.#child.stdin.write(key);
  }

  /** Its exit status. */
  async ends(signal?: 'SIGINT' | 'SIGTERM'): Promise<unknown> {
    if (signal !== undefined) this.#child.kill(signal);
    const [status] = await this.#ended;
    return status;
  }

  stop(): void {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
  }
}

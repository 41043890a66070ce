import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalAccount } from '../../src/rehearsal/account/local-account';

/** What a tool that is to meet a local account instead of Twilio needs on disk, in a temporary folder. */
export class ToolFolder {
  readonly #path = mkdtempSync(join(tmpdir(), 'oncall-account-'));
  readonly #refusalsFile = join(this.#path, 'refused-connections');
  /**
   * The environment with which a child process, and every process that it starts, meets the account. It holds nothing of this
   * machine's but the way to programs; tools keep their profiles and caches in their user's home, and this one is empty.
   */
  readonly environment: Readonly<Record<string, string>>;

  constructor({ url, sid, authToken }: Pick<LocalAccount, 'url' | 'sid' | 'authToken'>) {
    const hookFile = join(this.#path, 'hook.cjs');
    const redirectFile = require.resolve('../../src/sandbox/redirect.cjs');
    writeFileSync(
      hookFile,
      `require(${JSON.stringify(redirectFile)}).redirectTwilio(${new URL(url).port}, {
        refused: (target) => require('node:fs').appendFileSync(${JSON.stringify(this.#refusalsFile)}, target + '\\n'),
      });`,
    );
    mkdirSync(join(this.#path, 'home'));
    this.environment = {
      PATH: process.env['PATH'] ?? '',
      HOME: join(this.#path, 'home'),
      NODE_OPTIONS: `--require ${hookFile}`,
      TWILIO_ACCOUNT_SID: sid,
      TWILIO_AUTH_TOKEN: authToken,
    };
  }

  /** Where child processes tried to connect to besides the account, each as `host:port`. */
  get refusedConnections(): readonly string[] {
    if (!existsSync(this.#refusalsFile)) return [];
    return readFileSync(this.#refusalsFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true });
  }
}

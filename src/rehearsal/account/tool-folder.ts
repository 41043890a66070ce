import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a tool that talks to a local account needs on disk, in a temporary folder: the hook with its settings, and a home. */
export class ToolFolder {
  readonly #path = mkdtempSync(join(tmpdir(), 'oncall-account-'));
  readonly hookFile = join(this.#path, 'hook.cjs');
  /** Tools keep their profiles and caches in their user's home; this one is empty. */
  readonly home = join(this.#path, 'home');

  constructor(twilioPort: number) {
    copyFileSync(require.resolve('../forked/hook.cjs'), this.hookFile);
    writeFileSync(join(this.#path, 'settings.json'), JSON.stringify({ twilioPort, time: 'real', isServer: false }));
    mkdirSync(this.home);
  }

  /** Where the hook refused to connect to, each as `host:port`. */
  get refusedConnections(): readonly string[] {
    const file = join(this.#path, 'refused-connections');
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true });
  }
}

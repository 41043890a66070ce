import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What the forked Functions read from disk, in a temporary folder: the hook with its settings and the time, the environment
 * file, and the assets with the roster. No environment variable reaches a forked Function; these files do.
 */
export class ScratchFolder {
  readonly #path = mkdtempSync(join(tmpdir(), 'oncall-forked-'));
  readonly hookFile = join(this.#path, 'hook.cjs');
  readonly environmentFile = join(this.#path, 'environment');
  readonly assetsFolder = join(this.#path, 'assets');
  readonly #timeFile = join(this.#path, 'now-ms');
  readonly #rosterFile = join(this.assetsFolder, 'roster.private.json');
  #writtenMs: number | undefined;
  #writtenRoster: string | undefined;

  constructor(settings: { readonly twilioPort: number; readonly variables: Readonly<Record<string, string>> }) {
    copyFileSync(require.resolve('./hook.cjs'), this.hookFile);
    const hook = {
      twilioPort: settings.twilioPort,
      redirectFile: require.resolve('../../../src/sandbox/redirect.cjs'),
    };
    writeFileSync(join(this.#path, 'settings.json'), JSON.stringify(hook));
    const lines = Object.entries(settings.variables).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(this.environmentFile, lines.join(''));
    mkdirSync(this.assetsFolder);
    // twilio-run finds assets when it starts and reads them at each use.
    this.setRoster('{}');
    this.setTime(0);
  }

  /** The time that the Functions see from now on, in milliseconds since the epoch. */
  setTime(nowMs: number): void {
    if (nowMs === this.#writtenMs) return;
    this.#writtenMs = nowMs;
    // Through a rename, so that nobody reads half a number.
    writeFileSync(`${this.#timeFile}.next`, String(nowMs));
    renameSync(`${this.#timeFile}.next`, this.#timeFile);
  }

  /** The roster that the Functions read from now on. */
  setRoster(text: string): void {
    if (text === this.#writtenRoster) return;
    this.#writtenRoster = text;
    writeFileSync(this.#rosterFile, text);
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

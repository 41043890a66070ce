import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ran } from './oncall';

const PROJECT = join(__dirname, '..', '..');

/** What a clone has, as far as it is needed to build, deploy and run the commands. */
const PARTS = ['src', 'lambda', 'flows', 'assets', 'package.json', '.env.example', '.twilioserverlessrc.js'];

/** A copy of the project after "npm ci": no `.env`, nothing built. It has no git. */
export class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'oncall-project-'));

  constructor() {
    for (const part of PARTS) cpSync(join(PROJECT, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(PROJECT, 'node_modules'), join(this.folder, 'node_modules'), 'dir');
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  write(file: string, content: string | object): void {
    writeFileSync(join(this.folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** Runs `oncall` in it, as a process of its own with nothing but this environment; `signal` ends it early. */
  oncall(args: readonly string[], environment: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(this.folder, 'src', 'cli', 'oncall.cjs'), ...args], {
        cwd: this.folder,
        env: { ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk) => (out += String(chunk)));
      child.stderr.on('data', (chunk) => (err += String(chunk)));
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, out, err }));
      signal?.addEventListener('abort', () => child.kill('SIGKILL'));
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

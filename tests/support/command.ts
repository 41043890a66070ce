import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a command came to. */
export interface Came {
  readonly status: number | null;
  /** Everything that it printed. */
  readonly out: string;
}

/** Runs one of the project's test commands, such as `soak`, in a process of its own: faster than inside the test runner. */
export function command(name: string, ...args: readonly string[]): Promise<Came> {
  return new Promise((resolve, reject) => {
    const file = join(__dirname, '..', name, 'run.cjs');
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (out += String(chunk)));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out }));
  });
}

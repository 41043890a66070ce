import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a command did. */
export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const LAUNCHER = join(__dirname, '..', '..', 'src', 'cli', 'oncall.cjs');

/** Runs `oncall` as a person without a keyboard would, in the given folder. */
export function oncall(args: readonly string[], cwd: string = join(__dirname, '..', '..')): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, err }));
  });
}

/** The JSON lines that a command printed. */
export function jsonLines({ out }: Ran): Record<string, string | number | null>[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, string | number | null>);
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a command did. */
export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const PROJECT = join(__dirname, '..', '..');

/** Runs `oncall` as a person without a keyboard would, in the given folder. */
export function oncall(args: readonly string[], cwd: string = PROJECT): Promise<Ran> {
  return launched(PROJECT, args, { cwd });
}

/** Runs the `oncall` of a copy of the project, with nothing but this environment. */
export function oncallOf(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  return launched(folder, args, { cwd: folder, env: { ...environment } });
}

function launched(
  project: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Record<string, string> },
): Promise<Ran> {
  const launcher = join(project, 'src', 'cli', 'oncall.cjs');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, err }));
  });
}

/** The JSON lines that a command printed, without the version that each of them has. */
export function jsonLines({ out }: Ran): Record<string, string | number | null>[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { schemaVersion, ...rest } = JSON.parse(line) as Record<string, string | number | null>;
      if (schemaVersion !== 1) throw new Error(`this has not the version of what --json prints: ${line}`);
      return rest;
    });
}

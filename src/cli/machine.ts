import { execFileSync, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountClient } from '../account/client';
import type { Send } from '../twilio/http-client';
import { projectFile } from './project';
import { ask } from './terminal/question';

/** What a program printed, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** What the commands for a live account reach outside of this process. */
export interface Machine {
  /** The folder with `.env`, the roster and the flow. */
  readonly folder: string;
  connect(accountSid: string, authToken: string): Promise<AccountClient>;
  readonly fetch: typeof fetch;
  now(): number;
  /** The time zone of the person at this machine, an IANA name or whatever the machine has. */
  readonly zone: string;
  sleep(ms: number): Promise<void>;
  /** Runs twilio-run, as it is installed, in the project's folder; its configuration builds first. */
  twilioRun(args: readonly string[]): Promise<Ended>;
  /** Asks the person at the keyboard. Throws a UserMistake with `otherwise` when nobody does. */
  ask(question: string, otherwise: string): Promise<string>;
  /** The git revision of the project, with a plus sign when the file differs from it; undefined without git. */
  revision(file: string): string | undefined;
}

/** The client of an account over any way to it. A file of its own (src/build/build.cjs), so that a command without an account does not read it. */
export async function accountClient(accountSid: string, authToken: string, send?: Send): Promise<AccountClient> {
  const { overHttps, PartialAccountClient } = await import('../account/client');
  return new PartialAccountClient(accountSid, authToken, send ?? overHttps(SILENCE_MS));
}

/** After so many milliseconds without a sign of life a connection to Twilio is given up. */
const SILENCE_MS = 30_000;

/** This machine, and Twilio. */
export const THIS_MACHINE: Machine = {
  folder: projectFile(),
  connect: (accountSid, authToken) => accountClient(accountSid, authToken),
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  get zone() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  },
  sleep: async (ms) => {
    await delay(ms);
  },
  twilioRun,
  ask,
  revision,
};

function twilioRun(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [require.resolve('twilio-run/bin/twilio-run.js'), ...args], {
      cwd: projectFile(),
      // Nobody is asked anything, and nothing is coloured.
      env: { ...process.env, CI: '1', FORCE_COLOR: '0', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

function revision(file: string): string | undefined {
  try {
    const commit = git('rev-parse', '--short', 'HEAD');
    return git('status', '--porcelain', '--', file) === '' ? commit : `${commit}+`;
  } catch {
    // There is no git, or the project was not cloned but copied.
    return undefined;
  }
}

function git(...args: readonly string[]): string {
  const output = execFileSync('git', args, {
    cwd: projectFile(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output.trim();
}

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { PartialAccountClient } from '../../../src/account/client';
import type { Command } from '../../../src/cli/command';
import type { Machine } from '../../../src/cli/machine';
import { rendered } from '../../../src/cli/terminal/text';
import { UserMistake } from '../../../src/mistake';
import type { Send } from '../../../src/twilio/http-client';
import type { Ran } from '../../support/oncall';

const PROJECT = join(__dirname, '..', '..', '..');

/** A copy of what the commands read of a project, without `.env`. */
export function projectCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'oncall-project-'));
  for (const part of ['.env.example', '.twilioserverlessrc.js', 'package.json', 'assets', 'flows']) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  mkdirSync(join(folder, 'dist'));
  cpSync(join(PROJECT, 'dist', 'functions'), join(folder, 'dist', 'functions'), { recursive: true });
  return folder;
}

/** Writes `.env` into a project's folder. */
export function writeSettings(folder: string, values: Readonly<Record<string, string>>): void {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, '.env'), lines.join(''), { mode: 0o600 });
}

/** Removes a project's copy. */
export function removeProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** The machine of commands whose requests to Twilio are carried by `send`. Nothing else of it is to be used. */
export function machineOver(folder: string, send: Send, more: Partial<Machine> = {}): Machine {
  return {
    folder,
    connect: (sid, token) => Promise.resolve(new PartialAccountClient(sid, token, send)),
    fetch: () => Promise.reject(new Error('Nothing is to be fetched.')),
    now: () => Date.now(),
    zone: 'Europe/London',
    sleep: () => Promise.resolve(),
    twilioRun: () => Promise.reject(new Error('Nothing is to be deployed.')),
    ask: () => Promise.reject(new Error('Nothing is to be asked.')),
    revision: () => '5b808c5',
    ...more,
  };
}

/** A command with the machine that it reaches. */
export type Bound = Readonly<{ run(args: readonly string[]): Promise<number> }>;

/** Binds a command to a machine. */
export function on(command: Command): (machine: Machine) => Bound {
  return (machine) => ({ run: (args) => command.run(args, machine) });
}

/** Runs a command as main.ts does: what a terminal would show, and the exit status. */
export async function ran(command: Bound, ...args: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const spies = [
    jest.spyOn(console, 'log').mockImplementation((line: unknown) => void out.push(`${String(line)}\n`)),
    jest.spyOn(console, 'error').mockImplementation((line: unknown) => void err.push(`${String(line)}\n`)),
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0),
  ];
  try {
    return { status: await command.run(args), out: out.join(''), err: err.join('') };
  } catch (error) {
    if (!(error instanceof UserMistake)) throw error;
    return { status: error.status, out: out.join(''), err: [...err, rendered(error.message, false)].join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

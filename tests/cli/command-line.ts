import { jest } from '@jest/globals';
import { main } from '../../src/cli/main';
import type { Ran } from '../support/oncall';

/** Runs a command in this process: what a terminal would show, and the exit status. */
export async function typed(...args: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const spies = [
    jest.spyOn(console, 'log').mockImplementation((line: unknown) => void out.push(`${String(line)}\n`)),
    jest.spyOn(console, 'error').mockImplementation((line: unknown) => void err.push(`${String(line)}\n`)),
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0),
  ];
  try {
    return { status: await main(args), out: out.join(''), err: err.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

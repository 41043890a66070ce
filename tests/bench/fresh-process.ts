import { spawnSync } from 'node:child_process';
import { projectFile } from './project-file';

/** Milliseconds of processor time that loading a bundle takes in a process of its own. Throws when it cannot be loaded. */
export function loadMs(file: string, ...more: readonly 'twilio'[]): number {
  return printedMs([projectFile('tests', 'bench', 'load-timer.cjs'), file, ...more]);
}

/** The same for parsing a roster, as the first alarm of the night finds it. */
export function parseMs(rosterText: string): number {
  const bundle = projectFile('dist', 'bench', 'roster-code.js');
  return printedMs([projectFile('tests', 'bench', 'roster-timer.cjs'), bundle], rosterText);
}

/** Milliseconds from starting a command of ours to its exit. Throws unless it succeeds. */
export function commandMs(...args: readonly string[]): number {
  const startedMs = performance.now();
  output([projectFile('src', 'cli', 'oncall.cjs'), ...args]);
  return performance.now() - startedMs;
}

function printedMs(args: readonly string[], input = ''): number {
  const printed = output(args, input);
  const ms = Number(printed);
  if (printed === '' || !Number.isFinite(ms)) throw new Error(`node ${args.join(' ')} printed no time: ${printed}`);
  return ms;
}

function output(args: readonly string[], input = ''): string {
  // Neither of these is set where the bundles are deployed, and both change how long loading takes.
  const { NODE_OPTIONS: _options, NODE_COMPILE_CACHE: _cache, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], { encoding: 'utf8', env, input });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with status ${String(status)}: ${stderr}`);
  return stdout;
}

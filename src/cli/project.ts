import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadFlow } from '../rehearsal/studio/flow';
import type { Flow } from '../rehearsal/studio/flow';
import { parseRoster } from '../roster/parse';
import type { Roster } from '../roster/roster';
import { reasonOf, UserMistake } from './failure';

/** The project's folder: the CLI is built into dist/cli. */
const ROOT = resolve(__dirname, '..', '..');

/** Where a file of the project is, whatever folder the command was started in. */
export function projectFile(...parts: string[]): string {
  return join(ROOT, ...parts);
}

/** Reads a file that a person named. Throws {@link UserMistake}. */
export function readNamedFile(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserMistake(`${option} ${file}: the file cannot be read (${reasonOf(error)}). Check the path.`);
  }
}

/** A roster with its text, checked. Throws {@link UserMistake} with every mistake in it. */
export function readRoster(file: string): { readonly text: string; readonly roster: Roster } {
  const text = readNamedFile(file, '--roster');
  const parsed = parseRoster(text);
  if (parsed.ok) return { text, roster: parsed.roster };
  const lines = parsed.errors.map(({ path, line, column, message }) => {
    const place = line === undefined ? path : `${path} (line ${line}, column ${column ?? 1})`;
    return `  ${place}: ${message}`;
  });
  throw new UserMistake(`${file} is no roster that can be deployed:\n${lines.join('\n')}`);
}

/** The project's Studio flow. */
export function readFlow(): Flow {
  return loadFlow(JSON.parse(readFileSync(projectFile('flows', 'on-call.json'), 'utf8')));
}

import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { UserMistake } from '../mistake';
import { examineRoster } from '../roster/advice/examine';
import type { Roster } from '../roster/roster';
import { withFile } from './file';
import { NO_ROSTER, ROSTER_FILE } from './roster/file';
import { remarkLines } from './roster/remark-text';

/** The project's folder: the CLI is built into dist/cli. */
const ROOT = resolve(__dirname, '..', '..');

/** Where a file of the project is, whatever folder the command was started in. */
export function projectFile(...parts: string[]): string {
  return join(ROOT, ...parts);
}

/** The roster that the project deploys. Throws {@link UserMistake} when there is none. */
export function deployedRoster(): string {
  const file = projectFile(ROSTER_FILE);
  if (existsSync(file)) return file;
  throw new UserMistake(NO_ROSTER);
}

/** A file's name as short as it can be from here. */
export function shownName(file: string): string {
  const near = relative(process.cwd(), file);
  return !isAbsolute(file) || near.startsWith('..') ? file : near;
}

/** Reads a file that a person named; `-` is what is piped in. Throws {@link UserMistake}. */
export function readNamedFile(file: string, option: string): string {
  return readNamedBytes(file, option).toString('utf8');
}

/** As {@link readNamedFile}, for a file whose encoding is yet to be found out. */
export function readNamedBytes(file: string, option: string): Buffer {
  return withFile(option === '' ? file : `${option} ${file}`, () => readFileSync(file === '-' ? 0 : file));
}

/** A roster with its text, checked. Throws {@link UserMistake} with every mistake in it. */
export function readRoster(
  file: string = deployedRoster(),
  option = '--roster',
): { readonly text: string; readonly roster: Roster } {
  const text = readNamedFile(file, option);
  const parsed = examineRoster(text);
  if (parsed.ok) return { text, roster: parsed.roster };
  throw new UserMistake(
    `${file} is not a roster that can be deployed:\n${remarkLines(parsed.errors, parsed.more).join('\n')}`,
  );
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFile } from '../file';

/** The roster, as it is to be deployed. */
export const ROSTER_FILE = join('assets', 'roster.private.json');

/** What to do where there is none. */
export const NO_ROSTER = `there is no ${ROSTER_FILE}. docs/roster.md shows one.`;

/** The text of a project's roster; undefined when it has none. Throws a UserMistake when it cannot be opened. */
export function rosterTextIn(folder: string): string | undefined {
  const file = join(folder, ROSTER_FILE);
  return existsSync(file) ? withFile(ROSTER_FILE, () => readFileSync(file, 'utf8')) : undefined;
}

import { join } from 'node:path';

/** The project's folder: this code runs here under jest, and bundled in dist/bench. */
const ROOT = join(__dirname, '..', '..');

/** Where a file of the project is. */
export function projectFile(...parts: string[]): string {
  return join(ROOT, ...parts);
}

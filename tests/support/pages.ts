import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');

/** Every page that people read, by its path in the project: the README first, then those of the folder `docs`. */
export const PAGES: ReadonlyMap<string, string> = new Map(
  ['README.md', ...pagesIn('docs'), ...pagesIn('docs/decisions')].map((path) => [
    path,
    readFileSync(join(PROJECT, path), 'utf8').replaceAll('\r\n', '\n'),
  ]),
);

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(PROJECT, folder))
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => `${folder}/${name}`);
}

/** One page as it is. Throws when there is none. */
export function page(path: string): string {
  const text = PAGES.get(path);
  if (text === undefined) throw new Error(`there is no page ${path}`);
  return text;
}

/** A block of commands in a text, and the blocks of text that are shown up to the next commands. */
interface Shown {
  readonly commands: readonly string[];
  readonly blocks: readonly string[];
}

/** The commands of a text, in order, each block with what the text says that they print. */
export function shownIn(text: string): readonly Shown[] {
  return [...text.matchAll(/^```sh\n([^]*?)^```$([^]*?)(?=^```sh$|(?![^]))/gm)].map(
    ([, commands = '', after = '']) => ({
      commands: commands.trimEnd().split('\n'),
      blocks: [...after.matchAll(/^```text\n([^]*?)^```$/gm)].map(([, block = '']) => block),
    }),
  );
}

/** The first, or another, block of text that a page shows below a command. Throws when no page does, or when two differ. */
export function shownBelow(command: string, index = 0): string {
  const found = [...PAGES.values()].flatMap((text) =>
    shownIn(text).flatMap(({ commands, blocks }) => (commands.includes(command) ? (blocks[index] ?? []) : [])),
  );
  const [block] = found;
  if (block === undefined) throw new Error(`no page shows anything below ${command}`);
  if (found.some((other) => other !== block)) throw new Error(`two places show something else below ${command}`);
  return block;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The README as it is. */
export const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

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

/** The first, or another, block of text that the README shows below a command. Throws when there is none. */
export function shownBelow(command: string, index = 0): string {
  const block = shownIn(README).find(({ commands }) => commands.includes(command))?.blocks[index];
  if (block === undefined) throw new Error(`the README shows nothing below ${command}`);
  return block;
}

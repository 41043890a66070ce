import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nightOfThePicture, picture } from './picture';
import { withSizes } from './sizes';
import { stateMachinePage } from './state-machine';
import { explore } from './transitions';

/** `npm run docs`: writes the pages and the picture that are made from the code into the folder `docs`. */
export async function main(): Promise<number> {
  const docs = join(__dirname, '..', '..', 'docs');
  writeFileSync(join(docs, 'state-machine.md'), stateMachinePage(explore()));
  writeFileSync(join(docs, 'rehearsal.svg'), picture(await nightOfThePicture()));
  const map = join(docs, 'architecture.md');
  writeFileSync(map, withSizes(readFileSync(map, 'utf8')));
  return 0;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { nightOfThePicture, picture } from './picture';
import { rosterSchema } from './roster-schema';
import { withSizes } from './sizes';
import { stateMachinePage } from './state-machine';
import { explore } from './transitions';

/** `npm run docs`: writes the pages, the picture and the schema that are made from the code. */
export async function main(): Promise<number> {
  const root = join(__dirname, '..', '..');
  const docs = join(root, 'docs');
  writeFileSync(join(docs, 'state-machine.md'), stateMachinePage(explore()));
  writeFileSync(join(docs, 'rehearsal.svg'), picture(await nightOfThePicture()));
  const map = join(docs, 'architecture.md');
  writeFileSync(map, withSizes(readFileSync(map, 'utf8')));
  const schema = await format(JSON.stringify(rosterSchema()), { parser: 'json', printWidth: 120 });
  writeFileSync(join(root, 'src', 'roster', 'roster.schema.json'), schema);
  return 0;
}

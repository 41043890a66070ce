import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { rosterSchema } from './roster-schema';
import { stateMachinePage } from './state-machine';
import { explore } from './transitions';

/** `npm run docs`: writes the pages that are made from the code into the folder `docs`. */
export async function main(): Promise<number> {
  writeFileSync(join(__dirname, '..', '..', 'src', 'incident', 'state-machine.md'), stateMachinePage(explore()));
  const schema = await format(JSON.stringify(rosterSchema()), { parser: 'json', printWidth: 120 });
  writeFileSync(join(__dirname, '..', '..', 'src', 'roster', 'roster.schema.json'), schema);
  return 0;
}

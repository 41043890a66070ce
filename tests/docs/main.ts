import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateMachinePage } from './state-machine';
import { explore } from './transitions';

/** `npm run docs`: writes the pages that are made from the code into the folder `docs`. */
export function main(): number {
  writeFileSync(join(__dirname, '..', '..', 'src', 'incident', 'state-machine.md'), stateMachinePage(explore()));
  return 0;
}

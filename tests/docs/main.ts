import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateMachinePage } from './state-machine';
import { explore } from './transitions';

/** Writes the pages that are made from the code into the folder `docs` of this project. */
export function main(project: string): void {
  writeFileSync(join(project, 'docs', 'state-machine.md'), stateMachinePage(explore()));
}

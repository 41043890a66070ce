import { readFileSync } from 'node:fs';
import { loadFlow } from '../rehearsal/studio/flow';
import type { Flow } from '../rehearsal/studio/flow';
import { projectFile } from './project';

/** The project's Studio flow. */
export function readFlow(): Flow {
  return loadFlow(JSON.parse(readFileSync(projectFile('flows', 'on-call.json'), 'utf8')));
}

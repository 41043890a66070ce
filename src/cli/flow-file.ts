import { readFileSync } from 'node:fs';
import { loadFlow } from '../rehearsal/studio/flow';
import type { Flow } from '../rehearsal/studio/flow';
import { projectFile } from './project';

/** Where the project's Studio flow is. */
export function flowFile(): string {
  return projectFile('flows', 'on-call.json');
}

/** The project's Studio flow. */
export function readFlow(): Flow {
  return loadFlow(JSON.parse(readFileSync(flowFile(), 'utf8')));
}

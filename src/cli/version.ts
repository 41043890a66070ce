import { readFileSync } from 'node:fs';
import { projectFile } from './project';

/** The version of this project, as its package.json has it. */
export function versionHere(): string {
  const description: unknown = JSON.parse(readFileSync(projectFile('package.json'), 'utf8'));
  const version: unknown =
    typeof description === 'object' && description !== null ? Reflect.get(description, 'version') : undefined;
  return typeof version === 'string' ? version : 'unknown';
}

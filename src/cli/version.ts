import { readFileSync } from 'node:fs';
import { field, parsedJson } from '../text/json';
import { projectFile } from './project';

/** The version of this project, as its package.json has it. */
export function versionHere(): string {
  const version = field(parsedJson(readFileSync(projectFile('package.json'), 'utf8')), 'version');
  return typeof version === 'string' ? version : 'unknown';
}

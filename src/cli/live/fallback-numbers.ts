import { existsSync } from 'node:fs';
import { inspectEnvironment } from '../../twilio/environment';
import { projectFile, readNamedFile } from '../project';
import { variableIn } from './env-file';

/**
 * Those of the deployment, as the Functions read them, if it is known on this machine: they are called when nobody is on call.
 */
export function fallbackNumbersHere(): readonly string[] {
  const file = projectFile('.env');
  const list = existsSync(file) ? variableIn(readNamedFile(file, ''), 'FALLBACK_NUMBERS') : undefined;
  return inspectEnvironment({ FALLBACK_NUMBERS: list ?? '' }).environment.fallbackNumbers;
}

/** What it means that no number stands in for a roster that names nobody. */
export const NO_FALLBACK =
  'FALLBACK_NUMBERS names no number: when nobody is on call, or the roster cannot be read, nobody is called';

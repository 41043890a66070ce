import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a deployment uploads. */
export interface Upload {
  /** The paths of the Functions, such as `/claim`. */
  readonly functions: readonly string[];
  readonly assets: readonly string[];
  /** Changes whenever a Function, an Asset or a dependency does. */
  readonly fingerprint: string;
}

/** The variable of the environment that says which files its build was made of: `ZB… FINGERPRINT`. */
export const FILES_VARIABLE = 'DEPLOYED_FILES';

/** What would be uploaded from the project's folder, which must have been built. */
export function uploadOf(folder: string): Upload {
  const functions = join(folder, 'dist', 'functions');
  const assets = join(folder, 'assets');
  const functionFiles = filesIn(functions).filter((file) => file.endsWith('.js'));
  const assetFiles = filesIn(assets);
  const hash = createHash('sha256');
  for (const file of [
    ...functionFiles.map((each) => join(functions, each)),
    ...assetFiles.map((each) => join(assets, each)),
  ]) {
    hash
      .update(`${file.slice(folder.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  // Both decide what the uploaded files run with.
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies?: object };
  hash.update(JSON.stringify(dependencies ?? {})).update(readFileSync(join(folder, '.twilioserverlessrc.js')));
  return {
    functions: functionFiles.map((file) => `/${file.replace(/\.js$/, '').replace(/\.(?:protected|private)$/, '')}`),
    assets: assetFiles,
    fingerprint: hash.digest('hex').slice(0, 24),
  };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.DS_Store')
    .map(({ name }) => name)
    .toSorted();
}

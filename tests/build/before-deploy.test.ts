import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProjectCopy } from '../support/project-copy';
import { AGENTS } from '../support/story';

/** A build takes half a second; a busy machine takes several times as long. */
const LIMIT_MS = 60_000;
const roster = JSON.stringify({ agents: AGENTS });

let copy: ProjectCopy;

beforeEach(() => {
  copy = new ProjectCopy();
  copy.write('assets/roster.private.json', roster);
});

afterEach(() => {
  copy.remove();
});

/** What loading the configuration does for this command line. */
function prepare(...args: readonly string[]): void {
  const file = join(copy.folder, 'src', 'build', 'before-deploy.cjs');
  const loaded = createRequire(__filename)(file) as { prepare: (args: readonly string[]) => void };
  loaded.prepare(args);
}

function isBuilt(): boolean {
  return existsSync(join(copy.folder, 'dist', 'functions', 'alarm.js'));
}

describe('loading the configuration of the deployment tools', () => {
  it('neither builds nor checks for a command that only looks, so that it works however broken the project is', () => {
    copy.write('src/functions/alarm.ts', 'const = ;');
    copy.remove('assets');
    for (const line of [
      'list services',
      'logs --tail',
      'serverless:logs',
      'serverless:env:list',
      'serverless env set',
    ]) {
      prepare(...line.split(' '));
    }
    expect(isBuilt()).toBe(false);
  });

  it(
    'builds and checks no roster for a command that runs the Functions here',
    () => {
      copy.write('assets/roster.private.json', '{}');
      prepare('start', '--port', '3000');
      expect(isBuilt()).toBe(true);
    },
    LIMIT_MS,
  );

  it(
    'takes whatever it does not know for a deployment',
    () => {
      copy.remove('assets');
      expect(() => prepare('publish')).toThrow(/roster\.private\.json is missing/);
      expect(() => prepare('serverless', 'deploy')).toThrow(/^Nothing was deployed/);
      expect(isBuilt()).toBe(true);
    },
    LIMIT_MS,
  );

  it(
    'tells all that is wrong at once',
    () => {
      copy.write('assets/roster.private.json', JSON.stringify({ agents: { ann: { name: 'Ann', phone: '0770' } } }));
      copy.write('assets/logos/logo.svg', '<svg/>');
      const line = ['deploy', '--functions-folder', 'src', '--no-assets', '--cwd=src', '--environment', 'stage'];
      expect(() => prepare(...line)).toThrow(
        /--functions-folder: leave it out[^]*--no-assets: leave it out[^]*--cwd src: leave it out[^]*assets.logos: move it[^]*agents\.ann\.phone/,
      );
      copy.write('assets/roster.private.json', roster);
      copy.remove('assets/logos');
      expect(() => prepare('deploy', '--cwd', copy.folder, '--environment', 'stage')).not.toThrow();
    },
    LIMIT_MS,
  );
});

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { transformSync } from 'esbuild';

const LAUNCHER = join(__dirname, '..', '..', 'src', 'cli', 'oncall.cjs');

const BEFORE_DEPLOY = join(__dirname, '..', '..', 'src', 'build', 'before-deploy.cjs');

function node(...args: readonly string[]): {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

/** Makes this Node.js say that it is of another version, then runs the command. */
function nodeOfVersion(version: string): ReturnType<typeof node> {
  const script = `
    Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} });
    require(${JSON.stringify(LAUNCHER)});
  `;
  return node('-e', script, '--', 'help');
}

it('tells a Node.js that is too old what to install, without a stack', () => {
  expect(nodeOfVersion('18.20.8')).toEqual({
    status: 1,
    out: '',
    err: 'oncall: Node.js 18.20.8 is too old. Install Node.js 20 or newer (nodejs.org), then try again.\n',
  });
});

it('does not mind the oldest version that the README names', () => {
  expect(nodeOfVersion('20.0.0')).toMatchObject({ status: 0, err: '' });
});

// Node.js 6 and 8 must be able to read the file before they can be told; esbuild leaves alone what they know.
it('can be read by any Node.js', () => {
  const code = readFileSync(LAUNCHER, 'utf8');
  const rewritten = (target: string): string => transformSync(code, { target }).code;
  expect(rewritten('es2015')).toBe(rewritten('esnext'));
});

// Node.js before 20.19 and 22.12 cannot `require` an ECMAScript module; the flag makes a newer one like them.
it('runs where no ECMAScript module can be required', () => {
  const flag = '--no-experimental-require-module';
  const flags = process.allowedNodeEnvironmentFlags.has('--experimental-require-module') ? [flag] : [];
  expect(node(...flags, LAUNCHER, 'roster', 'check', '--from', '2026-11-22 12:00')).toMatchObject({
    status: 0,
    err: '',
  });
  expect(node(...flags, LAUNCHER, 'roster', 'calendar')).toMatchObject({ status: 0, err: '' });
  expect(node(...flags, LAUNCHER, 'rehearse', '--agents', 'take', '--json')).toMatchObject({
    status: 0,
    out: expect.stringContaining('"kind":"outcome","status":"acknowledged"'),
  });
  const prepare = `require(${JSON.stringify(BEFORE_DEPLOY)}).prepare(['deploy'])`;
  expect(node(...flags, '-e', prepare)).toMatchObject({ status: 0, err: '' });
});

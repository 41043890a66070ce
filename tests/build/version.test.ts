import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

const PROJECT = join(__dirname, '..', '..');

let copy = '';

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'build-'));
  for (const name of ['src', 'lambda', 'package.json', 'tsconfig.json']) {
    cpSync(join(PROJECT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'), 'junction');
});

afterEach(() => rmSync(copy, { recursive: true }));

/** Builds the copy and says its version. */
function build(): string {
  const { status, stderr } = spawnSync(process.execPath, [join(copy, 'src', 'build', 'build.cjs')], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return readFileSync(join(copy, 'dist', 'version.txt'), 'utf8');
}

it('has the same version for the same sources in another folder, and another one after a change', () => {
  const here = readFileSync(join(PROJECT, 'dist', 'version.txt'), 'utf8');
  expect(here).toMatch(/^[0-9a-f]{12}\n$/);
  expect(build()).toBe(here);
  expect(readFileSync(join(copy, 'dist', 'functions', 'alarm.js'), 'utf8')).toContain(here.trim());

  const wording = join(copy, 'src', 'wording', 'en.ts');
  writeFileSync(wording, readFileSync(wording, 'utf8').replace('One more for you', 'Another one for you'));
  expect(build()).not.toBe(here);
});

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { firstRelease } from '../../src/incident/first-release/deployed';

afterEach(() => void Reflect.deleteProperty(globalThis, 'Runtime'));

function deployed(functions: Readonly<Record<string, { readonly path: string }>>): void {
  Reflect.set(globalThis, 'Runtime', { getFunctions: () => functions });
}

it('what takes over a board of the first release comes out of its private Function', () => {
  const path = join(tmpdir(), `first-release-${process.pid}.js`);
  writeFileSync(path, "exports.FIRST_RELEASE = { upgraded: () => 'upgraded' };");
  deployed({ 'first-release': { path } });
  expect(firstRelease()?.upgraded(undefined, 'FW1', 0)).toBe('upgraded');
});

it('there is none where that is not deployed', () => {
  deployed({});
  expect(firstRelease()).toBeUndefined();
});

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { others } from '../../src/wording/deployed';

afterEach(() => void Reflect.deleteProperty(globalThis, 'Runtime'));

function deployed(functions: Readonly<Record<string, { readonly path: string }>>): void {
  Reflect.set(globalThis, 'Runtime', { getFunctions: () => functions });
}

/** A file beside the Function, as Twilio would have it. */
function file(name: string, text: string): { readonly path: string } {
  const path = join(tmpdir(), `${name}-${process.pid}.js`);
  writeFileSync(path, text);
  return { path };
}

it('the other languages come out of the private Function', () => {
  deployed({ languages: file('languages', "exports.OTHERS = { de: 'Deutsch' };") });
  expect(others()).toEqual({ de: 'Deutsch' });
});

it.each<[string, Parameters<typeof deployed>[0]]>([
  ['is not deployed', {}],
  ['has no file', { languages: { path: join(tmpdir(), 'nowhere', 'languages.js') } }],
  ['is not whole', { languages: file('broken', 'exports.OTHERS = {') }],
])('there are none where it %s', (_what, functions) => {
  deployed(functions);
  expect(others()).toEqual({});
});

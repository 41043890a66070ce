import { compileFunction } from 'node:vm';

/** The bundles may run in another realm than the tests: each has prototypes of its own. */
const REALMS = [globalThis, compileFunction('return globalThis')() as typeof globalThis];

/** What every object, list, function, text and error inherits: whoever could add to it would reach all of them. */
export function namesOnPrototypes(): string[][] {
  return REALMS.flatMap((realm) =>
    [realm.Object, realm.Array, realm.Function, realm.String, realm.Error].map(({ prototype }) =>
      Object.getOwnPropertyNames(prototype).toSorted(),
    ),
  );
}

import { readFileSync, statSync } from 'node:fs';
import { field } from '../text/json';

const read = new Map<string, { readonly stamp: string; readonly source: string }>();

/** The text of a built file, read again only when the file has changed: hundreds of stories run the same ones. */
export function readBundle(file: string): string {
  const { mtimeMs, size, ino } = statSync(file);
  const stamp = `${mtimeMs} ${size} ${ino}`;
  const known = read.get(file);
  if (known?.stamp === stamp) return known.source;
  const source = readFileSync(file, 'utf8');
  read.set(file, { stamp, source });
  return source;
}

/** The handler that a built file exports. Throws for a file that exports none. */
export function handlerIn(exported: unknown, file: string): (...call: readonly unknown[]) => unknown {
  const handler = field(exported, 'handler');
  if (typeof handler !== 'function') throw new Error(`${file} exports no handler: build it again (npm run build).`);
  return (...call) => Reflect.apply(handler, undefined, call) as unknown;
}

import { readFileSync, statSync } from 'node:fs';

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

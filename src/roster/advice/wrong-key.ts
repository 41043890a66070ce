import { quoted } from '../../text/masking';
import { nearestWord } from '../../text/nearest-word';
import type { Fault } from '../file/fault';
import { nameOfTable, type Table } from '../file/keys';
import { KEY_WORDS, STRAYS, type KeyWords, type Stray } from './key-words';

/** Faults without those that only say again what a wrong key says: that the key is missing for which it stands. */
export function withoutEchoes(faults: readonly Fault[]): readonly Fault[] {
  const meant = new Map<string, readonly string[]>();
  for (const { holder, table, value } of faults) {
    if (holder === undefined || table === undefined) continue;
    meant.set(holder, [...(meant.get(holder) ?? []), ...strayOf(table, String(value)).standsFor]);
  }
  return faults.filter(({ path, keys }) => keys?.some((key) => meant.get(path)?.includes(key) === true) !== true);
}

/** What to say of a key that is not known. */
export function unknownText({ table, value }: Fault): string {
  const key = String(value);
  return `${quoted(key)} is not known here; ${strayOf(table, key).remedy}`;
}

/** For what a wrong key stands. */
function strayOf(table: Table | undefined, key: string): Stray {
  const name = nameOfTable(table) ?? '';
  const word = key.toLowerCase().replaceAll(/[-_]/g, '');
  const strays = STRAYS[name] ?? {};
  const stray = Object.hasOwn(strays, word) ? strays[word] : undefined;
  if (stray !== undefined) return stray;
  const names = Object.keys(table?.keys ?? {}).filter((each) => each !== '$schema');
  const words = wordsOf(name);
  const meant = names.find((each) => words[each]?.meant?.split(' ').includes(word)) ?? nearestWord(key, names);
  if (meant !== undefined) return { standsFor: [meant], remedy: `did you mean \`${meant}\`?` };
  return { standsFor: [], remedy: `known are ${names.join(', ')}` };
}

/** What there is to say about the keys of a table. */
export function wordsOf(table: string): Readonly<Record<string, KeyWords>> {
  return table in KEY_WORDS ? KEY_WORDS[table as keyof typeof KEY_WORDS] : {};
}

import { isRecord } from '../../text/json';
import type { Fault } from './fault';
import { MOST_CHARACTERS, type Key, type Read, type Table } from './keys';
import { isId, isPlain, textOfKind } from './kinds';
import { itemPath, keyPath, memberPath } from './path';

/** Reads an object by the table of its keys. Undefined when it is not an object; whatever is wrong in it is added to the faults. */
export function read<Some extends Table>(
  value: unknown,
  table: Some,
  path: string,
  faults: Fault[],
): Read<Some> | undefined {
  if (!isRecord(value)) {
    faults.push({ path, what: 'value', value, key: { is: table } });
    return undefined;
  }
  const { keys }: Table = table;
  const found: Record<string, unknown> = { path };
  for (const name of Object.keys(value)) {
    const key = keyNamed(name, keys);
    if (key === undefined) {
      faults.push({ path: memberPath(path, name), what: 'unknown', value: name, table, holder: path });
    } else found[name] = readKey(value[name], key, keyPath(path, name), faults);
  }
  noteMissing(value, table, path, faults);
  return found as Read<Some>;
}

function keyNamed(name: string, keys: Table['keys']): Key | undefined {
  return Object.hasOwn(keys, name) ? keys[name] : undefined;
}

/** What the table asks for and is not there. */
function noteMissing(value: object, table: Table, path: string, faults: Fault[]): void {
  for (const name of neededIn(table)) {
    if (!Object.hasOwn(value, name)) faults.push({ path, what: 'missing', table, keys: [name] });
  }
  const { any } = table;
  if (any?.every((name) => !Object.hasOwn(value, name)) === true) {
    faults.push({ path, what: 'missing', table, keys: any });
  }
}

/** Looked up once for each table: a roster has thousands of objects, and most tables need one key of many. */
const needed = new Map<Table, readonly string[]>();

function neededIn(table: Table): readonly string[] {
  const known = needed.get(table) ?? Object.keys(table.keys).filter((name) => table.keys[name]?.must === true);
  needed.set(table, known);
  return known;
}

/** Whether an object has a key, even if its value could not be read. */
export function has(object: { readonly path: string }, key: string): boolean {
  return Object.hasOwn(object, key);
}

function readKey(value: unknown, key: Key, path: string, faults: Fault[]): unknown {
  const { many } = key;
  if (many === undefined) return readOne(value, key, path, faults);
  if (many === 'by-id') return readById(value, key, path, faults);
  if (!Array.isArray(value)) {
    if (many === 'one-or-some') return [readOne(value, key, path, faults)];
    faults.push({ path, what: 'many', value, key });
    return undefined;
  }
  if (value.length === 0 && many !== 'list') faults.push({ path, what: 'empty', key });
  const items = value.map((item: unknown, index) => readOne(item, key, itemPath(path, index), faults));
  if (key.once === true && items.length > 1 && isOneTwice(items)) faults.push({ path, what: 'twice', key });
  return items;
}

function isOneTwice(items: readonly unknown[]): boolean {
  const known = items.filter((item) => item !== undefined);
  return new Set(known).size < known.length;
}

function readById(value: unknown, key: Key, path: string, faults: Fault[]): unknown {
  if (!isRecord(value)) {
    faults.push({ path, what: 'many', value, key });
    return undefined;
  }
  const members = new Map<string, unknown>();
  for (const id of Object.keys(value)) {
    const isWord = isId(id);
    const place = isWord ? keyPath(path, id) : memberPath(path, id);
    if (key.ids === undefined) {
      if (!isWord) faults.push({ path: place, what: 'id', value: id });
    } else if (textOfKind(id, key.ids) === undefined) {
      faults.push({ path: place, what: 'value', value: id, key: { is: key.ids } });
    }
    members.set(id, readOne(value[id], key, place, faults));
  }
  if (members.size === 0) faults.push({ path, what: 'empty', key });
  return members;
}

function readOne(value: unknown, key: Key, path: string, faults: Fault[]): unknown {
  const { is } = key;
  if (typeof is === 'object') return read(value, is, path, faults);
  const known = is === 'whole' ? wholeOf(value, key) : textOf(value, key, is);
  if (known === undefined) faults.push({ path, what: 'value', value, key });
  return known;
}

function wholeOf(value: unknown, { least = 0, most = Infinity }: Key): number | undefined {
  const isWhole = typeof value === 'number' && Number.isInteger(value);
  return isWhole && value >= least && value <= most ? value : undefined;
}

function textOf(
  value: unknown,
  { most = MOST_CHARACTERS, words }: Key,
  kind: Parameters<typeof textOfKind>[1],
): unknown {
  if (typeof value !== 'string' || !isPlain(value, most)) return undefined;
  return words?.includes(value) === false ? undefined : textOfKind(value, kind);
}

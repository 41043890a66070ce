import { isRecord } from '../../text/json';
import type { Fault } from './fault';
import { MOST_CHARACTERS } from './keys';
import type { Key, Read, Table } from './keys';
import { isId, isPlain, textOfKind } from './kinds';
import { itemPath, keyPath, memberPath } from './path';

/** Reads an object by the table of its keys. Undefined when it is no object; whatever is wrong in it is added to the faults. */
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
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(table.keys, name))
      faults.push({ path: memberPath(path, name), what: 'unknown', value: name, table, holder: path });
  }
  const found: Record<string, unknown> = { path };
  for (const [name, key] of Object.entries(table.keys)) {
    if (Object.hasOwn(value, name)) found[name] = readKey(value[name], key, keyPath(path, name), faults);
    else if (key.must === true) faults.push({ path, what: 'missing', table, keys: [name] });
  }
  if (table.any?.every((name) => !Object.hasOwn(value, name)) === true) {
    faults.push({ path, what: 'missing', table, keys: table.any });
  }
  return found as Read<Some>;
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
  const known = items.filter((item) => item !== undefined);
  if (key.once === true && new Set(known).size < known.length) faults.push({ path, what: 'twice', key });
  return items;
}

function readById(value: unknown, key: Key, path: string, faults: Fault[]): unknown {
  if (!isRecord(value)) {
    faults.push({ path, what: 'many', value, key });
    return undefined;
  }
  const members = Object.entries(value);
  if (members.length === 0) faults.push({ path, what: 'empty', key });
  return new Map(
    members.map(([id, member]) => {
      if (isId(id)) return [id, readOne(member, key, keyPath(path, id), faults)];
      const place = memberPath(path, id);
      faults.push({ path: place, what: 'id', value: id });
      return [id, readOne(member, key, place, faults)];
    }),
  );
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

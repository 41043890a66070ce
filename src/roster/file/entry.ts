import { likely } from '../likely';
import { quoted } from '../masked';
import { itemPath, memberPath } from './path';
import type { Fault, Json } from './json';

/** A value of the roster file with its path, and where what is said about it is collected. */
export interface Entry {
  readonly node: Json;
  readonly path: string;
  /** What keeps the roster from being used. */
  readonly faults: Fault[];
  /** What may be meant or not. */
  readonly doubts: Fault[];
}

/** An object's members by key. */
export interface Fields {
  readonly entry: Entry;
  readonly get: (key: string) => Entry | undefined;
}

/** A member whose key the writer chose, such as an agent. */
export interface Member {
  /** For faults of the key itself. */
  readonly key: Entry;
  readonly value: Entry;
}

/** What a wrong key was probably meant to be, where its letters do not tell. */
export type KeyHints = ReadonlyMap<string, string>;

const NO_HINTS: KeyHints = new Map();

/** With more faults than this a file is no roster; looking for near words would only take time. */
const MOST_SUGGESTIONS = 100;

/** Records a fault. Returns undefined, for readers that give up on a value. */
export function fault(entry: Entry, message: string): undefined {
  entry.faults.push({ path: entry.path, at: entry.node.at, message });
  return undefined;
}

/** Records that something may not be meant as it is read. */
export function doubt(entry: Entry, message: string): void {
  entry.doubts.push({ path: entry.path, at: entry.node.at, message });
}

/** The members of an object that may have these keys only. Undefined, with a fault, when it is no object. */
export function fieldsOf(entry: Entry, keys: readonly string[], hints: KeyHints = NO_HINTS): Fields | undefined {
  const { node, path, faults } = entry;
  if (node.kind !== 'object') return wrongKind(entry, 'an object in braces { … }');
  for (const [key, { keyAt }] of node.members) {
    if (keys.includes(key)) continue;
    const known = `known are ${keys.filter((other) => other !== '$schema').join(', ')}`;
    const remedy = hints.get(key) ?? didYouMean(entry, key, keys, known);
    faults.push({ path: memberPath(path, key), at: keyAt, message: `${quoted(key)} is not known here; ${remedy}` });
  }
  return {
    entry,
    get(key) {
      const member = node.members.get(key);
      return member && { ...entry, node: member.value, path: memberPath(path, key) };
    },
  };
}

/** All members of an object whose keys the writer chose. None, with a fault, when it is no object. */
export function membersOf(entry: Entry): ReadonlyMap<string, Member> {
  const { node, path } = entry;
  if (node.kind !== 'object') {
    wrongKind(entry, 'an object in braces { … }');
    return new Map();
  }
  return new Map(
    [...node.members].map(([key, { keyAt, value }]) => {
      const own = memberPath(path, key);
      const member: Member = {
        key: { ...entry, node: { kind: 'unreadable', at: keyAt }, path: own },
        value: { ...entry, node: value, path: own },
      };
      return [key, member];
    }),
  );
}

/** The items of an array. None, with a fault, when it is no array. */
export function itemsOf(entry: Entry): readonly Entry[] {
  const { node, path } = entry;
  if (node.kind !== 'array') {
    wrongKind(entry, 'a list in brackets [ … ]');
    return [];
  }
  const { faults, doubts } = entry;
  return node.items.map((item, index) => ({ node: item, path: itemPath(path, index), faults, doubts }));
}

/** The items of an array that must have some. */
export function someOf(entry: Entry): readonly Entry[] {
  const items = itemsOf(entry);
  if (entry.node.kind === 'array' && items.length === 0) {
    fault(entry, 'this list is empty; write at least one item or leave the key out');
  }
  return items;
}

/** The items of an array, or the value itself: for what may be written as one or as many. */
export function oneOrMany(entry: Entry): readonly Entry[] {
  return entry.node.kind === 'array' ? someOf(entry) : [entry];
}

/** Reads each item of the list under a key; a missing key is an empty list. */
export function listed<Item>(fields: Fields, key: string, read: (entry: Entry) => Item | undefined): readonly Item[] {
  const entry = fields.get(key);
  return entry === undefined ? [] : itemsOf(entry).flatMap((item) => read(item) ?? []);
}

/** A text that is not blank. Undefined, with a fault, when it is none. */
export function textOf(entry: Entry, mostCharacters = 200): string | undefined {
  const { node } = entry;
  if (node.kind !== 'string') return wrongKind(entry, 'text in double quotes');
  if (node.value.trim() === '') return fault(entry, 'this is empty; write something or leave the key out');
  const characters = Array.from(node.value).length;
  if (characters <= mostCharacters) return node.value;
  return fault(entry, `this has ${String(characters)} characters; ${String(mostCharacters)} are allowed`);
}

/** A whole number within limits. Undefined, with a fault, when it is none. */
export function wholeOf(entry: Entry, least: number, most: number): number | undefined {
  const { node } = entry;
  const wanted = `a whole number from ${String(least)} to ${String(most)}, without quotes`;
  if (node.kind !== 'number') return wrongKind(entry, wanted);
  if (Number.isInteger(node.value) && node.value >= least && node.value <= most) return node.value;
  return fault(entry, `write ${wanted}`);
}

/** One of a few words. Undefined, with a fault, when it is none of them. */
export function wordOf<Word extends string>(entry: Entry, words: readonly Word[]): Word | undefined {
  const text = textOf(entry);
  const word = words.find((candidate) => candidate === text);
  if (text === undefined || word !== undefined) return word;
  return fault(entry, `${quoted(text)} is not known here; write ${words.map((known) => `"${known}"`).join(' or ')}`);
}

/** A question that names the nearest known word, or else another remedy. */
export function didYouMean(entry: Entry, word: string, known: Iterable<string>, otherwise: string): string {
  const meant = entry.faults.length < MOST_SUGGESTIONS ? likely(word, known) : undefined;
  return meant === undefined ? otherwise : `did you mean \`${meant}\`?`;
}

const KINDS: Readonly<Record<Json['kind'], string>> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  number: 'a number',
  word: 'true, false or null',
  unreadable: 'unreadable',
};

function wrongKind(entry: Entry, wanted: string): undefined {
  if (entry.node.kind === 'unreadable') return undefined;
  return fault(entry, `this is ${KINDS[entry.node.kind]}; write ${wanted}`);
}

import { nearestWord } from '../../text/nearest-word';
import { quoted } from '../../text/masking';
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
  /** What was said about wrong keys. */
  readonly told: ReadonlySet<KeyHint>;
}

/** A member whose key the writer chose, such as an agent. */
export interface Member {
  /** For faults of the key itself. */
  readonly key: Entry;
  readonly value: Entry;
}

/** What to write in place of a wrong key. */
export interface KeyHint {
  readonly remedy: string;
  /** The key that was meant, whose value this one has. */
  readonly key?: string;
}

/** Hints for wrong keys whose letters do not tell; by the wrong key in lower case and without - and _. */
export type KeyHints = ReadonlyMap<string, KeyHint>;

const NO_HINTS: KeyHints = new Map();

/** Hints that name the key that was meant: for each one the words, separated by spaces, that people write for it. */
export function hintsFor(words: Readonly<Record<string, string>>): KeyHints {
  return new Map(
    Object.entries(words).flatMap(([key, wrong]) => wrong.split(' ').map((word) => [word, questionFor(key)] as const)),
  );
}

function questionFor(key: string): KeyHint {
  return { key, remedy: `did you mean \`${key}\`?` };
}

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

/**
 * The members of an object that may have these keys only. Undefined, with a fault, when it is no object. Where a wrong key was plainly
 * meant to be another one, its value is read under that.
 */
export function fieldsOf(entry: Entry, keys: readonly string[], hints: KeyHints = NO_HINTS): Fields | undefined {
  const { node, path, faults } = entry;
  if (node.kind !== 'object') {
    const form = keys.filter((key) => key !== '$schema').slice(0, 2);
    return wrongKind(entry, `an object in braces { ${form.map((key) => `"${key}": …`).join(', ')} }`);
  }
  const written = new Map<string, string>();
  const told = new Set<KeyHint>();
  for (const [key, { keyAt }] of node.members) {
    if (keys.includes(key)) continue;
    const hint = hintFor(entry, key, keys, hints);
    told.add(hint);
    faults.push({
      path: memberPath(path, key),
      at: keyAt,
      message: `${quoted(key)} is not known here; ${hint.remedy}`,
    });
    if (hint.key !== undefined && !node.members.has(hint.key)) written.set(hint.key, key);
  }
  return {
    entry,
    told,
    get(meant) {
      const key = written.get(meant) ?? meant;
      const member = node.members.get(key);
      return member && { ...entry, node: member.value, path: memberPath(path, key) };
    },
  };
}

function hintFor(entry: Entry, key: string, keys: readonly string[], hints: KeyHints): KeyHint {
  const hint = hints.get(key.toLowerCase().replaceAll(/[-_]/g, ''));
  if (hint !== undefined) return hint;
  const meant = isWorthAGuess(entry) ? nearestWord(key, keys) : undefined;
  if (meant !== undefined) return questionFor(meant);
  return { remedy: `known are ${keys.filter((other) => other !== '$schema').join(', ')}` };
}

/** All members of an object whose keys the writer chose. None, with a fault, when it is no object. */
export function membersOf(entry: Entry): ReadonlyMap<string, Member> {
  const { node, path } = entry;
  if (node.kind !== 'object') {
    wrongKind(entry, 'an object in braces { "id": { … } }, with an id for each');
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
    wrongKind(entry, listForm(node));
    return [];
  }
  const { faults, doubts } = entry;
  return node.items.map((item, index) => ({ node: item, path: itemPath(path, index), faults, doubts }));
}

/** How to write as a list what is none. */
function listForm(node: Json): string {
  if (node.kind === 'object') return 'a list in brackets, also of one: [{ … }]';
  if (node.kind !== 'string' || node.value.length > 60) return 'a list in brackets [ … ]';
  return `a list in brackets [${node.value
    .split(/[\s,;]+/)
    .map((item) => JSON.stringify(item))
    .join(', ')}]`;
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

/** Neither a phone nor a terminal shows these, and a line break would begin a new line in whatever is written with the text. */
const UNSEEN = /[\p{Cc}\u2028\u2029]/u;

/** A text that is not blank and has only what can be seen. Undefined, with a fault, when it is none. */
export function textOf(entry: Entry, mostCharacters = 200): string | undefined {
  const { node } = entry;
  if (node.kind !== 'string') return wrongKind(entry, 'text in double quotes');
  if (node.value.trim() === '') return fault(entry, 'this is empty; write something or leave the key out');
  const [unseen] = UNSEEN.exec(node.value) ?? [];
  if (unseen !== undefined) return fault(entry, unseenText(unseen));
  const characters = Array.from(node.value).length;
  if (characters <= mostCharacters) return node.value;
  return fault(entry, `this has ${String(characters)} characters; ${String(mostCharacters)} are allowed`);
}

function unseenText(character: string): string {
  if (character === '\n' || character === '\r') return 'this has a line break in it; write it as one line';
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `this has a control character (U+${code}) in it, which nobody sees; delete it`;
}

/** A whole number within limits. Undefined, with a fault that ends with `more` if there is any, when it is none. */
export function wholeOf(entry: Entry, least: number, most: number, more?: string): number | undefined {
  const { node } = entry;
  const rest = more === undefined ? '' : `; ${more}`;
  const wanted = `a whole number from ${String(least)} to ${String(most)}, without quotes${rest}`;
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
  const meant = isWorthAGuess(entry) ? nearestWord(word, known) : undefined;
  return meant === undefined ? otherwise : `did you mean \`${meant}\`?`;
}

/** Whether there is time to look for what was meant. */
export function isWorthAGuess({ faults }: Entry): boolean {
  return faults.length < MOST_SUGGESTIONS;
}

const KINDS: Readonly<Record<Exclude<Json['kind'], 'word'>, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  number: 'a number',
  unreadable: 'unreadable',
};

function wrongKind(entry: Entry, wanted: string): undefined {
  const { node } = entry;
  if (node.kind === 'unreadable') return undefined;
  const written = node.kind === 'word' ? String(node.value) : KINDS[node.kind];
  return fault(entry, `this is ${written}; write ${wanted}`);
}

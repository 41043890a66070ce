import { getLocation, parseTree, type JSONPath, type Node, type ParseError } from 'jsonc-parser';
import { depthOf } from './brackets';
import { mistakeOf, type JsonSubject, type Mistake } from './syntax';

/** The deepest a roster goes is 7, the deepest a flow goes is 9. */
const DEEPEST = 32;

/** A value of the text. */
export interface Written {
  readonly path: JSONPath;
  readonly at: number;
  /** Where its key begins, if it has one. */
  readonly keyAt: number;
}

/** The text of a file, read as JSON. */
export type Source =
  | {
      readonly ok: true;
      readonly json: unknown;
      /** All values in the order of the text. */
      readonly values: readonly Written[];
      /** Keys that are written again in the same object. */
      readonly twice: readonly Written[];
    }
  | ({ readonly ok: false; readonly path: JSONPath } & Mistake);

/**
 * Reads a JSON text with the offsets of all that is in it. Never throws: what JSON.parse refuses is the first mistake, in plain words.
 * A byte-order mark at the start is skipped.
 */
export function readSource(written: string, subject: JsonSubject): Source {
  const whole = unreadable(written, subject);
  if (whole !== undefined) return { ok: false, path: [], at: 0, message: whole };
  // A blank in place of the mark keeps the offsets.
  const text = written.replace(/^\uFEFF/, ' ');
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error !== undefined || tree === undefined) {
    const mistake = mistakeOf(text, error ?? { error: 4, offset: text.length, length: 0 }, subject);
    return { ok: false, path: plainStart(getLocation(text, mistake.at).path), ...mistake };
  }
  const values: Written[] = [];
  const twice: Written[] = [];
  collect(tree, [], tree.offset, values, twice);
  return { ok: true, json: JSON.parse(text) as unknown, values, twice };
}

/** A path up to what is not a plain word, which a quote in a wrong place causes. */
function plainStart(path: JSONPath): JSONPath {
  const end = path.findIndex((part) => !/^[\w$-]{1,64}$/.test(String(part)));
  return end === -1 ? path : path.slice(0, end);
}

/** Why nothing in the file can be looked at. */
function unreadable(text: string, { name, longestCharacters }: JsonSubject): string | undefined {
  if (isUtf16(text)) return 'the file is saved as UTF-16; save it as UTF-8';
  if (text.length > longestCharacters) {
    const [characters, allowed] = [text.length, longestCharacters].map((count) => count.toLocaleString('en'));
    return `the file has ${characters ?? ''} characters; a ${name} may have ${allowed ?? ''}`;
  }
  if (depthOf(text) <= DEEPEST) return undefined;
  return `this is nested more than ${String(DEEPEST)} levels deep, deeper than any ${name}`;
}

/** Whether a text that was read as UTF-8 is UTF-16: there every second byte of plain text is 0, with which no JSON begins. */
export function isUtf16(text: string): boolean {
  return text.slice(0, 4).includes('\0');
}

function collect(node: Node, path: JSONPath, keyAt: number, values: Written[], twice: Written[]): void {
  values.push({ path, at: node.offset, keyAt });
  const seen = new Set<unknown>();
  for (const [index, child] of (node.children ?? []).entries()) {
    const [key, value] = child.type === 'property' ? (child.children ?? []) : [];
    if (key === undefined || value === undefined) {
      collect(child, [...path, index], child.offset, values, twice);
      continue;
    }
    const name = String(key.value);
    const own = [...path, name];
    if (seen.has(name)) twice.push({ path: own, at: value.offset, keyAt: key.offset });
    seen.add(name);
    collect(value, own, key.offset, values, twice);
  }
}

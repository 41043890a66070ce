/**
 * A strict JSON reader that knows where everything is written.
 *
 * JSON.parse gives no positions, keeps the last of two equal keys without a word, and moves keys that look like numbers to the
 * front; all three would let a mistake in a roster pass unseen. Where the writer's intention is plain (a comma too many, a
 * comment) the fault is recorded and reading goes on, so that all faults are told at once.
 */

/** Above this a roster is refused unread: 1,000 agents need about 150 kB. */
export const LONGEST_FILE_CHARACTERS = 1_000_000;

/** The deepest a roster goes is 7, the deepest a flow goes is 9. */
const DEEPEST = 32;

/** What is in the file, for messages, and how long it may be. */
export interface JsonSubject {
  /** As in "a roster". */
  readonly name: string;
  /** What to write into an empty file. */
  readonly smallest: string;
  /** Where to put what somebody wanted to say in a comment. */
  readonly insteadOfComments: string;
  readonly longestCharacters: number;
}

const ROSTER: JsonSubject = {
  name: 'roster',
  smallest: 'the smallest roster is { "agents": { "ann": { "name": "Ann Lee", "phone": "+44…" } } }',
  insteadOfComments: 'overrides and silences may say "why"',
  longestCharacters: LONGEST_FILE_CHARACTERS,
};

export interface JsonObject {
  readonly kind: 'object';
  readonly at: number;
  readonly members: ReadonlyMap<string, JsonMember>;
}
export interface JsonMember {
  readonly keyAt: number;
  readonly value: Json;
}
export interface JsonArray {
  readonly kind: 'array';
  readonly at: number;
  readonly items: readonly Json[];
}
export interface JsonString {
  readonly kind: 'string';
  readonly at: number;
  readonly value: string;
}
export interface JsonNumber {
  readonly kind: 'number';
  readonly at: number;
  readonly value: number;
}
export interface JsonWord {
  readonly kind: 'word';
  readonly at: number;
  readonly value: boolean | null;
}
/** What could not be read; a fault already tells of it, so nobody need look at it again. */
export interface JsonUnreadable {
  readonly kind: 'unreadable';
  readonly at: number;
}

/** A value with the offset at which it is written. */
export type Json = JsonObject | JsonArray | JsonString | JsonNumber | JsonWord | JsonUnreadable;

/** A fault at an offset of the text. */
export interface Fault {
  readonly path: string;
  readonly at: number;
  readonly message: string;
}

export interface JsonReading {
  /** Absent when nothing usable could be read. */
  readonly root?: Json;
  readonly faults: readonly Fault[];
}

/** Reads a JSON text. Never throws: whatever is wrong is a fault. A byte-order mark at the start is skipped. */
export function readJson(text: string, subject: JsonSubject = ROSTER): JsonReading {
  if (text.length > subject.longestCharacters) {
    return { faults: [{ path: '$', at: 0, message: tooLong(text.length, subject) }] };
  }
  const scanner = new Scanner(text, subject);
  try {
    return { root: scanner.document(), faults: scanner.faults };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { faults: scanner.faults };
  }
}

/** The path of a member of an object: `agents.bob`, or `agents["bob smith"]` when the key is no plain word. */
export function memberPath(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '$' ? key : `${path}.${key}`;
}

/** The path of an item of an array, counted from 0. */
export function itemPath(path: string, index: number): string {
  return `${path}[${String(index)}]`;
}

function tooLong(characters: number, { name, longestCharacters }: JsonSubject): string {
  return `the file has ${String(characters)} characters; a ${name} may have ${String(longestCharacters)}`;
}

/** Thrown when reading on makes no sense; the fault is recorded already. */
class Stop extends Error {}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Space, tab, carriage return, line feed. */
function isSpace(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 13 || unit === 10;
}

/** Neither a control character nor a quote of either kind nor a backslash, and not the end of the text. */
function isPlain(unit: number): boolean {
  return unit >= 32 && unit !== 34 && unit !== 39 && unit !== 92;
}

class Scanner {
  readonly faults: Fault[] = [];
  readonly #text: string;
  /** The keys and indexes that lead to what is being read. */
  readonly #trail: (string | number)[] = [];
  readonly #subject: JsonSubject;
  #at = 0;

  constructor(text: string, subject: JsonSubject) {
    this.#text = text;
    this.#subject = subject;
  }

  document(): Json {
    if (this.#text.startsWith('\uFEFF')) this.#at = 1;
    this.#skip();
    if (this.#at >= this.#text.length) {
      this.#stop(`the file is empty; ${this.#subject.smallest}`);
    }
    const root = this.#value();
    this.#skip();
    if (this.#at < this.#text.length)
      this.#fault(this.#at, `the ${this.#subject.name} ends before this; delete what follows`);
    return root;
  }

  #fault(at: number, message: string): void {
    const path = this.#trail.reduce<string>(
      (outer, key) => (typeof key === 'number' ? itemPath(outer, key) : memberPath(outer, key)),
      '$',
    );
    this.faults.push({ path, at, message });
  }

  #stop(message: string): never {
    this.#fault(this.#at, message);
    throw new Stop();
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  /** Skips white space, and comments, which are faults. */
  #skip(): void {
    for (;;) {
      while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
      const end = this.#commentEnd();
      if (end === undefined) return;
      this.#fault(this.#at, `JSON has no comments; delete it (${this.#subject.insteadOfComments})`);
      this.#at = end;
    }
  }

  #commentEnd(): number | undefined {
    const text = this.#text;
    if (text.startsWith('/*', this.#at)) {
      const close = text.indexOf('*/', this.#at + 2);
      return close === -1 ? text.length : close + 2;
    }
    if (!text.startsWith('//', this.#at) && this.#peek() !== '#') return undefined;
    const lineEnd = text.indexOf('\n', this.#at);
    return lineEnd === -1 ? text.length : lineEnd;
  }

  #value(): Json {
    if (this.#trail.length > DEEPEST)
      this.#stop(`this is nested more than ${String(DEEPEST)} deep; no ${this.#subject.name} is`);
    const first = this.#peek();
    if (first === '{') return this.#object();
    if (first === '[') return this.#array();
    if (first === '"' || first === "'") return { kind: 'string', at: this.#at, value: this.#string() };
    return this.#bare();
  }

  #object(): JsonObject {
    const at = this.#at;
    const members = new Map<string, JsonMember>();
    this.#list('}', () => {
      const keyAt = this.#at;
      const key = this.#key();
      this.#trail.push(key);
      this.#skip();
      if (this.#peek() === ':') this.#at += 1;
      else this.#fault(this.#at, 'a colon is missing before this');
      this.#skip();
      const value = this.#value();
      if (members.has(key)) this.#fault(keyAt, 'this key is written twice; keep one of the two');
      else members.set(key, { keyAt, value });
      this.#trail.pop();
    });
    return { kind: 'object', at, members };
  }

  #key(): string {
    if (/["']/.test(this.#peek())) return this.#string();
    const at = this.#at;
    const word = this.#takeWord();
    if (word === '') this.#stop('a key in double quotes is expected here');
    this.#fault(at, 'put double quotes around the key');
    return word;
  }

  #array(): JsonArray {
    const at = this.#at;
    const items: Json[] = [];
    this.#list(']', () => {
      this.#trail.push(items.length);
      items.push(this.#value());
      this.#trail.pop();
    });
    return { kind: 'array', at, items };
  }

  /** Reads what stands between brackets, one element after the other, with the commas between them. */
  #list(close: '}' | ']', element: () => void): void {
    this.#at += 1;
    this.#skip();
    while (this.#peek() !== close) {
      if (this.#at >= this.#text.length) this.#stop(`the file ends here, but a ${close} is missing`);
      element();
      this.#skip();
      this.#comma(close);
    }
    this.#at += 1;
  }

  #comma(close: '}' | ']'): void {
    const at = this.#at;
    if (this.#peek() !== ',') {
      if (this.#peek() === close || at >= this.#text.length) return;
      if (/[}\]:]/.test(this.#peek())) this.#stop(`a comma or ${close} is expected here`);
      this.#fault(at, 'a comma is missing before this');
      return;
    }
    this.#at += 1;
    this.#skip();
    if (this.#peek() === close) this.#fault(at, `delete this comma: nothing follows before the ${close}`);
    else if (this.#peek() === ',') this.#stop('two commas in a row; delete one');
  }

  #string(): string {
    const quote = this.#peek();
    const startAt = this.#at;
    if (quote === "'") this.#fault(startAt, 'use double quotes');
    this.#at += 1;
    let value = '';
    for (;;) {
      const plainAt = this.#at;
      while (isPlain(this.#text.charCodeAt(this.#at))) this.#at += 1;
      value += this.#text.slice(plainAt, this.#at);
      const unit = this.#peek();
      if (unit === '' || unit === '\n') {
        this.#at = startAt;
        this.#stop('this text has no closing quote on its line');
      }
      this.#at += 1;
      if (unit === quote) return value;
      if (unit === '\\') value += this.#escape();
      else {
        if (unit < ' ') this.#fault(this.#at - 1, 'a control character (such as a tab) is not allowed in text');
        value += unit;
      }
    }
  }

  #escape(): string {
    const at = this.#at - 1;
    const letter = this.#peek();
    this.#at += 1;
    const plain = ESCAPES.get(letter);
    if (plain !== undefined) return plain;
    const hex = this.#text.slice(this.#at, this.#at + 4);
    if (letter === 'u' && /^[0-9a-fA-F]{4}$/.test(hex)) {
      this.#at += 4;
      return String.fromCharCode(parseInt(hex, 16));
    }
    this.#fault(at, 'JSON does not know this escape; a backslash itself is written \\\\');
    return letter === '\n' ? '' : letter;
  }

  #takeWord(): string {
    const match = /[^\s,:{}[\]"'/#]+/y;
    match.lastIndex = this.#at;
    const word = match.exec(this.#text)?.[0] ?? '';
    this.#at += word.length;
    return word;
  }

  /** A number, true, false or null, or something that should have had quotes. */
  #bare(): Json {
    const at = this.#at;
    const word = this.#takeWord();
    if (word === '') {
      this.#stop(at >= this.#text.length ? 'the file ends here, but a value is missing' : 'a value is expected here');
    }
    if (word === 'true' || word === 'false') return { kind: 'word', at, value: word === 'true' };
    if (word === 'null') return { kind: 'word', at, value: null };
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) return { kind: 'number', at, value: Number(word) };
    this.#fault(at, 'put double quotes around text; numbers are digits only, such as 25');
    return { kind: 'unreadable', at };
  }
}

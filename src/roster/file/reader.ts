import type { BracketRepairs } from './brackets';
import type { Fault, Json, JsonArray, JsonMember, JsonObject, JsonReading, JsonSubject } from './json';
import type { Lexer, Mark, Token } from './lexer';
import { itemPath, memberPath } from './path';
import { NO_SLIPS } from './slip';

/** The deepest a roster goes is 7, the deepest a flow goes is 9. */
const DEEPEST = 32;

/** Of more faults than this nobody wants to know the path. */
const MOST_PATHS = 1_000;

/** Thrown when the brackets do not match, and nobody has said yet how they are meant. */
export class Unbalanced extends Error {}

/** Thrown when reading on makes no sense; the fault is recorded already. */
class Stop extends Error {}

/** Reads a text token by token, and records what is wrong with the path at which it is wrong. */
export class Reader {
  readonly #text: string;
  readonly #lexer: Lexer;
  readonly #subject: JsonSubject;
  readonly #repairs: BracketRepairs | undefined;
  readonly #faults: Fault[] = [];
  /** The keys and indexes that lead to what is being read. */
  readonly #trail: (string | number)[] = [];
  /** In how many brackets that is. */
  #depth = 0;
  /** What comes next, if it was looked at. */
  #ahead: Token | undefined;
  /** What was taken last. */
  #last: Token | undefined;
  /** Where that ends. */
  #at: number;
  /** How many of the added brackets were taken. */
  #added = 0;

  constructor(text: string, lexer: Lexer, subject: JsonSubject, repairs?: BracketRepairs) {
    this.#text = text;
    this.#lexer = lexer;
    this.#subject = subject;
    this.#repairs = repairs;
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  /** Reads all of it. Throws {@link Unbalanced} if the brackets do not match and there are no repairs. */
  read(): JsonReading {
    try {
      return { root: this.#document(), faults: this.#faults };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return { faults: this.#faults };
    }
  }

  #document(): Json {
    if (this.#peek().kind === 'end') this.#stop(`the file is empty; ${this.#subject.smallest}`);
    this.#skipPreface();
    const root = this.#value();
    const after = this.#peek();
    if (after.kind === 'end') return root;
    if (this.#repairs === undefined) throw new Unbalanced();
    this.#fault(after.at, `the ${this.#subject.name} ends before this; delete what follows`);
    return root;
  }

  /** Skips what was copied along, such as a program's beginning. */
  #skipPreface(): void {
    const first = this.#peek();
    if (first.kind !== 'bare' && first.kind !== ',' && first.kind !== ':') return;
    const braceAt = this.#text.indexOf('{', first.at);
    if (braceAt === -1) this.#stop(`a ${this.#subject.name} is JSON and begins with {; ${this.#subject.smallest}`);
    this.#fault(first.at, `a ${this.#subject.name} begins with {; delete what stands before it`);
    this.#at = braceAt;
    this.#ahead = undefined;
  }

  #fault(at: number, message: string): void {
    const isOneOfMany = this.#faults.length > MOST_PATHS;
    const path = isOneOfMany ? '$' : this.#trail.reduce<string>(longerPath, '$');
    this.#faults.push({ path, at, message });
  }

  #stop(message: string): never {
    this.#fault(this.#peek().at, message);
    throw new Stop();
  }

  #peek(): Token {
    this.#ahead ??= this.#mended(this.#lexer.tokenAt(this.#at));
    return this.#ahead;
  }

  #take(): Token {
    const token = this.#peek();
    this.#at = token.end;
    if (isAdded(token)) this.#added += 1;
    this.#last = token;
    this.#ahead = undefined;
    return token;
  }

  /** The token, or what the repairs put before it or in its place. Records what is wrong on the way to it. */
  #mended(token: Token): Token {
    const repairs = this.#repairs;
    if (repairs === undefined) return this.#noted(token);
    const added = repairs.added[this.#added];
    if (added !== undefined && added.at <= token.at) {
      if (added.message !== undefined) this.#fault(token.at, added.message);
      return bracket(added.kind, this.#at, this.#at);
    }
    if (token.at >= repairs.endsAt) return { kind: 'end', at: token.at, end: token.at, slips: NO_SLIPS };
    const { at, end } = this.#noted(token);
    const surplus = repairs.surplus.get(at);
    if (surplus !== undefined) {
      this.#fault(at, surplus);
      const next = this.#after(token);
      const hasOwnComma = this.#last?.kind === ',' && next.kind === ',';
      return this.#mended(hasOwnComma ? this.#after(next) : next);
    }
    const meant = repairs.mistaken.get(at);
    if (meant === undefined) return token;
    this.#fault(at, meant.message);
    return bracket(meant.kind, at, end);
  }

  #after(token: Token): Token {
    return this.#lexer.tokenAt(token.end);
  }

  #noted(token: Token): Token {
    if (token.slips.length > 0) for (const { at, message } of token.slips) this.#fault(at, message);
    return token;
  }

  #value(): Json {
    if (this.#depth > DEEPEST)
      this.#stop(`this is nested more than ${String(DEEPEST)} deep; no ${this.#subject.name} is`);
    const token = this.#peek();
    const { at } = token;
    switch (token.kind) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case 'text':
        this.#take();
        return { kind: 'string', at, value: token.value };
      case 'number':
        this.#take();
        return { kind: 'number', at, value: token.value };
      case 'word':
        this.#take();
        return { kind: 'word', at, value: token.value };
      case 'bare':
        this.#take();
        this.#fault(at, 'put double quotes around this; only plain counts such as 25 go without');
        return { kind: 'unreadable', at };
      case '}':
      case ']':
      case ',':
      case ':':
      case 'end':
        return this.#noValue(token);
    }
  }

  #noValue(token: Token): Json {
    if (this.#depth === 0 && isEnd(token.kind)) this.#unbalanced();
    // Where a bracket was added, the file may have lost what stood before it.
    if (!isAdded(token)) this.#fault(token.at, 'a value is missing before this');
    if (token.kind === ':') this.#take();
    return { kind: 'unreadable', at: token.at };
  }

  #object(): JsonObject | JsonArray {
    const { at } = this.#peek();
    const members = new Map<string, JsonMember>();
    const keyless: Json[] = [];
    this.#list('}', () => {
      const token = this.#peek();
      const key = this.#key(token);
      if (key === undefined) {
        keyless.push(this.#value());
        return;
      }
      this.#trail.push(key);
      if (this.#isBeforeComma('}')) keyless.push({ kind: 'string', at: token.at, value: key });
      else this.#member(members, key, token.at);
      this.#trail.pop();
    });
    if (keyless.length === 0) return { kind: 'object', at, members };
    if (members.size === 0) {
      this.#fault(at, 'these have no keys, so they stand in brackets [ … ], not in braces { … }');
      return { kind: 'array', at, items: keyless };
    }
    for (const item of keyless) this.#fault(item.at, keylessText(item));
    return { kind: 'object', at, members };
  }

  #isBeforeComma(close: Mark): boolean {
    const next = this.#peek();
    return next.kind === ',' || (next.kind === close && !isAdded(next));
  }

  #member(members: Map<string, JsonMember>, key: string, keyAt: number): void {
    this.#colon();
    const value = this.#value();
    if (members.has(key)) this.#fault(keyAt, 'this key is written twice; keep one of the two');
    else members.set(key, { keyAt, value });
  }

  #colon(): void {
    const token = this.#peek();
    if (token.kind !== ':') {
      if (!isAdded(token)) this.#fault(token.at, 'a colon is missing before this');
      return;
    }
    this.#take();
    if (this.#text.charAt(token.at) === '=') this.#fault(token.at, 'write a colon in place of this =');
    const second = this.#peek();
    if (second.kind === ':') this.#fault(second.at, 'two colons in a row; delete one');
    while (this.#peek().kind === ':') this.#take();
  }

  /** Takes a key. Undefined when there is none. */
  #key(token: Token): string | undefined {
    switch (token.kind) {
      case 'text':
        this.#take();
        return token.value;
      case 'bare':
      case 'number':
      case 'word':
        this.#take();
        this.#fault(token.at, 'put double quotes around the key');
        return this.#text.slice(token.at, token.end).trimEnd();
      default:
        return undefined;
    }
  }

  #array(): JsonArray | JsonObject {
    const { at } = this.#peek();
    const items: Json[] = [];
    const members = new Map<string, JsonMember>();
    this.#list(']', () => {
      this.#trail.push(items.length);
      const item = this.#value();
      this.#trail.pop();
      if (item.kind !== 'string' || this.#peek().kind !== ':') {
        items.push(item);
        return;
      }
      this.#trail.push(item.value);
      this.#member(members, item.value, item.at);
      this.#trail.pop();
    });
    if (members.size === 0) return { kind: 'array', at, items };
    this.#fault(at, 'these have keys, so they stand in braces { … }, not in brackets [ … ]');
    return { kind: 'object', at, members };
  }

  /** Reads what stands between brackets, one element after the other, with the commas between them. */
  #list(close: '}' | ']', element: () => void): void {
    const { at } = this.#take();
    this.#depth += 1;
    const unclosed = this.#repairs?.unclosed.get(at);
    if (unclosed !== undefined) this.#fault(at, unclosed);
    if (this.#peek().kind === ',') this.#commas(close, 'delete this comma: nothing stands before it');
    while (this.#peek().kind !== close) {
      if (isEnd(this.#peek().kind)) this.#unbalanced();
      element();
      this.#comma(close);
    }
    this.#take();
    this.#depth -= 1;
  }

  #comma(close: '}' | ']'): void {
    const { kind, at } = this.#peek();
    if (kind === ',') {
      this.#commas(close);
    } else if (!isEnd(kind)) {
      // Whoever was told of a bracket that is missing was told of the comma after it.
      const isTold = this.#last !== undefined && isAdded(this.#last);
      if (!isTold) this.#fault(at, 'a comma is missing before this');
    }
  }

  /** Takes a comma and those right after it, which are too many. */
  #commas(close: '}' | ']', complaint?: string): void {
    const { at } = this.#take();
    const written = this.#text.charAt(at);
    const second = this.#peek();
    while (this.#peek().kind === ',') this.#take();
    const next = this.#peek();
    if (complaint !== undefined) this.#fault(at, complaint);
    else if (next.kind === close && !isAdded(next))
      this.#fault(at, `delete this ${written === ',' ? 'comma' : written}: nothing follows before the ${close}`);
    else if (second.kind === ',') this.#fault(second.at, 'two commas in a row; delete one');
    else if (written !== ',') this.#fault(at, `write a comma in place of this ${written}`);
  }

  #unbalanced(): never {
    if (this.#repairs === undefined) throw new Unbalanced();
    this.#stop('the brackets before this do not match; check which { and [ are closed');
  }
}

function longerPath(path: string, key: string | number): string {
  return typeof key === 'number' ? itemPath(path, key) : memberPath(path, key);
}

function keylessText(item: Json): string {
  if (item.kind === 'string') return 'after this key a colon and a value are missing';
  return 'before this a key and a colon are missing';
}

function bracket(kind: Mark, at: number, end: number): Token {
  return { kind, at, end, slips: NO_SLIPS };
}

/** Whether a token is a bracket that is not in the text. */
function isAdded(token: Token): boolean {
  return token.end === token.at && token.kind !== 'end';
}

/** Whether nothing of a list can stand here. */
function isEnd(kind: Token['kind']): boolean {
  return kind === '}' || kind === ']' || kind === 'end';
}

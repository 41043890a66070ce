import { bracketRepairs } from './brackets';
import { Lexer } from './lexer';
import { Reader, Unbalanced } from './reader';

/** Above this a roster is refused unread: 1,000 agents need about 150 kB. */
const LONGEST_FILE_CHARACTERS = 1_000_000;

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

/**
 * Reads a JSON text. Never throws: whatever is wrong is a fault. A byte-order mark at the start is skipped.
 *
 * JSON.parse gives no positions, keeps the last of two equal keys without a word, and moves keys that look like numbers to the
 * front; all three would let a mistake in a roster pass unseen. Where the writer's intention is plain (a comma too many, a
 * bracket that is missing) the fault is recorded and reading goes on, so that all faults are told at once, each once.
 */
export function readJson(text: string, subject: JsonSubject = ROSTER): JsonReading {
  if (text.length > subject.longestCharacters) {
    return { faults: [{ path: '$', at: 0, message: tooLong(text.length, subject) }] };
  }
  const lexer = new Lexer(text, subject.insteadOfComments);
  try {
    return new Reader(text, lexer, subject).read();
  } catch (error) {
    if (!(error instanceof Unbalanced)) throw error;
    return new Reader(text, lexer, subject, bracketRepairs(text, lexer)).read();
  }
}

function tooLong(characters: number, { name, longestCharacters }: JsonSubject): string {
  const [written, allowed] = [characters, longestCharacters].map((count) => count.toLocaleString('en'));
  return `the file has ${written ?? ''} characters; a ${name} may have ${allowed ?? ''}`;
}

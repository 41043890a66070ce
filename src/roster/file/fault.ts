import type { Language } from '../../language/language';
import type { Key, Table } from './keys';

/**
 * What is wrong at a place of a roster, as data: Functions need no more than the place, and what there is to say to the person who
 * wrote it stands in src/roster/advice.
 */
export interface Fault {
  /** A JSON path such as `agents.bob.phone`, or `$` for the whole. */
  readonly path: string;
  readonly what: What;
  /** What is written there; of a key the key itself. */
  readonly value?: unknown;
  /** What should be written there. */
  readonly key?: Key;
  /** Whose keys they are, where it is about keys. */
  readonly table?: Table;
  /** The path of the object that has an unknown key. */
  readonly holder?: string;
  /** The keys of which one is missing. */
  readonly keys?: readonly string[];
  /** What is spoken where a voice cannot speak it. */
  readonly language?: Language;
  /** The zone in which a time does not exist. */
  readonly zone?: string;
}

export type What =
  // Of keys: an id that is not one, a key that is not known, one that is missing.
  | 'id'
  | 'unknown'
  | 'missing'
  // Of values by themselves: not what belongs there, no list or object where one belongs, an empty one, the same value twice.
  | 'value'
  | 'many'
  | 'empty'
  | 'twice'
  // Of values beside others.
  | 'no-agent'
  | 'no-team'
  | 'no-step'
  | 'other-language'
  | 'skipped'
  | 'not-after'
  | 'same-agent'
  | 'whose-team'
  | 'beside-teams'
  | 'nobody'
  | 'shift-of-nothing'
  | 'everyone-early'
  | 'calls-nobody';

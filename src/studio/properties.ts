import { isRecord } from '../text/json';
import { liquidMistake } from './liquid';
import type { Pair } from './widget';

/** Takes note of one mistake: where in the widget, and what. */
export type Blame = (place: string, message: string) => void;

/** The least and the greatest that each integer may be. */
type Ranges = Readonly<Record<string, readonly [number, number]>>;

/**
 * Reads the properties of one widget as strictly as Studio's FlowValidate does: a string is no integer, an integer no
 * boolean. `null` counts as absent, as Studio's own exports have it. Every mistake is noted and reading goes on with a
 * harmless value, so that all mistakes of a flow are found at once.
 */
export class Properties {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #blame: Blame;
  readonly #ranges: Ranges;
  readonly #read = new Set<string>();

  constructor(values: Readonly<Record<string, unknown>>, blame: Blame, ranges: Ranges = {}) {
    this.#values = values;
    this.#blame = blame;
    this.#ranges = ranges;
  }

  /** A string in which Liquid is allowed. */
  text(key: string, need: 'required' | 'optional' = 'optional'): string {
    const value = this.#value(key);
    if (value !== undefined && typeof value !== 'string') {
      this.#wrongType(key, 'a string', value);
      return '';
    }
    const text = value ?? '';
    if (need === 'required' && text.trim() === '') this.#at(key, 'is missing or empty: Studio needs it');
    const mistake = liquidMistake(text);
    if (mistake !== undefined) this.#at(key, `has Liquid that cannot be rendered: ${mistake}`);
    return text;
  }

  oneOf<Word extends string>(key: string, words: readonly Word[], otherwise: Word): Word {
    const text = this.text(key, 'required');
    const word = words.find((known) => known === text);
    if (word === undefined && text !== '') this.#at(key, `is "${text}"; it can be ${words.join(' or ')}`);
    return word ?? otherwise;
  }

  /** A string that Studio does not let anyone change. */
  fixed(key: string, only: string, why: string): void {
    const text = this.text(key, 'required');
    if (text !== '' && text.replaceAll(' ', '') !== only) this.#at(key, `must be "${only}": ${why}`);
  }

  integer(key: string): number | undefined {
    const value = this.#value(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      this.#wrongType(key, 'an integer', value);
      return undefined;
    }
    const [from, to] = this.#ranges[key] ?? [-Infinity, Infinity];
    if (value < from || value > to) this.#at(key, `is ${value}; it can be ${from} to ${to}`);
    return value;
  }

  boolean(key: string): boolean | undefined {
    const value = this.#value(key);
    if (value === undefined || typeof value === 'boolean') return value;
    this.#wrongType(key, 'true or false', value);
    return undefined;
  }

  /** Studio has this one, the rehearsal does not: it may only stand there empty, or `false`. */
  unused(...keys: readonly string[]): void {
    for (const key of keys) {
      const value = this.#value(key);
      const isEmpty =
        value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);
      if (!isEmpty) this.#at(key, 'is not reproduced by the rehearsal: leave it empty');
    }
  }

  /** Strings without effect on a rehearsal; only their type matters. */
  withoutEffect(...keys: readonly string[]): void {
    for (const key of keys) this.text(key);
  }

  pairs(key: string): readonly Pair[] {
    const value = this.#value(key);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.#wrongType(key, 'an array of {key, value}', value);
      return [];
    }
    const seen = new Set<string>();
    return value.map((entry: unknown, index) => {
      const pair = new Properties(isRecord(entry) ? entry : {}, (place, message) => {
        this.#blame(`properties.${key}[${index}].${place.slice('properties.'.length)}`, message);
      });
      const name = pair.text('key', 'required');
      const text = pair.text('value');
      const type = pair.text('type');
      if (type !== '' && type !== 'string') pair.#at('type', `is "${type}"; the rehearsal only has string`);
      if (name !== '' && seen.has(name)) pair.#at('key', `"${name}" stands there twice`);
      seen.add(name);
      pair.noOthers();
      return { key: name, value: text };
    });
  }

  /** The place on the canvas. */
  offset(): void {
    const value = this.#value('offset');
    if (value === undefined) return;
    if (!isRecord(value) || typeof value['x'] !== 'number' || typeof value['y'] !== 'number') {
      this.#wrongType('offset', '{"x": number, "y": number}', value);
    }
  }

  /** Notes every property that none of the methods above was asked for. */
  noOthers(): void {
    for (const key of Object.keys(this.#values)) {
      if (!this.#read.has(key)) this.#at(key, 'is not a property that this widget has');
    }
  }

  #value(key: string): unknown {
    this.#read.add(key);
    return this.#values[key] ?? undefined;
  }

  #wrongType(key: string, wanted: string, value: unknown): void {
    this.#at(key, `must be ${wanted}, not ${JSON.stringify(value)}`);
  }

  #at(key: string, message: string): void {
    this.#blame(`properties.${key}`, message);
  }
}

import { time } from '../text/shape';

/** How a value stands in a text of the board; what goes in comes out again. */
export interface Code<Value> {
  readonly to: (value: Value, people: People) => string;
  /** Throws {@link Unpackable}. */
  readonly from: (text: string, people: People) => Value;
}

/** One that names nobody. */
interface Plain<Value> {
  readonly to: (value: Value) => string;
  readonly from: (text: string) => Value;
}

/** How some fields of an object stand in its text. */
interface Part<Whole> {
  readonly to: (whole: Whole, people: People) => string;
  readonly from: (text: string, people: People) => Partial<Whole>;
}

/** What was read is not a board of this version. */
export class Unpackable extends Error {
  override readonly name = 'Unpackable';
}

/** The people of a board, each once. */
export class People {
  readonly ids: string[];

  constructor(ids: readonly string[] = []) {
    this.ids = [...ids];
  }

  /** The place of a person as one or two characters. */
  place(id: string): string {
    const known = this.ids.indexOf(id);
    return (known === -1 ? this.ids.push(id) - 1 : known).toString(36);
  }

  at(place: string): string {
    return this.ids[parseInt(place, 36)] ?? fail();
  }
}

export const TEXT: Plain<string> = { to: (text) => text, from: (text) => text };

export const PERSON: Code<string> = {
  to: (id, people) => people.place(id),
  from: (place, people) => people.at(place),
};

/** A whole number, to base 36. */
export const NUMBER: Plain<number> = {
  to: (value) => Math.round(value).toString(36),
  from(digits) {
    const value = /^-?[0-9a-z]{1,11}$/.test(digits) ? parseInt(digits, 36) : NaN;
    return time(value) ? value : fail();
  },
};

/** Texts of six characters, as the memory has them. */
export const HASHES: Plain<readonly string[]> = {
  to: (hashes) => hashes.join(''),
  from(text) {
    insist(text.length % 6 === 0);
    return text.match(/.{6}/g) ?? [];
  },
};

/** A word as its letter. */
export function word<Word extends string>(letters: Readonly<Record<Word, string>>): Plain<Word> {
  return {
    to: (each) => letters[each],
    from(letter) {
      for (const each in letters) if (letters[each] === letter) return each;
      return fail();
    },
  };
}

/** An empty text where there is none. */
export function maybe<Value>({ to, from }: Code<Value>): Code<Value | undefined> {
  return {
    to: (value, people) => (value === undefined ? '' : to(value, people)),
    from: (text, people) => (text === '' ? undefined : from(text, people)),
  };
}

export function many<Value>(by: string, { to, from }: Code<Value>): Code<readonly Value[]> {
  return {
    to: (values, people) => values.map((value) => to(value, people)).join(by),
    from: (text, people) => (text === '' ? [] : text.split(by).map((each) => from(each, people))),
  };
}

/** One field of an object; none where its code reads nothing. */
export function at<Whole, Key extends keyof Whole>(key: Key, { to, from }: Code<Whole[Key]>): Part<Whole> {
  return {
    to: (whole, people) => to(whole[key], people),
    from(text, people) {
      const value = from(text, people);
      return (value === undefined ? {} : { [key]: value }) as Partial<Whole>;
    },
  };
}

/** Fields that are numbers, each a part. */
export function numbers<Whole>(
  ...keys: readonly { [Key in keyof Whole]-?: Whole[Key] extends number ? Key : never }[keyof Whole][]
): readonly Part<Whole>[] {
  return keys.map((key) => at<Whole, typeof key>(key, NUMBER as Code<unknown> as Code<Whole[typeof key]>));
}

/** An object as its parts in this order. The last of them may hold the sign that divides them. */
export function line<Whole>(by: string, ...parts: readonly Part<Whole>[]): Code<Whole> {
  return {
    to: (whole, people) => parts.map((part) => part.to(whole, people)).join(by),
    from(text, people) {
      const texts = text.split(by);
      insist(texts.length >= parts.length);
      texts.push(texts.splice(parts.length - 1).join(by));
      return Object.assign({}, ...parts.map((part, index) => part.from(texts[index] ?? '', people))) as Whole;
    },
  };
}

/** The same without the separators of what is empty at the end. */
export function shortLine<Whole>(by: string, ...parts: readonly Part<Whole>[]): Code<Whole> {
  const whole = line(by, ...parts);
  return {
    to(value, people) {
      let text = whole.to(value, people);
      while (text.endsWith(by)) text = text.slice(0, -by.length);
      return text;
    },
    from: (text, people) => whole.from(text + by.repeat(Math.max(0, parts.length - text.split(by).length)), people),
  };
}

export function insist(condition: boolean): void {
  if (!condition) fail();
}

export function fail(): never {
  throw new Unpackable();
}

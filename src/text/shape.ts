import { field, isRecord } from './json';

/** Whether a value that came from outside as JSON has a certain shape. */
export type Shape<Type = unknown> = (value: unknown) => value is Type;

/** What has this shape. */
export type Shaped<Some extends Shape> = Some extends Shape<infer Type> ? Type : never;

/** Any text; with `most`, of at most so many characters. */
export function text(most = Infinity): Shape<string> {
  return (value): value is string => typeof value === 'string' && value.length <= most;
}

/** One of these words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Shape<Word> {
  return (value): value is Word => words.some((word) => word === value);
}

/** A whole number from 0 on. */
export const count: Shape<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Epoch milliseconds that a Date can hold (ECMA-262: 100,000,000 days on either side of 1970). */
export const time: Shape<number> = (value): value is number => typeof value === 'number' && Math.abs(value) <= 8.64e15;

export const flag: Shape<boolean> = (value) => typeof value === 'boolean';

/** This shape, or nothing at all. */
export function optional<Type>(shape: Shape<Type>): Shape<Type | undefined> {
  return (value): value is Type | undefined => value === undefined || shape(value);
}

/** A list of such values; with `most`, of at most so many. */
export function list<Type>(shape: Shape<Type>, most = Infinity): Shape<readonly Type[]> {
  return (value): value is readonly Type[] =>
    Array.isArray(value) && value.length <= most && value.every((each) => shape(each));
}

/** An object with these fields. Others are let be: a later version may write them. */
export function object<Type>(fields: { readonly [Key in keyof Type]-?: Shape<Type[Key]> }): Shape<Type> {
  const shapes = Object.entries<Shape>(fields);
  return (value): value is Type => isRecord(value) && shapes.every(([key, shape]) => shape(field(value, key)));
}

/** A list of these values in this order; what may be absent may be missing at the end. */
export function tuple<const Types extends readonly unknown[]>(
  ...shapes: { readonly [At in keyof Types]: Shape<Types[At]> }
): Shape<Types> {
  return (value): value is Types =>
    Array.isArray(value) && value.length <= shapes.length && shapes.every((shape, index) => shape(value[index]));
}

/** An object with such values under any keys. */
export function byKey<Type>(shape: Shape<Type>): Shape<Readonly<Record<string, Type>>> {
  return (value): value is Readonly<Record<string, Type>> =>
    typeof value === 'object' && value !== null && Object.values(value).every((each) => shape(each));
}

/** A value of which one of these is true. */
export function anyOf<Some extends readonly Shape[]>(...shapes: Some): Shape<Shaped<Some[number]>> {
  return (value): value is Shaped<Some[number]> => shapes.some((shape) => shape(value));
}

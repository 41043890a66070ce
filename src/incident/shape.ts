/** Whether a value that came from outside as JSON has a certain shape. */
export type Shape = (value: unknown) => boolean;

/** Any text; with `most`, of at most so many characters. */
export function text(most = Infinity): Shape {
  return (value) => typeof value === 'string' && value.length <= most;
}

/** One of these words. */
export function oneOf(...words: readonly string[]): Shape {
  return (value) => typeof value === 'string' && words.includes(value);
}

/** A whole number from 0 on. */
export const count: Shape = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** Epoch milliseconds that a Date can hold (ECMA-262: 100,000,000 days on either side of 1970). */
export const time: Shape = (value) => typeof value === 'number' && Math.abs(value) <= 8.64e15;

export const flag: Shape = (value) => typeof value === 'boolean';

/** This shape, or nothing at all. */
export function optional(shape: Shape): Shape {
  return (value) => value === undefined || shape(value);
}

/** A list of such values; with `most`, of at most so many. */
export function list(shape: Shape, most = Infinity): Shape {
  return (value) => Array.isArray(value) && value.length <= most && value.every((each) => shape(each));
}

/** An object with these fields. Others are let be: a later version may write them. */
export function object<Type>(fields: { readonly [Key in keyof Type]-?: Shape }): Shape {
  const shapes = Object.entries<Shape>(fields);
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    shapes.every(([key, shape]) => shape(Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined));
}

/** A value of which one of these is true. */
export function anyOf(...shapes: readonly Shape[]): Shape {
  return (value) => shapes.some((shape) => shape(value));
}

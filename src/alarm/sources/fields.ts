import { field, isRecord } from '../../text/json';

/** A JSON object whose values are not yet known. */
export type Fields = Readonly<Record<string, unknown>>;

/** A text that says something. */
export function text(fields: Fields, key: string): string | undefined {
  const value = field(fields, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text or a number as text. */
export function figure(fields: Fields, key: string): string | undefined {
  const value = field(fields, key);
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : text(fields, key);
}

export function object(fields: Fields, key: string): Fields | undefined {
  const value = field(fields, key);
  return isRecord(value) ? value : undefined;
}

/** The objects of a list, at most a hundred; none when there is no list. */
export function objects(fields: Fields, key: string): readonly Fields[] {
  const value = field(fields, key);
  return Array.isArray(value) ? value.slice(0, 100).filter(isRecord) : [];
}

/** The texts of a list, at most a hundred. */
export function texts(fields: Fields, key: string): readonly string[] {
  const value = field(fields, key);
  return Array.isArray(value)
    ? value.slice(0, 100).filter((each): each is string => typeof each === 'string' && each !== '')
    : [];
}

/** The last part of an ARN or a path: the name that people gave. */
export function lastPart(path: string | undefined): string | undefined {
  return path?.split(/[/:]/).at(-1) || undefined;
}

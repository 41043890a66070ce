import { masked } from '../text/masking';
import type { Place } from '../text/place';
import { printableLine } from '../text/printable';

/** So much of a line is shown on either side of a place, in characters. */
const REACH = 50;

/** The line of a place, without whole phone numbers, and under it a caret at the place. */
export function excerptAt(text: string, { line, column }: Place): readonly [string, string] {
  const whole = text.split(/\r?\n/)[line - 1]?.replace(/^\uFEFF/, '') ?? '';
  // As long as before, so that the caret stays under its character.
  const shown = whole
    .replaceAll('\t', ' ')
    .replace(/\+?\d[\d\s().-]{4,}\d/g, (found) => (masked(found) === found ? found : found.replaceAll(/\d/g, '•')));
  const indent = shown.search(/\S|$/);
  const from = Math.max(indent, column - 1 - REACH);
  const before = `${from > indent ? '… ' : ''}${printableLine(shown.slice(from, column - 1))}`;
  return [`${before}${printableLine(shown.slice(column - 1, column - 1 + REACH))}`, `${' '.repeat(before.length)}^`];
}

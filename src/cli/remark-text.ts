import type { Remark } from '../roster/remark';
import { wrap } from './wrap';

/** Remarks as they stand in an error message, one to a line, and how many more there are. */
export function remarkLines(remarks: readonly Remark[], more: number): readonly string[] {
  const lines = remarks.map(({ path, line, column, message }) => {
    const place = line === undefined ? path : `${path} (line ${line}, column ${column ?? 1})`;
    return `  ${place}: ${message}`;
  });
  return more === 0 ? lines : [...lines, `  ${moreText(more)}`];
}

/** What stands in place of the errors that are not told. */
export function moreText(more: number): string {
  return `… and ${more.toLocaleString('en')} more; correct these first`;
}

/** A remark as a person reads it in a list; its first words are a place that terminals and editors open. */
export function remarkText(kind: 'error' | 'warning', file: string, remark: Remark, width: number): string {
  const { path, line, column, message } = remark;
  const place = line === undefined ? file : `${file}:${String(line)}:${String(column ?? 1)}`;
  const where = path === '$' ? '' : `  ${path}`;
  return [`${place}  ${kind}${where}`, ...wrap(message, width - 4).map((part) => `    ${part}`)].join('\n');
}

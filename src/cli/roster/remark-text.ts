import type { Remark } from '../../roster/remark';
import { printableLine } from '../../text/printable';
import { lines, painted, type Text } from '../terminal/text';
import { wrap } from '../terminal/wrap';

/** Remarks as they stand in an error message, one to a line, and how many more there are. */
export function remarkLines(remarks: readonly Remark[], more: number): readonly string[] {
  const told = remarks.flatMap(({ path, line, column, message, excerpt = [] }) => {
    const place = line === undefined ? path : `${path} (line ${line}, column ${column ?? 1})`;
    return [`  ${printableLine(`${place}: ${message}`)}`, ...excerpt.map((part) => `      ${part}`)];
  });
  return more === 0 ? told : [...told, `  ${moreText(more)}`];
}

/** What stands in place of the errors that are not told. */
export function moreText(more: number): string {
  return `… and ${more.toLocaleString('en')} more; correct these first`;
}

/** A remark as a person reads it in a list; its first words are a place that terminals and editors open. */
export function remarkText(kind: 'error' | 'warning', file: string, remark: Remark, width: number): Text {
  const { path, line, column, message, excerpt = [] } = remark;
  const place = line === undefined ? file : `${file}:${String(line)}:${String(column ?? 1)}`;
  const where = path === '$' ? '' : `  ${printableLine(path)}`;
  return lines([
    [printableLine(place), '  ', severityText(kind), where],
    ...wrap(message, width - 4).map((part) => `    ${part}`),
    ...excerpt.map((part) => `      ${part}`),
  ]);
}

/** How much there is to say about a file, such as `roster.json: no errors, 1 warning.` */
export function countText(file: string, errors: number, warnings: number): Text {
  const words = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  const look = errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green';
  return [`${printableLine(file)}: `, painted(look, words), '.'];
}

/** A number with its unit, such as `no errors`. */
export function counted(count: number, unit: string): string {
  return `${count === 0 ? 'no' : count.toLocaleString('en-US')} ${unit}${count === 1 ? '' : 's'}`;
}

/** How bad it is, in the colour of that. */
export function severityText(severity: 'error' | 'warning'): Text {
  return painted(severity === 'error' ? 'red' : 'yellow', severity);
}

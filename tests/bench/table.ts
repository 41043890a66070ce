/** One column: what stands above it, and on which side its cells line up. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

const GAP = '  ';
const INDENT = '  ';

/** A table as lines of text: each column as wide as its widest cell, and no blanks at the ends of lines. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)));
  return lines.map((cells) => {
    const padded = columns.map(({ align }, index) => {
      const cell = cells[index] ?? '';
      return align === 'left' ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0);
    });
    return `${INDENT}${padded.join(GAP)}`.trimEnd();
  });
}

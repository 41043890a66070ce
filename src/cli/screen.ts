/** What the output is shown on. */
export interface Screen {
  readonly columns: number;
  readonly isColoured: boolean;
}

/** Neither a file nor a pipe says how wide it is. */
const USUAL_COLUMNS = 100;
const FEWEST_COLUMNS = 72;

/** The terminal, or what stands for one; colours only where somebody sees them and did not ask for none (no-color.org). */
export function screen(): Screen {
  const { isTTY, columns } = process.stdout;
  const isColoured = isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  return { columns: Math.max(FEWEST_COLUMNS, isTTY ? columns : USUAL_COLUMNS), isColoured };
}

/** What the output is shown on. */
export interface Screen {
  readonly columns: number;
  readonly isColoured: boolean;
}

/** Where the output of every command goes, as far as a command may know. */
export const STDOUT: Output = process.stdout;

/** Neither a file nor a pipe says how wide it is, nor does every terminal. */
const USUAL_COLUMNS = 100;
/** Less would leave no room beside the indentation. */
const FEWEST_COLUMNS = 40;

/** The terminal, or what stands for one; colours only where somebody sees them and did not ask for none (no-color.org). */
export function screen({ isTTY, columns }: Output = STDOUT): Screen {
  const isColoured = isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  const isKnown = isTTY && columns > 0;
  return { columns: isKnown ? Math.max(FEWEST_COLUMNS, columns) : USUAL_COLUMNS, isColoured };
}

/** What an output says of itself. */
export type Output = Pick<typeof process.stdout, 'isTTY' | 'columns'>;

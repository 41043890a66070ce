/** The offsets at which the lines of a text start. */
export function lineStarts(text: string): readonly number[] {
  // No editor shows a byte-order mark, so the first line begins after it.
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A place in a text, counted from 1; the column in UTF-16 units as editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset. */
export function position(starts: readonly number[], at: number): Place {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: Math.max(1, at - (starts[low] ?? 0) + 1) };
}

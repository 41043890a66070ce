/** One guard of the production code, taken away. */
export interface Breakage {
  /** What protects people here, in the words of docs/protocol.md. */
  readonly guard: Guard;
  /** What the broken code does. */
  readonly does: string;
  readonly file: string;
  /** Occurs exactly once in the file, so that a change of the code cannot make the breakage change nothing. */
  readonly replace: string;
  readonly by: string;
  /** Why nothing can notice it; only for a breakage that is known to change no behaviour. */
  readonly equivalent?: string;
}

export type Guard =
  | 'compare-and-set'
  | 'board bounds'
  | 'memory'
  | 'queue'
  | 'signature'
  | 'replies'
  | 'claim'
  | 'asking Studio'
  | 'ending before moving on'
  | 'calls'
  | 'budget'
  | 'obstacles'
  | 'taken'
  | 'by hand'
  | 'several incidents'
  | 'flapping'
  | 'outbox'
  | 'doubt'
  | 'heartbeat'
  | 'upgrade'
  | 'reaching back';

/** A breakage of a guard: what the broken code does, the text, and what replaces it. */
export type Row = readonly [does: string, replace: string, by: string, equivalent?: string];

/** Breakages of one guard in one file. */
export function of(guard: Guard, file: string, rows: readonly Row[]): readonly Breakage[] {
  return rows.map(([does, replace, by, equivalent]) => ({
    guard,
    file,
    does,
    replace,
    by,
    ...(equivalent === undefined ? {} : { equivalent }),
  }));
}

/** The source with its guard taken away. Throws when the text to replace is not there exactly once. */
export function broken(source: string, { file, replace, by, does }: Breakage): string {
  const places = source.split(replace).length - 1;
  if (places !== 1) {
    throw new Error(
      `${file} holds the text of the breakage "${does}" ${places} times instead of once. ` +
        'The code has changed: correct the breakage in tests/mutation/breakages.',
    );
  }
  return source.replace(replace, () => by);
}

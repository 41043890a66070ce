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
  | 'claim'
  | 'asking Studio'
  | 'outbox'
  | 'memory'
  | 'ending before moving on'
  | 'taken'
  | 'signature'
  | 'queue'
  | 'by hand'
  | 'calls';

/** The source with its guard taken away. Throws when the text to replace is not there exactly once. */
export function broken(source: string, { file, replace, by, does }: Breakage): string {
  const places = source.split(replace).length - 1;
  if (places !== 1) {
    throw new Error(
      `${file} holds the text of the breakage "${does}" ${places} times instead of once. ` +
        'The code has changed: correct the breakage in tests/mutation/breakages.ts.',
    );
  }
  return source.replace(replace, () => by);
}

/** A stretch of the text that is left out. */
export interface Skipped {
  /** The offset after its last character. */
  readonly end: number;
  /** What to say of it; absent when something before it said so. */
  readonly message?: string;
}

const MESSAGE =
  'this is a merge conflict that was not resolved; keep one of the two versions and delete the lines that begin with <<<<<<<, ======= and >>>>>>>';

/**
 * The stretches that an unresolved merge leaves in a file, by the offset at which they begin. Of the two versions the second one is
 * left to be read: both together would be full of keys that are written twice.
 */
export function conflictsIn(text: string): ReadonlyMap<number, Skipped> {
  const found = new Map<number, Skipped>();
  if (!['<<<<<<<', '=======', '>>>>>>>'].some((mark) => text.includes(mark))) return found;
  let openAt: number | undefined;
  let isTold = false;
  for (const { 0: line, 1: mark, index } of text.matchAll(/^([<=>])\1{6}(?![<=>]).*$/gm)) {
    const end = index + line.length;
    if (mark === '<') {
      if (openAt === undefined) found.set(index, { end, message: MESSAGE });
      openAt ??= index;
      continue;
    }
    found.set(openAt ?? index, openAt === undefined && isTold ? { end } : { end, message: MESSAGE });
    // What is said at ======= is said of the >>>>>>> that ends the second version, too.
    isTold = mark === '=';
    openAt = undefined;
  }
  return found;
}

/**
 * Whether a glob matches the whole of a text. `*` stands for any characters, also none, and `?` for one; everything else for
 * itself, upper and lower case apart.
 *
 * Reads each character of both once, whatever the glob: names come from outside and may be as long as a request, and going
 * back to the last star after each mismatch would take the product of both lengths.
 */
export function globMatches(glob: ArrayLike<string>, text: ArrayLike<string>): boolean {
  const { stars, anyOne, own, end } = marksOf(glob);
  // Bit n says that the first n characters of the glob match what has been read of the text. A star also matches nothing.
  const withStarsPassed = (matched: bigint): bigint => matched | ((matched & stars) << 1n);
  let matched = withStarsPassed(1n);
  for (let at = 0; at < text.length && matched !== 0n; at += 1) {
    const advancing = anyOne | (own.get(text[at] ?? '') ?? 0n);
    matched = withStarsPassed(((matched & advancing) << 1n) | (matched & stars));
  }
  return (matched & end) !== 0n;
}

/** Where in a glob its characters stand, one bit a place. Stars in a row are one. */
interface Marks {
  readonly stars: bigint;
  /** Question marks. */
  readonly anyOne: bigint;
  /** Characters that stand for themselves. */
  readonly own: ReadonlyMap<string, bigint>;
  /** The place after the last character. */
  readonly end: bigint;
}

function marksOf(glob: ArrayLike<string>): Marks {
  const own = new Map<string, bigint>();
  let [stars, anyOne, place] = [0n, 0n, 1n];
  let before = '';
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob[at] ?? '';
    if (character === '*' && before === '*') continue;
    if (character === '*') stars |= place;
    else if (character === '?') anyOne |= place;
    else own.set(character, (own.get(character) ?? 0n) | place);
    before = character;
    place <<= 1n;
  }
  return { stars, anyOne, own, end: place };
}

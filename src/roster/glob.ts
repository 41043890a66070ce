/**
 * Whether a glob matches the whole of a text. `*` stands for any characters, also none, and `?` for one; everything else for
 * itself, upper and lower case apart. Takes time in proportion to both lengths multiplied, whatever the pattern.
 */
export function globMatches(glob: string, text: string): boolean {
  let inGlob = 0;
  let inText = 0;
  let star = -1;
  let starText = 0;
  while (inText < text.length) {
    if (glob[inGlob] === '*') {
      star = inGlob;
      starText = inText;
      inGlob += 1;
    } else if (glob[inGlob] === '?' || glob[inGlob] === text[inText]) {
      inGlob += 1;
      inText += 1;
    } else if (star !== -1) {
      starText += 1;
      inText = starText;
      inGlob = star + 1;
    } else {
      return false;
    }
  }
  while (glob[inGlob] === '*') inGlob += 1;
  return inGlob === glob.length;
}

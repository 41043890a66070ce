/**
 * Leaves nothing but words in a text from outside: what could be Liquid, SSML or TwiML on its way to the voice or into an
 * SMS is gone, a name such as `web_1-CPUUtilization` is kept as it is written.
 */
export function plainText(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/-+>|=+>|→/g, ' to ')
      .replace(/>=/g, ' at least ')
      .replace(/<=/g, ' at most ')
      .replace(/&/g, ' and ')
      // What is left for letters, digits and the punctuation that a voice reads as a pause.
      .replace(/[^\p{L}\p{M}\p{N}.,:;!?%+@#/()'_\-\s]/gu, ' ')
      .replace(/\s+/g, ' ')
      .replace(/\s([.,:;!?)])/g, '$1')
      .trim()
  );
}

/** A plain text as a voice should have it: `StatusCheckFailed_web-1` becomes three words, a name and a number. */
export function spoken(plain: string): string {
  return plain
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/[_/]+/g, ' ')
    .replace(/(\p{L})-(?=[\p{L}\d])/gu, '$1 ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** At most `most` characters, cut between words where there is a gap in the last third, with an ellipsis that says so. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const gap = cut.lastIndexOf(' ');
  const kept = gap > (most * 2) / 3 ? cut.slice(0, gap) : cut;
  // A cut through a surrogate pair would leave half a character.
  return `${kept.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}

/** A phone number as logs and errors may show it: `+44•••••0001`. */
export function maskNumber(phone: string): string {
  return `${phone.slice(0, 3)}•••••${phone.slice(-4)}`;
}

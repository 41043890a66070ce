/**
 * Leaves nothing but words in a text from outside: what could be Liquid, SSML or TwiML on its way to the voice or into an
 * SMS is gone, a name such as `web_1-CPUUtilization` is kept as it is written.
 */
export function plainText(text: string): string {
  return (
    text
      .normalize('NFKC')
      // <Say>, <backlog> and <https://…> keep their word; a bracket on its own is a comparison.
      .replace(/<(?=[\w/])\/?([^<>]*)>/g, ' $1 ')
      .split(LINK)
      .map((part, index) => (index % 2 === 1 ? part : words(part)))
      .join('')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** A link stays as it is, because a runbook that cannot be opened is none; these characters are harmless everywhere. */
const LINK = /(https?:\/\/[\w\-.~:/?#@!$&'()*+,;=%]*[\w\-~/#=&%+])/;

function words(text: string): string {
  return (
    text
      .replace(/-+>|=+>|→/g, ' to ')
      .replace(/>=|≥/g, ' at least ')
      .replace(/<=|≤/g, ' at most ')
      .replace(/>/g, ' over ')
      .replace(/</g, ' under ')
      .replace(/&/g, ' and ')
      // What is left for letters, digits and the punctuation that a voice reads as a pause.
      .replace(/[^\p{L}\p{M}\p{N}.,:;!?%+@#/()'_\-\s]/gu, ' ')
      .replace(/\s+([.,:;!?)])/g, '$1')
  );
}

/** A plain text as a voice should have it: `StatusCheckFailed_web-1` becomes three words, a name and a number. */
export function spoken(plain: string): string {
  return (
    plain
      .replace(new RegExp(LINK, 'g'), 'a link')
      .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .replace(/[_/]+/g, ' ')
      // A hyphen in a name is a pause; between two digits it may be a date or a range.
      .replace(/(\p{L})-(?=[\p{L}\d])|(\d)-(?=\p{L})/gu, '$1$2 ')
      .replace(/\s+/g, ' ')
      .replace(/ (?=[.,:;!?)])/g, '')
      .trim()
  );
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

/** At most `most` bytes of UTF-8, cut between characters. */
export function cutToBytes(text: string, most: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= most) return text;
  // A cut through a character leaves a replacement character at the end, which goes.
  return new TextDecoder()
    .decode(bytes.slice(0, most))
    .replace(/\uFFFD$/, '')
    .trimEnd();
}

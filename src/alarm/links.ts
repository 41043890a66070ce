/** A link stays as it is, because a runbook that cannot be opened is none; these characters are harmless everywhere. */
export const LINK = /(https?:\/\/[\w\-.~:/?#@!$&'()*+,;=%]*[\w\-~/#=&%+])/;

/** The text with everything but its links changed; what follows a link once more, for a sign after a gap is not part of it. */
export function besideLinks(
  text: string,
  change: (part: string) => string,
  behind: (part: string) => string = (part) => part,
): string {
  return text
    .split(LINK)
    .map((part, index) => (index % 2 === 1 ? part : index === 0 ? change(part) : behind(change(part))))
    .join('');
}

/** Where the links of a text stand. */
export function linksIn(text: string): readonly { readonly from: number; readonly to: number }[] {
  return [...text.matchAll(new RegExp(LINK, 'g'))].map(({ 0: link, index }) => ({
    from: index,
    to: index + link.length,
  }));
}

/** The links of a text, each whole. */
export function linksOf(text: string): readonly string[] {
  return linksIn(text).map(({ from, to }) => text.slice(from, to));
}

/**
 * Characters that act on a terminal, or that nobody sees: controls (ESC and BEL, but also the C1 controls, of which U+009B begins a
 * sequence by itself), what reorders a line, what has no width, separators of lines, halves of characters. The selectors of variants
 * are left alone: an emoji or a Japanese name is written with them, and they do nothing else.
 */
const UNSEEN = /(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text of any origin as it may stand on a terminal: what nobody would see is written as JSON writes it, such as `\u202e`. Lines stay lines. */
export function printable(text: string): string {
  return text.replaceAll(UNSEEN, (found) => (found === '\n' ? found : escaped(found)));
}

/** As {@link printable}, for what is to stay within its line: a line break from outside could pass for a line of ours. */
export function printableLine(text: string): string {
  return text.replaceAll(UNSEEN, escaped);
}

/**
 * A text for a file that another program reads, where nothing can be written otherwise: what nobody would see is left out. What joins
 * letters, and emoji, stays, because some words cannot be written without.
 */
export function withoutUnseen(text: string): string {
  return text.replaceAll(UNSEEN, (found) => (KEPT_IN_FILES.has(found) ? found : ''));
}

const KEPT_IN_FILES: ReadonlySet<string> = new Set(['\n', '\u200C', '\u200D']);

/** The characters of a text that nobody would see, each once, such as `U+202E`. */
export function unseenIn(text: string): readonly string[] {
  const found = text.match(UNSEEN) ?? [];
  return [...new Set(found)].map(
    (each) => `U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

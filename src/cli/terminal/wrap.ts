import { printableLine } from '../../text/printable';

/**
 * Breaks a text between words into lines of at most `width` characters; a longer word has a line of its own. The only line breaks are
 * its own: one that came with the text is shown, not made.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printableLine(text).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** As `wrap`, but a longer word is broken too: the name of an alarm may be longer than a narrow column. */
export function fold(text: string, width: number): readonly string[] {
  return wrap(text, width).flatMap((line) => {
    const characters = Array.from(line);
    return Array.from({ length: Math.max(1, Math.ceil(characters.length / width)) }, (_, index) =>
      characters.slice(index * width, (index + 1) * width).join(''),
    );
  });
}

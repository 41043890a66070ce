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
    const parts: string[] = [];
    let part = '';
    let columns = 0;
    for (const character of line) {
      const wide = WIDE.test(character) ? 2 : 1;
      if (part !== '' && columns + wide > width) {
        parts.push(part);
        part = '';
        columns = 0;
      }
      part += character;
      columns += wide;
    }
    parts.push(part);
    return parts;
  });
}

/** Characters that a terminal sets two columns wide (Unicode, UAX 11), as far as people write them here. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

import { inspect } from 'node:util';
import { printable } from '../../text/printable';

/** How a piece of text may look; the names are Node's (`util.inspect.colors`). */
export type Look =
  | 'bold'
  | 'dim'
  | 'red'
  | 'green'
  | 'yellow'
  | 'blue'
  | 'magenta'
  | 'cyan'
  | 'greenBright'
  | 'yellowBright'
  | 'blueBright'
  | 'magentaBright'
  | 'cyanBright'
  | 'whiteBright'
  | 'bgRed';

/** A piece of text with its looks. A value of its own: nothing that stands in a text can become one. */
class Painted {
  readonly #looks: readonly Look[];
  readonly #text: string;

  constructor(looks: readonly Look[], text: string) {
    this.#looks = looks;
    this.#text = text;
  }

  render(isColoured: boolean): string {
    const text = printable(this.#text);
    if (!isColoured || text === '') return text;
    return this.#looks.reduceRight((inner, look) => sequences(look).join(inner), text);
  }
}

/** What a command prints: text, of which some may be painted. */
export type Text = string | Painted | readonly Text[];

/** A text that looks like this on a terminal with colours. */
export function painted(look: Look | readonly Look[], text: string): Text {
  return new Painted(typeof look === 'string' ? [look] : look, text);
}

/** Texts below each other. */
export function lines(texts: readonly Text[]): Text {
  return joined(texts, '\n');
}

/** Texts below each other, with an empty line between two. */
export function paragraphs(texts: readonly Text[]): Text {
  return joined(texts, '\n\n');
}

function joined(texts: readonly Text[], between: string): Text {
  return texts.flatMap((text, index) => (index === 0 ? [text] : [between, text]));
}

/** The text as it is sent to the terminal: of all that is in it only line breaks and our own colours act there. */
export function rendered(text: Text, isColoured: boolean): string {
  if (typeof text === 'string') return printable(text);
  if (text instanceof Painted) return text.render(isColoured);
  return text.map((part) => rendered(part, isColoured)).join('');
}

/** ESC, "[", a number, "m" (ECMA-48, SGR): before and behind what is painted. */
function sequences(look: Look): readonly [string, string] {
  const [on, off] = inspect.colors[look] ?? [0, 0];
  return [`\u001B[${String(on)}m`, `\u001B[${String(off)}m`];
}

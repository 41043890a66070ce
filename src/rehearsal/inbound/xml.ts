/** One element of a document; text between elements stands in order among its children. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

/** The text is no well-formed XML; the message says where. */
export class XmlMistake extends Error {
  override readonly name = 'XmlMistake';
}

const NAME = /[A-Za-z_][\w.-]*/y;
const SPACE = /\s*/y;
const ATTRIBUTE = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TEXT = /[^<]+/y;
const SKIPPED = /<!--(?:(?!--)[^])*-->|<\?[^?]*\?>/y;
const CDATA = /<!\[CDATA\[((?:(?!\]\]>)[^])*)\]\]>/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Characters that no XML document may hold, however they are written (XML 1.0, "Characters"). */
// oxlint-disable-next-line no-control-regex -- they are control characters
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/**
 * Reads a small XML document: elements, attributes, text, CDATA, comments; no document type and no namespaces.
 *
 * Throws an XmlMistake for anything that is not well-formed.
 */
export function readXml(text: string): XmlElement {
  const reader = new Reader(text);
  return reader.document();
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): XmlElement {
    if (FORBIDDEN.test(this.#text)) throw new XmlMistake('It holds a character that XML does not allow.');
    this.#skip();
    const root = this.#element();
    this.#skip();
    if (this.#at < this.#text.length) throw this.#mistake('something follows the end of the document');
    return root;
  }

  /** What may stand around the root. */
  #skip(): void {
    do this.#match(SPACE);
    while (this.#match(SKIPPED) !== undefined);
  }

  #element(): XmlElement {
    if (!this.#take('<')) throw this.#mistake('an element was expected');
    const name = this.#match(NAME)?.[0];
    if (name === undefined) throw this.#mistake('the name of an element was expected');
    const attributes = this.#attributes();
    if (this.#take('/>')) return { name, attributes, children: [] };
    if (!this.#take('>')) throw this.#mistake(`the tag <${name} does not end`);
    const children = this.#children();
    if (!this.#take(`</${name}`)) throw this.#mistake(`</${name}> was expected`);
    this.#match(SPACE);
    if (!this.#take('>')) throw this.#mistake(`the tag </${name} does not end`);
    return { name, attributes, children };
  }

  #attributes(): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      const space = this.#match(SPACE)?.[0] ?? '';
      const found = this.#match(ATTRIBUTE);
      if (found === undefined) return attributes;
      const [, name = '', double, single] = found;
      if (space === '') throw this.#mistake(`a space was expected before ${name}`);
      if (attributes.has(name)) throw this.#mistake(`the attribute ${name} stands there twice`);
      attributes.set(name, this.#decoded(double ?? single ?? ''));
    }
  }

  #children(): readonly (XmlElement | string)[] {
    const children: (XmlElement | string)[] = [];
    for (;;) {
      const text = this.#match(TEXT)?.[0];
      if (text !== undefined) children.push(this.#decoded(text));
      else if (this.#match(SKIPPED) !== undefined) continue;
      else if (this.#text.startsWith('<![CDATA[', this.#at)) children.push(this.#cdata());
      else if (this.#text.startsWith('</', this.#at) || this.#at >= this.#text.length) return children;
      else children.push(this.#element());
    }
  }

  #cdata(): string {
    const found = this.#match(CDATA);
    if (found === undefined) throw this.#mistake('a CDATA section does not end');
    return found[1] ?? '';
  }

  #decoded(text: string): string {
    return text.replace(/&([^;&\s]*;?)/g, (_all, reference: string) => {
      const character = reference.endsWith(';') ? characterOf(reference.slice(0, -1)) : undefined;
      if (character === undefined) throw this.#mistake(`"&${reference}" is no reference to a character`);
      return character;
    });
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #mistake(what: string): XmlMistake {
    const before = this.#text.slice(0, this.#at).split('\n');
    return new XmlMistake(`Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${what}.`);
  }
}

function characterOf(reference: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(reference) ?? [];
  if (hexadecimal === undefined && decimal === undefined) return ENTITIES[reference];
  const code = Number.parseInt(hexadecimal ?? decimal ?? '', hexadecimal === undefined ? 10 : 16);
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : '';
  return character === '' || FORBIDDEN.test(character) ? undefined : character;
}

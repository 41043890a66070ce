import type { LinkDeed } from './reach';

/** What a button of a page sends, as a browser would put it together. */
export interface FormPost {
  /** Absolute. */
  readonly url: string;
  readonly body: string;
}

const FORM = /<form\b([^>]*)>([^]*?)<\/form>/gi;
const INPUT = /<input\b([^>]*)>/gi;
const BUTTON = /<button\b([^>]*)>/gi;
const SELECT = /<select\b([^>]*)>([^]*?)<\/select>/gi;
const OPTION = /<option\b([^>]*)>/gi;

/** What pressing the button for this deed sends; undefined when the page has no such button. */
export function postOf(html: string, pageUrl: string, deed: LinkDeed): FormPost | undefined {
  for (const [, own = '', inner = ''] of html.matchAll(FORM)) {
    const form = attributesIn(own);
    if (form.get('method')?.toLowerCase() !== 'post') continue;
    const fields = fieldsOf(inner);
    const presses = [...inner.matchAll(BUTTON)].some(([, button = '']) => {
      const attributes = attributesIn(button);
      return attributes.get('name') === 'do' && attributes.get('value') === deed;
    });
    if (presses) fields.set('do', deed);
    if (fields.get('do') !== deed) continue;
    return { url: new URL(form.get('action') ?? '', pageUrl).href, body: fields.toString() };
  }
  return undefined;
}

/** What a form sends without its button: hidden and chosen fields; of a choice that nobody has made yet, the first one. */
function fieldsOf(form: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, input = ''] of form.matchAll(INPUT)) {
    const attributes = attributesIn(input);
    const name = attributes.get('name');
    const isSent = attributes.get('type') === 'hidden' || attributes.get('type') === 'radio';
    if (name !== undefined && isSent && !fields.has(name)) fields.set(name, attributes.get('value') ?? '');
  }
  for (const [, select = '', options = ''] of form.matchAll(SELECT)) {
    const [, first = ''] = [...options.matchAll(OPTION)][0] ?? [];
    const name = attributesIn(select).get('name');
    if (name !== undefined) fields.set(name, attributesIn(first).get('value') ?? '');
  }
  return fields;
}

function attributesIn(tag: string): ReadonlyMap<string, string> {
  const found = tag.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g);
  return new Map(
    [...found].map(([, name = '', ...values]) => [name.toLowerCase(), decoded(values.find(Boolean) ?? '')]),
  );
}

function decoded(value: string): string {
  return value
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&#x27;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

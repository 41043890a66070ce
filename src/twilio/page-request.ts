import type { PageOrder } from '../reach/incident-page';
import { field } from '../text/json';

/** What a request to `/i` asks for: the capability as it was sent, and what is to be done, if a button was pressed. */
export interface PageRequest {
  readonly capability: string;
  readonly order?: PageOrder;
}

const KEYS = new Set(['request', 'c', 'do', 'to']);

/**
 * Reads a request to the page; undefined of whatever the page's own link and forms do not send.
 *
 * A Function does not see the method, and finds query and body in one object. A link can say no more than the capability; an order
 * counts only in a form, which no link, no prefetching messenger and no picture sends, and only when the body was as long as this very
 * form: what stood partly in the query is refused.
 */
export function readPageRequest(event: Readonly<Record<string, unknown>>): PageRequest | undefined {
  const { request, c: capability, do: what, to } = event;
  if (Object.keys(event).some((key) => !KEYS.has(key)) || typeof capability !== 'string') return undefined;
  if (what === undefined && to === undefined) return { capability };
  if (what !== 'take' && what !== 'pass' && what !== 'close') return undefined;
  if (to !== undefined && (typeof to !== 'string' || what !== 'pass')) return undefined;
  const fields = { c: capability, do: what, ...(to === undefined ? {} : { to }) };
  if (!isForm(request, new URLSearchParams(fields).toString().length)) return undefined;
  const isNamed = to !== undefined && to !== '';
  return { capability, order: { do: what, ...(isNamed ? { to } : {}) } };
}

function isForm(request: unknown, bytes: number): boolean {
  const headers = field(request, 'headers');
  const type = field(headers, 'content-type');
  const length = field(headers, 'content-length');
  const isTyped = typeof type === 'string' && /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
  return isTyped && (length === undefined || length === String(bytes));
}

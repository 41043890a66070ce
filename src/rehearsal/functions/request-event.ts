import { parsedJson } from '../../text/json';
import type { HttpRequest } from '../http';

/** A body that Twilio's runtime answers with 400 before any Function runs. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
}

/**
 * The event that Twilio's runtime makes of a request: query and body in one object, the body's keys winning, and `request`
 * with headers and cookies beneath them all, so that a key named `request` overwrites it.
 *
 * Only JSON and form bodies are read; an array arrives as the keys "0", "1", …; `x-amz*` and `x-forwarded-*` headers never arrive.
 */
export function eventOf(request: HttpRequest): Record<string, unknown> {
  const headers = Object.fromEntries(
    Object.entries(onTheWire(request)).filter(([name]) => !/^x-(amz|forwarded-)/.test(name)),
  );
  const event: Record<string, unknown> = { request: { headers, cookies: {} } };
  const add = (entries: Iterable<[string, unknown]>): void => {
    // Defined, not assigned: `__proto__` arrives as a key of its own.
    for (const [name, value] of entries) {
      Object.defineProperty(event, name, { value, enumerable: true, configurable: true, writable: true });
    }
  };
  add(new URL(request.url).searchParams);
  add(Object.entries(bodyOf(request)));
  return event;
}

/** The headers with what every client adds to a POST: how long the body is (RFC 9110, 8.6). */
function onTheWire({ method, headers, body }: HttpRequest): HttpRequest['headers'] {
  return method === 'GET' ? headers : { 'content-length': String(Buffer.byteLength(body)), ...headers };
}

/** The fields of a form body: what Twilio signs besides the address. */
export function formFields(request: HttpRequest): Record<string, string> {
  return isForm(request) ? Object.fromEntries(new URLSearchParams(request.body)) : {};
}

/** Whether the body is JSON, which Twilio signs by its hash. */
export function isJson(request: HttpRequest): boolean {
  return /^application\/json\b/i.test(request.headers['content-type'] ?? '');
}

function isForm(request: HttpRequest): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
}

function bodyOf(request: HttpRequest): object {
  if (request.body === '' || request.method === 'GET') return {};
  if (isForm(request)) return formFields(request);
  if (!isJson(request)) return {};
  const parsed = parsedJson(request.body);
  // As the runtime's JSON reader does: only objects and arrays are bodies.
  if (typeof parsed === 'object' && parsed !== null) return parsed;
  throw new UnreadableBody('The body is not a JSON object.');
}

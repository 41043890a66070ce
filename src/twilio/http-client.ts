import type RequestClient from 'twilio/lib/base/RequestClient';
import Response from 'twilio/lib/http/response';
import { parsedJson } from '../text/json';

/** One HTTP request, ready to be sent. Header names are lower case. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute, with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One HTTP response, read to its end. Header names are lower case. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Carries a request somewhere and brings the reply back; rejects as a lost connection or a time limit does. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/**
 * An `httpClient` for the `twilio` package that hands every request to `send` (docs: libraries/node/custom-http-client).
 * The package's own brings axios with it, which takes longer to load than everything else that a Function loads.
 *
 * Requests are encoded as the package's own client encodes them. A rejection of `send` reaches the caller unchanged. Time limits are
 * the business of `send`, and nothing is ever sent twice: the option `autoRetry` of twilio's client has no effect.
 */
export function httpClientOver(send: Send): RequestClient {
  // Twilio's client asks for nothing else of it.
  const client: Pick<RequestClient, 'request'> = { request: (options) => requested(send, options) };
  return client as RequestClient;
}

async function requested<TData>(send: Send, options: RequestClient.RequestOptions<TData>): Promise<Response<TData>> {
  const reply = await send({
    method: options.method.toUpperCase(),
    url: addressOf(options.uri, options.params),
    headers: headersOf(options),
    body: bodyOf(options),
  });
  return new Response(reply.status, parsed(reply.body) as TData, reply.headers);
}

function addressOf(uri: string, params: object | undefined): string {
  const query = encoded(params ?? {});
  if (query === '') return uri;
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`;
}

function headersOf<TData>(options: RequestClient.RequestOptions<TData>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) headers[name.toLowerCase()] = value;
  const { username, password } = options;
  if (username !== undefined && password !== undefined) {
    headers['authorization'] = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }
  return headers;
}

function bodyOf<TData>({ data, headers }: RequestClient.RequestOptions<TData>): string {
  if (typeof data !== 'object' || data === null) return '';
  return headers?.['Content-Type'] === 'application/json' ? JSON.stringify(data) : encoded(data);
}

/** Fields that are undefined are left out; a list becomes a field that is repeated. */
function encoded(fields: object): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) form.append(name, one === null ? '' : String(one));
    }
  }
  return form.toString();
}

/** JSON where the body is JSON and the bare text elsewhere, as the real client hands it over. */
function parsed(body: string): unknown {
  const value = parsedJson(body);
  return value === undefined ? body : value;
}

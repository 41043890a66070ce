import type RequestClient from 'twilio/lib/base/RequestClient';
import Response from 'twilio/lib/http/response';
import type { HttpRequest, HttpResponse } from '../http';

/** Carries a request somewhere and brings the reply back; rejects as a lost connection or a time limit would. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/**
 * An `httpClient` for the `twilio` package that hands every request to `send` instead of a socket.
 *
 * Requests are encoded as twilio's own RequestClient encodes them. A rejection of `send` reaches the caller unchanged. Time
 * limits and retries are not its business: `send` does the one, and the option `autoRetry` of twilio's client has no effect.
 */
export function inProcessHttpClient(send: Send): RequestClient {
  // Twilio's client asks for nothing else of it, and the constructor of RequestClient prepares sockets at each run.
  const client: Pick<RequestClient, 'request' | 'lastResponse'> = {
    request: async (options) => {
      delete client.lastResponse;
      const response = await requested(send, options);
      client.lastResponse = response;
      return response;
    },
  };
  return client as RequestClient;
}

async function requested<TData>(send: Send, options: RequestClient.RequestOptions<TData>): Promise<Response<TData>> {
  const reply = await send({
    method: options.method.toUpperCase(),
    url: addressOf(options.uri, options.params),
    headers: await headersOf(options),
    body: bodyOf(options),
  });
  return new Response(reply.status, parsed(reply.body) as TData, reply.headers);
}

function addressOf(uri: string, params: object | undefined): string {
  const query = encoded(params ?? {});
  if (query === '') return uri;
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`;
}

async function headersOf<TData>(options: RequestClient.RequestOptions<TData>): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) headers[name.toLowerCase()] = value;
  const { username, password, authStrategy } = options;
  if (username !== undefined && password !== undefined) {
    headers['authorization'] = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  } else if (authStrategy !== undefined) {
    headers['authorization'] = await authStrategy.getAuthString();
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
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

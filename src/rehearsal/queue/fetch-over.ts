import type { HttpRequest, HttpResponse } from '../http';

/**
 * A `fetch` that sends through `send` instead of the network; a rejection is a network failure. It honours `signal`,
 * sends string bodies only, and follows no redirects.
 */
export function fetchOver(send: (request: HttpRequest) => Promise<HttpResponse>): typeof fetch {
  return async (input, init = {}) => {
    const { method = 'GET', body = '', signal } = init;
    if (typeof body !== 'string') throw new TypeError('The rehearsal sends string bodies only.');
    const request: HttpRequest = {
      method,
      url: input instanceof Request ? input.url : String(input),
      headers: Object.fromEntries(new Headers(init.headers)),
      body,
    };
    signal?.throwIfAborted();
    const response = await Promise.race([send(request), ...(signal ? [abortOf(signal)] : [])]);
    return new Response(response.body, { status: response.status, headers: { ...response.headers } });
  };
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

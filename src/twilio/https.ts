import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import type { HttpRequest, HttpResponse, Send } from './http-client';

/** As many connections as the twilio package's own client opens to one host. */
const MOST_CONNECTIONS = 20;

/**
 * Sends over HTTPS and follows no redirects. Connections live as long as the result: one that was opened in an earlier run of a
 * Function, which may have been frozen since, is never used again.
 *
 * @param silenceMs after so many milliseconds without a sign of life the connection is closed and the request rejects.
 */
export function overHttps(silenceMs: number): Send {
  const agent = new Agent({ keepAlive: true, timeout: silenceMs, maxSockets: MOST_CONNECTIONS });
  return (sent) => answered(agent, silenceMs, sent);
}

function answered(agent: Agent, silenceMs: number, { method, url, headers, body }: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers, timeout: silenceMs }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => {
        const { statusCode = 0, headers: received } = incoming;
        resolve({ status: statusCode, headers: inOneLine(received), body: Buffer.concat(parts).toString('utf8') });
      });
      // The connection broke in the middle of the answer.
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.on('timeout', () => outgoing.destroy(new Error(`nothing was heard for ${silenceMs} ms`)));
    outgoing.end(body);
  });
}

/** Node gives a list for a header that came several times. */
function inOneLine(headers: IncomingHttpHeaders): Record<string, string> {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')] as const],
  );
  return Object.fromEntries(lines);
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { HttpRequest, HttpResponse } from '../http';

const defaultBodyLimitBytes = 1024 * 1024;

export interface ServerOptions {
  handle(request: HttpRequest): HttpResponse | Promise<HttpResponse>;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  readonly bodyLimitBytes?: number;
}

/** Thrown by a handler when no answer is to arrive: the connection breaks. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** The port cannot be listened on; the message tells a person what to do. */
export class PortRefused extends Error {
  override readonly name = 'PortRefused';
}

export interface RunningServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves a handler on 127.0.0.1.
 *
 * The handler sees the address that the request was meant for: the host in `x-original-host` (which a redirect puts there) or
 * else in `host`, always with https. Throws {@link PortRefused}.
 */
export async function serve(options: ServerOptions): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => {
    void answer(options, incoming, outgoing);
  });
  const port = options.port ?? 0;
  await listen(server, port);
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://127.0.0.1:${String(boundPort)}`, close: () => close(server) };
}

/** Lets a server listen on 127.0.0.1 only. Throws {@link PortRefused}. */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusedPort(port, error)));
    server.listen(port, '127.0.0.1', resolve);
  });
}

function refusedPort(port: number, cause: NodeJS.ErrnoException): Error {
  const where = `Port ${String(port)} on 127.0.0.1`;
  const other = 'choose another port (0 takes any free one).';
  switch (cause.code) {
    case 'EADDRINUSE':
      return new PortRefused(`${where} is in use. Stop the program that uses it, or ${other}`);
    case 'EACCES':
      return new PortRefused(`${where} is not for everybody to use; ${other}`);
    default:
      return cause;
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
    server.closeAllConnections();
  });
}

async function answer(options: ServerOptions, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const body = await readBody(incoming, options.bodyLimitBytes ?? defaultBodyLimitBytes);
    const response = body === undefined ? tooLarge : await options.handle(requestOf(incoming, body));
    send(outgoing, response);
  } catch (error) {
    if (error instanceof ConnectionLost) outgoing.destroy();
    else send(outgoing, brokenDown(error));
  }
}

/** The body, or undefined as soon as it is over the limit. */
async function readBody(incoming: IncomingMessage, limitBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const buffer = Buffer.from(chunk as Buffer);
    bytes += buffer.length;
    if (bytes > limitBytes) return undefined;
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function requestOf(incoming: IncomingMessage, body: string): HttpRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  const host = headers['x-original-host'] ?? headers['host'] ?? '127.0.0.1';
  return { method: incoming.method ?? 'GET', url: `https://${host}${incoming.url ?? '/'}`, headers, body };
}

function send(outgoing: ServerResponse, response: HttpResponse): void {
  outgoing.writeHead(response.status, { ...response.headers });
  outgoing.end(response.body);
}

const tooLarge: HttpResponse = {
  status: 413,
  headers: { 'content-type': 'application/json', connection: 'close' },
  body: JSON.stringify({ code: 0, message: 'The request body is too large for the local Twilio.', status: 413 }),
};

/** A mistake in the rehearsal itself: shown to the caller, since nothing else would report it. */
function brokenDown(error: unknown): HttpResponse {
  const message = error instanceof Error ? error.message : String(error);
  return {
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 0, message: `The local Twilio broke down: ${message}`, status: 500 }),
  };
}

import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { UserMistake } from '../mistake';
import { field, parsedJson } from '../text/json';
import { maskNumbers } from '../text/phone-number';
import type { Feed } from './feed';
import { orderIn } from './order';
import type { Answer, Order, StepDetail } from './world';

/** What a world is asked to do; the rest of the orders are the server's own. */
export type Deed = Exclude<Order, { readonly do: 'hello' | 'look' }>;

/** What stands behind the page. */
export interface World {
  readonly feed: Feed;
  /** Does what a person asks for. Throws a UserMistake. */
  order(order: Deed): Promise<Answer>;
  /** A step of the timeline; undefined when there is none of this number, or it is forgotten. */
  step(n: number): StepDetail | undefined;
  /** Those that are still known. */
  steps(): readonly StepDetail[];
}

/** One of the page's files. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

export interface PageOptions {
  readonly world: World;
  /** Part of the page's address; nobody can do anything without it. */
  readonly token: string;
  /** By name; `index.html` is the page itself. */
  readonly files: ReadonlyMap<string, PageFile>;
  /** What must never reach a browser; phone numbers are masked besides. */
  readonly secrets: readonly string[];
}

const MOST_BYTES = 2_000_000;

/** Nothing but the page's own files, and what they fetch from here. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

const WRONG_ADDRESS =
  'This address is not, or no longer, that of the page: it has a new one each time it is started. Open the address that the terminal shows.';

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers the requests of the page, for a server that listens on 127.0.0.1 alone. Other pages in the same browser are refused: they do not know
 * the token, they cannot name themselves after this server (Host, against DNS rebinding), and they say where they come from (Origin).
 */
export function pageListener(options: PageOptions): RequestListener {
  const guard = guardOf(options.secrets);
  return (incoming, outgoing) => {
    void (async () => {
      try {
        const reply = await replyTo(incoming, outgoing, options, guard);
        if (reply !== undefined) send(outgoing, forReader(reply, incoming), guard, incoming.method);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (!outgoing.headersSent) {
          send(outgoing, problem(500, `The server of the page has a mistake in it: ${why}`), guard);
        } else outgoing.destroy();
      }
    })();
  };
}

/** Takes what must not reach a browser out of a text. */
type Guard = (text: string) => string;

function guardOf(secrets: readonly string[]): Guard {
  const hidden = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  return (text) => maskNumbers(hidden.reduce((rest, secret) => rest.replaceAll(secret, '•••••'), text));
}

/** Shorter ones are no secrets, and stand in ordinary words. */
const SHORTEST_SECRET = 6;

/** Undefined for a stream, which goes on. */
async function replyTo(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { world, token, files }: PageOptions,
  guard: Guard,
): Promise<Reply | undefined> {
  const port = String(incoming.socket.localPort);
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = '', origin, 'sec-fetch-site': site, 'sec-fetch-dest': dest } = incoming.headers;
  if (!hosts.includes(host)) {
    return problem(
      421,
      `The page answers to the names 127.0.0.1 and localhost only. Open the address that the terminal shows.`,
    );
  }
  const isForeign = origin !== undefined && origin !== `http://${host}`;
  // A link that is clicked, in a terminal that is a page say, comes from another site, too, and does nothing but show the page.
  if (isForeign || ((site === 'cross-site' || site === 'same-site') && dest !== 'document')) {
    return problem(
      403,
      'Another page has asked for this, so nothing was done. Open the address that the terminal shows.',
    );
  }
  const { pathname, searchParams } = new URL(incoming.url ?? '/', `http://${host}`);
  const [, given = '', ...rest] = pathname.split('/');
  if (!isSame(given, token)) return problem(403, WRONG_ADDRESS);
  if (rest.length === 0) return { ...plain(308, ''), headers: { location: `/${token}/` } };
  const name = rest.join('/');
  if (name === 'order') {
    if (incoming.method !== 'POST') return notWith('POST');
    // Without it the request may have come from a form, which says nothing of where it comes from in some browsers.
    if (origin === undefined || incoming.headers['content-type']?.split(';')[0] !== 'application/json') {
      return problem(403, 'An order comes from the page itself, as JSON. Open the address that the terminal shows.');
    }
    return orderReply(incoming, world);
  }
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return notWith('GET');
  switch (name) {
    case 'events':
      stream(outgoing, world.feed, guard);
      return undefined;
    case 'step': {
      const step = world.step(Number(searchParams.get('n')));
      return step === undefined
        ? problem(404, 'This step is not known any more: only the latest are kept.')
        : json(200, step);
    }
    case 'steps.json':
      return {
        ...json(200, world.steps()),
        headers: { 'content-disposition': 'attachment; filename="timeline.json"' },
      };
    default: {
      const file = files.get(name === '' ? 'index.html' : name);
      return file === undefined ? problem(404, 'The page has no such file.') : { status: 200, ...file };
    }
  }
}

async function orderReply(incoming: IncomingMessage, world: World): Promise<Reply> {
  const body = await bodyOf(incoming);
  if (body === undefined) {
    return problem(
      413,
      `That is more than ${String(MOST_BYTES / 1_000_000)} MB, and no message of an alarm is as long. Nothing was done.`,
    );
  }
  const order = orderIn(parsedJson(body));
  if (order === undefined) {
    return problem(
      400,
      'The page has sent something that this server does not know, so nothing was done. Load the page again.',
    );
  }
  if (order.do === 'look') world.feed.look(order.stream, order.isVisible);
  if (order.do === 'look' || order.do === 'hello') return json(200, { ok: true } satisfies Answer);
  try {
    const answer = await world.order(order);
    return json('problem' in answer ? 409 : 200, answer);
  } catch (error) {
    if (error instanceof UserMistake) return problem(409, error.message);
    throw error;
  }
}

/** The body; undefined when it is too long. */
async function bodyOf(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const buffer = Buffer.from(chunk as Buffer);
    bytes += buffer.length;
    if (bytes <= MOST_BYTES) chunks.push(buffer);
  }
  return bytes > MOST_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

let streams = 0;

function stream(outgoing: ServerResponse, feed: Feed, guard: Guard): void {
  outgoing.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream; charset=utf-8' });
  outgoing.write('retry: 1000\n\n');
  const { drained, left } = feed.join(`s${String(++streams)}`, {
    // JSON has no line break outside of its strings, and none unescaped within.
    write: (news) => outgoing.write(`event: ${news.is}\ndata: ${guard(JSON.stringify(news))}\n\n`),
  });
  outgoing.on('drain', drained);
  outgoing.on('close', left);
}

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function problem(status: number, text: string): Reply {
  return json(status, { problem: text });
}

/** A person who has opened a wrong address reads a sentence. */
function forReader(reply: Reply, { headers: { accept = '' } }: IncomingMessage): Reply {
  const told =
    reply.status < 400 || !accept.includes('text/html') ? undefined : field(parsedJson(String(reply.body)), 'problem');
  return typeof told === 'string' ? { ...reply, ...plain(reply.status, told) } : reply;
}

function notWith(method: string): Reply {
  return { ...problem(405, `This address takes ${method} only.`), headers: { allow: method } };
}

function json(status: number, value: unknown): Reply {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

function plain(status: number, body: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body };
}

function send(outgoing: ServerResponse, { status, type, body, headers }: Reply, guard: Guard, method = 'GET'): void {
  outgoing.writeHead(status, { ...HEADERS, 'content-type': type, ...headers });
  if (method === 'HEAD') outgoing.end();
  else outgoing.end(typeof body === 'string' ? guard(body) : body);
}

import { readDescription, type Api, type ApiDescription, type DescribedOperation } from './description';
import { methodNotAllowed, notFound, notReproduced } from './refusal';
import type { Route } from './route';
import { routes } from './routes';

/** An operation with how it is reproduced. */
interface Row {
  /** Its `operationId`. */
  readonly operation: string;
  readonly route: Route;
  readonly described: DescribedOperation;
}

/** A row together with the path parameters of the request at hand. */
export interface Match extends Row {
  readonly path: Readonly<Record<string, string>>;
}

const hosts: Readonly<Record<string, Api>> = {
  'sync.twilio.com': 'sync_v1',
  'studio.twilio.com': 'studio_v2',
  'api.twilio.com': 'api_v2010',
  'serverless.twilio.com': 'serverless_v1',
  'serverless-upload.twilio.com': 'serverless_upload',
  'events.twilio.com': 'events_v1',
  'messaging.twilio.com': 'messaging_v1',
};

interface Table {
  readonly description: ApiDescription;
  readonly rows: readonly Row[];
}

/** Read when a product is first asked, and kept for the life of the process. */
const tables = new Map<Api, Table>();

/** What was found before: nights ask for the same boards and executions over and over. Begun anew when it grows large. */
const found = new Map<string, Match>();
const MOST_FOUND = 10_000;

/**
 * Finds the operation that a request is for.
 *
 * Throws a Refusal: 404/20404 for an unknown host, path or a SID of another form, 405/20004 for another method, and 501 for
 * an operation that Twilio has and the local Twilio has not.
 */
export function findRoute(method: string, url: URL): Match {
  const address = `${method} ${url.hostname}${url.pathname}`;
  const known = found.get(address);
  if (known !== undefined) return known;
  const match = searched(method, url);
  if (found.size >= MOST_FOUND) found.clear();
  found.set(address, match);
  return match;
}

function searched(method: string, url: URL): Match {
  const api = hosts[url.hostname];
  if (api === undefined) throw notFound(`https://${url.hostname}${url.pathname}`);
  const table = tableOf(api);
  let isMalformed = false;
  for (const row of table.rows) {
    const { described } = row;
    if (described.method !== method) continue;
    const path = described.match(url.pathname);
    if (path === undefined) continue;
    if (described.wrongPathParameter(path) === undefined) return { ...row, path };
    // Not the end: what is no SID may be a word of another path, as in /Flows/Validate.
    isMalformed = true;
  }
  if (isMalformed) throw notFound(url.pathname);
  const methods = table.description.methodsAt(url.pathname);
  if (methods.length === 0) throw notFound(url.pathname);
  if (methods.includes(method)) throw notReproduced(`${method} ${url.pathname}`);
  throw methodNotAllowed(method, url.pathname);
}

function tableOf(api: Api): Table {
  const known = tables.get(api);
  if (known !== undefined) return known;
  const own = Object.entries(routes[api]);
  const description = readDescription(api, new Set(own.map(([operation]) => operation)));
  const table = {
    description,
    rows: own.map(([operation, route]) => ({ operation, route, described: description.operation(operation) })),
  };
  tables.set(api, table);
  return table;
}

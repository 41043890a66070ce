import type { Clock } from '../clock';
import type { HttpRequest, HttpResponse } from '../http';
import type { Ledger } from '../ledger';
import { opens, type Account } from './credentials';
import { masked } from './masked';
import type { CallPort } from './call-port';
import { MessageStore, type StoredMessage } from './message-store';
import { receivedMessage, sentMessage, type IncomingMessage } from './messages';
import { multipartFields } from './multipart';
import { OptOuts } from './opt-outs';
import { readParameters, type Parameters } from './parameters';
import { Rate } from './rate';
import { Refusal, badParameter, notAuthenticated, notReproduced } from './refusal';
import { Resources } from './resources';
import type { Reply } from './route';
import { findRoute, type Match } from './router';
import { requireActive, Standing, type StandingOptions } from './standing';
import type { StudioPort } from './studio-port';
import { SyncObjects } from './sync-objects';
import type { TwilioSwitches, World } from './world';

export interface LocalTwilioOptions {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly account: Account;
  readonly standing: StandingOptions;
  /** What has been set up in the account already. */
  readonly resources?: Resources;
  readonly executions: StudioPort;
  readonly inbound: CallPort;
  readonly switches: TwilioSwitches;
  /** A new SID: the two letters and 32 hexadecimal digits. */
  newSid(prefix: string): string;
  /**
   * The Twilio error code that texts to this recipient meet, undefined when they arrive: 30000–30999 fails the delivery, any
   * other code refuses the message.
   */
  textPolicy?(to: string): number | undefined;
}

/**
 * Twilio's REST API in memory, as strict as Twilio where Twilio is known to be strict and stricter where it is silent.
 *
 * It serves the operations of routes.ts. Requests and its own replies are checked against Twilio's OpenAPI description; the
 * handlers add the rules which that leaves out. Every effect is complete when `handle` returns. It does not reproduce
 * carriers, prices or subaccounts.
 */
export class LocalTwilio {
  readonly #world: World;
  #largestParametersBytes = 0;

  constructor(options: LocalTwilioOptions) {
    const { clock, ledger, account, executions, inbound, switches } = options;
    const newSid = (prefix: string): string => options.newSid(prefix);
    this.#world = {
      clock,
      ledger,
      account,
      executions,
      inbound,
      switches,
      newSid,
      standing: new Standing(options.standing, newSid),
      resources: options.resources ?? new Resources(),
      textPolicy: (to) => options.textPolicy?.(to),
      syncServiceSid: newSid('IS'),
      documents: new SyncObjects(),
      lists: new SyncObjects(),
      maps: new SyncObjects(),
      messages: new MessageStore(),
      optOuts: new OptOuts(),
      syncRate: new Rate(20),
      executionRate: new Rate(20),
    };
  }

  /** How the account stands, for stories to change. */
  get standing(): Standing {
    return this.#world.standing;
  }

  /** Fault: every Sync map and list is gone at once, while the documents stay. */
  loseMapsAndLists(): void {
    const { clock, maps, lists } = this.#world;
    for (const map of maps.all(clock.now())) maps.remove(map);
    for (const list of lists.all(clock.now())) lists.remove(list);
  }

  /** A message comes in; `goesOn` when it is for the application to answer. */
  receive(message: IncomingMessage): { readonly message: StoredMessage; readonly goesOn: boolean } {
    return receivedMessage(this.#world, message);
  }

  /** Sends what the application answers to a message; one that is refused is in the ledger. */
  reply(message: Pick<StoredMessage, 'to' | 'from' | 'text'>): void {
    try {
      sentMessage(this.#world, { ...message, direction: 'outbound-reply' });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** The size of the largest Studio `Parameters` so far; Twilio's limit is written nowhere, so keep it small. */
  get largestParametersBytes(): number {
    return this.#largestParametersBytes;
  }

  /**
   * Answers one request and writes it into the ledger; throws only when the local Twilio itself is wrong. With `readsAgeMs`,
   * a fault, a document or map is read as it was so long ago, at most a minute.
   */
  handle(request: HttpRequest, readsAgeMs = 0): HttpResponse {
    const url = new URL(request.url);
    const method = request.method.toUpperCase();
    const response = this.#answer(method, url, request, readsAgeMs);
    const { status } = response;
    this.#world.ledger.write({ kind: 'request', method, path: masked(url.pathname), status }, { request, response });
    // RFC 9110, 6.6.1: a server that has a clock says when it answered, in whole seconds.
    const date = new Date(this.#world.clock.now()).toUTCString();
    return { ...response, headers: { ...response.headers, date } };
  }

  #answer(method: string, url: URL, request: HttpRequest, readsAgeMs: number): HttpResponse {
    try {
      if (!opens(this.#world.account, request.headers['authorization'])) throw notAuthenticated();
      if (this.#world.switches.suspendedFrom === 'everything') requireActive(this.#world);
      const match = findRoute(method, url);
      // Credentials of one account do not open another (Twilio error 20003).
      const accountSid = match.path['AccountSid'] ?? this.#world.account.sid;
      if (accountSid !== this.#world.account.sid) throw notAuthenticated();
      const parameters = readRequest(match, url, request);
      this.#largestParametersBytes = Math.max(this.#largestParametersBytes, parameters.bytes('Parameters'));
      const nowMs = this.#world.clock.now();
      const arrival = { nowMs, readsAgeMs, url, path: match.path, parameters, headers: request.headers };
      return success(match, match.route.handle(this.#world, arrival));
    } catch (error) {
      if (error instanceof Refusal) return failure(error);
      throw error;
    }
  }
}

function readRequest(match: Match, url: URL, request: HttpRequest): Parameters {
  const { operation, route, described } = match;
  if ('if-match' in request.headers && !described.headers.has('if-match')) {
    throw badParameter(`${operation} takes no If-Match header`);
  }
  const query = readParameters(url.searchParams, described.query, 'query');
  const parameters = described.form === undefined ? query : readForm(match, described.form, request);
  if (described.form === undefined && request.body !== '') throw badParameter(`${operation} takes no body`);
  const unsupported = parameters.names().find((name) => route.parameters?.includes(name) !== true);
  if (unsupported !== undefined) throw notReproduced(`parameter ${unsupported} of ${operation}`);
  return parameters;
}

function readForm(
  { route, described }: Match,
  form: NonNullable<Match['described']['form']>,
  request: HttpRequest,
): Parameters {
  const header = request.headers['content-type'] ?? '';
  const contentType = header.split(';')[0]?.trim().toLowerCase();
  if (request.body !== '' && contentType !== described.formType) {
    throw badParameter(`The body must be ${described.formType}`);
  }
  const fields =
    described.formType === 'multipart/form-data'
      ? multipartFields(header, request.body)
      : new URLSearchParams(request.body);
  return readParameters(fields, form, 'post body', route);
}

function success({ operation, described }: Match, reply: Reply): HttpResponse {
  const mistake = described.responseMistakes(reply.body)[0];
  if (mistake !== undefined) {
    throw new Error(
      `The local Twilio's reply to ${operation} breaks Twilio's description: ` +
        `${mistake.instancePath} ${mistake.message ?? ''} ${JSON.stringify(mistake.params)}`,
    );
  }
  const headers = reply.body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    status: described.successStatus,
    headers: { ...headers, ...reply.headers },
    body: reply.body === undefined ? '' : JSON.stringify(reply.body),
  };
}

function failure({ status, code, message, details }: Refusal): HttpResponse {
  const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="Twilio API"' } : {};
  const more_info = `https://www.twilio.com/docs/errors/${String(code)}`;
  return {
    status,
    headers: { 'content-type': 'application/json', ...challenge },
    body: JSON.stringify({ code, message, more_info, status, ...(details === undefined ? {} : { details }) }),
  };
}

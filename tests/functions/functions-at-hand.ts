import { join } from 'node:path';
import { EMPTY_BOARD, escalating } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { resolveByHand } from '../../src/incident/intervention';
import { executionOf } from '../../src/incident/escalation';
import { packBoard, unpackBoard } from '../../src/board/packed';
import { seededChance } from '../../src/rehearsal/chance';
import { FunctionHost } from '../../src/rehearsal/functions/host';
import type { HttpRequest, HttpResponse } from '../../src/rehearsal/http';
import { everythingArrives, Network } from '../../src/rehearsal/network';
import type { FateOf } from '../../src/rehearsal/network';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { sign } from '../../src/signing/signature';
import { PLAN } from '../incident/sample';
import { AGENTS, alarmMessage, Story } from '../support/story';
import type { AlarmOptions, StoryOptions } from '../support/story';

export const FUNCTIONS_FOLDER = join(__dirname, '..', '..', 'dist', 'functions');
export const FLOW_SID = 'FW00000000000000000000000000000000';
export const SECRET = 'rehearsal-alert-secret';
export const EVENTS_PASSWORD = 'rehearsal-events-password';

/** The variables of a sound deployment. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  ALERT_SECRET: SECRET,
  FLOW_SID,
  CALLER_ID: '+12025550100',
  EVENTS_PASSWORD,
};

const DOCUMENTS = 'https://sync.twilio.com/v1/Services/default/Documents';
const EXECUTIONS = `https://studio.twilio.com/v2/Flows/${FLOW_SID}/Executions`;

/** One reply of a Function. */
export interface Reply {
  readonly status: number;
  readonly type: string | undefined;
  /** The body as it came, and what it says as JSON. */
  readonly text: string;
  readonly json: unknown;
}

/** A call as the flow speaks for it. */
export type CallFields = Readonly<Record<'team' | 'incident' | 'attempt' | 'execution', string>>;

export interface AtHandOptions extends Partial<StoryOptions> {
  /** What is different from {@link ENVIRONMENT}; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The asset's text, or what reading it throws. */
  readonly asset?: () => string | undefined;
  /** The folder with the built Functions. */
  readonly folder?: string;
}

/**
 * The built Functions behind a host of their own, in front of a story's Twilio, flow and phones. What the story's own flow
 * does goes through the story's own host, so that only the requests of the test meet the test's faults.
 */
export class FunctionsAtHand {
  readonly story: Story;
  readonly replies: Reply[] = [];
  /** Those of the latest reply. */
  headers: Readonly<Record<string, string>> = {};
  /** What the network does with the requests of the Functions that the test runs. */
  fate: FateOf = everythingArrives;
  readonly #host: FunctionHost;

  constructor(options: AtHandOptions = {}) {
    const { environment = {}, asset, folder = FUNCTIONS_FOLDER, ...story } = options;
    const roster = story.roster ?? { agents: AGENTS };
    this.story = new Story({ agents: ['silent'], ...story, roster });
    const { account, domain, ledger, twilio } = this.story.rehearsal;
    const { clock } = this.story;
    const network = new Network({
      clock,
      latencyMs: story.latencyMs ?? 100,
      fateOf: (...request) => this.fate(...request),
      handle: (request) => twilio.handle(request),
    });
    this.#host = new FunctionHost({
      clock,
      ledger,
      folder,
      domain,
      account,
      environment: Object.fromEntries(
        Object.entries({ ...ENVIRONMENT, ...environment }).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]],
        ),
      ),
      asset: asset ?? (() => (typeof roster === 'string' ? roster : JSON.stringify(roster))),
      send: (invocation, request) => network.send(invocation, request),
      chance: seededChance(2),
    });
  }

  /** Sends a request to the Functions and lets time pass until it is answered. */
  async send(request: Partial<HttpRequest> & { readonly path: string }): Promise<Reply> {
    const { path, method = 'POST', headers = {}, body = '' } = request;
    let response: HttpResponse | undefined;
    void this.#host
      .handle({ method, url: new URL(path, this.story.rehearsal.domain).href, headers, body })
      .then((each) => (response = each));
    const { clock } = this.story;
    await clock.run(() => response !== undefined, clock.now() + 60_000);
    if (response === undefined) throw new Error(`${path} did not answer within a minute.`);
    this.headers = response.headers;
    const reply = {
      status: response.status,
      type: response.headers['content-type'],
      text: response.body,
      json: jsonIn(response.body),
    };
    this.replies.push(reply);
    return reply;
  }

  /** Posts JSON. */
  json(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.send({ path, headers: { 'content-type': 'application/json', ...headers }, body: text });
  }

  /** The Lambda posts these messages, rightly signed. */
  alarm(...messages: readonly object[]): Promise<Reply> {
    return this.json('/alarm', this.signed({ messages }));
  }

  /** A heartbeat comes off the queue. */
  beat(): Promise<Reply> {
    return this.alarm({ id: 'beat', source: 'heartbeat', body: '{"source":"oncall.heartbeat"}' });
  }

  /** A payload as the Lambda signs it, `ageMs` ago. */
  signed(payload: unknown, { ageMs = 0, secret = SECRET } = {}) {
    const ts = this.story.clock.now() - ageMs;
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return { ts, payload: text, sig: sign(secret, ts, text) };
  }

  /** Event Streams posts this body with the sink's credentials. */
  events(body: unknown, credentials = `events:${EVENTS_PASSWORD}`): Promise<Reply> {
    return this.json('/studio-events', body, { authorization: basic(credentials) });
  }

  /** The flow runs a Function, as Twilio signs it. */
  flow(path: string, fields: Readonly<Record<string, string>>): Promise<Reply> {
    const url = new URL(path, this.story.rehearsal.domain).href;
    return this.form(path, fields, getExpectedTwilioSignature(this.story.rehearsal.account.authToken, url, fields));
  }

  /** Posts a form with this signature. */
  form(path: string, fields: Readonly<Record<string, string>>, signature?: string): Promise<Reply> {
    return this.send({
      path,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
      },
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** Lets this many seconds pass. */
  async pass(seconds: number): Promise<void> {
    const { clock } = this.story;
    let isOver = false;
    // A clock on which nothing waits stands still.
    clock.after(seconds * 1000, () => (isOver = true));
    await clock.run(() => isOver, Infinity);
  }

  /** Raises an alarm and lets the flow claim the first call; returns how the flow speaks for it. */
  async called(): Promise<CallFields & { readonly token: string }> {
    await this.alarm(alarm('web-1-cpu'));
    await this.pass(5);
    return this.current();
  }

  /** How the flow speaks for the call that the board has now. */
  current(): CallFields & { readonly token: string } {
    const board = this.board();
    const incident = board === undefined ? undefined : (escalating(board) ?? board.incidents.at(-1));
    const { number = incident?.calls.at(-1)?.number, token = '' } = incident?.attempt ?? {};
    return {
      team: 'main',
      incident: incident?.id ?? '',
      attempt: String(number),
      execution: executionOf(incident?.attempt) ?? this.story.rehearsal.executions.list(FLOW_SID).at(-1)?.sid ?? '',
      token,
    };
  }

  /** The board of a team, of the only one if none is named, as the account's owner may read it. */
  board(team = 'main'): Board | undefined {
    const document = this.story.rehearsal.read(`${DOCUMENTS}/oncall-board-${team}`) as { data: unknown } | undefined;
    return unpackBoard(document?.data);
  }

  /** Somebody at a keyboard closes the incident. */
  closeByHand(): void {
    const given = { plan: PLAN, nowMs: this.story.clock.now(), token: 'keyboard.1', incidentId: '' };
    const { board } = resolveByHand(this.board() ?? EMPTY_BOARD, undefined, given);
    const { twilio, account } = this.story.rehearsal;
    const { status } = twilio.handle({
      method: 'POST',
      url: `${DOCUMENTS}/oncall-board-main`,
      headers: {
        authorization: basic(`${account.sid}:${account.authToken}`),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ Data: JSON.stringify(packBoard({ ...board, writes: board.writes + 1 })) }).toString(),
    });
    if (status !== 200) throw new Error(`The board could not be written: ${status}.`);
  }

  /** Everything that Twilio keeps for the account. */
  kept(): unknown {
    const { rehearsal } = this.story;
    const base = `https://api.twilio.com/2010-04-01/Accounts/${rehearsal.account.sid}`;
    return [DOCUMENTS, EXECUTIONS, `${base}/Messages.json`, `${base}/Calls.json`].map((url) => rehearsal.read(url));
  }

  /** How many requests have reached Twilio so far. */
  requests(): number {
    return this.#count('request');
  }

  /** How long each run of a Function took, in milliseconds. */
  took(path: string): number[] {
    return this.story.rehearsal.ledger.entries.flatMap((entry) =>
      entry.kind === 'function' && entry.path === path ? [entry.tookMs] : [],
    );
  }

  /** What the Functions logged, as text and, if it is a log line of ours, as its fields. */
  logs(): readonly { readonly text: string; readonly fields: Readonly<Record<string, unknown>> | undefined }[] {
    return this.story.rehearsal.ledger.entries.flatMap((entry) =>
      entry.kind === 'log' && entry.from === 'function'
        ? [{ text: entry.text, fields: jsonIn(entry.text) as Record<string, unknown> | undefined }]
        : [],
    );
  }

  /** The messages that were logged at this level. */
  logged(level: 'info' | 'warn' | 'error'): string[] {
    return this.logs().flatMap(({ fields }) => (fields?.['level'] === level ? [String(fields['message'])] : []));
  }

  #count(kind: 'request' | 'sms'): number {
    return this.story.rehearsal.ledger.entries.filter((entry) => entry.kind === kind).length;
  }
}

/** An alarm message as the Lambda passes it on. */
export function alarm(name: string, options: AlarmOptions & { readonly id?: string } = {}) {
  const { id = `message-${name}`, ...state } = options;
  return { id, source: 'sns', subject: `ALARM: "${name}"`, body: alarmMessage(name, state) };
}

export function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

/** What no reply and no log line may show: a number in full, or a secret. */
export const PRIVATE = /\+\d{7,}|%2B\d{7,}|rehearsal-alert-secret|rehearsal-events-password|rehearsal-auth-token/i;

/** A reply without the numbers that a contract answers with: the agent who is called, and those of a call that is put through. */
export function withoutContractNumbers(reply: string): string {
  return reply
    .replace(/"number":"\+\d+"/g, '"number":"…"')
    .replace(/callerId="\+\d+"/g, 'callerId="…"')
    .replace(/<Number>\+\d+<\/Number>/g, '<Number>…</Number>');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

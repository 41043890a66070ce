import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readBundle } from '../bundle-file';
import type { Clock } from '../clock';
import type { HttpRequest, HttpResponse } from '../http';
import type { Ledger } from '../ledger';
import { httpsOver } from './https';
import { eventOf, UnreadableBody } from './request-event';
import { compileBundle, exportsOf, TwilioResponse, type Container, type FunctionGlobals } from './runtime';
import { isSignedByTwilio, NOT_SIGNED } from './signed';

/** Twilio stops a Function after this time (docs: functions-assets/functions/invocation). */
const LIMIT_MS = 10_000;

/** So many runs of an account's Functions go on at the same time (docs: functions-assets/functions/faq, "limits"). */
const MOST_RUNS = 30;

/** Behaviours of Functions that no page settles. */
export interface FunctionSwitches {
  /** What a request is answered that finds {@link MOST_RUNS} going on. */
  readonly crowdedStatus: 429 | 503;
}

/** One run of one Function, which the network can tell from every other. */
export interface Invocation {
  /** `/alarm`, `/claim`, … */
  readonly path: string;
  /** Counts all runs of the host. */
  readonly number: number;
  /** False once it has called back, timed out, crashed or frozen: whatever it still sends never leaves the machine. */
  isAlive(): boolean;
  /** Stops it as a crashed container stops: no reply, and nothing that it still does has any effect. */
  crash(): void;
  /** Lets it stand still: nothing that it does has any effect any more, and it is stopped at its time limit. */
  freeze(): void;
}

export interface HostOptions {
  readonly clock: Clock;
  readonly ledger: Ledger;
  /** The folder with the built Functions. */
  readonly folder: string;
  /** The address under which they are deployed, such as `https://oncall-1234.twil.io`. */
  readonly domain: string;
  readonly account: { readonly sid: string; readonly authToken: string };
  readonly environment: Readonly<Record<string, string>>;
  /** Private assets by their path, such as `/roster.json`; read at each use, as a new deployment would change them. */
  readonly asset: (path: string) => string | undefined;
  /** Carries a request of a run to Twilio. */
  readonly send: (invocation: Invocation, request: HttpRequest) => Promise<HttpResponse>;
  /** How far the clock of the container that serves this run is ahead; all are right when left out. */
  readonly clockOffsetMs?: ((run: number) => number) | undefined;
  /** The shortest time for which a run keeps its place among those that go on; none when left out, as work takes no time here. */
  readonly leastRunMs?: number | undefined;
  /** 429 when left out. */
  readonly crowdedStatus?: FunctionSwitches['crowdedStatus'];
  /** Everything random that a Function can see, so that a story can be replayed. */
  readonly chance: { readonly next: () => number; readonly crypto: object };
}

/** One Function as it is deployed. */
export interface FunctionFile {
  /** `/alarm`, `/claim`, … */
  readonly path: string;
  readonly visibility: 'public' | 'protected' | 'private';
  readonly source: string;
  /** For stack traces; need not exist. */
  readonly file: string;
}

interface Deployed extends Pick<FunctionFile, 'path' | 'visibility'> {
  readonly start: () => Container;
  /** Warm containers that serve nobody at the moment. */
  readonly free: Container[];
}

/**
 * Runs the built Functions as Twilio's runtime runs them: visibility from the file name, protected ones only with Twilio's
 * signature, JSON and form bodies, ten seconds, nothing after the callback.
 */
export class FunctionHost {
  readonly #options: HostOptions;
  readonly #deployed: ReadonlyMap<string, Deployed>;
  readonly #shared: ReadonlyMap<string, () => unknown>;
  /** What Runtime.getFunctions answers. */
  readonly #paths: Readonly<Record<string, { readonly path: string }>>;
  #runs = 0;
  #going = 0;

  /** @throws when the folder holds no built Function: a deployment without any would answer nothing. */
  constructor(options: HostOptions, files: readonly FunctionFile[] = functionsIn(options.folder)) {
    this.#options = options;
    const isPrivate = ({ visibility }: FunctionFile): boolean => visibility === 'private';
    this.#deployed = new Map(files.flatMap((file) => (isPrivate(file) ? [] : [[file.path, readyToRun(file)]])));
    this.#shared = new Map(files.filter(isPrivate).map(({ file, source }) => [file, exportsOf(source, file)]));
    this.#paths = Object.fromEntries(files.map(({ path, file }) => [path.slice(1), { path: file }]));
    if (files.length === 0) throw new Error(`${options.folder} holds no Functions: run npm run build.`);
  }

  /** Answers a request to the domain. Never rejects; a run that crashed is answered with 502 as its proxy would. */
  async handle(request: HttpRequest): Promise<HttpResponse> {
    const { clock, ledger } = this.#options;
    const { pathname } = new URL(request.url);
    const startedMs = clock.now();
    const response = await this.#answer(pathname, request);
    const tookMs = clock.now() - startedMs;
    ledger.write({ kind: 'function', path: pathname, status: response.status, tookMs }, { request, response });
    return response;
  }

  async #answer(path: string, request: HttpRequest): Promise<HttpResponse> {
    const deployed = this.#deployed.get(path);
    if (deployed === undefined) return plain(404, 'Not Found');
    if (request.method === 'OPTIONS') return plain(200, '');
    if (request.method !== 'GET' && request.method !== 'POST') return plain(405, 'Method Not Allowed');
    if (deployed.visibility === 'protected' && !isSignedByTwilio(this.#options.account.authToken, request)) {
      return NOT_SIGNED;
    }
    if (this.#going >= MOST_RUNS) {
      return plain(this.#options.crowdedStatus ?? 429, 'As many Functions are running as the account may have.');
    }
    try {
      return await this.#placed(deployed, eventOf(request));
    } catch (error) {
      if (error instanceof UnreadableBody) return plain(400, error.message);
      throw error;
    }
  }

  /** A run in its place among those that go on. */
  async #placed(deployed: Deployed, event: Record<string, unknown>): Promise<HttpResponse> {
    const { clock, leastRunMs = 0 } = this.#options;
    const freeAtMs = clock.now() + leastRunMs;
    this.#going++;
    const response = await this.#run(deployed, event);
    if (clock.now() >= freeAtMs) this.#going--;
    else clock.after(freeAtMs - clock.now(), () => this.#going--);
    return response;
  }

  #run(deployed: Deployed, event: Record<string, unknown>): Promise<HttpResponse> {
    const { clock } = this.#options;
    return new Promise((settle) => {
      const timers = new Set<() => void>();
      let isAlive = true;
      let container: Container | undefined;
      const stop = (): void => {
        isAlive = false;
        for (const cancel of timers) cancel();
        const used = container;
        container = undefined;
        // Starting one costs more than most runs. Whatever this run still had in hand has been let go of by then.
        if (used !== undefined) clock.after(0, () => deployed.free.push(used));
      };
      const end = (response: HttpResponse): void => {
        if (!isAlive) return;
        stop();
        cancelLimit();
        settle(response);
      };
      const invocation: Invocation = {
        path: deployed.path,
        number: ++this.#runs,
        isAlive: () => isAlive,
        crash: () => end(plain(502, 'The Function crashed.')),
        freeze: stop,
      };
      const cancelLimit = clock.after(LIMIT_MS, () => {
        if (isAlive) stop();
        settle(plain(504, 'Runtime application timed out (82002)'));
      });
      const later = (action: () => void, delayMs = 0): (() => void) => {
        const cancel = clock.after(delayMs, () => {
          timers.delete(cancel);
          if (isAlive) action();
        });
        timers.add(cancel);
        return cancel;
      };
      const fault = (error: unknown): void => {
        this.#log('error', error instanceof Error ? (error.stack ?? error.message) : String(error));
        end(plain(500, 'The Function threw; see the log.'));
      };
      try {
        container = deployed.free.pop() ?? deployed.start();
        const globals = this.#globals(invocation, later);
        const callback = (error: unknown, response: unknown): void => {
          if (!isAlive) return;
          if (error !== null && error !== undefined) return fault(error);
          end(response instanceof TwilioResponse ? response.toHttp() : json(response));
        };
        const running = container.run(globals, this.#context(invocation), event, callback);
        // Not told by instanceof: a Function may make its promises in another realm than this.
        Promise.resolve(running).catch(fault);
      } catch (error) {
        fault(error);
      }
    });
  }

  #context(invocation: Invocation): unknown {
    const { account, domain, environment } = this.#options;
    return {
      ...environment,
      ACCOUNT_SID: account.sid,
      AUTH_TOKEN: account.authToken,
      DOMAIN_NAME: new URL(domain).host,
      PATH: invocation.path,
    };
  }

  #globals(invocation: Invocation, later: (action: () => void, delayMs?: number) => () => void): FunctionGlobals {
    const { asset, chance, clock, clockOffsetMs, send } = this.#options;
    const aheadMs = clockOffsetMs?.(invocation.number) ?? 0;
    const log = (level: 'debug' | 'info' | 'warn' | 'error') => (text: unknown) => {
      if (invocation.isAlive()) this.#log(level, String(text));
    };
    return {
      now: () => clock.now() + aheadMs,
      setTimeout: later,
      clearTimeout: (timer) => {
        if (typeof timer === 'function') timer();
      },
      console: { log: log('info'), info: log('info'), warn: log('warn'), error: log('error'), debug: log('debug') },
      Runtime: {
        getAssets: () => {
          const text = asset('/roster.json');
          return text === undefined ? {} : { '/roster.json': { path: '/assets/roster.json', open: () => text } };
        },
        getFunctions: () => this.#paths,
      },
      random: chance.next,
      crypto: chance.crypto,
      https: httpsOver((request) => send(invocation, request)),
      shared: this.#shared,
    };
  }

  #log(level: 'debug' | 'info' | 'warn' | 'error', text: string): void {
    this.#options.ledger.write({ kind: 'log', from: 'function', level, text });
  }
}

const compiled = new Map<string, { readonly source: string; readonly ready: Deployed }>();

/** Compiled once for each text of a file: hundreds of stories load the same Functions. */
function readyToRun({ path, visibility, source, file }: FunctionFile): Deployed {
  const known = compiled.get(file);
  if (known?.source === source) return known.ready;
  const ready: Deployed = { path, visibility, start: compileBundle(source, file), free: [] };
  compiled.set(file, { source, ready });
  return ready;
}

function functionsIn(folder: string): FunctionFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .map((name) => {
      const file = resolve(join(folder, name));
      const [, base = '', visibility] = /^(.*?)(?:\.(protected|private))?\.js$/.exec(basename(name)) ?? [];
      return {
        path: `/${base}`,
        visibility: visibility === 'protected' || visibility === 'private' ? visibility : 'public',
        source: readBundle(file),
        file,
      };
    });
}

function plain(status: number, body: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}

function json(value: unknown): HttpResponse {
  if (typeof value === 'string') return plain(200, value);
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value ?? {}) };
}

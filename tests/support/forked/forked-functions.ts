import type { HttpRequest, HttpResponse } from '../../../src/rehearsal/http';
import type { Functions, FunctionsWorld } from '../../../src/rehearsal/rehearsal';
import { serve } from '../../../src/rehearsal/twilio/server';
import type { RunningServer } from '../../../src/rehearsal/twilio/server';
import { Gate } from './gate';
import { ScratchFolder } from './scratch-folder';
import { TwilioRun } from './twilio-run';

/** Longer than a forked Function needs on a busy machine: what is measured here is not Twilio's own limit of 10 s. */
const ANSWERS_WITHIN_MS = 30_000;

export interface ForkedOptions {
  /** The project: its Functions are built and served. */
  readonly projectFolder: string;
  /** What the Functions are deployed with; every rehearsal that is served must have the same. */
  readonly deployment: Pick<FunctionsWorld, 'account' | 'environment'>;
}

/**
 * The Functions as `twilio-run start` runs them: unmodified, each request in a process of its own, over real HTTP in both
 * directions. A hook in those processes leads their requests to the local Twilio, refuses every other connection, and sets
 * their `Date`.
 *
 * One server outlives many rehearsals, one after the other. Not reproduced: the limit of 10 s, and faults and delays on the way
 * to Twilio.
 */
export class ForkedFunctions {
  /** How long each request to a Function took in real time, in milliseconds. */
  readonly tookMs: number[] = [];
  readonly #deployment: ForkedOptions['deployment'];
  readonly #scratch: ScratchFolder;
  readonly #twilio: RunningServer;
  readonly #server: TwilioRun;
  readonly #served: Served;

  private constructor(
    deployment: ForkedOptions['deployment'],
    scratch: ScratchFolder,
    twilio: RunningServer,
    server: TwilioRun,
    served: Served,
  ) {
    this.#deployment = deployment;
    this.#scratch = scratch;
    this.#twilio = twilio;
    this.#server = server;
    this.#served = served;
  }

  /** Throws, and leaves nothing behind, when the server does not start. */
  static async start({ projectFolder, deployment }: ForkedOptions): Promise<ForkedFunctions> {
    const served: Served = { world: undefined };
    const twilio = await serve({ handle: (request) => worldIn(served).twilio(request) });
    const { account, environment } = deployment;
    const scratch = new ScratchFolder({
      twilioPort: Number(new URL(twilio.url).port),
      variables: { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, ...environment },
    });
    try {
      const { hookFile, environmentFile, assetsFolder } = scratch;
      const line = (text: string): void => keepLog(served, text);
      const server = await TwilioRun.start({ projectFolder, hookFile, environmentFile, assetsFolder, line });
      return new ForkedFunctions(deployment, scratch, twilio, server, served);
    } catch (error) {
      await twilio.close();
      scratch.remove();
      throw error;
    }
  }

  /** Where the Functions, or their server, tried to connect to besides the local Twilio, each as `host:port`. */
  get refusedConnections(): readonly string[] {
    return this.#scratch.refusedConnections;
  }

  /** Serves this world from now on, and none before it. Throws when it is deployed otherwise than the server. */
  serving(world: FunctionsWorld): Functions {
    this.#requireSameDeployment(world);
    this.#served.world = world;
    const gate = new Gate(world.folder, world.account.authToken);
    let runs = 0;
    let before: Promise<unknown> = Promise.resolve();
    const run = (request: HttpRequest): Promise<HttpResponse> => {
      const { clockOffsetMs } = world;
      if (clockOffsetMs === undefined) return this.#forward(request, world, 0);
      const aheadMs = clockOffsetMs(++runs);
      // All processes read the time from one file: those with clocks of their own run one after the other.
      const response = before.then(() => this.#forward(request, world, aheadMs));
      before = response;
      return response;
    };
    return {
      handle: async (request) => {
        const response = gate.refusalOf(request) ?? (await hold(world, run(request)));
        const path = new URL(request.url).pathname;
        // No time has passed for anybody in this world.
        world.ledger.write({ kind: 'function', path, status: response.status, tookMs: 0 });
        return response;
      },
    };
  }

  /** Ends the server and removes every file it needed. */
  async stop(): Promise<void> {
    await this.#server.stop();
    await this.#twilio.close();
    this.#scratch.remove();
  }

  #requireSameDeployment({ account, environment }: FunctionsWorld): void {
    if (JSON.stringify({ account, environment }) === JSON.stringify(this.#deployment)) return;
    throw new Error(
      'The forked Functions were started with another account or other variables than this rehearsal has.',
    );
  }

  /** Rejects when the variables have changed, which the server does not notice; nothing else makes it. */
  async #forward(request: HttpRequest, world: FunctionsWorld, aheadMs: number): Promise<HttpResponse> {
    this.#requireSameDeployment(world);
    const roster = world.asset('/roster.json');
    if (roster !== undefined) this.#scratch.setRoster(roster);
    this.#scratch.setTime(world.clock.now() + aheadMs);
    const startedMs = performance.now();
    try {
      return await sent(this.#server.url, request);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { status: 502, headers: { 'content-type': 'text/plain' }, body: `The server gave no answer: ${why}` };
    } finally {
      this.tookMs.push(performance.now() - startedMs);
    }
  }
}

/** The world whose turn it is. */
interface Served {
  world: FunctionsWorld | undefined;
}

function worldIn({ world }: Served): FunctionsWorld {
  if (world === undefined) throw new Error('No rehearsal is being served.');
  return world;
}

async function sent(server: string, { method, url, headers, body }: HttpRequest): Promise<HttpResponse> {
  const { pathname, search } = new URL(url);
  const response = await fetch(`${server}${pathname}${search}`, {
    method,
    headers,
    ...(body === '' ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

/** Until the Function has answered, no time passes in its world. */
function hold<Result>({ clock }: FunctionsWorld, work: Promise<Result>): Promise<Result> {
  return clock.hold?.(work) ?? work;
}

const LEVELS = ['info', 'warn', 'error'] as const;

/** A Function's log line is one JSON object; whatever else is printed is the server's own. */
function keepLog({ world }: Served, text: string): void {
  const level = LEVELS.find((each) => text.startsWith(`{"level":"${each}"`));
  if (level !== undefined) world?.ledger.write({ kind: 'log', from: 'function', level, text });
}

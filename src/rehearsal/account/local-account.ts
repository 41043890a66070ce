import { ACCOUNT } from '../../sandbox/account';
import { RealClock, type Clock } from '../clock';
import type { Invocation } from '../functions/host';
import type { HttpRequest, HttpResponse } from '../http';
import type { Ledger } from '../ledger';
import { Network, type Fate } from '../network';
import type { Behaviour } from '../phones/behaviour';
import { scripted } from '../phones/scripted';
import { Rehearsal, type AccountRehearsalOptions } from '../rehearsal';
import { Resources } from '../twilio/resources';
import { ConnectionLost, serve, type RunningServer } from '../twilio/server';
import type { Deployed } from '../twilio/serverless/serverless-store';

export interface LocalAccountOptions extends Partial<
  Pick<
    AccountRehearsalOptions,
    'standing' | 'numbers' | 'messagingServices' | 'callerIds' | 'switches' | 'seed' | 'textPolicy'
  >
> {
  /** The built Lambda. */
  readonly lambdaFile: string;
  /** Where it is served on 127.0.0.1; any free port when left out. */
  readonly port?: number;
  /** Real time when left out. */
  readonly clock?: Clock & { stop(): void };
  /** Who answers the phones; if left out, the first agent who is called takes it. */
  readonly behaviour?: Behaviour;
  /** What the network does with each request of a tool to Twilio; `count` numbers them from 1. */
  readonly fateOf?: (request: HttpRequest, count: number) => Fate;
}

/**
 * A Twilio account on this machine for programs that know nothing of it: redirect.cjs leads their requests to `*.twilio.com` and
 * `*.twil.io` here, and refuses them every other connection. What they deploy is served, published flows run, phones ring.
 *
 * It begins empty, but for its numbers.
 */
export class LocalAccount {
  readonly sid = ACCOUNT.sid;
  readonly authToken = ACCOUNT.authToken;
  /** What has been set up so far. */
  readonly resources: Resources;
  readonly rehearsal: Rehearsal;
  readonly #clock: { stop(): void };
  readonly #server: RunningServer;

  private constructor(clock: { stop(): void }, rehearsal: Rehearsal, resources: Resources, server: RunningServer) {
    this.#clock = clock;
    this.rehearsal = rehearsal;
    this.resources = resources;
    this.#server = server;
  }

  /** Throws {@link PortRefused}. */
  static async start(options: LocalAccountOptions): Promise<LocalAccount> {
    const clock = options.clock ?? new RealClock();
    const resources = new Resources();
    const rehearsal = new Rehearsal({
      ...options,
      fateOf: () => ({ is: 'deliver', latencyMs: 0 }),
      clock,
      behaviour: options.behaviour ?? scripted(clock, ['take']),
      resources,
      // Nothing is deployed yet, and nothing goes through this account's queue.
      domain: 'https://nothing-0000.twil.io',
    });
    const network = new Network({
      clock,
      latencyMs: 0,
      fateOf: (request, _invocation, count) => options.fateOf?.(request, count) ?? { is: 'deliver' },
      handle: (request) => rehearsal.twilio.handle(request),
    });
    const server = await serve({
      handle: (request) => answer(request, rehearsal, network),
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    return new LocalAccount(clock, rehearsal, resources, server);
  }

  get ledger(): Ledger {
    return this.rehearsal.ledger;
  }

  /** Where it is served, without a slash at the end. */
  get url(): string {
    return this.#server.url;
  }

  /** What is deployed at each domain that serves something, in order of creation. */
  get deployed(): readonly Deployed[] {
    const { serverless } = this.resources;
    return serverless.environments.all().flatMap(({ domainName }) => serverless.deployedAt(domainName) ?? []);
  }

  /** Ends it. Whatever still waits is forgotten. */
  async stop(): Promise<void> {
    this.#clock.stop();
    await this.#server.close();
  }
}

async function answer(request: HttpRequest, rehearsal: Rehearsal, network: Network): Promise<HttpResponse> {
  if (new URL(request.url).hostname.endsWith('.twil.io')) return rehearsal.host.handle(request);
  try {
    return await network.send(tool, request);
  } catch (error) {
    throw new ConnectionLost('The answer is lost.', { cause: error });
  }
}

/** The network knows senders as runs of Functions; a tool is none, and outlives whatever happens to its requests. */
const tool: Invocation = { path: '', number: 0, isAlive: () => true, crash: () => {}, freeze: () => {} };

import type { Clock } from './clock';
import { sleep } from './clock';
import type { Invocation } from './functions/host';
import type { HttpRequest, HttpResponse } from './http';

/**
 * What the network does with one request of a Function to Twilio:
 *
 * - `deliver`: it is applied and answered, after `latencyMs` in all;
 * - `answer`: Twilio does not apply it and gives this response instead;
 * - `lose-reply`: it is applied, and the connection breaks before the answer; with `appliedAfterMs` it is applied late;
 * - `reset`: the connection breaks before it is applied;
 * - `drop`: it never arrives, and no answer comes;
 * - `crash-before`, `crash-after`: the Function dies at this request, which is not, or is, applied.
 */
export type Fate =
  | { readonly is: 'deliver'; readonly latencyMs?: number }
  | { readonly is: 'answer'; readonly response: HttpResponse }
  | { readonly is: 'lose-reply'; readonly appliedAfterMs?: number }
  | { readonly is: 'reset' }
  | { readonly is: 'drop' }
  | { readonly is: 'crash-before' }
  | { readonly is: 'crash-after' };

/** Decides the fate of each request; `count` numbers the requests of all Functions from 1. */
export type FateOf = (request: HttpRequest, invocation: Invocation, count: number) => Fate;

export interface NetworkOptions {
  readonly clock: Clock;
  /** How long a request and its answer take in all. */
  readonly latencyMs: number;
  readonly fateOf: FateOf;
  readonly handle: (request: HttpRequest) => HttpResponse;
}

/** Nothing goes wrong. */
export const everythingArrives: FateOf = () => ({ is: 'deliver' });

/** The way from the Functions to Twilio: it takes time, and it can be made to fail. */
export class Network {
  readonly #options: NetworkOptions;
  #count = 0;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** Rejects, or never settles, where a real connection would break or hang. */
  async send(invocation: Invocation, request: HttpRequest): Promise<HttpResponse> {
    const { clock, handle, latencyMs, fateOf } = this.#options;
    if (!invocation.isAlive()) return never();
    const fate = fateOf(request, invocation, ++this.#count);
    switch (fate.is) {
      case 'deliver': {
        const halfMs = (fate.latencyMs ?? latencyMs) / 2;
        await sleep(clock, halfMs);
        const response = handle(request);
        await sleep(clock, halfMs);
        return invocation.isAlive() ? response : never();
      }
      case 'answer':
        await sleep(clock, latencyMs);
        return fate.response;
      case 'lose-reply':
        clock.after(fate.appliedAfterMs ?? latencyMs / 2, () => void handle(request));
        await sleep(clock, latencyMs);
        throw new Error('socket hang up');
      case 'drop':
        return never();
      case 'reset':
        await sleep(clock, latencyMs / 2);
        throw new Error('read ECONNRESET');
      case 'crash-before':
        invocation.crash();
        return never();
      case 'crash-after':
        await sleep(clock, latencyMs / 2);
        handle(request);
        invocation.crash();
        return never();
    }
  }
}

function never(): Promise<never> {
  return new Promise<never>(() => {});
}

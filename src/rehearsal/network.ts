import { sleep, type Clock } from './clock';
import type { Invocation } from './functions/host';
import type { HttpRequest, HttpResponse } from './http';
import { spoiltReply, strayReply, type Spoiling, type StrayReply } from './odd-reply';

/**
 * What the network does with one request of a Function to Twilio:
 *
 * - `deliver`: it is applied and answered, after `latencyMs` in all;
 * - `answer`: Twilio does not apply it and gives this response instead;
 * - `stray`: it is applied or not, and a reply that is none of Twilio's comes in any case;
 * - `spoilt`: it is applied, and its reply arrives spoilt;
 * - `stale`: a read of a Sync document or map is answered with what stood there `ageMs` ago; anything else is delivered;
 * - `lose-reply`: it is applied, and the connection breaks before the answer; with `appliedAfterMs` it is applied late;
 * - `reset`: the connection breaks before it is applied;
 * - `drop`: it never arrives, and no answer comes;
 * - `crash-before`, `crash-after`: the Function dies at this request, which is not, or is, applied;
 * - `freeze-before`, `freeze-after`: the Function stands still at this request, until Twilio stops it at its time limit.
 */
export type Fate =
  | { readonly is: 'deliver'; readonly latencyMs?: number }
  | { readonly is: 'answer'; readonly response: HttpResponse }
  | { readonly is: 'stray'; readonly reply: StrayReply; readonly isApplied: boolean }
  | { readonly is: 'spoilt'; readonly how: Spoiling }
  | { readonly is: 'stale'; readonly ageMs: number }
  | { readonly is: 'lose-reply'; readonly appliedAfterMs?: number }
  | { readonly is: 'reset' }
  | { readonly is: 'drop' }
  | { readonly is: 'crash-before' | 'crash-after' }
  | { readonly is: 'freeze-before' | 'freeze-after' };

/** Decides the fate of each request; `count` numbers the requests of all Functions from 1. */
export type FateOf = (request: HttpRequest, invocation: Invocation, count: number) => Fate;

export interface NetworkOptions {
  readonly clock: Clock;
  /** How long a request and its answer take in all. */
  readonly latencyMs: number;
  readonly fateOf: FateOf;
  /** With `readsAgeMs`, reads of documents and maps see what stood there so long ago. */
  readonly handle: (request: HttpRequest, readsAgeMs?: number) => HttpResponse;
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
      case 'deliver':
        return this.#deliver(invocation, request, fate.latencyMs ?? latencyMs);
      case 'stale':
        return this.#deliver(invocation, request, latencyMs, fate.ageMs);
      case 'answer':
        await sleep(clock, latencyMs);
        return invocation.isAlive() ? fate.response : never();
      case 'stray':
        if (fate.isApplied) await this.#deliver(invocation, request, latencyMs);
        else await sleep(clock, latencyMs);
        return invocation.isAlive() ? strayReply(fate.reply) : never();
      case 'spoilt':
        return spoiltReply(await this.#deliver(invocation, request, latencyMs), fate.how);
      case 'lose-reply':
        clock.after(fate.appliedAfterMs ?? latencyMs / 2, () => void handle(request));
        await sleep(clock, latencyMs);
        return broken(invocation, 'socket hang up');
      case 'reset':
        await sleep(clock, latencyMs / 2);
        return broken(invocation, 'read ECONNRESET');
      case 'drop':
        return never();
      case 'crash-before':
        invocation.crash();
        return never();
      case 'crash-after':
        await sleep(clock, latencyMs / 2);
        handle(request);
        invocation.crash();
        return never();
      case 'freeze-before':
        invocation.freeze();
        return never();
      case 'freeze-after':
        invocation.freeze();
        await sleep(clock, latencyMs / 2);
        handle(request);
        return never();
    }
  }

  async #deliver(
    invocation: Invocation,
    request: HttpRequest,
    latencyMs: number,
    readsAgeMs?: number,
  ): Promise<HttpResponse> {
    const { clock, handle } = this.#options;
    await sleep(clock, latencyMs / 2);
    const response = handle(request, readsAgeMs);
    await sleep(clock, latencyMs / 2);
    return invocation.isAlive() ? response : never();
  }
}

/** A connection that breaks, if there is still somebody at its other end. */
function broken(invocation: Invocation, message: string): Promise<never> {
  return invocation.isAlive() ? Promise.reject(new Error(message)) : never();
}

function never(): Promise<never> {
  return new Promise<never>(() => {});
}

import { UserMistake } from '../mistake';
import { messageOf, type Refusal } from '../twilio/requests';
import type { AccountClient } from './client';
import { lostText, refusalText } from './refusal-text';

/** How long to wait before a request that met "too many requests" is sent again, in milliseconds. */
const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** Twilio refused what was asked of it. The message says so to a person. */
export class Refused extends UserMistake {
  readonly refusal: Refusal;

  constructor(message: string, refusal: Refusal) {
    super(message);
    this.refusal = refusal;
  }
}

/** What an account needs besides its client. */
export interface AccountOptions {
  readonly client: AccountClient;
  readonly sleep: (ms: number) => Promise<void>;
  /** Takes secrets and numbers out of what Twilio says before anybody sees it. */
  readonly redact: (text: string) => string;
}

/**
 * A Twilio account as a person at a terminal works on it: requests may take their time, a 429 is waited out, and what Twilio
 * refuses is reported in words that say what to do.
 *
 * `purpose` goes after "could not", such as "read the variables of the Functions".
 */
export class Account {
  /** For what has its own way with lost answers, such as the use cases of the Functions. */
  readonly client: AccountClient;
  readonly #options: AccountOptions;

  constructor(options: AccountOptions) {
    this.client = options.client;
    this.#options = options;
  }

  /** A request that changes nothing, so it is repeated when no answer came. Throws {@link Refused} or a UserMistake. */
  read<Value>(purpose: string, request: (client: AccountClient) => Promise<Value>): Promise<Value> {
    return this.#send(purpose, request, (lost) => lost < 2);
  }

  /** The same; undefined for what does not exist (404). */
  async find<Value>(purpose: string, request: (client: AccountClient) => Promise<Value>): Promise<Value | undefined> {
    try {
      return await this.read(purpose, request);
    } catch (error) {
      if (error instanceof Refused && error.refusal.status === 404) return undefined;
      throw error;
    }
  }

  /** A request that changes something: one whose answer was lost may have been applied, so it is not repeated. */
  change<Value>(purpose: string, request: (client: AccountClient) => Promise<Value>): Promise<Value> {
    return this.#send(purpose, request, () => false);
  }

  async #send<Value>(
    purpose: string,
    request: (client: AccountClient) => Promise<Value>,
    isRepeatable: (lostBefore: number) => boolean,
  ): Promise<Value> {
    const { client, sleep, redact } = this.#options;
    let limited = 0;
    let lost = 0;
    for (;;) {
      try {
        return await request(client);
      } catch (error) {
        const refusal = refusalIn(error);
        const waitMs = refusal?.status === 429 ? WAITS_MS[limited++] : undefined;
        if (waitMs !== undefined) {
          await sleep(waitMs);
          continue;
        }
        if (refusal !== undefined && refusal.status < 500)
          throw new Refused(refusalText(purpose, refusal, redact), refusal);
        if (!isRepeatable(lost++)) throw new UserMistake(lostText(purpose, redact(messageOf(error))));
        await sleep(WAITS_MS[0]);
      }
    }
  }
}

/**
 * What the client throws where Twilio refuses: its RestException and its TwilioServiceException carry status, code, message and
 * details; a network error has no status.
 */
function refusalIn(error: unknown): Refusal | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if (!('status' in error) || typeof error.status !== 'number') return undefined;
  return {
    status: error.status,
    code: 'code' in error && typeof error.code === 'number' ? error.code : 0,
    message: messageOf(error),
    details: 'details' in error ? error.details : undefined,
  };
}

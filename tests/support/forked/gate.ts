import { readdirSync } from 'node:fs';
import { isSignedByTwilio, NOT_SIGNED } from '../../../src/rehearsal/functions/signed';
import type { HttpRequest, HttpResponse } from '../../../src/rehearsal/http';

/**
 * Twilio's gate before the Functions, which `twilio-run` has not: a protected Function is reached only with Twilio's own
 * signature (docs: functions-assets/visibility). Which ones are protected is said by the names of their files.
 */
export class Gate {
  readonly #authToken: string;
  readonly #protected: ReadonlySet<string>;

  constructor(functionsFolder: string, authToken: string) {
    this.#authToken = authToken;
    this.#protected = new Set(readdirSync(functionsFolder).flatMap(protectedPath));
  }

  /** Twilio's answer to a request that does not get through; undefined for one that does. */
  refusalOf(request: HttpRequest): HttpResponse | undefined {
    if (!this.#protected.has(new URL(request.url).pathname)) return undefined;
    if (isSignedByTwilio(this.#authToken, request)) return undefined;
    return NOT_SIGNED;
  }
}

function protectedPath(file: string): string[] {
  const [, name] = /^(.+)\.protected\.js$/.exec(file) ?? [];
  return name === undefined ? [] : [`/${name}`];
}

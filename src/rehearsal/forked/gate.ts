import { readdirSync } from 'node:fs';
import { formFields, isJson } from '../functions/request-event';
import type { HttpRequest, HttpResponse } from '../http';
import { hasFormSignature, hasJsonSignature } from '../twilio/signature';

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
    if (!this.#protected.has(new URL(request.url).pathname) || this.#isSigned(request)) return undefined;
    return {
      status: 403,
      headers: { 'content-type': 'text/plain' },
      body: 'Unauthorized - you are not authenticated to perform this request',
    };
  }

  #isSigned(request: HttpRequest): boolean {
    const signature = request.headers['x-twilio-signature'];
    return isJson(request)
      ? hasJsonSignature(this.#authToken, signature, request.url, request.body)
      : hasFormSignature(this.#authToken, signature, request.url, formFields(request));
  }
}

function protectedPath(file: string): string[] {
  const [, name] = /^(.+)\.protected\.js$/.exec(file) ?? [];
  return name === undefined ? [] : [`/${name}`];
}

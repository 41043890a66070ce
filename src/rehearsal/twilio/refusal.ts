/** What Twilio says when it refuses a request; thrown by handlers and turned into a response in one place. */
export class Refusal extends Error {
  readonly status: number;
  /** Twilio's error code; 0 where the local Twilio, not Twilio, stops the request. */
  readonly code: number;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(status: number, code: number, message: string, details?: Readonly<Record<string, unknown>>) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** A parameter is missing, unknown or has a value that the operation does not take (Twilio error 20001). */
export function badParameter(message: string): Refusal {
  return new Refusal(400, 20001, message);
}

/** No such path or resource (Twilio error 20404). */
export function notFound(pathname: string): Refusal {
  return new Refusal(404, 20404, `The requested resource ${pathname} was not found`);
}

/** The path exists, the method does not (Twilio error 20004). */
export function methodNotAllowed(method: string, pathname: string): Refusal {
  return new Refusal(405, 20004, `Method ${method} is not allowed on ${pathname}`);
}

/** Over a rate limit; the request was not processed (Twilio error 20429). */
export function tooManyRequests(): Refusal {
  return new Refusal(429, 20429, 'Too Many Requests');
}

/** Something of this name exists already (Twilio error 20409). */
export function conflict(message: string): Refusal {
  return new Refusal(409, 20409, message);
}

/** Wrong or missing credentials (Twilio error 20003). */
export function notAuthenticated(): Refusal {
  return new Refusal(401, 20003, 'Authenticate');
}

/** Twilio would do it, the local Twilio cannot: said loudly, with a status that Twilio itself does not use here. */
export function notReproduced(what: string): Refusal {
  return new Refusal(501, 0, `The local Twilio does not reproduce ${what}. Add it in src/rehearsal/twilio/routes.ts.`);
}

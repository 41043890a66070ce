import { Unreachable } from '../escalation/ports';
import type { ErrorReply } from '../signing/request';
import { NotConfigured } from './environment';
import type { FunctionContext } from './function-context';
import { logLine } from './log';

/** What a Function answers. */
export interface FunctionReply {
  readonly status: number;
  /** JSON, unless it is a text with headers that say what it is. */
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The parameters of a request: query and body merged. */
export type FunctionEvent = Readonly<Record<string, unknown>>;

/** A Function as Twilio runs it. It ends by its callback and by nothing else. */
export type Handler = (
  context: FunctionContext,
  event: FunctionEvent,
  callback: (error: null, response: unknown) => void,
) => Promise<void>;

/** A refusal of the caller's request: what is wrong and what to do, never what was sent. */
export function refuse(status: number, code: string, message: string): FunctionReply {
  const body: ErrorReply = { error: { code, message } };
  return { status, body };
}

/**
 * A Function that answers like this. Whatever goes wrong inside becomes an answer: 503 when Twilio could not be reached (the
 * caller tries again), 500 for what only people can repair. An exception that left a Function would be answered by Twilio's
 * runtime with its stack.
 */
export function answering(work: (context: FunctionContext, event: FunctionEvent) => Promise<FunctionReply>): Handler {
  return async (context, event, callback) => {
    const reply = await work(context, event).catch(replyTo);
    const response = new Twilio.Response();
    response.setStatusCode(reply.status);
    const { headers = { 'Content-Type': 'application/json' } } = reply;
    for (const [name, value] of Object.entries(headers)) response.appendHeader(name, value);
    response.setBody(reply.body);
    callback(null, response);
  };
}

/** Told by its shape: an error of Twilio's runtime or of twilio may be of another realm, where `instanceof` says no. */
function stackOf(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'stack' in error && typeof error.stack === 'string' ? error.stack : String(error);
}

/** The answer to whatever went wrong; why goes to the log. */
export function replyTo(error: unknown): FunctionReply {
  if (error instanceof Unreachable) {
    logLine('error', 'Twilio could not be reached: the caller must try again.', { why: error.message });
    return refuse(503, 'unreachable', 'Twilio could not be reached. Try again.');
  }
  if (error instanceof NotConfigured) {
    logLine('error', 'The Functions are not set up.', { why: error.message });
    return refuse(500, 'not-configured', 'The Functions are not set up; their log says what is missing.');
  }
  logLine('error', 'An internal error in the Functions.', {
    why: stackOf(error),
  });
  return refuse(500, 'fault', 'An internal error in the Functions; see their log.');
}

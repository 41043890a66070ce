import { timingSafeEqual } from 'node:crypto';
import { executionEnded } from '../escalation/answer';
import { Run } from '../escalation/run';
import { deskFor } from '../twilio/desk';
import type { FunctionContext } from '../twilio/desk';
import { readEnvironment } from '../twilio/environment';
import { endedExecutions } from '../twilio/studio-event';
import { answerWith, refuse } from '../twilio/reply';
import type { Callback } from '../twilio/reply';

/**
 * Event Streams says that executions have ended: a hang-up has no other way to be known. The events are hints; Studio is
 * asked about each. Answers 503 when it cannot be asked, and Event Streams delivers again.
 */
export function handler(
  context: FunctionContext,
  event: Readonly<Record<string, unknown>>,
  callback: Callback,
): Promise<void> {
  return answerWith(callback, async () => {
    const environment = readEnvironment(context, ['EVENTS_PASSWORD']);
    if (!isAuthorized(event, environment.eventsPassword)) {
      return refuse(401, 'unauthorized', 'The HTTP Basic password must be EVENTS_PASSWORD: set it in the sink.');
    }
    const executions = endedExecutions(event, environment.flow);
    if (executions === undefined) {
      return refuse(400, 'bad-shape', 'The body must be one CloudEvent or an array of them, as JSON.');
    }
    const run = new Run(deskFor(context, environment));
    const results = await Promise.all(executions.map((execution) => executionEnded(run, execution)));
    return { status: 200, body: { results } };
  });
}

/** The sink's URL carries the credentials; only the password is secret. Compared in constant time. */
function isAuthorized(event: Readonly<Record<string, unknown>>, password: string): boolean {
  const request: unknown = event['request'];
  const headers: unknown =
    typeof request === 'object' && request !== null ? Reflect.get(request, 'headers') : undefined;
  const header: unknown =
    typeof headers === 'object' && headers !== null ? Reflect.get(headers, 'authorization') : undefined;
  if (typeof header !== 'string' || !header.startsWith('Basic ')) return false;
  const credentials = Buffer.from(header.slice('Basic '.length), 'base64').toString('utf8');
  const given = Buffer.from(credentials.slice(credentials.indexOf(':') + 1));
  const wanted = Buffer.from(password);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

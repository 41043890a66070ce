import { field } from './field';
import { isSid } from './sid';

/** The Event Streams type that Studio sends when an execution ends. */
const EXECUTION_ENDED = 'com.twilio.studio.flow.execution.ended';

/** Event Streams batches at most this many events into one request. */
const MOST_EVENTS = 1000;

/**
 * The executions of our flow that have ended, by the events in a request: one CloudEvent, or an array of them, which a
 * Function gets as the keys "0", "1", …. Undefined when the request is neither.
 */
export function endedExecutions(event: Readonly<Record<string, unknown>>, flow: string): readonly string[] | undefined {
  const { request: _request, ...body } = event;
  const keys = Object.keys(body);
  const events = keys.every((key) => /^\d{1,4}$/.test(key)) ? Object.values(body) : [body];
  if (events.length === 0 || events.length > MOST_EVENTS || !events.every(isCloudEvent)) return undefined;
  const ended = events.flatMap(({ type, data }) => {
    const execution = field(data, 'execution_sid');
    const ours = type === EXECUTION_ENDED && field(data, 'flow_sid') === flow;
    return ours && isSid('FN', execution) ? [execution] : [];
  });
  return [...new Set(ended)];
}

interface CloudEvent {
  readonly type: string;
  readonly data: unknown;
}

function isCloudEvent(value: unknown): value is CloudEvent {
  return typeof field(value, 'type') === 'string' && typeof field(value, 'data') === 'object';
}

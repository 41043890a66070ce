import { field } from '../text/json';
import { isSid } from './sid';

/** The Event Streams type that Studio sends when an execution ends. */
const EXECUTION_ENDED = 'com.twilio.studio.flow.execution.ended';

/** Event Streams batches at most this many events into one request. */
const MOST_EVENTS = 1000;

/** An execution that has ended, of whatever flow: a call may still be made by an earlier one than today's. */
export interface EndedExecution {
  readonly execution: string;
  readonly flow: string;
  /** The number that it called, if the event says so. */
  readonly phone: string | undefined;
}

/**
 * The executions that have ended, each once, by the events in a request: one CloudEvent, or an array of them, which a Function
 * gets as the keys "0", "1", …. Undefined when the request is neither.
 */
export function endedExecutions(event: Readonly<Record<string, unknown>>): readonly EndedExecution[] | undefined {
  const { request: _request, ...body } = event;
  const keys = Object.keys(body);
  const events = keys.every((key) => /^\d{1,4}$/.test(key)) ? Object.values(body) : [body];
  if (events.length === 0 || events.length > MOST_EVENTS || !events.every(isCloudEvent)) return undefined;
  const ended = events.flatMap(({ type, data }): EndedExecution[] => {
    const execution = field(data, 'execution_sid');
    const flow = field(data, 'flow_sid');
    const phone = field(data, 'contact_channel_address');
    if (type !== EXECUTION_ENDED || !isSid('FN', execution) || !isSid('FW', flow)) return [];
    return [{ execution, flow, phone: typeof phone === 'string' ? phone : undefined }];
  });
  return [...new Map(ended.map((each) => [each.execution, each])).values()];
}

interface CloudEvent {
  readonly type: string;
  readonly data: unknown;
}

function isCloudEvent(value: unknown): value is CloudEvent {
  return typeof field(value, 'type') === 'string' && typeof field(value, 'data') === 'object';
}

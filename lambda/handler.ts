import { ALARM_REQUEST_SECONDS } from '../src/signing/limits';
import type { MessageStatus } from '../src/signing/request';
import { isLongUnsettled, mayBeLetGo } from './age';
import { forward, type Forwarded } from './forward';
import { log } from './log';
import { reportUnsettled } from './metrics';
import { unwrap, type Arrival } from './unwrap';

/** What the handler reads of Lambda's context object. */
export interface LambdaContext {
  readonly awsRequestId?: string;
  getRemainingTimeInMillis?(): number;
}

/** Lambda's partial batch response: the named messages stay in the queue, the others are deleted from it. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** What a direct invocation returns. */
export interface Accepted {
  readonly accepted: readonly { readonly id: string; readonly status: MessageStatus }[];
}

const closingMs = 500;

/**
 * Forwards the alarms in an event to `/alarm`.
 *
 * From a queue it never throws: every message that is not `settled` is returned as a batch item failure, so that the
 * queue brings it back (throwing would make Lambda slow its polling down); only an old heartbeat is let go. From anything else nothing brings a message
 * back but Lambda's own retries, so it throws when one was not accepted.
 *
 * @throws Error for SNS, alarm action and EventBridge events, with the reason and what to do.
 */
export async function handler(event: unknown, context: LambdaContext = {}): Promise<BatchResponse | Accepted> {
  const { fromQueue, arrivals, notes } = unwrap(event, context.awsRequestId ?? `invocation-${Date.now()}`);
  for (const note of notes) log('warn', note.text, { id: note.id });
  const forwarded = await forwardAll(arrivals, context);
  return fromQueue ? batchResponse(arrivals, forwarded) : accepted(arrivals, forwarded);
}

async function forwardAll(arrivals: readonly Arrival[], context: LambdaContext): Promise<Forwarded> {
  const messages = [...new Map(arrivals.map(({ message }) => [message.id, message])).values()];
  return forward(messages, timeLimitMs(context));
}

/** Ends before the Lambda is stopped, also where its own time limit was set too short, so that the log says why. */
function timeLimitMs(context: LambdaContext): number {
  const remainingMs = context.getRemainingTimeInMillis?.() ?? Infinity;
  return Math.min(ALARM_REQUEST_SECONDS * 1000, remainingMs - closingMs);
}

function batchResponse(arrivals: readonly Arrival[], { statuses }: Forwarded): BatchResponse {
  const nowMs = Date.now();
  const unsettled = arrivals.filter(({ message }) => statuses.get(message.id) !== 'settled');
  const kept = unsettled.filter((arrival) => !mayBeLetGo(arrival, nowMs));
  const late = kept.filter((arrival) => isLongUnsettled(arrival, nowMs));
  if (late.length > 0) reportUnsettled(late.length);
  if (kept.length < unsettled.length) log('warn', 'Old heartbeats are dropped; the next one takes over.', {});
  return { batchItemFailures: kept.map(({ queueId = '' }) => ({ itemIdentifier: queueId })) };
}

function accepted(arrivals: readonly Arrival[], { statuses, problems }: Forwarded): Accepted {
  const lost = arrivals.filter(({ message }) => !statuses.has(message.id)).map(({ message }) => message.id);
  if (lost.length > 0) {
    throw new Error(`${lost.length} of ${arrivals.length} alarm messages were not accepted: ${problems.join(' ')}`);
  }
  return { accepted: [...statuses].map(([id, status]) => ({ id, status })) };
}

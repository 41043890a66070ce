import type { Clock } from './clock';
import type { HttpRequest, HttpResponse } from './http';
import type { ExecutionRecord } from './studio/executions';

/**
 * When, after the end of an execution, its event is delivered: one entry for each delivery in milliseconds; none when it is
 * lost. At least once, unordered, late: Event Streams promises no more.
 */
export type EventTimes = (record: ExecutionRecord) => readonly number[];

/** Delivered once, at the pace that people report. */
export const deliveredOnce: EventTimes = () => [500];

const RETRY_AFTER_MS = 10_000;
const RETRIED_FOR_MS = 4 * 3_600_000;

/** The type of the events that are delivered. */
export const EXECUTION_ENDED = 'com.twilio.studio.flow.execution.ended';

interface EventStreamsOptions {
  readonly clock: Clock;
  /** The addresses of the sinks at this moment; `user:password@` becomes HTTP Basic. */
  readonly sinks: () => readonly string[];
  readonly times: EventTimes;
  readonly post: (request: HttpRequest) => Promise<HttpResponse>;
}

/** Event Streams with webhook sinks that are subscribed to the end of Studio executions. */
export class EventStreams {
  readonly #options: EventStreamsOptions;
  #pending = 0;

  constructor(options: EventStreamsOptions) {
    this.#options = options;
  }

  /** Deliveries that are still to come. */
  get pending(): number {
    return this.#pending;
  }

  executionEnded(record: ExecutionRecord): void {
    const untilMs = this.#options.clock.now() + RETRIED_FOR_MS;
    for (const sink of this.#options.sinks()) {
      for (const delayMs of this.#options.times(record)) this.#deliver(sink, record, delayMs, untilMs);
    }
  }

  #deliver(sink: string, record: ExecutionRecord, delayMs: number, untilMs: number): void {
    this.#pending++;
    this.#options.clock.after(delayMs, () => {
      void this.#attempt(sink, record, untilMs);
    });
  }

  async #attempt(sink: string, record: ExecutionRecord, untilMs: number): Promise<void> {
    const { status } = await this.#options.post(requestTo(sink, record));
    this.#pending--;
    const isAccepted = status >= 200 && status < 300;
    if (!isAccepted && this.#options.clock.now() < untilMs) this.#deliver(sink, record, RETRY_AFTER_MS, untilMs);
  }
}

/** CloudEvents in an array, as a webhook sink gets them (docs: events/webhook-quickstart). */
function requestTo(sink: string, record: ExecutionRecord): HttpRequest {
  const { username, password, origin, pathname, search } = new URL(sink);
  const event = {
    specversion: '1.0',
    type: EXECUTION_ENDED,
    source: `/v2/Flows/${record.flowSid}/Executions/${record.sid}`,
    id: `EZ${record.sid.slice(2)}`,
    time: new Date(record.updatedAtMs).toISOString(),
    datacontenttype: 'application/json',
    data: {
      flow_sid: record.flowSid,
      execution_sid: record.sid,
      contact_channel_address: record.to,
      status: 'ended',
      ended_reason: record.endedReason ?? 'hangup',
    },
  };
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  return {
    method: 'POST',
    url: `${origin}${pathname}${search}`,
    headers: { 'content-type': 'application/json', ...(username === '' ? {} : { authorization }) },
    body: JSON.stringify([event]),
  };
}

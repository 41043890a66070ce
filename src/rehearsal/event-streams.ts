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

/** Event Streams with one webhook sink, subscribed to the end of Studio executions. */
export class EventStreams {
  readonly #clock: Clock;
  readonly #sink: { readonly url: string; readonly user: string; readonly password: string };
  readonly #times: EventTimes;
  readonly #post: (request: HttpRequest) => Promise<HttpResponse>;
  #pending = 0;

  constructor(options: {
    clock: Clock;
    sink: { readonly url: string; readonly user: string; readonly password: string };
    times: EventTimes;
    post: (request: HttpRequest) => Promise<HttpResponse>;
  }) {
    this.#clock = options.clock;
    this.#sink = options.sink;
    this.#times = options.times;
    this.#post = options.post;
  }

  /** Deliveries that are still to come. */
  get pending(): number {
    return this.#pending;
  }

  executionEnded(record: ExecutionRecord): void {
    for (const delayMs of this.#times(record)) this.#deliver(record, delayMs, this.#clock.now() + RETRIED_FOR_MS);
  }

  #deliver(record: ExecutionRecord, delayMs: number, untilMs: number): void {
    this.#pending++;
    this.#clock.after(delayMs, () => {
      void this.#attempt(record, untilMs);
    });
  }

  async #attempt(record: ExecutionRecord, untilMs: number): Promise<void> {
    const { status } = await this.#post(this.#request(record));
    this.#pending--;
    const isAccepted = status >= 200 && status < 300;
    if (!isAccepted && this.#clock.now() < untilMs) this.#deliver(record, RETRY_AFTER_MS, untilMs);
  }

  /** CloudEvents in an array, as a webhook sink gets them (docs: events/webhook-quickstart). */
  #request(record: ExecutionRecord): HttpRequest {
    const { url, user, password } = this.#sink;
    const event = {
      specversion: '1.0',
      type: 'com.twilio.studio.flow.execution.ended',
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
    return {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      },
      body: JSON.stringify([event]),
    };
  }
}

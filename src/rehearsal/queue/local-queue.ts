import {
  BATCH_SIZE,
  DEAD_LETTER_SECONDS,
  LAMBDA_CONCURRENCY,
  MAX_RECEIVE_COUNT,
  RETENTION_SECONDS,
  VISIBILITY_SECONDS,
} from '../../signing/limits';
import type { Clock } from '../clock';
import type { Ledger } from '../ledger';
import { failuresIn } from './batch-response';
import { inOrder, type DeliveryPolicy } from './delivery-policy';
import { identifiers } from './identifier';
import { sqsEvent } from './sqs-event';

/** What the queue is set to; each value's default is the one that is deployed. */
export interface QueueSettings {
  readonly visibilitySeconds: number;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly maxReceiveCount: number;
  readonly retentionSeconds: number;
  readonly deadLetterSeconds: number;
  readonly arn: string;
  readonly policy: DeliveryPolicy;
}

/** The function that the queue delivers to. */
export type LambdaHandler = (event: unknown, context: { readonly awsRequestId: string }) => Promise<unknown>;

/** A message that was received too often. */
export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  readonly sentAtMs: number;
}

/** A message in the queue, as its owner sees it. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAtMs: number;
  readonly receiveCount: number;
  readonly state: 'delayed' | 'visible' | 'in-flight';
  /** When it is to be seen again, or for the first time. */
  readonly backAtMs: number;
}

interface Message extends QueuedMessage {
  receiveCount: number;
  firstReceivedAtMs: number;
  state: QueuedMessage['state'];
  backAtMs: number;
}

const deployed: QueueSettings = {
  visibilitySeconds: VISIBILITY_SECONDS,
  batchSize: BATCH_SIZE,
  concurrency: LAMBDA_CONCURRENCY,
  maxReceiveCount: MAX_RECEIVE_COUNT,
  retentionSeconds: RETENTION_SECONDS,
  deadLetterSeconds: DEAD_LETTER_SECONDS,
  arn: 'arn:aws:sqs:eu-west-1:111122223333:on-call-alarms',
  policy: inOrder,
};

/**
 * An SQS standard queue with Lambda's event source mapping (`ReportBatchItemFailures`) behind it, in memory.
 *
 * A received message is hidden for the visibility timeout. If it was not deleted by then, because the handler threw or
 * named it as a failure, it is delivered again; one that was received `maxReceiveCount` times goes to the dead letters
 * instead. Not reproduced: long polling, the scaling of pollers, throttling, message attributes, encryption.
 */
export class LocalQueue {
  readonly clock: Clock;
  readonly #ledger: Ledger;
  readonly #handler: LambdaHandler;
  readonly #settings: QueueSettings;
  readonly #nextMessageId = identifiers(0x5e);
  readonly #nextHandle = identifiers(0xec);
  readonly #nextRequestId = identifiers(0x1a);
  readonly #messages = new Set<Message>();
  readonly #timers = new Set<() => void>();
  #deadLetters: DeadLetter[] = [];
  #expired = 0;
  #running = 0;
  #stopped = false;

  constructor(clock: Clock, ledger: Ledger, handler: LambdaHandler, settings: Partial<QueueSettings> = {}) {
    this.clock = clock;
    this.#ledger = ledger;
    this.#handler = handler;
    this.#settings = { ...deployed, ...settings };
  }

  /** Puts a message into the queue and returns its id; it is delivered as soon as a run is free. */
  publish(body: string): string {
    const id = this.#nextMessageId();
    this.#ledger.write({ kind: 'enqueued', message: id }, { body });
    const sentAtMs = this.clock.now();
    for (const delayMs of this.#settings.policy.arrivalsMs({ id, body, receiveCount: 0 })) {
      const message: Message = {
        id,
        body,
        sentAtMs,
        receiveCount: 0,
        firstReceivedAtMs: Infinity,
        state: 'delayed',
        backAtMs: sentAtMs + delayMs,
      };
      this.#messages.add(message);
      this.#after(delayMs, () => this.#show([message]));
    }
    return id;
  }

  /** How many messages are in the queue, waiting or being handled. */
  get depth(): number {
    this.#dropExpired();
    return this.#messages.size;
  }

  /** The messages in it, oldest first. */
  get messages(): Iterable<QueuedMessage> {
    this.#dropExpired();
    return this.#messages;
  }

  /** How many messages the queue threw away because they were older than its retention. */
  get expired(): number {
    this.#dropExpired();
    return this.#expired;
  }

  /** When the oldest message was sent, or undefined for an empty queue: how long an alarm has been waiting. */
  get oldestSentAtMs(): number | undefined {
    this.#dropExpired();
    const [first] = this.#messages;
    return first?.sentAtMs;
  }

  /** The dead letters that are still kept. Their age counts from when they were first sent. */
  get deadLetters(): readonly DeadLetter[] {
    const keptSinceMs = this.clock.now() - this.#settings.deadLetterSeconds * 1000;
    this.#deadLetters = this.#deadLetters.filter(({ sentAtMs }) => sentAtMs > keptSinceMs);
    return this.#deadLetters;
  }

  /** Delivers nothing any more and lets go of every timer. */
  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #show(messages: readonly Message[]): void {
    for (const message of messages) message.state = 'visible';
    this.#pollSoon();
  }

  /** Not at once, so that everything published at one instant arrives in full batches. */
  #pollSoon(): void {
    this.#after(0, () => this.#poll());
  }

  #poll(): void {
    while (this.#running < this.#settings.concurrency) {
      const batch = this.#receive();
      if (batch.length === 0) return;
      void this.#run(batch);
    }
  }

  #receive(): readonly Message[] {
    this.#dropExpired();
    for (const message of this.#visible()) {
      if (message.receiveCount >= this.#settings.maxReceiveCount) this.#bury(message);
    }
    const batch = this.#settings.policy.pick(this.#visible(), this.#settings.batchSize);
    for (const message of batch) {
      message.state = 'in-flight';
      message.backAtMs = this.clock.now() + this.#settings.visibilitySeconds * 1000;
      message.receiveCount += 1;
      message.firstReceivedAtMs = Math.min(message.firstReceivedAtMs, this.clock.now());
      this.#ledger.write({ kind: 'delivered', message: message.id, receiveCount: message.receiveCount });
    }
    if (batch.length > 0) this.#after(this.#settings.visibilitySeconds * 1000, () => this.#show(batch));
    return batch;
  }

  #visible(): readonly Message[] {
    return [...this.#messages].filter(({ state }) => state === 'visible');
  }

  async #run(batch: readonly Message[]): Promise<void> {
    this.#running += 1;
    const failures = await this.#invoke(batch);
    this.#running -= 1;
    if (this.#stopped) return;
    for (const message of batch) {
      if (failures === 'all' || failures.has(message.id)) {
        this.#ledger.write({ kind: 'returned', message: message.id });
      } else {
        this.#messages.delete(message);
        this.#ledger.write({ kind: 'deleted', message: message.id });
      }
    }
    this.#pollSoon();
  }

  async #invoke(batch: readonly Message[]): Promise<'all' | ReadonlySet<string>> {
    const receipts = batch.map((message) => ({ ...message, handle: this.#nextHandle() }));
    try {
      const event = sqsEvent(receipts, this.#settings.arn);
      const response = await this.#handler(event, { awsRequestId: this.#nextRequestId() });
      return failuresIn(response, new Set(batch.map(({ id }) => id)));
    } catch {
      // Lambda's own rule: whatever was thrown, the whole batch comes back. The handler has logged why.
      return 'all';
    }
  }

  #bury(message: Message): void {
    this.#messages.delete(message);
    this.#deadLetters.push({ id: message.id, body: message.body, sentAtMs: message.sentAtMs });
    this.#ledger.write({ kind: 'dead-letter', message: message.id });
  }

  #dropExpired(): void {
    const keptSinceMs = this.clock.now() - this.#settings.retentionSeconds * 1000;
    for (const message of this.#messages) {
      // In the order in which they were sent, so the first that is young enough ends it.
      if (message.sentAtMs > keptSinceMs) return;
      this.#messages.delete(message);
      this.#expired += 1;
    }
  }

  #after(delayMs: number, action: () => void): void {
    if (this.#stopped) return;
    const cancel = this.clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      action();
    });
    this.#timers.add(cancel);
  }
}

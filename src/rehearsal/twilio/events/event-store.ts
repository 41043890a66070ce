import { ResourceStore } from '../resource-store';

/** Where events are delivered. */
export interface StoredSink {
  readonly sid: string;
  readonly description: string;
  /** May carry `user:password@`, which is then sent as HTTP Basic. */
  readonly destination: string;
  readonly method: 'POST';
  readonly batchEvents: boolean;
  readonly status: 'active' | 'failed';
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** Which events go to a sink. */
export interface StoredSubscription {
  readonly sid: string;
  readonly description: string;
  readonly sinkSid: string;
  readonly types: readonly SubscribedType[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** One event type of a subscription. */
export interface SubscribedType {
  readonly type: string;
  readonly schemaVersion: number;
}

/** The account's sinks and subscriptions of Event Streams. */
export class EventStore {
  readonly sinks = new ResourceStore<StoredSink>();
  readonly subscriptions = new ResourceStore<StoredSubscription>();

  /** The active sinks that get events of this type; one that two subscriptions name gets them twice. */
  sinksOf(type: string): readonly StoredSink[] {
    return this.subscriptions
      .where(({ types }) => types.some((each) => each.type === type))
      .flatMap(({ sinkSid }) => this.sinks.find(sinkSid) ?? [])
      .filter(({ status }) => status === 'active');
  }
}

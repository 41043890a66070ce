import { ResourceStore } from './resource-store';

/** A text message that was accepted. */
export interface StoredMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly createdAtMs: number;
  /** Why it will not be delivered (a code of 30000–30999); undefined when it will. */
  readonly deliveryErrorCode: number | undefined;
}

/** The accepted messages. */
export class MessageStore extends ResourceStore<StoredMessage> {}

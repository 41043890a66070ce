import { ResourceStore } from './resource-store';

/** A text message that was accepted, or that has come in. */
export interface StoredMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  /** How many pictures came with it. */
  readonly pictures: number;
  readonly createdAtMs: number;
  /** Why it will not be delivered (a code of 30000–30999); undefined when it will. */
  readonly deliveryErrorCode: number | undefined;
}

/** The messages, in order of acceptance or arrival. */
export class MessageStore extends ResourceStore<StoredMessage> {}

import type { Clock } from '../clock';
import type { Ledger } from '../ledger';
import type { Account } from './credentials';
import type { MessageStore } from './message-store';
import type { Rate } from './rate';
import type { Resources } from './resources';
import type { StudioPort } from './studio-port';
import type { StoredDocument, StoredList, StoredMap, SyncObjects } from './sync-objects';

/** Behaviours of the REST API that no page settles; stories run under each value. */
export interface TwilioSwitches {
  /** What Sync says of a document that does not exist; the HTTP status is 404 either way. */
  readonly syncNotFoundCode: 54100 | 20404;
  /** What Sync says of a revision that does not match: a code of its own, or the common one. The HTTP status is 412 either way. */
  readonly syncMismatchCode: 54103 | 20412;
}

/** A phone number of the account. */
export interface OwnedNumber {
  /** In E.164 form. */
  readonly number: string;
  /** Whether it can make calls; true when left out. */
  readonly voice?: boolean;
  /** Whether it can send texts; true when left out. */
  readonly sms?: boolean;
}

/** Everything that the handlers of one local Twilio work on. */
export interface World {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly account: Account;
  /** The numbers that the account owns, each with its SID. */
  readonly numbers: readonly (Required<OwnedNumber> & { readonly sid: string })[];
  /** Numbers of others that the account may call from, in E.164 form, each with its SID. */
  readonly callerIds: readonly { readonly sid: string; readonly number: string }[];
  readonly executions: StudioPort;
  readonly switches: TwilioSwitches;
  newSid(prefix: string): string;
  /** The Twilio error code that texts to this recipient meet; undefined when they arrive. */
  textPolicy(to: string): number | undefined;
  /** The account's one Sync service. */
  readonly syncServiceSid: string;
  readonly documents: SyncObjects<StoredDocument>;
  readonly lists: SyncObjects<StoredList>;
  readonly maps: SyncObjects<StoredMap>;
  readonly messages: MessageStore;
  readonly resources: Resources;
  /** Writes per second of each Sync object. */
  readonly syncRate: Rate;
  /** Executions created per second in the account. */
  readonly executionRate: Rate;
}

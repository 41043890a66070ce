import type { Clock } from '../clock';
import type { Ledger } from '../ledger';
import type { Account } from './credentials';
import type { CallPort } from './call-port';
import type { MessageStore } from './message-store';
import type { OptOuts } from './opt-outs';
import type { Rate } from './rate';
import type { Resources } from './resources';
import type { Standing } from './standing';
import type { StudioPort } from './studio-port';
import type { StoredCollection, StoredDocument, SyncObjects } from './sync-objects';

/** Behaviours of the REST API that no page settles; stories run under each value. */
export interface TwilioSwitches {
  /** What Sync says of a document that does not exist; the HTTP status is 404 either way. */
  readonly syncNotFoundCode: 54100 | 20404;
  /** What Sync says of a revision that does not match: a code of its own, or the common one. The HTTP status is 412 either way. */
  readonly syncMismatchCode: 54103 | 20412;
  /** With which code a suspended account is refused. */
  readonly suspendedCode: 20003 | 20403 | 20005;
  /** What a suspended account is refused: calls and messages, or every request, and then its Functions do not run either. */
  readonly suspendedFrom: 'calls and messages' | 'everything';
  /** What Studio says to an execution of a flow that was never published: it is not found, or "could not be processed". */
  readonly unpublishedFlowCode: 20404 | 84004;
  /** Whether Studio refuses an execution from a number that is not the account's, or starts it and its call fails. */
  readonly foreignCaller: 'refused' | 'call fails';
  /**
   * Whether a text from a number that cannot send, or to itself, is refused with the codes of old or with the newer ones of July
   * 2024 (changelog "Updates to the error code dictionary to clarify number validation errors").
   */
  readonly senderCodes: 'old' | 'newer';
  /** Whether a message that Twilio answers itself, such as STOP, goes on to the number's own address as well. */
  readonly optOutWords: 'reach the webhook' | 'stop at Twilio';
  /**
   * Whether a flow with Liquid in `voice` or `language` is taken, as the page of Say/Play says ("or use Liquid template variables"), or
   * refused by the validator, of which no page says so.
   */
  readonly liquidInVoice: 'taken' | 'refused';
}

/** Everything that the handlers of one local Twilio work on. */
export interface World {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly account: Account;
  readonly standing: Standing;
  readonly executions: StudioPort;
  readonly switches: TwilioSwitches;
  newSid(prefix: string): string;
  /** The Twilio error code that texts to this recipient meet; undefined when they arrive. */
  textPolicy(to: string): number | undefined;
  /** The account's one Sync service. */
  readonly syncServiceSid: string;
  readonly documents: SyncObjects<StoredDocument>;
  readonly lists: SyncObjects<StoredCollection>;
  readonly maps: SyncObjects<StoredCollection>;
  readonly messages: MessageStore;
  readonly optOuts: OptOuts;
  /** The calls that people have made to the account, and those that were put through. */
  readonly inbound: CallPort;
  readonly resources: Resources;
  /** Writes per second of each Sync object. */
  readonly syncRate: Rate;
  /** Executions created per second in the account. */
  readonly executionRate: Rate;
}

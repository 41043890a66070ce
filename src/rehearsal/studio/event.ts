/** What Twilio's voice side tells Studio about the call that an execution placed. */
export interface CallDetails {
  readonly CallSid: string;
  readonly CallStatus: 'in-progress' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  readonly From: string;
  readonly To: string;
  readonly AccountSid: string;
}

/** How an attempt to call has come out. */
export interface CallEvent {
  readonly kind: 'callAnswered' | 'callBusy' | 'callNoAnswer' | 'callFailed';
  readonly call: CallDetails;
}

/** Something that happens to an execution. Each answers the effect that the execution is waiting on, but for the last two. */
export type StudioEvent =
  | CallEvent
  /** There is no call at all, since Twilio takes none from this number. */
  | { readonly kind: 'callRefused' }
  | { readonly kind: 'audioComplete' }
  | { readonly kind: 'keypress'; readonly digits: string }
  | { readonly kind: 'speech'; readonly text: string }
  | { readonly kind: 'gatherTimeout' }
  /** The reply to a Run Function or to an HTTP Request. */
  | { readonly kind: 'functionReplied'; readonly status: number; readonly contentType: string; readonly body: string }
  /** No reply within ten seconds, or none at all. */
  | { readonly kind: 'functionFailed' }
  | { readonly kind: 'messageSent' | 'messageFailed' }
  | { readonly kind: 'hungUp' }
  | { readonly kind: 'endedByApi' };

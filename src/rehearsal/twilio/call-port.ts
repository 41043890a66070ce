/** One call, whichever side began it. */
export interface CallRecord {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  /** The SID of the call that was put through to it. */
  readonly parent?: string;
  readonly status: 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  readonly createdAtMs: number;
}

/** What the REST side asks of whatever carries calls. */
export interface CallPort {
  call(sid: string): CallRecord | undefined;
  calls(): readonly CallRecord[];
  /** Hangs up a call that is queued, ringing or in progress. */
  completeCall(sid: string): void;
}

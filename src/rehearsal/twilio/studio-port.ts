import type { Flow } from '../studio/flow';

/** One run of a flow for one contact, as Studio's REST API shows it. */
export interface ExecutionRecord {
  readonly sid: string;
  readonly flowSid: string;
  readonly to: string;
  readonly from: string;
  readonly parameters: Record<string, unknown>;
  readonly status: 'active' | 'ended';
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly endedReason?: string;
}

/** One call that an execution has placed. */
export interface CallRecord {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  /** The execution that placed it. */
  readonly execution: string;
  readonly status: 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  readonly createdAtMs: number;
}

/** What the REST side asks of whatever runs the flows and the phones. */
export interface StudioPort {
  hasFlow(flowSid: string): boolean;
  /** Publishes a flow, or its next revision: executions that start from now on run it. */
  addFlow(flowSid: string, flow: Flow): void;
  /** The active execution that stands in the way of a new one for this contact. */
  activeFor(to: string, from: string): ExecutionRecord | undefined;
  start(
    flowSid: string,
    trigger: { readonly to: string; readonly from: string; readonly parameters: Record<string, unknown> },
  ): ExecutionRecord;
  get(sid: string): ExecutionRecord | undefined;
  list(flowSid: string): readonly ExecutionRecord[];
  contextOf(sid: string): Record<string, unknown> | undefined;
  /** Ends an execution; one that has ended stays as it is. */
  end(sid: string): void;
  call(sid: string): CallRecord | undefined;
  calls(): readonly CallRecord[];
  /** Hangs up a call that is queued, ringing or in progress. */
  completeCall(sid: string): void;
}

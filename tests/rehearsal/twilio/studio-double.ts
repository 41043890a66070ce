import type { ExecutionRecord } from '../../../src/rehearsal/studio/executions';
import type { CallRecord } from '../../../src/rehearsal/twilio/call-port';
import type { StudioPort } from '../../../src/rehearsal/twilio/studio-port';

/** A Studio without flows or phones: executions and calls are what a test puts in. */
export class StudioDouble implements StudioPort {
  readonly #flowSids: string[];
  readonly #newSid: (prefix: string) => string;
  readonly #now: () => number;
  readonly #executions = new Map<string, ExecutionRecord>();
  readonly #calls = new Map<string, CallRecord>();

  constructor(flowSids: readonly string[], newSid: (prefix: string) => string, now: () => number) {
    this.#flowSids = [...flowSids];
    this.#newSid = newSid;
    this.#now = now;
  }

  /** Every execution goes this way, and no further. */
  pathOf(sid: string): readonly { readonly widget: string; readonly atMs: number }[] {
    const startMs = this.#executions.get(sid)?.createdAtMs ?? 0;
    return ['Trigger', 'claim', 'call'].map((widget, index) => ({ widget, atMs: startMs + index * 1000 }));
  }

  hasFlow(flowSid: string): boolean {
    return this.#flowSids.includes(flowSid);
  }

  addFlow(flowSid: string): void {
    this.#flowSids.push(flowSid);
  }

  activeFor(to: string, from: string): ExecutionRecord | undefined {
    return [...this.#executions.values()].find(
      (execution) => execution.status === 'active' && execution.to === to && execution.from === from,
    );
  }

  start(
    flowSid: string,
    trigger: { readonly to: string; readonly from: string; readonly parameters: Record<string, unknown> },
  ): ExecutionRecord {
    const nowMs = this.#now();
    const execution: ExecutionRecord = {
      sid: this.#newSid('FN'),
      flowSid,
      ...trigger,
      status: 'active',
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    };
    this.#executions.set(execution.sid, execution);
    return execution;
  }

  get(sid: string): ExecutionRecord | undefined {
    return this.#executions.get(sid);
  }

  list(flowSid: string): readonly ExecutionRecord[] {
    return [...this.#executions.values()].filter((execution) => execution.flowSid === flowSid);
  }

  contextOf(sid: string): Record<string, unknown> | undefined {
    const execution = this.#executions.get(sid);
    return execution && { flow: { sid, data: execution.parameters } };
  }

  end(sid: string): ExecutionRecord | undefined {
    const execution = this.#executions.get(sid);
    if (execution === undefined) return undefined;
    this.#executions.set(sid, { ...execution, status: 'ended', updatedAtMs: this.#now() });
    return this.#executions.get(sid);
  }

  call(sid: string): CallRecord | undefined {
    return this.#calls.get(sid);
  }

  calls(): readonly CallRecord[] {
    return [...this.#calls.values()];
  }

  completeCall(sid: string): void {
    const call = this.#calls.get(sid);
    if (call !== undefined) this.#calls.set(sid, { ...call, status: 'completed' });
  }

  /** Puts a call in, as a flow that dials would. */
  placeCall(to: string, from: string, status: CallRecord['status']): CallRecord {
    const call: CallRecord = {
      sid: this.#newSid('CA'),
      to,
      from,
      direction: 'outbound-api',
      status,
      createdAtMs: this.#now(),
    };
    this.#calls.set(call.sid, call);
    return call;
  }
}

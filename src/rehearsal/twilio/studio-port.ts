import type { Flow } from '../../studio/flow';
import type { ExecutionRecord } from '../studio/executions';
import type { CallPort } from './call-port';

/** What the REST side asks of whatever runs the flows and the phones. */
export interface StudioPort extends CallPort {
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
  /** The widgets that an execution has come to, in order, and when. */
  pathOf(sid: string): readonly { readonly widget: string; readonly atMs: number }[];
  contextOf(sid: string): Record<string, unknown> | undefined;
  /** Ends an execution; one that has ended stays as it is. */
  end(sid: string): void;
}

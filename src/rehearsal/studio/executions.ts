import { contextOf, type Start } from '../../studio/context';
import type { Flow } from '../../studio/flow';
import type { DeployedFunction } from '../../studio/widget';
import type { Clock } from '../clock';
import type { Ledger } from '../ledger';
import type { Phones } from '../phones/phones';
import { Dialler } from './dialler';
import type { Effect } from './effect';
import type { StudioEvent } from './event';
import { LiveCall, type PlacedCall } from './live-call';
import { begin, step, type InterpreterSwitches, type Move, type Snapshot } from './step';

/** Everything about Studio that its documentation leaves open. */
export interface StudioSwitches extends InterpreterSwitches {
  /** Whether one active execution blocks every other for its contact, or only those from the same address. */
  readonly activeBy: 'contact' | 'pair';
  /** Whether ending an execution through the API hangs up its call. */
  readonly endingHangsUp: boolean;
}

/** One run of a flow for one contact, as REST shows it. */
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

/** What a widget asked for over HTTP got back. */
export interface FunctionReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What executions need from the rest of the rehearsal. */
export interface ExecutionsOptions {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly phones: Phones;
  readonly switches: StudioSwitches;
  readonly accountSid: string;
  /** Makes a new SID that starts with the given two letters. */
  readonly newSid: (prefix: string) => string;
  /** Runs a Function for Run Function, signed as Twilio signs; `timed-out` after 10 s on the rehearsal's clock. */
  readonly runFunction: (request: {
    url: string;
    parameters: Record<string, string>;
    deployed: DeployedFunction;
  }) => Promise<FunctionReply | 'timed-out'>;
  /** Sends a message for Send Message; whether Twilio accepted it. */
  readonly sendMessage: (message: { to: string; from: string; body: string }) => boolean;
  /** Whether Twilio takes a call from this number at this moment. */
  readonly canCallFrom: (from: string) => boolean;
  /** Told of every execution that has ended. */
  readonly ended: (record: ExecutionRecord) => void;
}

/** Between the REST request and the first widget. */
const STARTS_AFTER_MS = 100;
/** How long Make Outgoing Call takes to hear that Twilio takes no call from its number. */
const CALL_REFUSED_AFTER_MS = 100;
/** How long Send Message takes to hear whether its message was accepted. */
const MESSAGE_ACCEPTED_AFTER_MS = 100;

/** One widget that an execution has come to. */
export interface Visit {
  readonly widget: string;
  readonly atMs: number;
}

interface Execution {
  record: ExecutionRecord;
  readonly flow: Flow;
  readonly start: Start;
  /** `undefined` until it has begun. */
  snapshot: Snapshot | undefined;
  readonly path: Visit[];
  call: LiveCall | undefined;
  isStuck: boolean;
  /** How much longer than its turn its call waits in Twilio's queue. */
  queuedMs: number;
}

/**
 * Studio's executions: holds where each of them is, does on the clock what the interpreter asks for, and tells it what
 * came of that.
 */
export class Executions {
  readonly #options: ExecutionsOptions;
  readonly #dialler: Dialler;
  readonly #flows = new Map<string, Flow>();
  readonly #executions = new Map<string, Execution>();
  readonly #calls = new Map<string, LiveCall>();

  constructor(options: ExecutionsOptions) {
    this.#options = options;
    this.#dialler = new Dialler(options.clock);
  }

  /** @throws Error for a flow with an HTTP Request widget: the rehearsal reaches nothing but its own Functions. */
  addFlow(flowSid: string, flow: Flow): void {
    for (const { type, name } of flow.widgets.values()) {
      if (type === 'make-http-request') {
        throw new Error(
          `Widget "${name}" makes an HTTP request, which the rehearsal cannot answer: use a Function instead.`,
        );
      }
    }
    this.#flows.set(flowSid, flow);
  }

  /** No execution of this flow can be started any more; those that run go on. */
  removeFlow(flowSid: string): void {
    this.#flows.delete(flowSid);
  }

  hasFlow(flowSid: string): boolean {
    return this.#flows.has(flowSid);
  }

  /** The active execution because of which Studio refuses a new one with 409, code 20409. */
  activeFor(to: string, from: string): ExecutionRecord | undefined {
    for (const { record } of this.#executions.values()) {
      const isSame = record.to === to && (this.#options.switches.activeBy === 'contact' || record.from === from);
      if (isSame && record.status === 'active') return record;
    }
    return undefined;
  }

  /** @throws Error when there is no such flow. */
  start(
    flowSid: string,
    { to, from, parameters }: { to: string; from: string; parameters: Record<string, unknown> },
  ): ExecutionRecord {
    const { clock, ledger, newSid } = this.#options;
    const flow = this.#flows.get(flowSid);
    if (flow === undefined) throw new Error(`there is no flow ${flowSid}`);
    const sid = newSid('FN');
    const now = clock.now();
    const record = {
      sid,
      flowSid,
      to,
      from,
      parameters,
      status: 'active',
      createdAtMs: now,
      updatedAtMs: now,
    } as const;
    const start = { execution: sid, flowSid, to, from, parameters };
    const execution: Execution = {
      record,
      flow,
      start,
      snapshot: undefined,
      path: [],
      call: undefined,
      isStuck: false,
      queuedMs: 0,
    };
    this.#executions.set(sid, execution);
    ledger.write({ kind: 'execution-started', execution: sid, to, from });
    clock.after(STARTS_AFTER_MS, () => this.#begin(execution));
    return record;
  }

  get(sid: string): ExecutionRecord | undefined {
    return this.#executions.get(sid)?.record;
  }

  list(flowSid: string): readonly ExecutionRecord[] {
    return [...this.#executions.values()].map(({ record }) => record).filter((record) => record.flowSid === flowSid);
  }

  /** Whether an execution of any flow goes on. One that is stuck does nothing any more, though it blocks its contact. */
  isAnyActive(): boolean {
    return [...this.#executions.values()].some(({ record, isStuck }) => record.status === 'active' && !isStuck);
  }

  /** The widgets that an execution has been in, in order, with the one that it is in. */
  pathOf(sid: string): readonly Visit[] {
    return this.#executions.get(sid)?.path ?? [];
  }

  /** What `GET …/Context` returns under `context`. */
  contextOf(sid: string): Record<string, unknown> | undefined {
    const execution = this.#executions.get(sid);
    if (execution === undefined) return undefined;
    return { ...(execution.snapshot?.context ?? contextOf(execution.start)) };
  }

  /** REST `Status=ended`. One that has ended stays as it is. */
  end(sid: string): ExecutionRecord | undefined {
    const execution = this.#executions.get(sid);
    if (execution?.record.status !== 'active') return execution?.record;
    if (execution.snapshot === undefined) this.#end(execution, { kind: 'end', why: 'ended-by-api' });
    else this.#move(execution, step(execution.flow, execution.snapshot, { kind: 'endedByApi' }));
    return execution.record;
  }

  call(sid: string): PlacedCall | undefined {
    return this.#calls.get(sid)?.record;
  }

  calls(): PlacedCall[] {
    return [...this.#calls.values()].map(({ record }) => record);
  }

  /** REST `Status=completed`: ends a call, also a queued or ringing one, which then counts as canceled. */
  completeCall(sid: string): PlacedCall | undefined {
    const call = this.#calls.get(sid);
    call?.complete();
    return call?.record;
  }

  /** Fault: the execution stays active for ever, whatever the phone does, until the API ends it. */
  makeStuck(sid: string): void {
    const execution = this.#executions.get(sid);
    if (execution !== undefined) execution.isStuck = true;
  }

  /** Whether `makeStuck` has been said of it. */
  isStuck(sid: string): boolean {
    return this.#executions.get(sid)?.isStuck ?? false;
  }

  /** Fault: the next call that is placed stays in Twilio's queue for so long. */
  delayNextCall(delayMs: number): void {
    this.#dialler.delayNext(delayMs);
  }

  /** Fault: the call that this execution places stays in Twilio's queue for so long. */
  delayCallOf(sid: string, delayMs: number): void {
    const execution = this.#executions.get(sid);
    if (execution !== undefined) execution.queuedMs = delayMs;
  }

  #begin(execution: Execution): void {
    if (execution.isStuck || execution.record.status === 'ended') return;
    this.#move(execution, begin(execution.flow, execution.start, this.#options.switches));
  }

  #happened(execution: Execution, event: StudioEvent): void {
    if (execution.record.status === 'ended') {
      // Twilio asks Studio what to do next on the call, and Studio has nothing more to say.
      execution.call?.disconnect();
    } else if (!execution.isStuck && execution.snapshot !== undefined) {
      this.#move(execution, step(execution.flow, execution.snapshot, event));
    }
  }

  #move(execution: Execution, [snapshot, effects]: Move): void {
    execution.snapshot = snapshot;
    const atMs = this.#options.clock.now();
    execution.record = { ...execution.record, updatedAtMs: atMs };
    for (const widget of snapshot.path.slice(execution.path.length)) execution.path.push({ widget, atMs });
    for (const effect of effects) this.#perform(execution, effect);
  }

  #perform(execution: Execution, effect: Effect): void {
    switch (effect.kind) {
      case 'placeCall':
        return this.#placeCall(execution, effect.timeoutSeconds);
      case 'say':
        execution.call?.say(effect);
        return;
      case 'gather':
        execution.call?.gather(effect);
        return;
      case 'runFunction':
        void this.#runFunction(execution, effect);
        return;
      case 'httpRequest':
        throw new Error(`addFlow refuses what widget "${effect.widget}" does`);
      case 'sendMessage':
        return this.#sendMessage(execution, effect);
      case 'end':
        return this.#end(execution, effect);
    }
  }

  #placeCall(execution: Execution, ringSeconds: number): void {
    const { clock, phones, newSid, accountSid, canCallFrom } = this.#options;
    const { sid, to, from } = execution.record;
    if (!canCallFrom(from)) {
      // The widget "uses the Twilio Voice Calls API", which refuses such a call (docs: studio/widget-library/make-outgoing-call;
      // errors 21210): the transition is the one for a call that failed.
      clock.after(CALL_REFUSED_AFTER_MS, () => this.#happened(execution, { kind: 'callRefused' }));
      return;
    }
    if (execution.queuedMs > 0) this.delayNextCall(execution.queuedMs);
    const record = {
      sid: newSid('CA'),
      to,
      from,
      direction: 'outbound-api',
      execution: sid,
      status: 'queued',
      createdAtMs: clock.now(),
    } as const;
    const call = new LiveCall({
      clock,
      phones,
      dialler: this.#dialler,
      accountSid,
      record,
      ringSeconds,
      report: (event) => this.#happened(execution, event),
    });
    execution.call = call;
    this.#calls.set(record.sid, call);
  }

  /** A port that throws is a mistake in the rehearsal and is not caught: it must be loud. */
  async #runFunction(execution: Execution, effect: Extract<Effect, { kind: 'runFunction' }>): Promise<void> {
    const { url, parameters } = effect;
    const widget = execution.flow.widgets.get(effect.widget);
    if (widget?.type !== 'run-function') throw new Error(`"${effect.widget}" runs no Function`);
    const { serviceSid, environmentSid, functionSid } = widget;
    const reply = await this.#options.runFunction({
      url,
      parameters: { ...parameters },
      deployed: { serviceSid, environmentSid, functionSid },
    });
    this.#happened(
      execution,
      reply === 'timed-out' ? { kind: 'functionFailed' } : { kind: 'functionReplied', ...reply },
    );
  }

  #sendMessage(execution: Execution, { to, from, body }: Extract<Effect, { kind: 'sendMessage' }>): void {
    const isAccepted = this.#options.sendMessage({ to, from, body });
    this.#options.clock.after(MESSAGE_ACCEPTED_AFTER_MS, () => {
      this.#happened(execution, { kind: isAccepted ? 'messageSent' : 'messageFailed' });
    });
  }

  #end(execution: Execution, { why, detail }: Extract<Effect, { kind: 'end' }>): void {
    const { ledger, switches, ended } = this.#options;
    execution.record = { ...execution.record, status: 'ended', endedReason: detail ?? why };
    if (why !== 'ended-by-api') execution.call?.disconnect();
    else if (switches.endingHangsUp) execution.call?.complete();
    const { sid, to } = execution.record;
    ledger.write({ kind: 'execution-ended', execution: sid, to, why, ...(detail === undefined ? {} : { detail }) });
    ended(execution.record);
  }
}

/** The data of an execution, as Liquid sees it and as REST returns it under `context`. */
export interface Context {
  readonly trigger: { readonly request: { readonly to: string; readonly from: string; readonly parameters: Values } };
  readonly flow: {
    /** The SID of the execution, in spite of its name. */
    readonly sid: string;
    readonly flow_sid: string;
    readonly channel: { readonly address: string };
    readonly data: Values;
    readonly variables: Values;
  };
  readonly contact: { readonly channel: { readonly address: string } };
  readonly widgets: Readonly<Record<string, Values>>;
}

export type Values = Readonly<Record<string, unknown>>;

/** What a REST request starts an execution with. */
export interface Start {
  /** SID of the new execution. */
  readonly execution: string;
  readonly flowSid: string;
  readonly to: string;
  readonly from: string;
  readonly parameters: Values;
}

export function contextOf({ execution, flowSid, to, from, parameters }: Start): Context {
  return {
    trigger: { request: { to, from, parameters } },
    flow: { sid: execution, flow_sid: flowSid, channel: { address: from }, data: parameters, variables: {} },
    contact: { channel: { address: to } },
    widgets: {},
  };
}

/**
 * The context after `widget` has put out `outputs`. When a widget runs again its new keys are merged over the old ones,
 * those inside `parsed` too: what the second run does not answer keeps the value of the first.
 */
export function withOutputs(context: Context, widget: string, outputs: Values): Context {
  const before = context.widgets[widget] ?? {};
  const after = { ...before, ...outputs };
  const merged =
    isValues(before['parsed']) && isValues(outputs['parsed'])
      ? { ...after, parsed: { ...before['parsed'], ...outputs['parsed'] } }
      : after;
  return { ...context, widgets: { ...context.widgets, [widget]: merged } };
}

export function withVariables(context: Context, variables: Values): Context {
  return { ...context, flow: { ...context.flow, variables: { ...context.flow.variables, ...variables } } };
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}

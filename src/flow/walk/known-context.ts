import { contextOf, withOutputs, type Context } from '../../studio/context';
import { FILTERS, render } from '../../studio/liquid';
import { EXECUTION_PARAMETERS } from '../contract';
import type { Values } from '../../studio/definition';
import { pathText, readTemplate, type Path } from '../liquid';

/** Stands for what cannot be known before the flow runs: what a caller says, what a stranger's server answers. */
export const UNKNOWN: Values = Object.freeze({});

/**
 * Whether somebody is on the line: not yet, yes, no longer because the call failed, no longer because they hung up (which a widget
 * that does not speak does not notice), or it depends on something outside the flow.
 */
export type Line = 'none' | 'live' | 'over' | 'hung-up' | 'unknown';

/** How an execution may begin, by the trigger's event. */
export function beginning(event: string, isEscalation: boolean): { readonly context: Context; readonly line: Line } {
  const parameters = isEscalation
    ? Object.fromEntries(EXECUTION_PARAMETERS.map((key) => [key, `[flow.data.${key}]`]))
    : UNKNOWN;
  const context = contextOf({
    execution: '[flow.sid]',
    flowSid: '[flow.flow_sid]',
    to: '[contact.channel.address]',
    from: '[flow.channel.address]',
    parameters: event === 'incomingRequest' ? parameters : isEscalation ? {} : UNKNOWN,
  });
  return { context, line: LINES[event] ?? 'none' };
}

const LINES: Readonly<Record<string, Line>> = { incomingCall: 'live', incomingParent: 'unknown' };

/** The context after a widget has left its outputs; a widget of which nothing is known stays so. */
export function left(context: Context, widget: string, outputs: Values): Context {
  if (outputs !== UNKNOWN && context.widgets[widget] !== UNKNOWN) return withOutputs(context, widget, outputs);
  return { ...context, widgets: { ...context.widgets, [widget]: UNKNOWN } };
}

/** What a variable holds: `UNKNOWN`, or `undefined` when nothing has set it. */
export function valueAt(context: Context, path: Path): unknown {
  if (path[0] === 'trigger' && path[1] !== 'request') return UNKNOWN;
  if (path[0] === 'flow' && path[1] === 'add_ons') return UNKNOWN;
  let value: unknown = context;
  for (const key of path) {
    if (value === UNKNOWN) return UNKNOWN;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** The first of these variables that has a value, as Liquid's `default` takes them. */
export function chosenIn(context: Context, choice: readonly Path[]): unknown {
  const values = choice.map((path) => valueAt(context, path));
  return values.find((value) => value !== undefined && value !== '') ?? values.find((value) => value !== undefined);
}

/** A text as Studio would render it; `undefined` when it depends on what is not known. */
export function rendered(text: string, context: Context): string | undefined {
  const { mistake, paths, filters } = readTemplate(text);
  if (mistake !== undefined || filters.some((filter) => !FILTERS.has(filter))) return undefined;
  if (paths.some((path) => valueAt(context, path) === UNKNOWN)) return undefined;
  try {
    return render(text, context, 'empty');
  } catch {
    return undefined;
  }
}

/** The variables in a text of which none has been set when it is rendered, as written; empty when something stands in. */
export function unset(text: string, context: Context): readonly string[] {
  return readTemplate(text).choices.flatMap((choice) => {
    const paths = choice.flatMap((path) => path ?? []).length > 0 ? choice : [];
    const isSet = choice.some((path) => path === undefined || valueAt(context, path) !== undefined);
    return isSet ? [] : [paths.map((path) => pathText(path ?? [])).join(' or ')];
  });
}

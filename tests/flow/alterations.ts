import { isDeepStrictEqual } from 'node:util';
import { FLOW_TEXT } from './on-call';
import type { ConditionJson, FlowJson, StateJson, TransitionJson } from './on-call';

/** One small change of the project's flow, as a slip of somebody who edits it might be. */
export interface Alteration {
  /** What is changed and how: `ask_key: timeout = 7`. */
  readonly name: string;
  readonly flow: FlowJson;
}

type Change = readonly [what: string, apply: (flow: FlowJson) => void];

/**
 * Every property, parameter, transition and condition of the project's flow left out, and altered so that it is still well formed;
 * what is not is for the tests of each rule.
 */
export function alterations(): readonly Alteration[] {
  const original = JSON.parse(FLOW_TEXT) as FlowJson;
  const changes = [
    ...flowChanges(),
    ...original.states.flatMap((state, index) => stateChanges(state, index, original)),
  ];
  return changes.map(([name, apply]) => {
    const flow = JSON.parse(FLOW_TEXT) as FlowJson;
    apply(flow);
    return { name, flow };
  });
}

function flowChanges(): readonly Change[] {
  return [
    ['flow: no description', (flow) => void delete flow.description],
    ['flow: initial_state = claim', (flow) => void (flow.initial_state = 'claim')],
    ['flow: allow_concurrent_calls = false', (flow) => void (flow.flags['allow_concurrent_calls'] = false)],
    ['flow: no flags', (flow) => void delete (flow as Partial<FlowJson>).flags],
  ];
}

function stateChanges(state: StateJson, index: number, original: FlowJson): readonly Change[] {
  const here = (apply: (state: StateJson) => void) => (flow: FlowJson) => {
    const found = flow.states[index];
    if (found !== undefined) apply(found);
  };
  const at = state.name;
  return [
    [`${at}: left out`, (flow) => void flow.states.splice(index, 1)],
    [`${at}: type = set-variables`, here((each) => void (each.type = 'set-variables'))],
    ...propertyChanges(state, original).map(([what, apply]): Change => [
      `${at}: ${what}`,
      here(({ properties }) => apply(properties)),
    ]),
    ...state.transitions.flatMap((transition, which) =>
      transitionChanges(state, transition, original).map(([what, apply]): Change => [
        `${at}: ${wayOf(transition)} ${what}`,
        here(({ transitions }) => apply(transitions, which)),
      ]),
    ),
  ];
}

type PropertyChange = readonly [what: string, apply: (properties: Record<string, unknown>) => void];

/** A property that another widget of the type has with the same value is altered in the first of them only. */
function propertyChanges(state: StateJson, original: FlowJson): readonly PropertyChange[] {
  const before = original.states.slice(0, original.states.indexOf(state)).filter(({ type }) => type === state.type);
  return Object.entries(state.properties)
    .filter(([key, value]) => !before.some(({ properties }) => isDeepStrictEqual(properties[key], value)))
    .flatMap(([key, value]) => valueChanges(key, value));
}

function valueChanges(key: string, value: unknown): readonly PropertyChange[] {
  const without: PropertyChange = [`no ${key}`, (each) => void delete each[key]];
  if (Array.isArray(value)) return [without, ...pairChanges(key, value as { key: string; value: string }[])];
  const others = altered(value).map((other): PropertyChange => [
    `${key} = ${JSON.stringify(other)}`,
    (each) => void (each[key] = other),
  ]);
  return [without, ...others];
}

function altered(value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [value + 1, value + 100];
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'string') return [`${value}x`];
  return [{ x: 1, y: 2 }];
}

function pairChanges(property: string, pairs: readonly { key: string; value: string }[]): readonly PropertyChange[] {
  const change = (index: number, pair: object | undefined) => (properties: Record<string, unknown>) => {
    (properties[property] as unknown[]).splice(index, 1, ...(pair === undefined ? [] : [pair]));
  };
  return pairs.flatMap((pair, index): readonly PropertyChange[] => [
    [`no parameter ${pair.key}`, change(index, undefined)],
    [`parameter ${pair.key} = ""`, change(index, { ...pair, value: '' })],
    [`parameter ${pair.key} of another`, change(index, { ...pair, value: pairs[(index + 1) % pairs.length]?.value })],
  ]);
}

type TransitionChange = readonly [what: string, apply: (transitions: TransitionJson[], index: number) => void];

function leading(to: string): TransitionChange[1] {
  return (transitions, index) => {
    const found = transitions[index];
    if (found !== undefined) found.next = to;
  };
}

function comparing(values: Partial<ConditionJson>): TransitionChange[1] {
  return (transitions, index) => {
    const [condition] = transitions[index]?.conditions ?? [];
    if (condition !== undefined) Object.assign(condition, values);
  };
}

function transitionChanges(
  state: StateJson,
  transition: TransitionJson,
  original: FlowJson,
): readonly TransitionChange[] {
  const { next } = transition;
  const names = original.states.map(({ name }) => name);
  const neighbour = next === undefined ? 'say_pass_on_failed' : (names[names.indexOf(next) + 1] ?? 'claim');
  return [
    ['left out', (transitions, index) => void transitions.splice(index, 1)],
    ...(next === undefined
      ? []
      : ([['ends', (transitions, index) => void delete transitions[index]?.next]] satisfies TransitionChange[])),
    [`to ${neighbour}`, leading(neighbour)],
    ['to itself', leading(state.name)],
    ...(transition.conditions === undefined ? [] : conditionChanges()),
  ];
}

function conditionChanges(): readonly TransitionChange[] {
  return [
    ['type not_equal_to', comparing({ type: 'not_equal_to' })],
    ['type contains', comparing({ type: 'contains' })],
    ['value x', comparing({ value: 'x' })],
    ['another label', comparing({ friendly_name: 'something' })],
    ['one place later', (transitions, index) => void transitions.splice(index + 1, 0, ...transitions.splice(index, 1))],
  ];
}

function wayOf({ event, conditions }: TransitionJson): string {
  return conditions === undefined ? event : `"${conditions[0]?.friendly_name ?? ''}"`;
}

import { FLOW_TEXT } from './on-call';
import type { FlowJson, StateJson, TransitionJson } from './on-call';

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
    ...propertyChanges(state).map(([what, apply]): Change => [
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

function propertyChanges({ properties }: StateJson): readonly PropertyChange[] {
  return Object.entries(properties).flatMap(([key, value]): readonly PropertyChange[] => [
    [`no ${key}`, (each) => void delete each[key]],
    ...(Array.isArray(value)
      ? pairChanges(key, value as { key: string; value: string }[])
      : altered(value).map((other): PropertyChange => [
          `${key} = ${JSON.stringify(other)}`,
          (each) => void (each[key] = other),
        ])),
  ]);
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

function transitionChanges(
  state: StateJson,
  transition: TransitionJson,
  original: FlowJson,
): readonly TransitionChange[] {
  const { next } = transition;
  const names = original.states.map(({ name }) => name);
  const neighbour = next === undefined ? 'say_pass_on_failed' : (names[names.indexOf(next) + 1] ?? 'claim');
  const set = (to: string) => (transitions: TransitionJson[], index: number) => {
    const found = transitions[index];
    if (found !== undefined) found.next = to;
  };
  return [
    ['left out', (transitions, index) => void transitions.splice(index, 1)],
    ...(next === undefined
      ? []
      : ([['ends', (transitions, index) => void delete transitions[index]?.next]] satisfies TransitionChange[])),
    [`to ${neighbour}`, set(neighbour)],
    ['to itself', set(state.name)],
    ...(transition.conditions === undefined ? [] : conditionChanges()),
  ];
}

function conditionChanges(): readonly TransitionChange[] {
  const set = (values: object) => (transitions: TransitionJson[], index: number) => {
    const [condition] = transitions[index]?.conditions ?? [];
    if (condition !== undefined) Object.assign(condition, values);
  };
  return [
    ['type not_equal_to', set({ type: 'not_equal_to' })],
    ['type contains', set({ type: 'contains' })],
    ['value x', set({ value: 'x' })],
    ['another label', set({ friendly_name: 'something' })],
    ['one place later', (transitions, index) => void transitions.splice(index + 1, 0, ...transitions.splice(index, 1))],
  ];
}

function wayOf({ event, conditions }: TransitionJson): string {
  return conditions === undefined ? event : `"${conditions[0]?.friendly_name ?? ''}"`;
}

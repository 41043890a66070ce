import { isRecord } from '../text/json';
import type { FlowDefinition, State, Values } from '../studio/definition';

/**
 * The widgets that have another name in `to`: old name to new. A widget that is gone and one that is new count as the same when
 * they are of one type and are alike in more than half of what they say, where they go, and where they stand.
 */
export function renamings(from: FlowDefinition, to: FlowDefinition): ReadonlyMap<string, string> {
  const before = new Set(from.states.map(({ name }) => name));
  const after = new Set(to.states.map(({ name }) => name));
  const gone = from.states.filter(({ name }) => !after.has(name));
  const fresh = to.states.filter(({ name }) => !before.has(name));
  const pairs = gone
    .flatMap((old) => fresh.map((now) => ({ old, now, alike: likeness(old, now, from, to) })))
    .filter(({ alike }) => alike > 0.5)
    .toSorted((one, other) => other.alike - one.alike);
  const names = new Map<string, string>();
  const used = new Set<string>();
  for (const { old, now } of pairs) {
    if (names.has(old.name) || used.has(now.name)) continue;
    names.set(old.name, now.name);
    used.add(now.name);
  }
  return names;
}

/** From 0 to 1. */
function likeness(old: State, now: State, from: FlowDefinition, to: FlowDefinition): number {
  if (old.type !== now.type) return 0;
  const traits = traitsOf(old, from);
  const others = traitsOf(now, to);
  const shared = [...traits].filter((trait) => others.has(trait)).length;
  return shared / Math.max(traits.size, others.size, 1);
}

function traitsOf(state: State, flow: FlowDefinition): ReadonlySet<string> {
  return new Set([
    ...Object.entries(state.properties).map(([key, value]) => JSON.stringify([key, value])),
    ...state.transitions.map((transition) => JSON.stringify(['to', transition.event, transition.next])),
    ...flow.states.flatMap(({ name, transitions }) =>
      transitions.filter(({ next }) => next === state.name).map(({ event }) => JSON.stringify(['from', name, event])),
    ),
  ]);
}

/** The flow with other names for some of its widgets, wherever it speaks of them. */
export function renamed(flow: FlowDefinition, names: ReadonlyMap<string, string>): FlowDefinition {
  if (names.size === 0) return flow;
  const nameOf = (name: string): string => names.get(name) ?? name;
  return {
    ...flow,
    initial_state: nameOf(flow.initial_state),
    states: flow.states.map((state) => ({
      ...state,
      name: nameOf(state.name),
      properties: inLiquid(state.properties, nameOf) as Values,
      transitions: state.transitions.map((transition) => ({
        ...transition,
        ...(transition.next === undefined ? {} : { next: nameOf(transition.next) }),
        ...(transition.conditions === undefined
          ? {}
          : {
              conditions: transition.conditions.map((condition) => ({
                ...condition,
                arguments: condition.arguments.map((text) => textInLiquid(text, nameOf)),
                value: textInLiquid(condition.value, nameOf),
              })),
            }),
      })),
    })),
  };
}

function inLiquid(value: unknown, nameOf: (name: string) => string): unknown {
  if (typeof value === 'string') return textInLiquid(value, nameOf);
  if (Array.isArray(value)) return value.map((item: unknown) => inLiquid(item, nameOf));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inLiquid(member, nameOf)]));
}

function textInLiquid(text: string, nameOf: (name: string) => string): string {
  return text.replaceAll(/\bwidgets\.([A-Za-z][\w-]*)/g, (_all, name: string) => `widgets.${nameOf(name)}`);
}

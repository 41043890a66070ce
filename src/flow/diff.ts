import { isRecord } from '../text/json';
import { kindOf } from '../studio/definition';
import type { Condition, FlowDefinition, State, Transition, Values } from '../studio/definition';

/**
 * What is different in `to`, in words, one line for each widget; empty when both do the same and look the same. The order of
 * widgets in the JSON means nothing. Widgets that were only moved on the canvas are named in one line, the last.
 */
export function diffFlows(from: FlowDefinition, to: FlowDefinition): string[] {
  const states = new Map(from.states.map((state) => [state.name, state] as const));
  const kept = new Set(to.states.map(({ name }) => name));
  const moved = to.states.filter((state) => hasMoved(states.get(state.name), state)).map(({ name }) => name);
  return [
    ...flowChanges(from, to),
    ...from.states.filter(({ name }) => !kept.has(name)).map(({ name, type }) => `widget ${name} (${type}) is gone`),
    ...to.states.flatMap((state) => {
      const old = states.get(state.name);
      if (old === undefined) return [`widget ${state.name} is new: ${state.type}${waysOn(state)}`];
      const changes = stateChanges(old, state);
      return changes.length === 0 ? [] : [`widget ${state.name}: ${changes.join('; ')}`];
    }),
    ...(moved.length === 0 ? [] : [`moved on the canvas: ${moved.join(', ')}`]),
  ];
}

function flowChanges(from: FlowDefinition, to: FlowDefinition): readonly string[] {
  const { description: oldText, states: _before, initial_state: oldStart, flags: oldFlags = {}, ...oldOthers } = from;
  const { description: newText, states: _after, initial_state: newStart, flags: newFlags = {}, ...newOthers } = to;
  return [
    ...valueChange('the description', oldText, newText),
    ...(oldStart === newStart ? [] : [`the flow begins at ${newStart} instead of ${oldStart}`]),
    ...keysOf(oldFlags, newFlags).flatMap((flag) =>
      valueChange(`the flag ${words(flag)}`, oldFlags[flag], newFlags[flag]),
    ),
    ...keysOf(oldOthers, newOthers).flatMap((key) => valueChange(`${key} of the flow`, oldOthers[key], newOthers[key])),
  ];
}

function hasMoved(from: State | undefined, to: State): boolean {
  return from !== undefined && !isSame(from.properties['offset'], to.properties['offset']);
}

function waysOn({ transitions }: State): string {
  const ways = transitions.flatMap((transition) =>
    transition.next === undefined ? [] : [`${wayName(transition)} goes to ${transition.next}`],
  );
  return ways.length === 0 ? '' : `; ${ways.join('; ')}`;
}

function stateChanges(from: State, to: State): readonly string[] {
  return [
    ...(from.type === to.type ? [] : [`it is ${to.type} instead of ${from.type}`]),
    ...propertyChanges(from, to),
    ...transitionChanges(from, to),
  ];
}

function propertyChanges(from: State, to: State): readonly string[] {
  return keysOf(from.properties, to.properties)
    .filter((key) => key !== 'offset')
    .flatMap((key) => {
      const [before, after] = [from.properties[key], to.properties[key]];
      const old = pairsIn(before);
      const now = pairsIn(after);
      if (old !== undefined && now !== undefined) return pairChanges(key, old, now);
      return valueChange(`the ${words(key)}`, before, after, UNITS[key]);
    });
}

/** Studio gives these in seconds (widget library: Gather Input On Call, Make Outgoing Call). */
const UNITS: Readonly<Record<string, string>> = { timeout: ' s' };

function valueChange(what: string, before: unknown, after: unknown, unit = ''): readonly string[] {
  if (isSame(before, after)) return [];
  if (after === undefined) return [`${what} is no longer set (it was ${shown(before, unit)})`];
  if (before === undefined) return [`${what} is set to ${shown(after, unit)}`];
  return [`${what} is ${shown(after, unit)} instead of ${shown(before, unit)}`];
}

function shown(value: unknown, unit: string): string {
  if (typeof value === 'number') return `${value}${unit}`;
  return typeof value === 'string' ? `"${value}"` : kindOf(value);
}

/** `parameters` and `variables` are lists of keys with values, each key once. */
function pairsIn(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (value === undefined) return new Map();
  if (!Array.isArray(value) || !value.every((pair: unknown) => isRecord(pair) && typeof pair['key'] === 'string')) {
    return undefined;
  }
  return new Map(value.map((pair: Values) => [String(pair['key']), pair['value']] as const));
}

function pairChanges(
  property: string,
  from: ReadonlyMap<string, unknown>,
  to: ReadonlyMap<string, unknown>,
): readonly string[] {
  const one = words(property).replace(/s$/, '');
  const keys = new Set([...from.keys(), ...to.keys()]);
  return [...keys].flatMap((key) => {
    if (!to.has(key)) return [`the ${one} ${key} is gone`];
    if (!from.has(key)) return [`there is a new ${one} ${key}, ${shown(to.get(key), '')}`];
    return valueChange(`the ${one} ${key}`, from.get(key), to.get(key));
  });
}

/** Transitions by what they are for: the event, or, in a split, what is compared with what. */
function transitionChanges(from: State, to: State): readonly string[] {
  const before = byWay(from);
  const after = byWay(to);
  const gone = [...before].filter(([way]) => !after.has(way)).map(([, transition]) => transition);
  const fresh = [...after].filter(([way]) => !before.has(way)).map(([, transition]) => transition);
  return [
    ...[...after].flatMap(([way, transition]) => {
      const old = before.get(way);
      return old === undefined ? newWay(transition, gone) : wayChanges(old, transition);
    }),
    ...gone
      .filter((transition) => isTold(transition) && sameLabel(transition, fresh) === undefined)
      .map((transition) => `${wayName(transition)} is gone`),
    ...(sameOrder([...before.keys()], [...after.keys()]) ? [] : ['its branches are tried in another order']),
  ];
}

/** A branch that compares something else now may still be called the same. */
function newWay(transition: Transition, gone: readonly Transition[]): readonly string[] {
  const old = sameLabel(transition, gone);
  if (old === undefined) {
    return isTold(transition) ? [`there is a new ${wayName(transition)}, which ${target(transition)}`] : [];
  }
  const compared = `${wayName(transition)} is for ${comparisons(transition)} instead of ${comparisons(old)}`;
  return [compared, ...(old.next === transition.next ? [] : [`${wayName(transition)} now ${target(transition)}`])];
}

/** An event that ends the flow does so whether it is listed or not. */
function isTold({ event, next }: Transition): boolean {
  return next !== undefined || event === 'match';
}

function sameLabel(transition: Transition, others: readonly Transition[]): Transition | undefined {
  const label = labelOf(transition);
  return label === undefined ? undefined : others.find((other) => labelOf(other) === label);
}

function wayChanges(from: Transition, to: Transition): readonly string[] {
  const label = labelOf(to);
  return [
    ...(from.next === to.next ? [] : [`${wayName(to)} now ${target(to)}`]),
    ...(labelOf(from) === label ? [] : [`the branch "${labelOf(from) ?? ''}" is called "${label ?? ''}"`]),
  ];
}

function target({ next }: Transition): string {
  return next === undefined ? 'ends the flow' : `goes to ${next}`;
}

function byWay({ transitions, properties }: State): ReadonlyMap<string, Transition> {
  return new Map(transitions.map((transition) => [wayOf(transition, properties['input']), transition] as const));
}

/** What a split tests is shown as its input; only a branch that tests something else is another branch. */
function wayOf({ event, conditions = [] }: Transition, input?: unknown): string {
  const compared = conditions.map(({ type, value, arguments: tested }) => [
    type,
    value,
    tested.filter((argument) => argument !== input),
  ]);
  return conditions.length === 0 ? event : JSON.stringify([event, compared]);
}

function wayName(transition: Transition): string {
  const label = labelOf(transition);
  return label === undefined ? `transition ${transition.event}` : `branch "${label}"`;
}

function labelOf({ conditions }: Transition): string | undefined {
  return conditions?.[0]?.friendly_name;
}

function comparisons({ conditions = [] }: Transition): string {
  return conditions.map((condition: Condition) => `${words(condition.type)} "${condition.value}"`).join(' and ');
}

function isBranch(way: string): boolean {
  return way.startsWith('["match"');
}

/** Only the branches of a split are tried one after the other. */
function sameOrder(before: readonly string[], after: readonly string[]): boolean {
  const old = before.filter((way) => isBranch(way) && after.includes(way));
  const now = after.filter((way) => isBranch(way) && before.includes(way));
  return isSame(old, now);
}

function words(key: string): string {
  return key.replaceAll('_', ' ');
}

function keysOf(from: Values, to: Values): readonly string[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])];
}

/** Equal as JSON, whatever the order of keys. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item: unknown, index) => isSame(item, other[index]));
  }
  if (isRecord(one) && isRecord(other)) return keysOf(one, other).every((key) => isSame(one[key], other[key]));
  return one === other;
}

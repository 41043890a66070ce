import { isRecord } from '../text/json';

/** A Studio flow as its JSON has it: what Studio exports, and what its API takes as `Definition`. */
export interface FlowDefinition {
  readonly description?: string;
  readonly states: readonly State[];
  /** The name of the widget that an execution begins in. */
  readonly initial_state: string;
  readonly flags?: Values;
  readonly [other: string]: unknown;
}

/** A widget; Studio's JSON calls it a state. */
export interface State {
  readonly name: string;
  readonly type: string;
  readonly transitions: readonly Transition[];
  readonly properties: Values;
  readonly [other: string]: unknown;
}

/** Where a widget goes on one of its events; without `next` the flow ends there. */
export interface Transition {
  readonly event: string;
  readonly next?: string;
  /** Of a `match` only. */
  readonly conditions?: readonly Condition[];
  readonly [other: string]: unknown;
}

export interface Condition {
  readonly friendly_name: string;
  readonly arguments: readonly string[];
  readonly type: string;
  readonly value: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** JSON that has not the shape of a flow. `mistakes` are sentences, each with its place (`#/states/3/name`). */
export class NoFlow extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`This is not a Studio flow:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
    this.name = 'NoFlow';
    this.mistakes = mistakes;
  }
}

/**
 * Takes JSON for a flow: `null` and empty targets, which Studio's exports have here and there, count as absent. Only the shape is
 * looked at; whether it is a right flow is what `checkFlow` tells.
 *
 * @throws NoFlow with everything that has another shape.
 */
export function flowDefinition(json: unknown): FlowDefinition {
  const mistakes = shapeMistakes(json);
  if (mistakes.length > 0) throw new NoFlow(mistakes.map(({ place, message }) => `${place} ${message}`));
  // The shape has just been looked at.
  return withoutNull(json) as FlowDefinition;
}

/** One place of a JSON text that has another shape than a flow has there. */
export interface ShapeMistake {
  readonly place: string;
  readonly message: string;
}

/** Every place where JSON has another shape than a flow; empty for a flow. */
export function shapeMistakes(json: unknown): readonly ShapeMistake[] {
  if (!isRecord(json)) return [{ place: '#', message: `must be an object with "states", not ${kindOf(json)}` }];
  const { states, initial_state: initial } = json;
  return [
    ...(typeof initial === 'string' ? [] : [wrongKind('#/initial_state', 'the name of the trigger', initial)]),
    ...(isAbsent(json['description']) || typeof json['description'] === 'string'
      ? []
      : [wrongKind('#/description', 'text', json['description'])]),
    ...(isAbsent(json['flags']) || isRecord(json['flags']) ? [] : [wrongKind('#/flags', 'an object', json['flags'])]),
    ...(Array.isArray(states)
      ? states.flatMap((state: unknown, index) => stateShape(state, `#/states/${index}`))
      : [wrongKind('#/states', 'an array of widgets', states)]),
  ];
}

function stateShape(state: unknown, place: string): readonly ShapeMistake[] {
  if (!isRecord(state)) return [wrongKind(place, 'a widget', state)];
  const { name, type, properties, transitions } = state;
  return [
    ...(typeof name === 'string' ? [] : [wrongKind(`${place}/name`, 'text', name)]),
    ...(typeof type === 'string' ? [] : [wrongKind(`${place}/type`, 'a type of widget', type)]),
    ...(isRecord(properties) ? [] : [wrongKind(`${place}/properties`, 'an object', properties)]),
    ...(Array.isArray(transitions)
      ? transitions.flatMap((each: unknown, index) => transitionShape(each, `${place}/transitions/${index}`))
      : [wrongKind(`${place}/transitions`, 'an array', transitions)]),
  ];
}

function transitionShape(transition: unknown, place: string): readonly ShapeMistake[] {
  if (!isRecord(transition)) return [wrongKind(place, 'a transition', transition)];
  const { event, next, conditions } = transition;
  return [
    ...(typeof event === 'string' ? [] : [wrongKind(`${place}/event`, 'the name of an event', event)]),
    ...(isAbsent(next) || typeof next === 'string' ? [] : [wrongKind(`${place}/next`, 'the name of a widget', next)]),
    ...conditionsShape(conditions, `${place}/conditions`),
  ];
}

function conditionsShape(conditions: unknown, place: string): readonly ShapeMistake[] {
  if (isAbsent(conditions)) return [];
  if (!Array.isArray(conditions)) return [wrongKind(place, 'an array', conditions)];
  return conditions.flatMap((condition: unknown, index) => {
    const here = `${place}/${index}`;
    if (!isRecord(condition)) return [wrongKind(here, 'a condition', condition)];
    const { friendly_name: label, arguments: tested, type, value } = condition;
    return [
      ...(typeof label === 'string' ? [] : [wrongKind(`${here}/friendly_name`, 'text', label)]),
      ...(Array.isArray(tested) && tested.every((each: unknown) => typeof each === 'string')
        ? []
        : [wrongKind(`${here}/arguments`, 'an array of text', tested)]),
      ...(typeof type === 'string' ? [] : [wrongKind(`${here}/type`, 'a type of condition', type)]),
      ...(typeof value === 'string' ? [] : [wrongKind(`${here}/value`, 'text', value)]),
    ];
  });
}

function wrongKind(place: string, wanted: string, value: unknown): ShapeMistake {
  return { place, message: `must be ${wanted}, not ${kindOf(value)}` };
}

/** A value in a few words, for a message. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'an array';
  if (isRecord(value)) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => member !== null && !(key === 'next' && member === ''))
      .map(([key, member]) => [key, withoutNull(member)]),
  );
}

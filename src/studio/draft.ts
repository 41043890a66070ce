import { isRecord } from '../text/json';
import type { FlowDefinition, State, Values } from './definition';
import { hasLiquid } from './has-liquid';
import type { Pair } from './widget';

/** A flow as it is written, right or wrong: whatever of it has the shape of a flow. */
export interface Draft {
  readonly flow: FlowDefinition;
  /** By name; of two with the same name the first. */
  readonly widgets: ReadonlyMap<string, DraftWidget>;
}

/** A widget and its place in the JSON, `#/states/3`. */
export interface DraftWidget {
  readonly state: State;
  readonly place: string;
  /** Every text of it that has Liquid. */
  readonly templates: readonly PlacedText[];
}

/** A text with its place in the JSON. */
export interface PlacedText {
  readonly text: string;
  readonly place: string;
}

/** What of a JSON has the shape of a flow; the rest is left out, so that one mistake does not hide the others. */
export function draftOf(json: unknown): Draft {
  const definition = isRecord(json) ? json : {};
  const states: readonly unknown[] = Array.isArray(definition['states']) ? definition['states'] : [];
  const placed = states.flatMap((state, index) =>
    isRecord(state) ? [widgetIn(stateIn(state), `#/states/${index}`)] : [],
  );
  const widgets = new Map<string, DraftWidget>();
  for (const widget of placed) if (!widgets.has(widget.state.name)) widgets.set(widget.state.name, widget);
  const { initial_state: initial } = definition;
  return {
    flow: {
      ...definition,
      states: placed.map(({ state }) => state),
      initial_state: typeof initial === 'string' ? initial : '',
    },
    widgets,
  };
}

function widgetIn(state: State, place: string): DraftWidget {
  return { state, place, templates: textsOf(state, place).filter(({ text }) => hasLiquid(text)) };
}

function stateIn(state: Values): State {
  const { name, type, properties, transitions } = state;
  return {
    ...state,
    name: typeof name === 'string' ? name : '',
    type: typeof type === 'string' ? type : '',
    properties: isRecord(properties) ? properties : {},
    transitions: (Array.isArray(transitions) ? transitions : []).flatMap((each: unknown) => {
      if (!isRecord(each) || typeof each['event'] !== 'string') return [];
      const { next, conditions } = each;
      return [
        {
          ...each,
          event: each['event'],
          ...(typeof next === 'string' && next !== '' ? { next } : { next: undefined }),
          conditions: Array.isArray(conditions) ? conditions.filter(isCondition) : undefined,
        },
      ];
    }),
  } as State;
}

function isCondition(condition: unknown): boolean {
  return (
    isRecord(condition) &&
    Array.isArray(condition['arguments']) &&
    typeof condition['type'] === 'string' &&
    typeof condition['value'] === 'string'
  );
}

/** The keys and values of `parameters` or `variables`, as far as they are written as such. */
export function pairsIn(pairs: unknown): readonly Pair[] {
  return (Array.isArray(pairs) ? pairs : []).flatMap((pair: unknown) => {
    const { key, value } = isRecord(pair) ? pair : {};
    return typeof key === 'string' && typeof value === 'string' ? [{ key, value }] : [];
  });
}

/** A widget as a message names it. */
export function widgetNamed({ state, place }: DraftWidget): string {
  return state.name === '' ? place : state.name;
}

function textsOf(state: State, place: string): readonly PlacedText[] {
  return [
    ...textsIn(state.properties, `${place}/properties`),
    ...state.transitions.flatMap(({ conditions = [] }, index) =>
      conditions.flatMap((condition, which) => {
        const here = `${place}/transitions/${index}/conditions/${which}`;
        return [
          ...textsIn(condition.arguments, `${here}/arguments`),
          { text: condition.value, place: `${here}/value` },
        ];
      }),
    ),
  ];
}

function textsIn(value: unknown, place: string): readonly PlacedText[] {
  if (typeof value === 'string') return [{ text: value, place }];
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => textsIn(item, `${place}/${index}`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => textsIn(member, `${place}/${key}`));
}

import { formatOf } from '../studio/format';
import { isRecord } from '../text/json';
import type { FlowDefinition, State, Transition, Values } from '../studio/definition';

/** As wide as a line of the project may be, so that formatting the file changes nothing. */
const WIDEST_LINE = 120;

const FLOW_KEYS = ['description', 'states', 'initial_state', 'flags'];
const STATE_KEYS = ['name', 'type', 'transitions', 'properties'];
const TRANSITION_KEYS = ['next', 'event', 'conditions'];
const CONDITION_KEYS = ['friendly_name', 'arguments', 'type', 'value'];

/**
 * The text of a flow's file: the same for the same flow, in whatever order its JSON came, so that what is pulled after a push has
 * the bytes that were pushed. Ends with a newline.
 *
 * Widgets keep the order that they have in `like` (give the file as it was before a pull); those that it does not have come after
 * the first widget that leads to them. Keys and transitions have a fixed order, but the branches of a split keep theirs: the
 * first that matches counts.
 */
export function canonicalFlow(flow: FlowDefinition, like: FlowDefinition = flow): string {
  const states = inOrderOf(like, flow).map(canonicalState);
  return `${written(ordered({ ...flow, states }, FLOW_KEYS), 0, 0)}\n`;
}

function inOrderOf(like: FlowDefinition, flow: FlowDefinition): readonly State[] {
  const places = new Map(like.states.map(({ name }, index) => [name, index] as const));
  const known = flow.states
    .filter(({ name }) => places.has(name))
    .toSorted((one, other) => (places.get(one.name) ?? 0) - (places.get(other.name) ?? 0));
  const order = [...known];
  // A newcomer may lead to another one, so this goes on until none is left to put anywhere.
  let newcomers = flow.states.filter(({ name }) => !places.has(name));
  while (newcomers.length > 0) {
    const before = newcomers.length;
    for (const newcomer of newcomers) {
      const at = order.findIndex(({ transitions }) => transitions.some(({ next }) => next === newcomer.name));
      if (at !== -1) order.splice(at + 1, 0, newcomer);
    }
    newcomers = newcomers.filter((newcomer) => !order.includes(newcomer));
    if (newcomers.length === before) break;
  }
  return [...order, ...newcomers.toSorted((one, other) => (one.name < other.name ? -1 : 1))];
}

function canonicalState(state: State): Values {
  const format = formatOf(state.type);
  const keys = Object.keys(format?.properties ?? {});
  const properties = Object.fromEntries(
    Object.entries(ordered(state.properties, keys.includes('offset') ? keys : [...keys, 'offset'])).map(
      ([key, value]) => [key, canonicalProperty(value)] as const,
    ),
  );
  const events = format?.events ?? [];
  const transitions = state.transitions
    .toSorted((one, other) => rank(events, one.event) - rank(events, other.event))
    .map(canonicalTransition);
  return ordered({ ...state, transitions, properties }, STATE_KEYS);
}

function canonicalTransition(transition: Transition): Values {
  const { conditions, ...others } = transition;
  const sorted = conditions?.map((condition) => ordered({ ...condition }, CONDITION_KEYS));
  return ordered({ ...others, ...(sorted === undefined ? {} : { conditions: sorted }) }, TRANSITION_KEYS);
}

function canonicalProperty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonicalProperty);
  return isRecord(value) ? ordered(value, ['x', 'y', 'key', 'value']) : value;
}

/** Known keys first, in their order, then the others by the alphabet. */
function ordered(values: Values, keys: readonly string[]): Values {
  const entries = Object.entries(values).toSorted(
    ([one], [other]) => rank(keys, one) - rank(keys, other) || (one < other ? -1 : 1),
  );
  return Object.fromEntries(entries);
}

function rank(known: readonly string[], word: string): number {
  const at = known.indexOf(word);
  return at === -1 ? known.length : at;
}

/** JSON in lines; an array without objects stays on one line where it fits. `taken` is what the line has before and after it. */
function written(value: unknown, depth: number, taken: number): string {
  if (Array.isArray(value)) {
    const onOneLine = `[${value.map((item: unknown) => JSON.stringify(item)).join(', ')}]`;
    const isFlat = !value.some((item: unknown) => typeof item === 'object' && item !== null);
    if (isFlat && taken + onOneLine.length <= WIDEST_LINE) return onOneLine;
    return block(
      '[',
      ']',
      value.map((item: unknown) => written(item, depth + 1, 2 * depth + 3)),
      depth,
    );
  }
  if (isRecord(value)) {
    const members = Object.entries(value).map(([key, member]) => {
      const start = `${JSON.stringify(key)}: `;
      return start + written(member, depth + 1, 2 * depth + 3 + start.length);
    });
    return members.length === 0 ? '{}' : block('{', '}', members, depth);
  }
  return JSON.stringify(value);
}

function block(open: string, close: string, lines: readonly string[], depth: number): string {
  const indent = '  '.repeat(depth + 1);
  return `${open}\n${lines.map((line) => indent + line).join(',\n')}\n${'  '.repeat(depth)}${close}`;
}

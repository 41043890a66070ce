import { functionPath } from './contract';
import type { FlowDefinition, State, Transition } from '../studio/definition';
import { runsFunction } from './references';
import { endedAs } from './rules/escalation';
import { subjectOf } from './subject';
import { wayOf } from './walk/outcomes';
import { walk } from './walk/walk';

/** The lines between which {@link withGraph} puts a graph. */
const START = '<!-- flow graph -->';
const STOP = '<!-- /flow graph -->';

/**
 * The flow as a Mermaid flowchart (mermaid.js.org/syntax/flowchart): widgets by name with a shape for each kind, ways on with what
 * happened, ends with what has come of it. Widgets that differ only in numbers, such as calls that ring for different times, are
 * one. The same flow gives the same text. Ends with a newline.
 */
export function flowGraph(flow: FlowDefinition): string {
  const groups = groupsOf(flow.states);
  const idOf = idsOf(groups);
  const ends = endsOf(flow);
  const edges = groups.flatMap(([first]) => (first === undefined ? [] : edgesOf(first, idOf, ends)));
  const outcomes = [...new Set(edges.flatMap(({ outcome }) => outcome ?? []))];
  const lines = [
    ...groups.map((group) => nodeOf(group, idOf.get(group[0]?.name ?? '') ?? '')),
    ...outcomes.map((outcome) => `${endId(outcome)}(["${escaped(outcome)}"])`),
    ...edges.map(({ from, to, label }) => (label === '' ? `${from} --> ${to}` : `${from} -->|"${label}"| ${to}`)),
    ...(outcomes.length === 0
      ? []
      : [`classDef end_of_flow stroke-width:3px`, `class ${outcomes.map(endId).join(',')} end_of_flow`]),
  ];
  return `flowchart TD\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** The text of a page with the graph between its two marks, each a line of its own; undefined without both, in this order. */
export function withGraph(page: string, graph: string): string | undefined {
  const lines = page.split('\n');
  const from = lines.findIndex((line) => line.trim() === START);
  const to = lines.findIndex((line, index) => index > from && line.trim() === STOP);
  if (from === -1 || to === -1) return undefined;
  return [...lines.slice(0, from + 1), '', '```mermaid', `${graph}\`\`\``, '', ...lines.slice(to)].join('\n');
}

type Group = readonly State[];

/** Widgets that are the same but for numbers and their place on the canvas, in the order of the first of each. */
function groupsOf(states: readonly State[]): readonly Group[] {
  const groups = new Map<string, State[]>();
  for (const state of states) {
    const { type, transitions } = state;
    const properties = Object.entries(state.properties).filter(
      ([key, value]) => key !== 'offset' && typeof value !== 'number',
    );
    const isCall = type.startsWith('make-outgoing-call');
    const key = JSON.stringify([type, properties, transitions, ...(isCall ? [] : [state.name])]);
    groups.set(key, [...(groups.get(key) ?? []), state]);
  }
  return [...groups.values()];
}

/** An identifier for each widget; a word of Mermaid's own, such as `end`, would break the graph, so all have a start in common. */
function idsOf(groups: readonly Group[]): ReadonlyMap<string, string> {
  const used = new Set<string>();
  return new Map(
    groups.flatMap((group, index) => {
      const plain = `w_${(group[0]?.name ?? '').replaceAll(/[^A-Za-z0-9]+/g, '_')}`;
      const id = used.has(plain) ? `${plain}_${index}` : plain;
      used.add(id);
      return group.map(({ name }) => [name, id] as const);
    }),
  );
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** What has come of the flow, when it ends there. */
  readonly outcome: string | undefined;
}

/** The ways on from a widget, those to the same place as one. */
function edgesOf(state: State, idOf: ReadonlyMap<string, string>, ends: ReadonlyMap<string, string>): readonly Edge[] {
  const from = idOf.get(state.name) ?? '';
  const targets = new Map<string, { labels: string[]; outcome: string | undefined }>();
  for (const transition of state.transitions) {
    const { next } = transition;
    const outcome = next === undefined ? ends.get(JSON.stringify([state.name, wayOf(transition)])) : undefined;
    const to = next === undefined ? outcome && endId(outcome) : idOf.get(next);
    if (to === undefined) continue;
    const target = targets.get(to) ?? { labels: [], outcome };
    target.labels.push(edgeLabel(transition));
    targets.set(to, target);
  }
  return [...targets].map(([to, { labels, outcome }]): Edge => {
    const isOnlyWay = targets.size === 1 && (labels.length !== 1 || PLAIN_EVENTS.has(labels[0] ?? ''));
    return { from, to, label: isOnlyWay ? '' : labels.join('<br/>'), outcome };
  });
}

/** Events that say nothing but that the widget is done. */
const PLAIN_EVENTS: ReadonlySet<string> = new Set(['audioComplete', 'next']);

function edgeLabel(transition: Transition): string {
  return escaped(transition.event === 'noMatch' ? 'otherwise' : wayOf(transition));
}

/** What becomes of each way out that ends the flow, by widget and way. */
function endsOf(flow: FlowDefinition): ReadonlyMap<string, string> {
  const subject = subjectOf(flow);
  const { ends } = walk(subject, () => {});
  const words = new Map<string, Set<string>>();
  for (const end of ends) {
    const key = JSON.stringify([end.widget, end.way]);
    words.set(key, (words.get(key) ?? new Set()).add(subject.isEscalation ? endedAs(end.facts) : 'end'));
  }
  return new Map([...words].map(([key, each]) => [key, [...each].toSorted().join(' or ')]));
}

function endId(outcome: string): string {
  return `end_${outcome.replaceAll(/[^A-Za-z0-9]+/g, '_')}`;
}

function nodeOf(group: Group, id: string): string {
  const [first] = group;
  if (first === undefined) return '';
  const [open, close] = shapeOf(first.type);
  const lines = [group.map(({ name }) => name).join(', '), detailOf(group)].filter((line) => line !== '');
  return `${id}${open}"${lines.map(escaped).join('<br/>')}"${close}`;
}

/** Stadium, subroutine, rhombus, parallelogram, hexagon, rounded, flag; a box for anything else. */
function shapeOf(type: string): readonly [string, string] {
  if (runsFunction(type)) return ['[[', ']]'];
  switch (type) {
    case 'trigger':
      return ['([', '])'];
    case 'split-based-on':
      return ['{', '}'];
    case 'make-outgoing-call-v1':
    case 'make-outgoing-call-v2':
    case 'connect-call-to':
      return ['[/', '/]'];
    case 'gather-input-on-call':
      return ['{{', '}}'];
    case 'say-play':
      return ['(', ')'];
    case 'send-message':
    case 'send-and-wait-for-reply':
      return ['>', ']'];
    default:
      return ['[', ']'];
  }
}

/** What widgets do that differ only in numbers, where their kind does not say it; may be empty. */
export function detailOf(group: readonly State[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const { type, properties } = first;
  if (runsFunction(type)) return functionPath(properties['url']);
  const times = group.flatMap(({ properties: { timeout } }) => (typeof timeout === 'number' ? [timeout] : []));
  if (type.startsWith('make-outgoing-call') && times.length > 0) return `rings for ${times.join(', ')} s`;
  if (type === 'gather-input-on-call' && times.length > 0) return `waits ${times.join(', ')} s for a key`;
  return KNOWN_SHAPES.has(type) ? '' : type;
}

/** Types that their shape tells. */
const KNOWN_SHAPES: ReadonlySet<string> = new Set(['trigger', 'split-based-on', 'say-play']);

/** A text inside double quotes; Mermaid takes `#…;` for a character, and a number with a point or a dash at the start for a list. */
function escaped(text: string): string {
  return text
    .replaceAll('#', '#35;')
    .replaceAll('&', '#amp;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
    .replaceAll('`', '#96;')
    .replace(/^(\d+)\./, '$1#46;')
    .replace(/^([-*+])(?=\s)/, (dash) => `#${dash.codePointAt(0) ?? 45};`)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

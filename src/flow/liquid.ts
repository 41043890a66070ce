import { Liquid, type Output, type Template as Parsed } from 'liquidjs';
import { hasLiquid } from '../studio/has-liquid';
import { outputsOf } from '../studio/liquid';

/** A variable by its keys, such as `['widgets', 'claim', 'parsed', 'ring']`. */
export type Path = readonly string[];

/** What the Liquid in a text refers to. */
export interface Template {
  /** Why it cannot be parsed, in one line. */
  readonly mistake?: string;
  readonly paths: readonly Path[];
  readonly filters: readonly string[];
  /** For each `{{ … }}` the variables of which the first with a value is used; `undefined` where something else stands in. */
  readonly choices: readonly (readonly (Path | undefined)[])[];
  /** Nothing but the choices matters: there are no tags, and no filters but `default`. */
  readonly isPlain: boolean;
}

const NOTHING: Template = { paths: [], filters: [], choices: [], isPlain: true };

/** Only reads: that a filter is not known is told by its name, not by an error. */
const engine = new Liquid({ strictFilters: false });
const known = new Map<string, Template>();

/** Reads the Liquid in a text; what has been read once is kept. */
export function readTemplate(text: string): Template {
  if (!hasLiquid(text)) return NOTHING;
  const before = known.get(text);
  if (before !== undefined) return before;
  const template = parse(text);
  known.set(text, template);
  return template;
}

function parse(text: string): Template {
  try {
    const templates = engine.parse(text);
    const outputs = outputsOf(templates);
    const paths = pathsOf(templates);
    const filters = outputs.flatMap((output) => output.value.filters.map(({ name }) => name));
    const choices = outputs.map(choicesOf);
    const chosen = new Set(choices.flat().map((path) => pathText(path ?? [])));
    const isPlain = filters.every((name) => name === 'default') && paths.every((path) => chosen.has(pathText(path)));
    return { paths, filters, choices, isPlain };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...NOTHING, mistake: reason.split('\n', 1)[0] ?? reason };
  }
}

/** Variables that the text does not set itself, up to the first key that is only known while the flow runs. */
function pathsOf(templates: readonly Parsed[]): readonly Path[] {
  const { globals } = engine.analyzeSync([...templates]);
  return Object.values(globals)
    .flat()
    .map(({ segments }) => {
      const end = segments.findIndex((segment) => typeof segment === 'object');
      return (end === -1 ? segments : segments.slice(0, end)).map(String);
    });
}

/** `{{ a | default: b | default: 'c' }}` uses a, or else b, or else 'c'. */
function choicesOf({ value }: Output): readonly (Path | undefined)[] {
  const [first, ...others] = value.initial.postfix;
  if (first === undefined || others.length > 0) return [undefined];
  const defaults = value.filters
    .filter(({ name }) => name === 'default')
    .map(({ args: [arg] }) => (arg === undefined || Array.isArray(arg) ? undefined : pathIn(arg.getText())));
  return [pathIn(first.getText()), ...defaults];
}

function pathIn(text: string): Path | undefined {
  return /^[A-Za-z_][\w-]*(?:\.[\w-]+)+$/.test(text) ? text.split('.') : undefined;
}

/** A path as it is written in Liquid. */
export function pathText(path: Path): string {
  return path.join('.');
}

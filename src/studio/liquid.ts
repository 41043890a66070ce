import { Liquid, Output, type Template } from 'liquidjs';
import { hasLiquid } from './has-liquid';

/** What an undefined `{{ x }}` becomes: nothing, or the text as it stands in the flow. Which of them Studio does is unverified. */
export type UndefinedLiquid = 'empty' | 'text';

/**
 * The filters that every Liquid has, and Studio's own `to_json`. Left out on purpose: `date`, which in Studio works in
 * Pacific time and here would read the clock of the machine, and whatever only liquidjs has.
 */
export const FILTERS: ReadonlySet<string> = new Set(
  (
    'abs append at_least at_most capitalize ceil compact concat default divided_by downcase escape escape_once first floor join ' +
    'last lstrip map minus modulo newline_to_br plus prepend remove remove_first replace replace_first reverse round rstrip size ' +
    'slice sort sort_natural split strip strip_html strip_newlines times to_json truncate truncatewords uniq upcase url_decode ' +
    'url_encode where'
  ).split(' '),
);

/** Loops are left out: Studio stops them after 15 iterations, liquidjs does not. */
const TAGS: ReadonlySet<string> = new Set(['assign', 'capture', 'case', 'comment', 'if', 'raw', 'unless']);

const engine = strictEngine();
const parsed: Record<UndefinedLiquid, Map<string, readonly Template[]>> = { empty: new Map(), text: new Map() };

/**
 * Renders one property of a flow. Parsed templates are kept, because a rehearsal renders the same few thousands of times.
 *
 * @throws ParseError for a text that `liquidMistake` would have refused; a loaded flow has none.
 */
export function render(text: string, scope: object, undefinedLiquid: UndefinedLiquid): string {
  if (!hasLiquid(text)) return text;
  const known = parsed[undefinedLiquid].get(text);
  const templates = known ?? parse(text, undefinedLiquid);
  if (known === undefined) parsed[undefinedLiquid].set(text, templates);
  return String(engine.renderSync([...templates], scope));
}

/** What is wrong with the Liquid in `text`, in one line, or `undefined` when Studio and the rehearsal can both render it. */
export function liquidMistake(text: string): string | undefined {
  if (!hasLiquid(text)) return undefined;
  try {
    parse(text, 'empty');
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n', 1)[0] ?? error.message) : String(error);
  }
}

function strictEngine(): Liquid {
  const liquid = new Liquid({ strictFilters: true, ownPropertyOnly: true });
  liquid.registerFilter('to_json', (value: unknown) => JSON.stringify(value) ?? 'null');
  for (const filter of Object.keys(liquid.filters)) if (!FILTERS.has(filter)) liquid.unregisterFilter(filter);
  for (const tag of Object.keys(liquid.tags)) if (!TAGS.has(tag)) delete liquid.tags[tag];
  return liquid;
}

function parse(text: string, undefinedLiquid: UndefinedLiquid): readonly Template[] {
  const templates = engine.parse(text);
  for (const output of outputsOf(templates)) {
    if (output.value.initial.postfix.length !== 1) {
      throw new Error(`"${output.token.getText()}" is not a plain value with filters`);
    }
    if (undefinedLiquid === 'text') leaveUndefinedAsWritten(output);
  }
  return templates;
}

/** Everything that a text puts out, also within its tags. */
export function outputsOf(templates: readonly Template[]): readonly Output[] {
  return templates.flatMap((template) => {
    if (template instanceof Output) return [template];
    const children: unknown = template.children?.(false, true).next().value;
    return Array.isArray(children) ? outputsOf(children) : [];
  });
}

function leaveUndefinedAsWritten(output: Output): void {
  if (output.value.filters.some((filter) => filter.name === 'default')) return;
  const written = output.token.getText();
  const renderDefined = output.render.bind(output);
  output.render = function* renderOrLeave(ctx, emitter) {
    const value: unknown = yield output.value.initial.evaluate(ctx, true);
    if (value === undefined) emitter.write(written);
    else yield renderDefined(ctx, emitter);
  };
}

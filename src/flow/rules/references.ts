import { formatOf } from '../../studio/format';
import { FILTERS } from '../../studio/liquid';
import { nearestWord } from '../../text/nearest-word';
import { CONTRACT, EXECUTION_PARAMETERS, functionPath } from '../contract';
import type { Note } from '../../studio/finding';
import { pathText, readTemplate, type Path } from '../liquid';
import { runsFunction } from '../references';
import { pairsIn, widgetNamed, type DraftWidget } from '../../studio/draft';
import type { Subject } from '../subject';

/** The Liquid of a flow: its syntax, its filters, and that every variable is one that there is. */
export function checkReferences(subject: Subject, note: Note): void {
  for (const widget of subject.widgets.values()) {
    const told = new Set<string>();
    for (const { text, place } of widget.templates) {
      const template = readTemplate(text);
      const at = { severity: 'error' as const, place, widget: widgetNamed(widget) };
      if (template.mistake !== undefined)
        note({ ...at, message: `has Liquid that cannot be read: ${template.mistake}.` });
      for (const path of template.paths) {
        const message = pathMistake(subject, path);
        // A split repeats its input in every branch.
        if (message === undefined || told.has(message)) continue;
        told.add(message);
        note({ ...at, message });
      }
      for (const message of filterMistakes(template.filters)) note({ ...at, message });
    }
  }
}

/** Filters that Liquid has but the rehearsal does not reproduce; named as not supported. */
const LEFT_OUT: ReadonlySet<string> = new Set(['date']);

function filterMistakes(filters: readonly string[]): readonly string[] {
  return filters
    .filter((filter) => !FILTERS.has(filter) && !LEFT_OUT.has(filter))
    .map((filter) => {
      const meant = nearestWord(filter, FILTERS);
      const hint = meant === undefined ? 'see the list in Twilio’s page about Liquid.' : `did you mean "${meant}"?`;
      return `"${filter}" is not a filter of Studio’s Liquid; ${hint}`;
    });
}

/** Filters of a flow that the rehearsal leaves out. */
export function filtersLeftOut(subject: Subject): ReadonlySet<string> {
  const used = [...subject.widgets.values()]
    .flatMap(({ templates }) => templates)
    .flatMap(({ text }) => readTemplate(text).filters);
  return new Set(used.filter((filter) => LEFT_OUT.has(filter)));
}

/** The variables that every flow has (Twilio docs, "Working with variables in Studio"). */
const ROOTS = ['flow', 'contact', 'trigger', 'widgets'];
const FLOW_KEYS = ['sid', 'flow_sid', 'channel', 'data', 'variables', 'add_ons'];

function pathMistake(subject: Subject, path: Path): string | undefined {
  const [root = '', first, second] = path;
  const written = pathText(path);
  switch (root) {
    case 'widgets':
      return first === undefined ? undefined : widgetMistake(subject, path, first);
    case 'flow':
      if (first === undefined) return undefined;
      if (!FLOW_KEYS.includes(first)) return `there is no ${written}; flow has ${FLOW_KEYS.join(', ')}.`;
      if (first === 'variables' && second !== undefined) return variableMistake(subject, written, second);
      return first === 'data' && second !== undefined ? dataMistake(subject, written, second) : undefined;
    case 'contact':
      return written === 'contact' || written.startsWith('contact.channel')
        ? undefined
        : `there is no ${written}; there is contact.channel.address.`;
    case 'trigger':
      return path[1] === 'request' && path[2] === 'parameters' && path[3] !== undefined
        ? dataMistake(subject, written, path[3])
        : undefined;
    default:
      return `there is no ${written}; variables begin with ${ROOTS.join(', ')}.`;
  }
}

function dataMistake({ isEscalation }: Subject, written: string, key: string): string | undefined {
  const known: readonly string[] = EXECUTION_PARAMETERS;
  if (!isEscalation || known.includes(key)) return undefined;
  return `there is no ${written}; an execution is started with ${known.join(', ')}.`;
}

function variableMistake({ widgets }: Subject, written: string, key: string): string | undefined {
  const set = [...widgets.values()].flatMap(({ state }) =>
    state.type === 'set-variables' ? pairsIn(state.properties['variables']) : [],
  );
  return set.some((pair) => pair.key === key) ? undefined : `there is no ${written}; no Set Variables sets it.`;
}

function widgetMistake({ widgets }: Subject, path: Path, name: string): string | undefined {
  const written = pathText(path);
  const widget = widgets.get(name);
  if (widget === undefined) {
    const meant = nearestWord(name, widgets.keys());
    return `${written} refers to a widget that is not there${meant === undefined ? '.' : `; did you mean "${meant}"?`}`;
  }
  const [, , output, key] = path;
  if (output === undefined) return undefined;
  const outputs = outputsOf(widget);
  if (outputs !== undefined && !outputs.includes(output)) {
    const has = outputs.length === 0 ? 'it leaves nothing' : `it leaves ${outputs.join(', ')}`;
    const meant = nearestWord(output, outputs);
    return `there is no ${written}: ${name} is ${widget.state.type}; ${meant === undefined ? `${has}.` : `did you mean "${meant}"?`}`;
  }
  return output === 'parsed' && key !== undefined ? replyMistake(widget, written, key) : undefined;
}

function outputsOf({ state }: DraftWidget): readonly string[] | undefined {
  if (state.type === 'set-variables') return pairsIn(state.properties['variables']).map(({ key }) => key);
  const outputs = formatOf(state.type)?.outputs;
  return outputs === 'open' ? undefined : outputs;
}

function replyMistake({ state }: DraftWidget, written: string, key: string): string | undefined {
  if (!runsFunction(state.type)) return undefined;
  const path = functionPath(state.properties['url']);
  const keys = Object.keys(CONTRACT.get(path)?.answers[0] ?? {});
  if (keys.length === 0 || keys.includes(key)) return undefined;
  return `there is no ${written}: ${path} answers ${keys.join(', ')}.`;
}

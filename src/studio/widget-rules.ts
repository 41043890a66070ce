import { isRecord } from '../text/json';
import { nearestWord } from '../text/nearest-word';
import { kindOf, type Condition } from './definition';
import { widgetNamed, type Draft, type DraftWidget } from './draft';
import type { Finding, Note } from './finding';
import { formatOf, FORMATS, type Kind, type WidgetFormat } from './format';
import { hasLiquid } from './has-liquid';
import { CONDITION_TYPES, DATE_CONDITIONS } from './widget';

/**
 * The flow against Studio's format: which properties each type of widget has and of which JSON type, which it needs, what can
 * happen in it, and how a split compares. How bad an unknown property and a missing event are is for the caller to say: of an event
 * without a transition nobody is told where that is undefined.
 */
export function checkFormat(draft: Draft, note: Note, severity: Severities): void {
  checkFlowKeys(draft, note);
  for (const widget of draft.widgets.values()) {
    const format = formatOf(widget.state.type);
    if (format === undefined) continue;
    checkKeys(widget, note);
    checkProperties(widget, format, severity, note);
    checkEvents(widget, format, severity, note);
    if (widget.state.type === 'split-based-on') checkBranches(widget, note);
  }
}

export interface Severities {
  readonly unknownProperty: Finding['severity'];
  readonly missingEvent?: Finding['severity'];
}

/** Types of widget that Studio does not have as far as is known here, each with its first widget. */
export function unknownTypes(draft: Draft): ReadonlyMap<string, DraftWidget> {
  const unknown = new Map<string, DraftWidget>();
  for (const widget of draft.widgets.values()) {
    const { type } = widget.state;
    if (type !== '' && formatOf(type) === undefined && !unknown.has(type)) unknown.set(type, widget);
  }
  return unknown;
}

/** The type that was probably meant by one that Studio does not have. */
export function likelyType(type: string): string | undefined {
  return nearestWord(type, Object.keys(FORMATS));
}

function checkFlowKeys({ flow }: Draft, note: Note): void {
  for (const key of Object.keys(flow)) {
    if (['description', 'states', 'initial_state', 'flags', '$schema'].includes(key)) continue;
    note({ severity: 'error', place: `#/${key}`, message: `"${key}" is not a key of a flow; delete it.` });
  }
  for (const [flag, value] of Object.entries(isRecord(flow.flags) ? flow.flags : {})) {
    const place = `#/flags/${flag}`;
    if (flag !== 'allow_concurrent_calls') {
      note({ severity: 'error', place, message: `"${flag}" is not a flag of a flow; delete it.` });
    } else if (typeof value !== 'boolean') {
      note({ severity: 'error', place, message: `must be true or false, not ${kindOf(value)}.` });
    }
  }
}

function checkKeys(widget: DraftWidget, note: Note): void {
  for (const key of Object.keys(widget.state)) {
    if (['name', 'type', 'properties', 'transitions'].includes(key)) continue;
    note(error(widget, `${widget.place}/${key}`, `"${key}" is not a key of a widget; delete it.`));
  }
}

/** A finding that is an error. */
export function error(widget: DraftWidget, place: string, message: string): Finding {
  return { severity: 'error', place, widget: widgetNamed(widget), message };
}

/** Whether a property says nothing: Studio's exports have `null` and empty texts for what is not set. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** What to say of a property that is missing. */
export function missing(key: string, type: string): string {
  return `"${key}" is missing or empty; ${type} needs it.`;
}

function checkProperties(widget: DraftWidget, format: WidgetFormat, severity: Severities, note: Note): void {
  const { properties, type } = widget.state;
  for (const key of format.required) {
    if (isEmpty(properties[key])) note(error(widget, `${widget.place}/properties/${key}`, missing(key, type)));
  }
  for (const [key, value] of Object.entries(properties)) {
    const place = `${widget.place}/properties/${key}`;
    if (key === 'offset') checkOffset(widget, value, note);
    else if (!Object.hasOwn(format.properties, key)) {
      const meant = nearestWord(key, Object.keys(format.properties));
      const hint = meant === undefined ? 'delete it' : `did you mean "${meant}"?`;
      const message = `"${key}" is not a property of ${type} that is known here; ${hint}${meant === undefined ? '.' : ''}`;
      note({ ...error(widget, place, message), severity: severity.unknownProperty });
    } else checkValue(widget, place, format, key, value, note);
  }
}

function checkValue(
  widget: DraftWidget,
  place: string,
  format: WidgetFormat,
  key: string,
  value: unknown,
  note: Note,
): void {
  const kind = format.properties[key];
  if (kind === undefined || value === null) return;
  if (!isOf(kind, value)) {
    return note(
      error(widget, place, `must be ${KIND_WORDS[kind]}, not ${kindOf(value)}: Studio's validator refuses it.`),
    );
  }
  if (kind === 'pairs' && Array.isArray(value)) return checkPairs(widget, place, value, note);
  const words = format.words?.[key];
  if (typeof value === 'string' && words !== undefined && !hasLiquid(value) && !words.test(value)) {
    return note(error(widget, place, `is "${value}", which ${key} cannot be; it must match ${words.source}.`));
  }
  if (typeof value !== 'number') return;
  const range = format.ranges?.[key];
  if (range !== undefined && isBeyond(range, value)) {
    note(error(widget, place, `is ${value}; it can be ${range.join(' to ')}.`));
  }
  const usual = format.usualRanges?.[key];
  if (usual !== undefined && isBeyond(usual, value)) {
    const message = `is ${value}; Twilio's page of the widget says ${usual.join(' to ')}.`;
    note({ ...error(widget, place, message), severity: 'warning' });
  }
}

/** Whether a number is outside of a range. */
export function isBeyond([least, most]: readonly [number, number], value: number): boolean {
  return value < least || value > most;
}

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  string: 'a string, in quotes',
  integer: 'an integer, without quotes',
  number: 'a whole number, with or without quotes',
  boolean: 'true or false, without quotes',
  pairs: 'an array of {"key", "value"}',
  array: 'an array',
  object: 'an object',
};

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isInteger(value) || typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'pairs':
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
  }
}

function checkOffset(widget: DraftWidget, value: unknown, note: Note): void {
  if (isRecord(value) && typeof value['x'] === 'number' && typeof value['y'] === 'number') return;
  const place = `${widget.place}/properties/offset`;
  note(error(widget, place, `must be {"x": number, "y": number}, the place on the canvas, not ${kindOf(value)}.`));
}

function checkPairs(widget: DraftWidget, place: string, pairs: readonly unknown[], note: Note): void {
  const seen = new Set<unknown>();
  for (const [index, pair] of pairs.entries()) {
    const here = `${place}/${index}`;
    if (!isRecord(pair) || typeof pair['key'] !== 'string' || typeof pair['value'] !== 'string') {
      note(error(widget, here, `must be {"key": "…", "value": "…"}, both strings, not ${kindOf(pair)}.`));
    } else if (seen.has(pair['key'])) {
      note(error(widget, here, `"${pair['key']}" is there twice; keep one of the two.`));
    } else seen.add(pair['key']);
  }
}

function checkEvents(widget: DraftWidget, format: WidgetFormat, severity: Severities, note: Note): void {
  const seen = new Set<string>();
  for (const [index, { event }] of widget.state.transitions.entries()) {
    const place = `${widget.place}/transitions/${index}/event`;
    if (!format.events.includes(event)) {
      const has = format.events.join(', ');
      note(error(widget, place, `"${event}" cannot happen in ${widget.state.type}; possible events are ${has}.`));
    } else if (seen.has(event) && event !== 'match') {
      note(error(widget, place, `there is a second transition for "${event}"; keep one of the two.`));
    }
    seen.add(event);
  }
  if (widget.state.type === 'trigger') return;
  for (const event of format.events) {
    if (seen.has(event) || event === 'match' || format.optionalEvents?.includes(event) === true) continue;
    const how = event === 'noMatch' ? 'error' : severity.missingEvent;
    if (how === undefined) continue;
    const message = `there is no transition for "${event}"; add {"event": "${event}"}, with a "next" if the flow is to go on.`;
    note({ ...error(widget, `${widget.place}/transitions`, message), severity: how });
  }
}

function checkBranches(widget: DraftWidget, note: Note): void {
  const { input } = widget.state.properties;
  for (const [index, { event, conditions = [] }] of widget.state.transitions.entries()) {
    const place = `${widget.place}/transitions/${index}/conditions`;
    if (event !== 'match') {
      if (conditions.length > 0) note(error(widget, place, 'only a "match" has conditions; delete them.'));
      continue;
    }
    if (conditions.length === 0)
      note(error(widget, place, 'a "match" needs a condition; add one or delete the transition.'));
    for (const [which, condition] of conditions.entries()) {
      checkCondition(widget, `${place}/${which}`, condition, input, note);
    }
  }
}

function checkCondition(widget: DraftWidget, place: string, condition: Condition, input: unknown, note: Note): void {
  const { arguments: tested, type } = condition;
  const known: readonly string[] = [...CONDITION_TYPES, ...DATE_CONDITIONS];
  if (!known.includes(type)) {
    const meant = nearestWord(type, known);
    const hint = meant === undefined ? `what Studio has is ${known.join(', ')}.` : `did you mean "${meant}"?`;
    note(error(widget, `${place}/type`, `"${type}" is not a way to compare; ${hint}`));
  }
  if (tested.length !== 1) {
    note(error(widget, `${place}/arguments`, `has ${tested.length} entries; it must have exactly one, the input.`));
  } else if (typeof input === 'string' && tested[0] !== input) {
    const message = `is ${JSON.stringify(tested[0])}, but the input is ${JSON.stringify(input)}; make them equal: which of the two Studio compares is not documented.`;
    note(error(widget, `${place}/arguments/0`, message));
  }
}

import { isRecord } from '../text/json';
import type { Condition } from './definition';
import type { Draft, DraftWidget } from './draft';
import type { Note } from './finding';
import { formatOf, type WidgetFormat } from './format';
import { hasLiquid } from './has-liquid';
import { liquidMistake } from './liquid';
import { CONDITION_TYPES } from './widget';
import { error, isBeyond, isEmpty, missing } from './widget-rules';

/** What the rehearsal cannot reproduce of a flow, although Studio may run it: each is an error. */
export function checkRehearsed(draft: Draft, note: Note): void {
  for (const widget of draft.widgets.values()) {
    const { type } = widget.state;
    const format = formatOf(type);
    const tell = (place: string, message: string): void => note(error(widget, `${widget.place}/${place}`, message));
    if (format?.rehearsal === undefined) {
      tell('type', `${JSON.stringify(type)} is not a widget that the rehearsal reproduces.`);
      continue;
    }
    checkProperties(widget, format, tell);
    for (const { text, place } of widget.templates) {
      const mistake = liquidMistake(text);
      if (mistake !== undefined) note(error(widget, place, `has Liquid that cannot be rendered: ${mistake}.`));
    }
    checkTransitions(widget, tell);
  }
}

/** Whether one of two places holds the other, or both are the same. */
export function areNested(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

type Tell = (place: string, message: string) => void;

function checkProperties({ state }: DraftWidget, format: WidgetFormat, tell: Tell): void {
  const { type, properties } = state;
  const { empty = [], required = [], ranges, fixed = {}, plain = [] } = format.rehearsal ?? {};
  for (const key of required) if (isEmpty(properties[key])) tell(`properties/${key}`, missing(key, type));
  for (const key of empty) {
    const value = properties[key];
    const isUnused = value === false || isEmpty(value);
    if (!isUnused) tell(`properties/${key}`, 'is not reproduced by the rehearsal: leave it empty.');
  }
  for (const [key, only] of Object.entries(fixed)) {
    const value = properties[key];
    if (typeof value !== 'string' || isEmpty(value) || value.replaceAll(' ', '') === only) continue;
    tell(`properties/${key}`, `must be "${only}": the rehearsal dials only the contact, from the flow's own address.`);
  }
  for (const key of plain) {
    const value = properties[key];
    if (typeof value === 'string' && hasLiquid(value)) tell(`properties/${key}`, 'must not have Liquid here.');
  }
  for (const [key, range] of Object.entries({ ...format.usualRanges, ...ranges })) {
    const value = properties[key];
    if (typeof value === 'number' && isBeyond(range, value)) {
      tell(`properties/${key}`, `is ${value}; it can be ${range.join(' to ')}.`);
    }
  }
  for (const [key, kind] of Object.entries(format.properties)) {
    const pairs = properties[key];
    if (kind === 'pairs' && Array.isArray(pairs)) checkPairs(pairs, `properties/${key}`, tell);
  }
}

function checkPairs(pairs: readonly unknown[], place: string, tell: Tell): void {
  for (const [index, pair] of pairs.entries()) {
    const { key, value: _value, type, ...others } = isRecord(pair) ? pair : {};
    if (isEmpty(key)) tell(`${place}/${index}/key`, 'is missing or empty.');
    if (!isEmpty(type) && type !== 'string') tell(`${place}/${index}/type`, 'can only be "string" in a rehearsal.');
    for (const other of Object.keys(others)) tell(`${place}/${index}/${other}`, 'is not a key of a pair.');
  }
}

function checkTransitions({ state }: DraftWidget, tell: Tell): void {
  for (const [index, { event, next: _next, conditions, ...others }] of state.transitions.entries()) {
    const place = `transitions/${index}`;
    for (const key of Object.keys(others)) tell(`${place}/${key}`, 'is not a key of a transition.');
    if (event !== 'match') {
      if (conditions !== undefined) tell(`${place}/conditions`, 'belongs to a "match" only.');
      continue;
    }
    const [condition, second] = conditions ?? [];
    if (second !== undefined)
      tell(`${place}/conditions`, 'must have exactly one condition: the rehearsal knows no other.');
    if (condition !== undefined) checkCondition(condition, `${place}/conditions/0`, tell);
  }
}

function checkCondition(condition: Condition, place: string, tell: Tell): void {
  const { friendly_name: _label, arguments: _tested, type, value, ...others } = condition;
  for (const key of Object.keys(others)) tell(`${place}/${key}`, 'is not a key of a condition.');
  const known: readonly string[] = CONDITION_TYPES;
  if (!known.includes(type)) tell(`${place}/type`, `"${type}" is not a condition that the rehearsal reproduces.`);
  const isNumeric = type === 'less_than' || type === 'greater_than';
  if (isNumeric && !hasLiquid(value) && !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) {
    tell(`${place}/value`, `must be a number, not "${value}".`);
  }
  if (type !== 'regex') return;
  if (hasLiquid(value))
    tell(`${place}/value`, 'must not have Liquid: the rehearsal checks a regex when it loads the flow.');
  else if (!isRegex(value)) tell(`${place}/value`, `"${value}" is not a regular expression.`);
}

function isRegex(text: string): boolean {
  try {
    RegExp(text, 'i');
    return true;
  } catch {
    return false;
  }
}

import { isRecord } from '../text/json';
import { FORMATS, formatOf } from './format';
import { hasLiquid, liquidMistake } from './liquid';
import { Properties, type Blame } from './properties';
import { CONDITION_TYPES, type Branch, type ConditionType, type Exits, type Widget } from './widget';

/** A Studio flow that the interpreter can run from end to end. */
export interface Flow {
  /** As it was loaded. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly description: string;
  /** The name of its trigger. */
  readonly initial: string;
  readonly widgets: ReadonlyMap<string, Widget>;
}

/** One thing that Studio would refuse or the rehearsal cannot reproduce. `widget` is `(flow)` for the flow itself. */
export interface FlowMistake {
  readonly widget: string;
  readonly place: string;
  readonly message: string;
}

/** A flow definition that cannot be run, with everything that is wrong with it. */
export class FlowRefused extends Error {
  readonly mistakes: readonly FlowMistake[];

  constructor(mistakes: readonly FlowMistake[]) {
    const lines = mistakes.map(({ widget, place, message }) => `  ${widget}: ${place} ${message}`);
    super(`The Studio flow cannot be run; correct this in its JSON:\n${lines.join('\n')}`);
    this.name = 'FlowRefused';
    this.mistakes = mistakes;
  }
}

/** Stands for the flow itself where a mistake belongs to no widget. */
const WHOLE_FLOW = '(flow)';

/**
 * Parses a flow definition as Studio exports it.
 *
 * @throws FlowRefused with every mistake at once: whatever Studio's FlowValidate would refuse, and whatever the rehearsal
 * does not reproduce.
 */
export function loadFlow(json: unknown): Flow {
  const mistakes: FlowMistake[] = [];
  const flow = readFlow(json, (widget, place, message) => mistakes.push({ widget, place, message }));
  if (mistakes.length > 0) throw new FlowRefused(mistakes);
  return flow;
}

type BlameWidget = (widget: string, place: string, message: string) => void;

function readFlow(json: unknown, blame: BlameWidget): Flow {
  const definition = isRecord(json) ? json : {};
  if (!isRecord(json)) blame(WHOLE_FLOW, 'the definition', 'must be a JSON object');
  for (const key of Object.keys(definition)) {
    if (!['description', 'states', 'initial_state', 'flags'].includes(key)) {
      blame(WHOLE_FLOW, key, 'is not a key of a flow');
    }
  }
  checkFlags(definition['flags'], blame);
  const states = readStates(definition['states'], blame);
  checkTargets(states, blame);
  const widgets = new Map(
    states.flatMap(({ widget }) => (widget === undefined ? [] : [[widget.name, widget] as const])),
  );
  return {
    definition,
    description: typeof definition['description'] === 'string' ? definition['description'] : '',
    initial: readInitial(definition['initial_state'], widgets, blame),
    widgets,
  };
}

function checkFlags(flags: unknown, blame: BlameWidget): void {
  if (flags === undefined || flags === null) return;
  if (!isRecord(flags)) return blame(WHOLE_FLOW, 'flags', 'must be an object');
  for (const [flag, value] of Object.entries(flags)) {
    if (flag !== 'allow_concurrent_calls') blame(WHOLE_FLOW, `flags.${flag}`, 'is not a flag of a flow');
    else if (typeof value !== 'boolean') blame(WHOLE_FLOW, `flags.${flag}`, 'must be true or false');
  }
}

function readInitial(initial: unknown, widgets: ReadonlyMap<string, Widget>, blame: BlameWidget): string {
  const triggers = [...widgets.values()].filter(({ type }) => type === 'trigger');
  for (const { name } of triggers.slice(1)) blame(name, 'type', 'is a second trigger; a flow has one');
  if (typeof initial !== 'string' || !triggers.some(({ name }) => name === initial)) {
    blame(WHOLE_FLOW, 'initial_state', `must be the name of the trigger, not ${JSON.stringify(initial)}`);
    return '';
  }
  return initial;
}

interface State {
  readonly name: string;
  /** `undefined`: of a type that the rehearsal does not reproduce. */
  readonly widget: Widget | undefined;
  readonly transitions: readonly Transition[];
}

function checkTargets(states: readonly State[], blame: BlameWidget): void {
  const names = new Set(states.map(({ name }) => name));
  for (const { name, transitions } of states) {
    for (const { place, next } of transitions) {
      if (next !== undefined && !names.has(next)) {
        blame(name, `${place}.next`, `is "${next}", which is no widget of the flow`);
      }
    }
  }
}

function readStates(states: unknown, blame: BlameWidget): readonly State[] {
  if (!Array.isArray(states) || states.length === 0) {
    blame(WHOLE_FLOW, 'states', 'must be an array with at least one widget');
    return [];
  }
  const seen = new Set<string>();
  return states.map((state: unknown, index) => {
    const record = isRecord(state) ? state : {};
    const name = typeof record['name'] === 'string' ? record['name'] : '';
    const label = name === '' ? `states[${index}]` : name;
    const blameHere: Blame = (place, message) => blame(label, place, message);
    checkName(name, seen, blameHere);
    return { name, ...readWidget(name, record, blameHere) };
  });
}

/** Studio REST docs: names are unique, start with a letter and have neither spaces nor periods. */
function checkName(name: string, seen: Set<string>, blame: Blame): void {
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) {
    blame('name', 'must start with a letter and have letters, digits, _ and - only');
  }
  if (seen.has(name)) blame('name', 'is the name of another widget too');
  seen.add(name);
}

function readWidget(name: string, state: Readonly<Record<string, unknown>>, blame: Blame): Omit<State, 'name'> {
  for (const key of Object.keys(state)) {
    if (!['name', 'type', 'properties', 'transitions'].includes(key)) blame(key, 'is not a key of a widget');
  }
  const { type } = state;
  if (!isRehearsed(type)) {
    blame('type', `${JSON.stringify(type)} is not a widget that the rehearsal reproduces`);
    return { widget: undefined, transitions: [] };
  }
  if (!isRecord(state['properties'])) blame('properties', 'must be an object');
  const { ranges, usualRanges, rehearsal } = FORMATS[type];
  const properties = new Properties(isRecord(state['properties']) ? state['properties'] : {}, blame, {
    ...usualRanges,
    ...ranges,
    ...rehearsal.ranges,
  });
  properties.offset();
  const transitions = readTransitions(type, state['transitions'], blame);
  const widget = readProperties({ name, type, transitions, properties, blame });
  properties.unused(...(rehearsal.empty ?? []));
  properties.withoutEffect(...(rehearsal.idle ?? []));
  properties.noOthers();
  return { widget, transitions };
}

function isRehearsed(type: unknown): type is Widget['type'] {
  return typeof type === 'string' && formatOf(type)?.rehearsal !== undefined;
}

interface Transition {
  readonly place: string;
  readonly event: string;
  readonly next: string | undefined;
  readonly conditions: unknown;
}

function readTransitions(type: Widget['type'], transitions: unknown, blame: Blame): readonly Transition[] {
  if (!Array.isArray(transitions)) {
    blame('transitions', 'must be an array');
    return [];
  }
  const seen = new Set<string>();
  return transitions.flatMap((transition: unknown, index) => {
    const read = readTransition(transition, `transitions[${index}]`, type, blame);
    if (read === undefined) return [];
    if (seen.has(read.event) && read.event !== 'match') blame(read.place, `has a second way on for "${read.event}"`);
    seen.add(read.event);
    return [read];
  });
}

function readTransition(
  transition: unknown,
  place: string,
  type: Widget['type'],
  blame: Blame,
): Transition | undefined {
  const { event, next, conditions, ...others } = isRecord(transition) ? transition : {};
  for (const key of Object.keys(others)) blame(`${place}.${key}`, 'is not a key of a transition');
  const { events } = FORMATS[type];
  if (typeof event !== 'string' || !events.includes(event)) {
    blame(`${place}.event`, `${JSON.stringify(event)} is not an event of ${type}; it has ${events.join(', ')}`);
    return undefined;
  }
  if (next !== undefined && next !== null && typeof next !== 'string') {
    blame(`${place}.next`, 'must be the name of a widget');
  }
  if (conditions !== undefined && conditions !== null && event !== 'match') {
    blame(`${place}.conditions`, 'belongs to a "match" only');
  }
  return { place, event, next: typeof next === 'string' && next !== '' ? next : undefined, conditions };
}

function exitsOf(transitions: readonly Transition[]): Exits {
  return new Map(
    transitions.flatMap(({ event, next }) => (next === undefined || event === 'match' ? [] : [[event, next] as const])),
  );
}

interface WidgetSource {
  readonly name: string;
  readonly type: Widget['type'];
  readonly transitions: readonly Transition[];
  readonly properties: Properties;
  readonly blame: Blame;
}

function readProperties({ name, type, transitions, properties, blame }: WidgetSource): Widget {
  const exits = exitsOf(transitions);
  switch (type) {
    case 'trigger':
      return { type, name, exits };
    case 'make-outgoing-call-v2':
      properties.fixed('to', '{{contact.channel.address}}', 'this widget dials only the contact of its execution');
      properties.fixed('from', '{{flow.channel.address}}', 'this widget calls only from the address of its execution');
      return { type, name, exits, timeoutSeconds: properties.integer('timeout') ?? 60 };
    case 'gather-input-on-call':
      return {
        type,
        name,
        exits,
        ...readSpeech(properties, 'optional'),
        timeoutSeconds: properties.integer('timeout') ?? 5,
        numberOfDigits: properties.integer('number_of_digits'),
        finishOnKey: readFinishOnKey(properties, blame),
      };
    case 'say-play':
      return { type, name, exits, ...readSpeech(properties, 'required') };
    case 'run-function':
      return {
        type,
        name,
        exits,
        serviceSid: properties.text('service_sid'),
        environmentSid: properties.text('environment_sid'),
        functionSid: properties.text('function_sid'),
        url: properties.text('url', 'required'),
        parameters: properties.pairs('parameters'),
      };
    case 'make-http-request':
      return {
        type,
        name,
        exits,
        method: properties.oneOf('method', ['GET', 'POST'], 'GET'),
        url: properties.text('url', 'required'),
        contentType: properties.text('content_type', 'required'),
        body: properties.text('body'),
        parameters: properties.pairs('parameters'),
      };
    case 'send-message':
      return {
        type,
        name,
        exits,
        to: properties.text('to', 'required'),
        from: properties.text('from', 'required'),
        body: properties.text('body', 'required'),
      };
    case 'set-variables':
      return { type, name, exits, variables: properties.pairs('variables') };
    case 'split-based-on': {
      const input = properties.text('input', 'required');
      if (!transitions.some(({ event }) => event === 'noMatch')) blame('transitions', 'must have a "noMatch"');
      const matches = transitions.filter(({ event }) => event === 'match');
      return { type, name, exits, input, branches: matches.flatMap((match) => readBranch(match, input, blame)) };
    }
  }
}

function readSpeech(properties: Properties, need: 'required' | 'optional') {
  return {
    say: properties.text('say', need),
    voice: properties.text('voice'),
    language: properties.text('language'),
    loop: properties.integer('loop') ?? 1,
  };
}

/** `stop_gather` is "Stop gathering on keypress?" in Studio's editor: without it no key finishes. */
function readFinishOnKey(properties: Properties, blame: Blame): string {
  const key = properties.text('finish_on_key');
  if (!/^[0-9*#]?$/.test(key)) {
    blame('properties.finish_on_key', `is "${key}"; it can be one of 0-9, * and #, or empty`);
  }
  return properties.boolean('stop_gather') === false ? '' : key;
}

function readBranch({ place, next, conditions }: Transition, input: string, blame: Blame): readonly Branch[] {
  const [condition, ...others]: readonly unknown[] = Array.isArray(conditions) ? conditions : [];
  if (!isRecord(condition) || others.length > 0) {
    blame(`${place}.conditions`, 'must have exactly one condition: the rehearsal knows no other');
    return [];
  }
  const here = `${place}.conditions[0]`;
  const { friendly_name: label, arguments: tested, type, value, ...unknown } = condition;
  for (const key of Object.keys(unknown)) blame(`${here}.${key}`, 'is not a key of a condition');
  if (typeof label !== 'string') blame(`${here}.friendly_name`, 'must be a string');
  if (!Array.isArray(tested) || tested.length !== 1 || tested[0] !== input) {
    blame(`${here}.arguments`, `must be exactly the input, ["${input}"]: which of the two decides is not documented`);
  }
  const known = CONDITION_TYPES.find((candidate) => candidate === type);
  if (known === undefined) {
    blame(`${here}.type`, `${JSON.stringify(type)} is not a condition that the rehearsal reproduces`);
    return [];
  }
  const mistake = conditionValueMistake(known, value);
  if (mistake !== undefined) blame(`${here}.value`, mistake);
  return typeof value === 'string' ? [{ type: known, value, next }] : [];
}

function conditionValueMistake(type: ConditionType, value: unknown): string | undefined {
  if (typeof value !== 'string') return `must be a string, not ${JSON.stringify(value)}`;
  const mistake = liquidMistake(value);
  if (mistake !== undefined) return `has Liquid that cannot be rendered: ${mistake}`;
  if ((type === 'less_than' || type === 'greater_than') && !hasLiquid(value) && !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) {
    return `must be a number, not "${value}"`;
  }
  return type === 'regex' ? regexMistake(value) : undefined;
}

function regexMistake(value: string): string | undefined {
  if (hasLiquid(value)) return 'must not have Liquid: the rehearsal checks a regex when it loads the flow';
  try {
    RegExp(value, 'i');
    return undefined;
  } catch {
    return `"${value}" is not a regular expression`;
  }
}

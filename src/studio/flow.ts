import { isRecord } from '../text/json';
import { shapeMistakes, type State, type Transition } from './definition';
import { draftOf, pairsIn, widgetNamed } from './draft';
import type { Finding } from './finding';
import { checkNames } from './name-rules';
import { areNested, checkRehearsed } from './rehearsal-rules';
import { CONDITION_TYPES, type Branch, type Exits, type Widget } from './widget';
import { checkFormat } from './widget-rules';

/** A Studio flow that the interpreter can run from end to end. */
export interface Flow {
  /** As it was loaded. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly description: string;
  /** The name of its trigger. */
  readonly initial: string;
  readonly widgets: ReadonlyMap<string, Widget>;
}

/** One thing that Studio would refuse or the rehearsal cannot reproduce. */
export type FlowMistake = Pick<Finding, 'widget' | 'place' | 'message'>;

/** A flow definition that cannot be run, with everything that is wrong with it. */
export class FlowRefused extends Error {
  readonly mistakes: readonly FlowMistake[];

  constructor(mistakes: readonly FlowMistake[]) {
    const lines = mistakes.map((mistake) => `  ${mistakeText(mistake)}`);
    super(`The Studio flow cannot be run; correct this in its JSON:\n${lines.join('\n')}`);
    this.name = 'FlowRefused';
    this.mistakes = mistakes;
  }
}

/** A mistake in one line. */
export function mistakeText({ widget = '(flow)', place, message }: FlowMistake): string {
  return `${widget}: ${place} ${message}`;
}

/**
 * Parses a flow definition as Studio exports it.
 *
 * @throws FlowRefused with every mistake at once: whatever Studio's FlowValidate would refuse, and whatever the rehearsal
 * does not reproduce.
 */
export function loadFlow(json: unknown): Flow {
  const draft = draftOf(json);
  const mistakes: FlowMistake[] = shapeMistakes(json).map(({ place, message }): FlowMistake => {
    const holder = [...draft.widgets.values()].find((widget) => place.startsWith(`${widget.place}/`));
    const found = { place, message: `${message}.` };
    return holder === undefined ? found : Object.assign(found, { widget: widgetNamed(holder) });
  });
  const note = (finding: Finding): void => {
    // What follows from a mistake in the same place is not told.
    if (finding.severity === 'error' && !mistakes.some(({ place }) => areNested(place, finding.place))) {
      mistakes.push(finding);
    }
  };
  if (isRecord(json) && '$schema' in json) {
    // An editor's key, which `flow check` lets pass. Nothing says that Studio takes it.
    note({ severity: 'error', place: '#/$schema', message: '"$schema" is not a key of a flow; delete it.' });
  }
  checkNames(draft, json, note);
  checkFormat(draft, note, { unknownProperty: 'error' });
  checkRehearsed(draft, note);
  if (mistakes.length > 0) throw new FlowRefused(mistakes);
  const { description, initial_state: initial, states } = draft.flow;
  return {
    definition: isRecord(json) ? json : {},
    // Studio's exports may have null here.
    description: description ?? '',
    initial,
    widgets: new Map(states.map((state) => [state.name, widgetOf(state)] as const)),
  };
}

/** Of a state in which nothing is wrong. */
function widgetOf({ name, type, properties, transitions }: State): Widget {
  const text = (key: string): string => {
    const value = properties[key];
    return typeof value === 'string' ? value : '';
  };
  const integer = (key: string): number | undefined => {
    const value = properties[key];
    return typeof value === 'number' ? value : undefined;
  };
  const speech = (): { say: string; voice: string; language: string; loop: number } => ({
    say: text('say'),
    voice: text('voice'),
    language: text('language'),
    loop: integer('loop') ?? 1,
  });
  const exits = exitsOf(transitions);
  switch (type) {
    case 'trigger':
      return { type, name, exits };
    case 'make-outgoing-call-v2':
      return { type, name, exits, timeoutSeconds: integer('timeout') ?? 60 };
    case 'gather-input-on-call':
      return {
        type,
        name,
        exits,
        ...speech(),
        timeoutSeconds: integer('timeout') ?? 5,
        numberOfDigits: integer('number_of_digits'),
        // "Stop gathering on keypress?" in Studio's editor: without it no key finishes.
        finishOnKey: properties['stop_gather'] === false ? '' : text('finish_on_key'),
      };
    case 'say-play':
      return { type, name, exits, ...speech() };
    case 'run-function':
      return {
        type,
        name,
        exits,
        serviceSid: text('service_sid'),
        environmentSid: text('environment_sid'),
        functionSid: text('function_sid'),
        url: text('url'),
        parameters: pairsIn(properties['parameters']),
      };
    case 'make-http-request':
      return {
        type,
        name,
        exits,
        method: text('method') === 'POST' ? 'POST' : 'GET',
        url: text('url'),
        contentType: text('content_type'),
        body: text('body'),
        parameters: pairsIn(properties['parameters']),
      };
    case 'send-message':
      return { type, name, exits, to: text('to'), from: text('from'), body: text('body') };
    case 'set-variables':
      return { type, name, exits, variables: pairsIn(properties['variables']) };
    case 'split-based-on':
      return { type, name, exits, input: text('input'), branches: transitions.flatMap(branchesIn) };
    default:
      throw new Error(`The rehearsal knows the format of ${type}, but not how it is run.`);
  }
}

function exitsOf(transitions: readonly Transition[]): Exits {
  return new Map(
    transitions.flatMap(({ event, next }) => (next === undefined || event === 'match' ? [] : [[event, next] as const])),
  );
}

function branchesIn({ next, conditions = [] }: Transition): readonly Branch[] {
  return conditions.flatMap(({ type, value }) => {
    const known = CONDITION_TYPES.find((candidate) => candidate === type);
    return known === undefined ? [] : [{ type: known, value, next }];
  });
}

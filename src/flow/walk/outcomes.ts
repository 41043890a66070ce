import { holds } from '../../studio/condition';
import { withVariables, type Context, type Values } from '../../studio/context';
import { pairsIn } from '../../studio/draft';
import { CALL_OUTPUTS, formatOf } from '../../studio/format';
import { CONDITION_TYPES } from '../../studio/widget';
import { CONTRACT, functionPath, type Answer } from '../contract';
import type { Condition, State, Transition } from '../../studio/definition';
import { runsFunction } from '../references';
import type { Subject } from '../subject';
import { left, rendered, UNKNOWN, type Line } from './known-context';

/** One thing that can happen to an execution in a widget. */
export interface Outcome {
  /** In a few words, for the path in a message; empty where nothing else can happen. */
  readonly label: string;
  /** The way out: the event, or what the branch of a split is called. */
  readonly way: string;
  /** Where it goes on; `undefined` ends the flow. */
  readonly next: string | undefined;
  readonly context: Context;
  readonly line: Line;
  /** What a Function of this project has answered; `failed` when it has not. */
  readonly answer?: Answer | 'failed';
  /** What came of asking for a key: the key, or `none`. */
  readonly key?: string;
  /** How a call came out. */
  readonly called?: string;
}

/** Everything that can happen in a widget that speaks, asks, calls, decides or waits; hang-ups among it. */
export function outcomesOf(state: State, context: Context, line: Line, subject: Subject): readonly Outcome[] {
  switch (state.type) {
    case 'trigger':
      return [];
    case 'split-based-on':
      return branchesOf(state, context).map((transition) => ({
        label: labelOf(transition),
        way: wayOf(transition),
        next: transition.next,
        context,
        line,
      }));
    case 'set-variables':
      return [going(state, 'next', { label: '', context: variablesSet(state, context), line })];
    case 'make-outgoing-call-v2':
      return CALL_ENDS.map(([event, called, after]) => {
        return going(state, event, { label: event, context: callLeft(state, context, called), line: after, called });
      });
    case 'say-play':
      return [going(state, 'audioComplete', { label: '', context: left(context, state.name, OF_A_CALL), line })];
    case 'gather-input-on-call':
      return gathered(state, context, line, subject);
    case 'run-function':
    case 'run-function-v2':
      return ran(state, context, line, subject);
    default:
      return somethingHappens(state, context, line);
  }
}

/** Twilio's CallStatus for each event of Make Outgoing Call (Call resource, "Call status values"). */
const CALL_ENDS: readonly (readonly [string, string, Line])[] = [
  ['answered', 'in-progress', 'live'],
  ['busy', 'busy', 'over'],
  ['noAnswer', 'no-answer', 'over'],
  ['failed', 'failed', 'over'],
];

/** An outcome that leaves the widget by one of its events. */
function going({ transitions }: State, event: string, what: Omit<Outcome, 'way' | 'next'>): Outcome {
  return { ...what, way: event, next: transitions.find((transition) => transition.event === event)?.next };
}

/** What Twilio says about a call, except what depends on how it ended. */
const OF_A_CALL: Values = Object.fromEntries(CALL_OUTPUTS.map((key) => [key, UNKNOWN]));

function callLeft({ name }: State, context: Context, called: string): Context {
  return left(context, name, { ...OF_A_CALL, CallStatus: called });
}

function gathered(state: State, context: Context, line: Line, { isEscalation }: Subject): readonly Outcome[] {
  const after = (outputs: Values): Context => left(context, state.name, { ...OF_A_CALL, ...outputs });
  const heard = after({ SpeechResult: UNKNOWN, Confidence: UNKNOWN });
  const pressed = isEscalation ? keysOf(state) : [UNKNOWN];
  const timeout = going(state, 'timeout', { label: 'timeout', context: after({}), line, key: 'none' });
  return [
    ...pressed.map((key) =>
      typeof key === 'string'
        ? going(state, 'keypress', { label: `key ${key}`, context: after({ Digits: key }), line, key })
        : going(state, 'keypress', { label: 'keypress', context: after({ Digits: key }), line }),
    ),
    going(state, 'speech', { label: 'speech', context: heard, line, key: 'none' }),
    timeout,
    // No page says whether a hang-up ends the execution at once or first arrives as a timeout.
    ...(line === 'live' ? [gone(timeout, 'hangs up, which arrives as timeout')] : []),
  ];
}

/** Every key that there is, and two in a row where more than one is waited for. */
function keysOf({ properties }: State): readonly string[] {
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'];
  const single = keys.filter((key) => key !== properties['finish_on_key']);
  return properties['number_of_digits'] === 1 ? single : [...single, '12'];
}

function ran(state: State, context: Context, line: Line, subject: Subject): readonly Outcome[] {
  const path = functionPath(state.properties['url']);
  const contract = CONTRACT.get(path);
  if (contract === undefined) return somethingHappens(state, context, line);
  const answered = contract.answers
    .flatMap((answer) => variants(answer, subject))
    .map((answer) => {
      const outputs = { status_code: 200, content_type: 'application/json', body: UNKNOWN, parsed: answer };
      const label = labelOfAnswer(answer);
      return going(state, 'success', { label, context: left(context, state.name, outputs), line, answer });
    });
  const nothing = left(context, state.name, {});
  const all = [...answered, going(state, 'fail', { label: 'fails', context: nothing, line, answer: 'failed' })];
  // A hang-up meanwhile is not noticed (Twilio error 81002): the flow goes on without anybody on the line.
  if (line !== 'live') return all;
  return [...all, ...all.map((outcome) => gone(outcome, `hangs up; ${outcome.label}`))];
}

function gone(outcome: Outcome, label: string): Outcome {
  return { ...outcome, label, line: 'hung-up' };
}

/** A claim may be for any ring time: those of the flow's calls, those that it compares with, and one that it does not know. */
function variants(answer: Answer, subject: Subject): readonly Answer[] {
  if (answer['ring'] !== 'yes') return [answer];
  const times = new Set([...ringTimes(subject), ...numbersCompared(subject)]);
  const longest = Math.max(0, ...times);
  return [...times, longest + 1].map((seconds) => withRing(answer, seconds));
}

function withRing(answer: Answer, seconds: number): Answer {
  return { ...answer, ringSeconds: String(seconds) };
}

/** Numbers that a split compares a ring time with. */
function numbersCompared({ widgets }: Subject): readonly number[] {
  return [...widgets.values()]
    .filter(({ state }) => JSON.stringify(state.properties['input'] ?? '').includes('ringSeconds'))
    .flatMap(({ state }) => state.transitions)
    .flatMap(({ conditions = [] }) => conditions.map(({ value }) => Number(value)))
    .filter((value) => Number.isInteger(value));
}

/** How long the calls of a flow ring, in seconds. */
export function ringTimes({ widgets }: Subject): readonly number[] {
  const times = [...widgets.values()].flatMap(({ state }) => {
    const { timeout } = state.properties;
    return state.type === 'make-outgoing-call-v2' && typeof timeout === 'number' ? [timeout] : [];
  });
  return [...new Set(times)];
}

function labelOfAnswer(answer: Answer): string {
  const [[key, value] = ['', '']] = Object.entries(answer);
  const { ringSeconds } = answer;
  return `${key} ${value}${ringSeconds === undefined || ringSeconds === 'none' ? '' : `, ${ringSeconds} s`}`;
}

/** The ways out of a split: one, when what it compares is known. */
function branchesOf(state: State, context: Context): readonly Transition[] {
  const { input } = state.properties;
  const tested = typeof input === 'string' ? rendered(input, context) : undefined;
  const matches = state.transitions.filter(({ event }) => event === 'match');
  const none = state.transitions.find(({ event }) => event === 'noMatch') ?? { event: 'noMatch' };
  const possible: Transition[] = [];
  for (const match of matches) {
    const held = new Set((match.conditions ?? []).map((condition) => decided(condition, tested, context)));
    if (held.has(false)) continue;
    possible.push(match);
    if (!held.has(undefined)) return possible;
  }
  return [...possible, none];
}

function decided({ type, value }: Condition, tested: string | undefined, context: Context): boolean | undefined {
  const wanted = rendered(value, context);
  const known = CONDITION_TYPES.find((each) => each === type);
  if (tested === undefined || wanted === undefined || known === undefined) return undefined;
  try {
    return holds(known, tested, wanted);
  } catch {
    return undefined;
  }
}

/** A way out of a widget: the event, or what a branch is called. */
export function wayOf({ event, conditions }: Transition): string {
  const label = conditions?.[0]?.friendly_name;
  return label === undefined || label === '' ? event : label;
}

function labelOf(transition: Transition): string {
  const way = wayOf(transition);
  return way === transition.event ? way : `"${way}"`;
}

function variablesSet(state: State, context: Context): Context {
  const pairs = pairsIn(state.properties['variables']);
  const variables = Object.fromEntries(pairs.map(({ key, value }) => [key, rendered(value, context) ?? UNKNOWN]));
  return withVariables(left(context, state.name, variables), variables);
}

/** A widget whose effects depend on something outside: any of its events, with outputs that nobody knows. */
function somethingHappens(state: State, context: Context, line: Line): readonly Outcome[] {
  const events = formatOf(state.type)?.events ?? state.transitions.map(({ event }) => event);
  const after = left(context, state.name, UNKNOWN);
  return events.map((event) =>
    going(state, event, { label: event, context: after, line: lineAfter(state, event, line) }),
  );
}

function lineAfter({ type }: State, event: string, line: Line): Line {
  if (event === 'hangup') return 'over';
  if (type === 'make-outgoing-call-v1') return event.startsWith('answered') ? 'live' : 'over';
  if (runsFunction(type) || type === 'make-http-request' || type.startsWith('send-')) return line;
  return line === 'none' ? 'none' : 'unknown';
}

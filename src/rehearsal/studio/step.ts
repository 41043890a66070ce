import { holds } from '../../studio/condition';
import { contextOf, withOutputs, withVariables, type Context, type Start, type Values } from '../../studio/context';
import type { Flow } from '../../studio/flow';
import { render, type UndefinedLiquid } from '../../studio/liquid';
import type { Pair, SplitBasedOn, Widget } from '../../studio/widget';
import { isRecord, parsedJson } from '../../text/json';
import type { EndedWhy, Effect, Speech } from './effect';
import type { CallEvent, StudioEvent } from './event';

/** What Studio's documentation leaves open and the interpreter therefore does either way. */
export interface InterpreterSwitches {
  /** A hang-up while keys are gathered ends the execution, or makes the widget take its `timeout`. */
  readonly hangUpInGather: 'ends' | 'timeout';
  readonly undefinedLiquid: UndefinedLiquid;
}

/** Everything there is to know about an execution between two events. */
export interface Snapshot {
  readonly status: 'active' | 'ended';
  /** The widget that the execution is in. */
  readonly widget: string;
  readonly context: Context;
  /** The widgets that it has been in, in order, with this one. */
  readonly path: readonly string[];
  /** How many times in a row it has entered this same widget. */
  readonly repeats: number;
  readonly call: 'none' | 'dialling' | 'live' | 'over';
  readonly switches: InterpreterSwitches;
}

/** The next snapshot and what is to be done now. */
export type Move = readonly [Snapshot, readonly Effect[]];

/** Studio limits: an execution stops after so many steps … */
const MAX_STEPS = 1000;
/** … and when it enters the same widget so many times in a row. */
const MAX_REPEATS = 10;
/** Run Function and HTTP Request take no longer reply than this, in bytes. */
const MAX_REPLY_BYTES = 64 * 1024;

/** Starts an execution and takes it to the first widget that waits for something. */
export function begin(flow: Flow, start: Start, switches: InterpreterSwitches): Move {
  const snapshot: Snapshot = {
    status: 'active',
    widget: flow.initial,
    context: contextOf(start),
    path: [],
    repeats: 0,
    call: 'none',
    switches,
  };
  return enter(flow, snapshot, flow.initial);
}

/**
 * Lets `event` happen to an execution. Pure: the same arguments always give the same move. Nothing happens any more to an
 * execution that has ended.
 *
 * @throws Error when the event does not answer what the current widget waits for, which is a mistake of the caller.
 */
export function step(flow: Flow, snapshot: Snapshot, event: StudioEvent): Move {
  if (snapshot.status === 'ended') return [snapshot, []];
  switch (event.kind) {
    case 'endedByApi':
      return end(snapshot, 'ended-by-api');
    case 'hungUp':
      return hungUp(flow, { ...snapshot, call: 'over' });
    case 'callAnswered':
    case 'callBusy':
    case 'callNoAnswer':
    case 'callFailed':
      return called(flow, expecting(flow, snapshot, event, 'make-outgoing-call-v2'), event);
    case 'callRefused': {
      const before = expecting(flow, snapshot, event, 'make-outgoing-call-v2');
      return leave(flow, { ...before, call: 'over' }, 'failed', {});
    }
    case 'audioComplete':
      return leave(flow, expecting(flow, snapshot, event, 'say-play'), 'audioComplete', {});
    case 'keypress':
      return leave(flow, expecting(flow, snapshot, event, 'gather-input-on-call'), 'keypress', {
        Digits: event.digits,
      });
    case 'speech':
      return leave(flow, expecting(flow, snapshot, event, 'gather-input-on-call'), 'speech', {
        SpeechResult: event.text,
      });
    case 'gatherTimeout':
      return leave(flow, expecting(flow, snapshot, event, 'gather-input-on-call'), 'timeout', {});
    case 'functionReplied':
      return replied(flow, expecting(flow, snapshot, event, 'run-function', 'make-http-request'), event);
    case 'functionFailed':
      return failed(flow, expecting(flow, snapshot, event, 'run-function', 'make-http-request'));
    case 'messageSent':
    case 'messageFailed': {
      const status = event.kind === 'messageSent' ? 'sent' : 'failed';
      const before = expecting(flow, snapshot, event, 'send-message');
      return leave(flow, before, status, messageOutputs(flow, before, status));
    }
  }
}

/** A hang-up has no transition. Outside a voice widget it is ignored (Twilio error 81002) and the next voice widget stops. */
function hungUp(flow: Flow, snapshot: Snapshot): Move {
  const { type } = widgetAt(flow, snapshot.widget);
  switch (type) {
    case 'gather-input-on-call':
      return snapshot.switches.hangUpInGather === 'timeout'
        ? leave(flow, snapshot, 'timeout', {})
        : end(snapshot, 'hung-up');
    case 'say-play':
    case 'make-outgoing-call-v2':
      return end(snapshot, 'hung-up');
    case 'run-function':
    case 'make-http-request':
    case 'send-message':
    case 'set-variables':
    case 'split-based-on':
    case 'trigger':
      return [snapshot, []];
  }
}

const CALL_EXITS = {
  callAnswered: 'answered',
  callBusy: 'busy',
  callNoAnswer: 'noAnswer',
  callFailed: 'failed',
} as const;

function called(flow: Flow, snapshot: Snapshot, { kind, call }: CallEvent): Move {
  return leave(flow, { ...snapshot, call: kind === 'callAnswered' ? 'live' : 'over' }, CALL_EXITS[kind], { ...call });
}

function replied(flow: Flow, snapshot: Snapshot, reply: Extract<StudioEvent, { kind: 'functionReplied' }>): Move {
  if (Buffer.byteLength(reply.body) > MAX_REPLY_BYTES) return failed(flow, snapshot);
  const parsed = parsedBody(reply.contentType, reply.body);
  const outputs = {
    status_code: reply.status,
    content_type: reply.contentType,
    body: reply.body,
    ...(parsed === undefined ? {} : { parsed }),
  };
  const exit = reply.status >= 200 && reply.status < 400 ? 'success' : failureOf(flow, snapshot);
  return leave(flow, snapshot, exit, outputs);
}

function failed(flow: Flow, snapshot: Snapshot): Move {
  return leave(flow, snapshot, failureOf(flow, snapshot), {});
}

/** The same thing has two names in Studio. */
function failureOf(flow: Flow, snapshot: Snapshot): 'fail' | 'failed' {
  return widgetAt(flow, snapshot.widget).type === 'run-function' ? 'fail' : 'failed';
}

/** Only a JSON object of type `application/json` is parsed; anything else leaves what an earlier reply has left. */
function parsedBody(contentType: string, body: string): Values | undefined {
  if (contentType.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') return undefined;
  const value = parsedJson(body);
  return isRecord(value) ? value : undefined;
}

function messageOutputs(flow: Flow, snapshot: Snapshot, status: 'sent' | 'failed'): Values {
  const widget = widgetAt(flow, snapshot.widget);
  if (widget.type !== 'send-message') return {};
  const { to, from, body } = message(snapshot, widget);
  return { outbound: { To: to, From: from, Body: body, Status: status } };
}

function expecting(flow: Flow, snapshot: Snapshot, event: StudioEvent, ...types: readonly Widget['type'][]): Snapshot {
  const { type, name } = widgetAt(flow, snapshot.widget);
  if (!types.includes(type)) throw new Error(`"${event.kind}" cannot happen in the ${type} widget "${name}"`);
  return snapshot;
}

function leave(flow: Flow, snapshot: Snapshot, exit: string, outputs: Values): Move {
  const widget = widgetAt(flow, snapshot.widget);
  const context = withOutputs(snapshot.context, widget.name, outputs);
  return enter(flow, { ...snapshot, context }, widget.exits.get(exit));
}

function end(snapshot: Snapshot, why: EndedWhy, detail?: string): Move {
  return [{ ...snapshot, status: 'ended' }, [{ kind: 'end', why, ...(detail === undefined ? {} : { detail }) }]];
}

/** What comes of entering a widget: it waits, it passes on at once, or Studio stops the execution. */
type Visit =
  | { readonly kind: 'waits'; readonly effect: Effect; readonly call?: Snapshot['call'] }
  | { readonly kind: 'passes'; readonly context: Context; readonly next: string | undefined }
  | { readonly kind: 'stops'; readonly detail: string };

function enter(flow: Flow, from: Snapshot, first: string | undefined): Move {
  let snapshot = from;
  let next = first;
  while (next !== undefined) {
    snapshot = arrived(snapshot, next);
    const visited = visitWithinLimits(widgetAt(flow, next), snapshot);
    if (visited.kind === 'stops') return end(snapshot, 'stopped', visited.detail);
    if (visited.kind === 'waits') return [{ ...snapshot, call: visited.call ?? snapshot.call }, [visited.effect]];
    snapshot = { ...snapshot, context: visited.context };
    next = visited.next;
  }
  return end(snapshot, 'finished');
}

function arrived(snapshot: Snapshot, widget: string): Snapshot {
  const repeats = snapshot.widget === widget ? snapshot.repeats + 1 : 1;
  return { ...snapshot, widget, path: [...snapshot.path, widget], repeats };
}

function visitWithinLimits(widget: Widget, snapshot: Snapshot): Visit {
  if (snapshot.path.length > MAX_STEPS) return { kind: 'stops', detail: `more than ${MAX_STEPS} steps` };
  if (snapshot.repeats >= MAX_REPEATS) {
    return { kind: 'stops', detail: `widget "${widget.name}" was entered ${MAX_REPEATS} times in a row` };
  }
  return visit(widget, snapshot);
}

function visit(widget: Widget, snapshot: Snapshot): Visit {
  switch (widget.type) {
    case 'trigger':
      return { kind: 'passes', context: snapshot.context, next: widget.exits.get('incomingRequest') };
    case 'split-based-on':
      return { kind: 'passes', context: snapshot.context, next: branchOf(widget, snapshot) };
    case 'set-variables': {
      const variables = rendered(widget.variables, snapshot);
      const context = withVariables(withOutputs(snapshot.context, widget.name, variables), variables);
      return { kind: 'passes', context, next: widget.exits.get('next') };
    }
    case 'make-outgoing-call-v2':
      if (snapshot.call === 'live') {
        return { kind: 'stops', detail: `widget "${widget.name}" cannot dial while the execution is in a call` };
      }
      return { kind: 'waits', effect: { kind: 'placeCall', timeoutSeconds: widget.timeoutSeconds }, call: 'dialling' };
    case 'say-play':
      return inCall(snapshot, widget.name, { kind: 'say', ...speech(widget, snapshot) });
    case 'gather-input-on-call': {
      const { timeoutSeconds, numberOfDigits, finishOnKey } = widget;
      const gather = { kind: 'gather', timeoutSeconds, numberOfDigits, finishOnKey } as const;
      return inCall(snapshot, widget.name, { ...gather, ...speech(widget, snapshot) });
    }
    case 'run-function': {
      const parameters = rendered(widget.parameters, snapshot);
      const url = text(widget.url, snapshot);
      return { kind: 'waits', effect: { kind: 'runFunction', widget: widget.name, url, parameters } };
    }
    case 'make-http-request': {
      const { name, method, contentType } = widget;
      const parameters = rendered(widget.parameters, snapshot);
      const request = { url: text(widget.url, snapshot), body: text(widget.body, snapshot), parameters };
      return { kind: 'waits', effect: { kind: 'httpRequest', widget: name, method, contentType, ...request } };
    }
    case 'send-message':
      return { kind: 'waits', effect: { kind: 'sendMessage', ...message(snapshot, widget) } };
  }
}

function inCall(snapshot: Snapshot, widget: string, effect: Effect): Visit {
  if (snapshot.call === 'live') return { kind: 'waits', effect };
  return { kind: 'stops', detail: `widget "${widget}" needs a call that is in progress` };
}

function branchOf(widget: SplitBasedOn, snapshot: Snapshot): string | undefined {
  const input = text(widget.input, snapshot);
  const match = widget.branches.find(({ type, value }) => holds(type, input, text(value, snapshot)));
  return match === undefined ? widget.exits.get('noMatch') : match.next;
}

function speech(widget: { say: string; voice: string; language: string; loop: number }, snapshot: Snapshot): Speech {
  const { say, voice, language, loop } = widget;
  return { text: text(say, snapshot), voice: text(voice, snapshot), language: text(language, snapshot), loop };
}

function message(snapshot: Snapshot, widget: { to: string; from: string; body: string }) {
  return { to: text(widget.to, snapshot), from: text(widget.from, snapshot), body: text(widget.body, snapshot) };
}

function rendered(pairs: readonly Pair[], snapshot: Snapshot): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, text(value, snapshot)]));
}

function text(template: string, { context, switches }: Snapshot): string {
  return render(template, context, switches.undefinedLiquid);
}

function widgetAt(flow: Flow, name: string): Widget {
  const widget = flow.widgets.get(name);
  if (widget === undefined) throw new Error(`the flow has no widget "${name}"`);
  return widget;
}

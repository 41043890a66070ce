import { Unreachable } from '../escalation/ports';
import type { Call, Created, Pager } from '../escalation/ports';
import { describe } from './requests';
import type { Refusal, Requests } from './requests';

/** Calls as executions of one Studio flow. */
export function studioPager(requests: Requests, flow: string, callerId: string): Pager {
  return {
    create: async (phone, call) => {
      const reply = await requests.send((client) =>
        client.studio.v2.flows(flow).executions.create({ to: phone, from: callerId, parameters: parametersOf(call) }),
      );
      switch (reply.is) {
        case 'granted':
          return { is: 'created', execution: reply.value.sid };
        case 'lost':
          return { is: 'unreachable', why: reply.why };
        case 'refused':
          return refusedCreation(reply.refusal);
      }
    },

    look: async (execution) => {
      const reply = await requests.send((client) => client.studio.v2.flows(flow).executions(execution).fetch());
      switch (reply.is) {
        case 'granted':
          return { is: reply.value.status === 'ended' ? 'ended' : 'active' };
        case 'lost':
          return { is: 'unreachable', why: reply.why };
        case 'refused':
          return reply.refusal.status === 404 ? { is: 'ended' } : { is: 'unreachable', why: describe(reply.refusal) };
      }
    },

    callOf: async (execution) => {
      const reply = await requests.send((client) =>
        client.studio.v2.flows(flow).executions(execution).executionContext().fetch(),
      );
      switch (reply.is) {
        case 'granted':
          return callIn(reply.value.context);
        case 'lost':
          throw new Unreachable(reply.why);
        case 'refused':
          if (reply.refusal.status === 404) return undefined;
          throw new Unreachable(describe(reply.refusal));
      }
    },

    end: async (execution) => {
      const ended = await requests.send((client) =>
        client.studio.v2.flows(flow).executions(execution).update({ status: 'ended' }),
      );
      if (ended.is === 'lost') return false;
      // An execution that has ended meanwhile may be refused; only Studio's own word that it is over counts.
      if (ended.is === 'refused' && (await isActive(requests, flow, execution))) return false;
      // No page says whether ending an execution hangs up its call, so the call is completed too.
      const context = await requests.send((client) =>
        client.studio.v2.flows(flow).executions(execution).executionContext().fetch(),
      );
      if (context.is === 'lost') return false;
      // Nothing is left of an execution that Studio no longer has; any other refusal leaves it open whether there is a call.
      if (context.is === 'refused') return context.refusal.status === 404;
      const callSid = callSidIn(context.value.context);
      if (callSid !== undefined) return hangUp(requests, callSid);
      // Studio names a call when it was answered or missed. One that still waits in Twilio's queue, or rings, is found by its
      // number: nobody else could call this contact until now.
      const phone = phoneIn(context.value.context);
      return phone === '' || hangUpAll(requests, phone, callerId);
    },
  };
}

/** REST Parameters are `flow.data.*` in the flow. Numbers travel as text, so that Liquid renders them as they are. */
function parametersOf(call: Call): Record<string, string> {
  return {
    team: call.team,
    incident: call.incident,
    attempt: String(call.attempt),
    token: call.token,
    deadline: String(call.deadlineMs),
  };
}

function refusedCreation(refusal: Refusal): Created {
  if (refusal.status === 409) {
    // Code 20409 with details.conflicting_execution_sid.
    const sid = field(refusal.details, 'conflicting_execution_sid');
    if (typeof sid === 'string') return { is: 'conflict', execution: sid };
  }
  if (refusal.status === 429) return { is: 'limited' };
  // A 400 is about this call: its number is invalid, blocked or not permitted. If it is about something that all calls share,
  // every agent is refused in turn and the incident ends loudly instead of hanging on the first.
  if (refusal.status === 400) return { is: 'refused', why: describe(refusal) };
  return { is: 'unreachable', why: describe(refusal) };
}

/**
 * Whether a call that Twilio will not complete is over: 400 with code 21220 when it has ended, 404 when it is gone. Other
 * codes of a 400 count as well, or a call that is over in words that we do not know would hold up its incident for ever.
 */
function isOver(refusal: Refusal): boolean {
  return refusal.status === 400 || refusal.status === 404;
}

async function hangUp(requests: Requests, callSid: string): Promise<boolean> {
  const completed = await requests.send((client) => client.calls(callSid).update({ status: 'completed' }));
  return completed.is === 'granted' || (completed.is === 'refused' && isOver(completed.refusal));
}

/** Hangs up every call to this phone that is not over. False when that could not be confirmed. */
async function hangUpAll(requests: Requests, phone: string, callerId: string): Promise<boolean> {
  const calls = await requests.send((client) => client.calls.list({ to: phone, from: callerId, limit: LATEST_CALLS }));
  if (calls.is !== 'granted') return false;
  const live = calls.value.filter(({ status }) => LIVE.has(status));
  return (await Promise.all(live.map(({ sid }) => hangUp(requests, sid)))).every(Boolean);
}

/** Twilio lists the newest first; an older one cannot be going on. */
const LATEST_CALLS = 20;

/** The states of a call that is not over (docs: voice/api/call-resource, "Call Status Values"). */
const LIVE: ReadonlySet<string> = new Set(['queued', 'initiated', 'ringing', 'in-progress']);

async function isActive(requests: Requests, flow: string, execution: string): Promise<boolean> {
  const reply = await requests.send((client) => client.studio.v2.flows(flow).executions(execution).fetch());
  if (reply.is === 'granted') return reply.value.status !== 'ended';
  return !(reply.is === 'refused' && reply.refusal.status === 404);
}

/** Reads our Parameters out of an execution's context; undefined for an execution that nobody here created. */
function callIn(context: unknown): (Call & { phone: string }) | undefined {
  const parameters =
    field(field(field(context, 'trigger'), 'request'), 'parameters') ?? field(field(context, 'flow'), 'data');
  const team = field(parameters, 'team');
  const incident = field(parameters, 'incident');
  const token = field(parameters, 'token');
  const attempt = Number(field(parameters, 'attempt'));
  const deadlineMs = Number(field(parameters, 'deadline'));
  if (typeof team !== 'string' || typeof incident !== 'string' || typeof token !== 'string') return undefined;
  if (!Number.isSafeInteger(attempt) || !Number.isSafeInteger(deadlineMs)) return undefined;
  return { team, incident, token, attempt, deadlineMs, phone: phoneIn(context) };
}

/** The number that an execution calls; empty when its context does not say. */
function phoneIn(context: unknown): string {
  const phone = field(field(field(context, 'contact'), 'channel'), 'address');
  return typeof phone === 'string' ? phone : '';
}

function callSidIn(context: unknown): string | undefined {
  const widgets = field(context, 'widgets');
  if (typeof widgets !== 'object' || widgets === null) return undefined;
  return Object.values(widgets)
    .map((widget: unknown) => field(widget, 'CallSid'))
    .find((sid) => typeof sid === 'string');
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

import { Unreachable, type Call, type Created, type Pager } from '../escalation/ports';
import { field } from '../text/json';
import { accountAddress, flowAddress } from './address';
import { causeOf } from './cause';
import { pageOf } from './page';
import { describe, isMissing, whyNot, type Reader, type Refusal, type Reply, type Requests } from './requests';
import { isSid } from './sid';

/** Calls as executions of a Studio flow: new ones of `today`, older ones of the flow that they were created with. */
export function studioPager(requests: Requests, today: string, callerId: string): Pager {
  return {
    flow: today,

    create: async (phone, call) => {
      const reply = await requests.send(
        {
          uri: flowAddress(today, 'Executions'),
          data: { To: phone, From: callerId, Parameters: JSON.stringify(parametersOf(call)) },
        },
        newExecution(today),
      );
      if (reply.is === 'refused') return refusedCreation(reply.refusal);
      return reply.is === 'granted'
        ? { is: 'created', execution: reply.value, flow: today }
        : { is: 'unreachable', why: reply.why };
    },

    flowOf: async (execution) => {
      const listed = await requests.send({ uri: flowAddress() }, pageOf('flows'));
      if (listed.is !== 'granted') return undefined;
      const flows = listed.value.map((flow) => String(field(flow, 'sid')));
      const seen = await Promise.all(flows.map((flow) => statusOf(requests, flow, execution)));
      return flows.find((_flow, index) => seen[index]?.is === 'granted');
    },

    look: async (execution, flow) => {
      const reply = await statusOf(requests, flow, execution);
      if (reply.is === 'granted') return { is: reply.value };
      return isMissing(reply) ? { is: 'ended' } : { is: 'unreachable', why: whyNot(reply) };
    },

    callOf: async (execution, flow) => {
      const reply = await contextOf(requests, flow, execution);
      if (reply.is === 'granted') return callIn(reply.value.context);
      if (isMissing(reply)) return undefined;
      throw new Unreachable(whyNot(reply));
    },

    end: async (execution, flow, phone) => {
      // Side by side: where a request takes seconds, one after the other they would never all be done in one run.
      const [reply, context, calls] = await Promise.all([
        requests.send(
          { uri: flowAddress(flow, 'Executions', execution), data: { Status: 'ended' } },
          statusIn(execution),
        ),
        contextOf(requests, flow, execution),
        callsTo(requests, phone, callerId),
      ]);
      if (reply.is === 'lost') return false;
      // An execution that has ended meanwhile may be refused; only Studio's own word that it is over counts.
      const hasEnded = reply.is === 'granted' && reply.value === 'ended';
      if (!hasEnded && (await isActive(requests, flow, execution))) return false;
      if (context.is === 'lost') return false;
      // Nothing is left of an execution that Studio no longer has; any other refusal leaves it open whether there is a call.
      if (context.is === 'refused') return context.refusal.status === 404;
      // No page says whether ending an execution hangs up its call, so the call is completed too. Studio names a call when it was
      // answered or missed. One that still waits in Twilio's queue, or rings, is found by its number: nobody else could call this
      // contact until now.
      const own = callSidIn(context.value.context);
      if (calls.is !== 'granted') return own !== undefined && hangUp(requests, own);
      const states = calls.value;
      const live = liveIn(states);
      if (own === undefined) {
        // Between the list and the end it may have dialled: where the list shows no call, it is read again.
        const late = live.length > 0 ? calls : await callsTo(requests, phone, callerId);
        if (late.is !== 'granted') return false;
        return (await Promise.all(liveIn(late.value).map((sid) => hangUp(requests, sid)))).every(Boolean);
      }
      return (states.has(own) && !live.includes(own)) || hangUp(requests, own);
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
  if (refusal.status === 409 && refusal.code === 20409) {
    const sid = field(refusal.details, 'conflicting_execution_sid');
    if (isSid('FN', sid)) return { is: 'conflict', execution: sid };
  }
  if (refusal.status === 429) return { is: 'limited' };
  const why = describe(refusal);
  const cause = causeOfRefusedCreation(refusal);
  if (cause !== undefined) return { is: 'impossible', cause, why };
  // Any other 400 is about this call: its number is invalid, blocked or not permitted. If it is about something that all
  // calls share, every agent is refused in turn and the incident ends loudly instead of hanging on the first.
  if (refusal.status === 400) return { is: 'refused', why };
  return { is: 'unreachable', why };
}

function causeOfRefusedCreation(refusal: Refusal): 'flow' | 'caller-id' | 'account' | undefined {
  // What Studio answers for a flow that was never published is in none of its pages, and none of its codes (81000 to 81027) is
  // about it; the path of a flow that is not there is not found (20404), and 84004 is an execution that could not be created.
  if (refusal.status === 404 || refusal.code === 84004) return 'flow';
  // Studio has one code for a To and a From that it cannot work with; its words say which of them.
  const { code, message } = refusal;
  if (code === 81023 && /\bFrom\b/.test(message) && !/\bTo\b/.test(message)) return 'caller-id';
  return causeOf(refusal);
}

/**
 * Whether a call that Twilio will not complete is over: 400 with code 21220 when it has ended, 404 when it is gone. Other
 * codes of a 400 count as well, or a call that is over in words that we do not know would hold up its incident for ever.
 */
function isOver(refusal: Refusal): boolean {
  return refusal.status === 400 || refusal.status === 404;
}

async function hangUp(requests: Requests, callSid: string): Promise<boolean> {
  const completed = await requests.send(
    { uri: accountAddress(requests.account, 'Calls', callSid), data: { Status: 'completed' } },
    (reply) => (field(reply, 'sid') === callSid ? callSid : undefined),
  );
  return completed.is === 'granted' || (completed.is === 'refused' && isOver(completed.refusal));
}

/** Twilio lists the newest first; an older one cannot be going on. */
const LATEST_CALLS = 20;

/** The states of a call that is not over (docs: voice/api/call-resource, "Call Status Values"). */
const LIVE: ReadonlySet<unknown> = new Set(['queued', 'initiated', 'ringing', 'in-progress']);

/** The state of each of the latest calls, by its SID. */
const callStates: Reader<ReadonlyMap<string, unknown>> = (page) => {
  const calls = pageOf('calls')(page);
  const sids = calls?.map((call) => field(call, 'sid'));
  if (calls === undefined || sids?.every((sid) => isSid('CA', sid)) !== true) return undefined;
  return new Map(sids.map((sid, index) => [sid, field(calls[index], 'status')]));
};

function liveIn(states: ReadonlyMap<string, unknown>): readonly string[] {
  return [...states].flatMap(([sid, status]) => (LIVE.has(status) ? [sid] : []));
}

function callsTo(requests: Requests, phone: string, from: string): Promise<Reply<ReadonlyMap<string, unknown>>> {
  return requests.send(
    { uri: accountAddress(requests.account, 'Calls'), params: { To: phone, From: from, PageSize: LATEST_CALLS } },
    callStates,
  );
}

async function isActive(requests: Requests, flow: string, execution: string): Promise<boolean> {
  const reply = await statusOf(requests, flow, execution);
  if (reply.is === 'granted') return reply.value !== 'ended';
  return !isMissing(reply);
}

type Status = 'active' | 'ended';

function statusOf(requests: Requests, flow: string, execution: string): Promise<Reply<Status>> {
  return requests.send({ uri: flowAddress(flow, 'Executions', execution) }, statusIn(execution));
}

function contextOf(requests: Requests, flow: string, execution: string): Promise<Reply<{ readonly context: unknown }>> {
  return requests.send({ uri: flowAddress(flow, 'Executions', execution, 'Context') }, (reply) =>
    field(reply, 'execution_sid') === execution ? { context: field(reply, 'context') } : undefined,
  );
}

function newExecution(flow: string): Reader<string> {
  return (reply) => {
    const sid = field(reply, 'sid');
    return isSid('FN', sid) && field(reply, 'flow_sid') === flow ? sid : undefined;
  };
}

function statusIn(execution: string): Reader<Status> {
  return (reply) => {
    const status = field(reply, 'status');
    const isKnown = status === 'active' || status === 'ended';
    return field(reply, 'sid') === execution && isKnown ? status : undefined;
  };
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

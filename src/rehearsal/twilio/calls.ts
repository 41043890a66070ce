import type { CallPort, CallRecord } from './call-port';
import { flatPage } from './page';
import { Refusal, badParameter, notFound } from './refusal';
import { PAGE, type Arrival, type Reply, type Routes } from './route';
import { rfc2822Timestamp } from './timestamp';
import type { World } from './world';

export const CALLS: Routes = {
  ListCall: { handle: listCalls, parameters: ['To', 'From', 'Status', ...PAGE] },
  FetchCall: { handle: fetchCall },
  UpdateCall: { handle: updateCall, parameters: ['Status'] },
};

function fetchCall(world: World, arrival: Arrival): Reply {
  return { body: shown(world, requireCall(world, arrival)) };
}

/** 2010 API, Call resource: list. Newest first. */
function listCalls(world: World, arrival: Arrival): Reply {
  const { parameters } = arrival;
  const isWanted = (call: CallRecord) =>
    (parameters.text('To') ?? call.to) === call.to &&
    (parameters.text('From') ?? call.from) === call.from &&
    (parameters.text('Status') ?? call.status) === call.status;
  const wanted = [...world.executions.calls(), ...world.inbound.calls()]
    .filter((call) => isWanted(call))
    .toReversed()
    .toSorted((one, other) => other.createdAtMs - one.createdAtMs);
  return { body: flatPage(arrival, 'calls', wanted, (call) => shown(world, call)) };
}

/**
 * 2010 API, Call resource: update.
 *
 * `completed` hangs up a call in any state; `canceled` only one that nobody has answered, and leaves one in progress alone. A
 * call that is over is refused (Twilio error 21220).
 */
function updateCall(world: World, arrival: Arrival): Reply {
  const call = requireCall(world, arrival);
  const status = arrival.parameters.text('Status');
  if (status === undefined) throw badParameter('Missing parameter Status: nothing else of a call can be updated here');
  switch (call.status) {
    case 'queued':
    case 'ringing':
      carrierOf(world, call).completeCall(call.sid);
      break;
    case 'in-progress':
      if (status === 'completed') carrierOf(world, call).completeCall(call.sid);
      break;
    case 'completed':
    case 'busy':
    case 'no-answer':
    case 'failed':
    case 'canceled':
      throw new Refusal(400, 21220, 'Invalid call state: the call is not in progress');
  }
  return { body: shown(world, requireCall(world, arrival)) };
}

function requireCall(world: World, arrival: Arrival): CallRecord {
  const sid = arrival.path['Sid'] ?? '';
  const call = world.executions.call(sid) ?? world.inbound.call(sid);
  if (call === undefined) throw notFound(arrival.url.pathname);
  return call;
}

function carrierOf({ executions, inbound }: World, { direction }: CallRecord): CallPort {
  return direction === 'outbound-api' ? executions : inbound;
}

function shown(world: World, call: CallRecord): Record<string, unknown> {
  const path = `/2010-04-01/Accounts/${world.account.sid}/Calls/${call.sid}`;
  const at = rfc2822Timestamp(call.createdAtMs);
  const hasStarted = call.status !== 'queued' && call.status !== 'ringing';
  return {
    sid: call.sid,
    account_sid: world.account.sid,
    parent_call_sid: call.parent ?? null,
    group_sid: null,
    trunk_sid: null,
    phone_number_sid:
      world.standing.numbers.find(({ number }) => number === (call.direction === 'inbound' ? call.to : call.from))
        ?.sid ?? null,
    to: call.to,
    to_formatted: call.to,
    from: call.from,
    from_formatted: call.from,
    forwarded_from: null,
    caller_name: null,
    status: call.status,
    direction: call.direction,
    answered_by: null,
    date_created: at,
    date_updated: at,
    start_time: hasStarted ? at : null,
    // The phones record the beginning of a call, not its end.
    end_time: null,
    duration: null,
    queue_time: '0',
    price: null,
    price_unit: 'USD',
    api_version: '2010-04-01',
    uri: `${path}.json`,
    subresource_uris: { events: `${path}/Events.json`, recordings: `${path}/Recordings.json` },
  };
}

import { metaPage } from '../page';
import { badParameter, conflict, notFound, notReproduced } from '../refusal';
import { PAGE, type Arrival, type Reply, type Routes } from '../route';
import { isoTimestamp } from '../timestamp';
import type { World } from '../world';
import type { StoredSink } from './event-store';

export const SINKS: Routes = {
  ListSink: { handle: listSinks, parameters: PAGE },
  CreateSink: { handle: createSink, parameters: ['Description', 'SinkConfiguration', 'SinkType'] },
  DeleteSink: { handle: deleteSink },
};

/** Event Streams, Sink resource: list. Oldest first. */
function listSinks(world: World, arrival: Arrival): Reply {
  return { body: metaPage(arrival, 'sinks', world.resources.events.sinks.all(), shown) };
}

/** Event Streams, Sink resource: create. Active at once (docs: events/event-streams/sink-resource/validate). */
function createSink(world: World, arrival: Arrival): Reply {
  const type = arrival.parameters.text('SinkType');
  if (type !== 'webhook') throw notReproduced(`sinks of type ${type ?? 'none'}`);
  const sink: StoredSink = {
    sid: world.newSid('DG'),
    description: arrival.parameters.text('Description') ?? '',
    ...readConfiguration(arrival.parameters.object('SinkConfiguration') ?? {}),
    status: 'active',
    createdAtMs: arrival.nowMs,
    updatedAtMs: arrival.nowMs,
  };
  world.resources.events.sinks.put(sink);
  return { body: shown(sink) };
}

/** Event Streams, Sink resource: delete. One that a subscription still names stays; what Twilio does then is not documented. */
function deleteSink(world: World, arrival: Arrival): Reply {
  const sink = requireSink(world, arrival);
  if (isInUse(world, sink)) throw conflict('The Sink is used by a Subscription');
  world.resources.events.sinks.remove(sink.sid);
  return {};
}

/** The sink of a path. Refuses one that does not exist (404/20404). */
function requireSink(world: World, arrival: Arrival): StoredSink {
  const sink = world.resources.events.sinks.find(arrival.path['Sid'] ?? '');
  if (sink === undefined) throw notFound(arrival.url.pathname);
  return sink;
}

function isInUse(world: World, { sid }: StoredSink): boolean {
  return world.resources.events.subscriptions.where(({ sinkSid }) => sinkSid === sid).length > 0;
}

/** `{ destination, method, batch_events }` (docs: events/event-streams/sink-resource). */
function readConfiguration(
  configuration: Readonly<Record<string, unknown>>,
): Pick<StoredSink, 'destination' | 'method' | 'batchEvents'> {
  const { destination, method, batch_events: batchEvents, ...others } = configuration;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw badParameter(`SinkConfiguration of a webhook has no ${unknown}`);
  if (typeof destination !== 'string' || !URL.canParse(destination) || !/^https?:/.test(destination)) {
    throw badParameter('SinkConfiguration must have a destination, which is an http or https address');
  }
  if (method !== 'POST' && method !== 'GET') throw badParameter('SinkConfiguration must have a method, POST or GET');
  if (method === 'GET') throw notReproduced('sinks that are sent GET requests');
  if (batchEvents !== undefined && typeof batchEvents !== 'boolean') {
    throw badParameter('batch_events of SinkConfiguration must be true or false');
  }
  return { destination, method, batchEvents: batchEvents ?? true };
}

function shown(sink: StoredSink): Record<string, unknown> {
  const url = `https://events.twilio.com/v1/Sinks/${sink.sid}`;
  return {
    sid: sink.sid,
    description: sink.description,
    sink_configuration: { destination: sink.destination, method: sink.method, batch_events: sink.batchEvents },
    sink_type: 'webhook',
    status: sink.status,
    date_created: isoTimestamp(sink.createdAtMs),
    date_updated: isoTimestamp(sink.updatedAtMs),
    url,
    links: { sink_test: `${url}/Test`, sink_validate: `${url}/Validate` },
  };
}

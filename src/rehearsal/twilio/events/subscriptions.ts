import { isRecord } from '../../../text/json';
import { metaPage } from '../page';
import { jsonOf } from '../parameters';
import { badParameter, notFound } from '../refusal';
import { PAGE, type Arrival, type Reply, type Routes } from '../route';
import { isoTimestamp } from '../timestamp';
import type { World } from '../world';
import type { StoredSubscription, SubscribedType } from './event-store';

export const SUBSCRIPTIONS: Routes = {
  ListSubscription: { handle: listSubscriptions, parameters: ['SinkSid', ...PAGE] },
  CreateSubscription: { handle: createSubscription, parameters: ['Description', 'SinkSid', 'Types'] },
  DeleteSubscription: { handle: deleteSubscription },
  ListSubscribedEvent: { handle: listSubscribedEvents, parameters: PAGE },
};

/** The types of Studio (docs: events/event-types), each with its newest schema; no other is reproduced. */
const newestSchema: ReadonlyMap<string, number> = new Map([
  ['com.twilio.studio.flow.execution.started', 1],
  ['com.twilio.studio.flow.execution.ended', 1],
  ['com.twilio.studio.flow.step.started', 1],
  ['com.twilio.studio.flow.step.ended', 1],
]);

/** Event Streams, Subscription resource: list. Oldest first. */
function listSubscriptions(world: World, arrival: Arrival): Reply {
  const sink = arrival.parameters.text('SinkSid');
  const wanted = world.resources.events.subscriptions.where(({ sinkSid }) => (sink ?? sinkSid) === sinkSid);
  return { body: metaPage(arrival, 'subscriptions', wanted, (subscription) => shown(world, subscription)) };
}

/** Event Streams, Subscription resource: create. `Types` is repeated, each a JSON object with a `type`. */
function createSubscription(world: World, arrival: Arrival): Reply {
  const { parameters } = arrival;
  const sinkSid = parameters.text('SinkSid') ?? '';
  if (world.resources.events.sinks.find(sinkSid) === undefined) {
    throw badParameter('Invalid value for parameter SinkSid: there is no such Sink');
  }
  const types = parameters.texts('Types').map((text) => readType(text));
  if (new Set(types.map(({ type }) => type)).size < types.length) {
    throw badParameter('Invalid value for parameter Types: a type stands there twice');
  }
  const subscription: StoredSubscription = {
    sid: world.newSid('DF'),
    description: parameters.text('Description') ?? '',
    sinkSid,
    types,
    createdAtMs: arrival.nowMs,
    updatedAtMs: arrival.nowMs,
  };
  world.resources.events.subscriptions.put(subscription);
  return { body: shown(world, subscription) };
}

function deleteSubscription(world: World, arrival: Arrival): Reply {
  world.resources.events.subscriptions.remove(requireSubscription(world, arrival, arrival.path['Sid']).sid);
  return {};
}

function listSubscribedEvents(world: World, arrival: Arrival): Reply {
  const subscription = requireSubscription(world, arrival);
  return {
    body: metaPage(arrival, 'types', subscription.types, (subscribed) => shownType(world, subscription, subscribed)),
  };
}

function requireSubscription(
  world: World,
  arrival: Arrival,
  sid = arrival.path['SubscriptionSid'] ?? '',
): StoredSubscription {
  const subscription = world.resources.events.subscriptions.find(sid);
  if (subscription === undefined) throw notFound(arrival.url.pathname);
  return subscription;
}

function readType(text: string): SubscribedType {
  const value = jsonOf('Types', text);
  const { type, schema_version: version, ...others }: Partial<Record<string, unknown>> = isRecord(value) ? value : {};
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw badParameter(`Each of the Types has a type and a schema_version, not ${unknown}`);
  if (version !== undefined && typeof version !== 'number') throw badParameter('schema_version must be a number');
  return subscribedType(type, version);
}

function subscribedType(type: unknown, version: number | undefined): SubscribedType {
  const newest = typeof type === 'string' ? newestSchema.get(type) : undefined;
  if (typeof type !== 'string' || newest === undefined) {
    throw badParameter(`Invalid value for parameter Types: ${JSON.stringify(type)} is not an event type`);
  }
  const schemaVersion = version ?? newest;
  if (schemaVersion < 1 || schemaVersion > newest) throw badParameter(`${type} has no schema ${schemaVersion}`);
  return { type, schemaVersion };
}

function address({ sid }: StoredSubscription): string {
  return `https://events.twilio.com/v1/Subscriptions/${sid}`;
}

function shown(world: World, subscription: StoredSubscription): Record<string, unknown> {
  const url = address(subscription);
  return {
    sid: subscription.sid,
    account_sid: world.account.sid,
    description: subscription.description,
    sink_sid: subscription.sinkSid,
    date_created: isoTimestamp(subscription.createdAtMs),
    date_updated: isoTimestamp(subscription.updatedAtMs),
    url,
    links: { subscribed_events: `${url}/SubscribedEvents` },
  };
}

function shownType(
  world: World,
  subscription: StoredSubscription,
  { type, schemaVersion }: SubscribedType,
): Record<string, unknown> {
  return {
    account_sid: world.account.sid,
    subscription_sid: subscription.sid,
    type,
    schema_version: schemaVersion,
    url: `${address(subscription)}/SubscribedEvents/${type}`,
  };
}

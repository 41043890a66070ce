import { field } from '../text/json';
import type { Account } from './account';

/** What tells that a call was hung up. */
export const ENDED_EVENT = 'com.twilio.studio.flow.execution.ended';

/** The version of its schema that /studio-events reads. */
const SCHEMA_VERSION = 1;

const DESCRIPTION = 'oncall: ended calls';
const USER = 'events';

/** The address of the sink: Event Streams turns its user and password into HTTP Basic credentials. */
export function sinkDestination(domain: string, password: string): string {
  return `https://${USER}:${encodeURIComponent(password)}@${domain}/studio-events`;
}

/** A sink of the account. */
export interface Sink {
  readonly sid: string;
  readonly status: string;
  readonly destination: string;
}

/** What the account has of the way from Studio to /studio-events. */
export interface EventStream {
  /** The sink that leads to this deployment with the right password; undefined when there is none. */
  readonly sink?: Sink;
  /** Those that lead to it with another password, or that have failed. */
  readonly stale: readonly Sink[];
  /** Whether the sink gets ended executions. */
  readonly isSubscribed: boolean;
}

/** What the account has. A sink's configuration cannot be changed, so one with an old password is replaced. */
export async function readEventStream(account: Account, destination: string): Promise<EventStream> {
  const sinks = await account.read('list the sinks of Event Streams', (client) => client.events.v1.sinks.list());
  const ours = sinks
    .map(({ sid, status, sinkConfiguration }) => ({ sid, status, destination: destinationIn(sinkConfiguration) }))
    .filter((sink) => leadsTo(sink.destination, destination));
  const sink = ours.find((each) => each.status !== 'failed' && hasCredentials(each.destination, destination));
  const stale = ours.filter((each) => each !== sink);
  if (sink === undefined) return { stale, isSubscribed: false };
  return { sink, stale, isSubscribed: (await subscriptionsOf(account, sink.sid)).some(({ isToEnded }) => isToEnded) };
}

function destinationIn(configuration: unknown): string {
  const destination = field(configuration, 'destination');
  return typeof destination === 'string' ? destination : '';
}

/** Whether two addresses are the same but for their credentials. */
export function leadsTo(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && bare(one) === bare(other);
}

function bare(address: string): string {
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`;
}

/** Whether the credentials are the same; those that Twilio hides are taken to be. */
function hasCredentials(found: string, wanted: string): boolean {
  const { password } = new URL(found);
  return password === new URL(wanted).password || /^(?:%2A|\*|x|X|•|%E2%80%A2)+$/.test(password);
}

async function subscriptionsOf(
  account: Account,
  sinkSid: string,
): Promise<readonly { readonly sid: string; readonly isToEnded: boolean }[]> {
  const purpose = 'list the subscriptions of Event Streams';
  const subscriptions = await account.read(purpose, (client) => client.events.v1.subscriptions.list({ sinkSid }));
  const found: { sid: string; isToEnded: boolean }[] = [];
  for (const { sid } of subscriptions) {
    const events = await account.read(purpose, (client) => client.events.v1.subscriptions(sid).subscribedEvents.list());
    found.push({ sid, isToEnded: events.some(({ type }) => type === ENDED_EVENT) });
  }
  return found;
}

/** Makes what is missing, then removes what leads to the same place and does not work. Returns what it did, in words. */
export async function ensureEventStream(
  account: Account,
  destination: string,
  stream: EventStream,
): Promise<readonly string[]> {
  const done: string[] = [];
  let sinkSid = stream.sink?.sid;
  if (sinkSid === undefined) {
    const sink = await account.change('create the sink of Event Streams', (client) =>
      client.events.v1.sinks.create({
        description: DESCRIPTION,
        sinkType: 'webhook',
        sinkConfiguration: { destination, method: 'POST', batch_events: false },
      }),
    );
    sinkSid = sink.sid;
    done.push('sink created');
  }
  if (!stream.isSubscribed) {
    const to = sinkSid;
    await account.change('subscribe to ended executions', (client) =>
      client.events.v1.subscriptions.create({
        description: DESCRIPTION,
        sinkSid: to,
        types: [{ type: ENDED_EVENT, schema_version: SCHEMA_VERSION }],
      }),
    );
    done.push('subscribed');
  }
  for (const { sid } of stream.stale) {
    await removeSink(account, sid);
    done.push('old sink removed');
  }
  return done;
}

async function removeSink(account: Account, sinkSid: string): Promise<void> {
  for (const { sid } of await subscriptionsOf(account, sinkSid)) {
    await account.change('remove an old subscription', (client) => client.events.v1.subscriptions(sid).remove());
  }
  await account.change('remove an old sink', (client) => client.events.v1.sinks(sinkSid).remove());
}

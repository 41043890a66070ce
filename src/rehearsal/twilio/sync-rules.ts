import { badParameter, Refusal, notFound } from './refusal';
import type { Arrival } from './route';
import type { SyncItem, SyncObject, SyncObjects, SyncStored } from './sync-objects';
import { isoTimestamp } from './timestamp';
import type { World } from './world';

const dataLimitBytes = 16 * 1024;
const ttlLimitSeconds = 31_536_000;
const uniqueNameLimit = 256;

/** The account has one service, which is also its default one. Refuses any other (404/54050). */
export function requireService(world: World, arrival: Arrival, service = arrival.path['ServiceSid']): void {
  if (service === 'default' || service === world.syncServiceSid) return;
  throw missing(world, arrival, 54050, 'Service Instance not found');
}

/** Sync's 404, under its own code or under Twilio's common one: no page settles which. */
export function missing(world: World, arrival: Arrival, code: number, message: string): Refusal {
  if (world.switches.syncNotFoundCode === 20404) return notFound(arrival.url.pathname);
  return new Refusal(404, code, message);
}

/**
 * The unique name of a new object. Refuses one that is not 1 to 256 characters or looks like a SID (400/54302), and one that is
 * taken (409/54301).
 */
function newUniqueName<Stored extends SyncObject>(arrival: Arrival, objects: SyncObjects<Stored>): string | undefined {
  const name = arrival.parameters.text('UniqueName');
  if (name === undefined) return undefined;
  if (name.length < 1 || name.length > uniqueNameLimit || /^[A-Z]{2}[a-f0-9]{32}$/.test(name)) {
    throw new Refusal(400, 54302, 'Invalid unique name');
  }
  if (objects.find(name, arrival.nowMs) !== undefined) throw new Refusal(409, 54301, 'Unique name already exists');
  return name;
}

/** What every new object starts with; `objects` are those of its kind, `ttl` the parameters of its time to live. */
export function newObject<Stored extends SyncObject>(
  world: World,
  arrival: Arrival,
  {
    prefix,
    objects,
    ttl,
  }: { readonly prefix: string; readonly objects: SyncObjects<Stored>; readonly ttl: readonly string[] },
): SyncObject {
  const uniqueName = newUniqueName(arrival, objects);
  const expiresAtMs = expiry(arrival, ...ttl);
  const at = { createdAtMs: arrival.nowMs, updatedAtMs: arrival.nowMs, expiresAtMs };
  return { sid: world.newSid(prefix), uniqueName, writes: 0, ...at };
}

/** What every new item of a list or a map starts with. */
export function newItem(arrival: Arrival): SyncItem {
  const data = arrival.parameters.object('Data') ?? {};
  const expiresAtMs = expiry(arrival, 'ItemTtl', 'Ttl');
  return { data, writes: 0, createdAtMs: arrival.nowMs, updatedAtMs: arrival.nowMs, expiresAtMs };
}

/** What an update makes of an item, unless its If-Match is another revision. */
export function updatedItem<Item extends SyncItem>(
  world: World,
  arrival: Arrival,
  item: Item,
  mismatch: { readonly code: number; readonly message: string },
): Item {
  requireMatch(world, arrival, item, mismatch);
  requireParameters(arrival);
  if (arrival.parameters.names().every((name) => name === 'CollectionTtl')) {
    // The REST description of CollectionTtl; it names no code.
    throw badParameter('CollectionTtl can only be used when the data or the ttl of the item is updated, too');
  }
  return {
    ...item,
    data: arrival.parameters.object('Data') ?? item.data,
    writes: item.writes + 1,
    updatedAtMs: arrival.nowMs,
    expiresAtMs: newExpiry(arrival, item.expiresAtMs, 'ItemTtl', 'Ttl'),
  };
}

/**
 * Refuses a write whose If-Match is another revision, with Sync's own code for it or, as a support article has it ("Error 20412:
 * Precondition failed for Sync"), with Twilio's common one. The status is 412 either way.
 */
export function requireMatch(
  world: World,
  arrival: Arrival,
  { writes }: SyncStored,
  { code, message }: { readonly code: number; readonly message: string },
): void {
  const ifMatch = arrival.headers['if-match'];
  if (ifMatch === undefined) return;
  if (!/^[0-9a-f]+$/.test(ifMatch)) throw new Refusal(400, 54003, 'Invalid If-Match header');
  if (ifMatch === revision(writes)) return;
  if (world.switches.syncMismatchCode === 20412) throw new Refusal(412, 20412, 'Precondition Failed');
  throw new Refusal(412, code, message);
}

/** Twilio error 54010: an update that changes nothing. */
export function requireParameters(arrival: Arrival): void {
  if (arrival.parameters.names().length === 0) throw new Refusal(400, 54010, 'No parameters specified');
}

/** Twilio error 54006: the JSON as it was sent may take 16 KiB. */
export function requireSmallData(arrival: Arrival): void {
  if (arrival.parameters.bytes('Data') > dataLimitBytes) throw new Refusal(413, 54006, 'Request entity too large');
}

/**
 * Twilio error 54009: 20 writes per second and object. A write to an item counts for the list or map that holds it (docs:
 * sync/limits, "Rate of Object Writes").
 */
export function requireWriteRate(world: World, sid: string, nowMs: number): void {
  if (!world.syncRate.admits(sid, nowMs)) throw new Refusal(429, 54009, 'Rate limit exceeded');
}

/**
 * When something expires whose time to live, in seconds, is the first of these parameters that was sent; undefined when it stays,
 * as with a time to live of 0. Refuses one that is negative or over a year (400/54011).
 */
export function expiry(arrival: Arrival, ...names: readonly string[]): number | undefined {
  const ttlSeconds = sentTtl(arrival, names) ?? 0;
  if (ttlSeconds < 0 || ttlSeconds > ttlLimitSeconds) throw new Refusal(400, 54011, 'Invalid TTL');
  return ttlSeconds === 0 ? undefined : arrival.nowMs + ttlSeconds * 1000;
}

/** As `expiry`, and `before` when none of the parameters was sent. */
export function newExpiry(
  arrival: Arrival,
  before: number | undefined,
  ...names: readonly string[]
): number | undefined {
  return sentTtl(arrival, names) === undefined ? before : expiry(arrival, ...names);
}

/** Hexadecimal, so that nobody takes it for a number to count with. */
export function revision(writes: number): string {
  return writes.toString(16);
}

/** What Sync shows of every object. */
export function shownObject(world: World, object: SyncObject, url: string): Record<string, unknown> {
  return { sid: object.sid, unique_name: object.uniqueName ?? null, ...shownStored(world, object, url) };
}

/** What Sync shows of every item of a list or a map. */
export function shownItem(world: World, item: SyncItem, url: string): Record<string, unknown> {
  return { data: item.data, ...shownStored(world, item, url) };
}

function shownStored(world: World, stored: SyncStored, url: string): Record<string, unknown> {
  return {
    account_sid: world.account.sid,
    service_sid: world.syncServiceSid,
    url,
    revision: revision(stored.writes),
    date_expires: stored.expiresAtMs === undefined ? null : isoTimestamp(stored.expiresAtMs),
    date_created: isoTimestamp(stored.createdAtMs),
    date_updated: isoTimestamp(stored.updatedAtMs),
    created_by: 'system',
  };
}

function sentTtl(arrival: Arrival, names: readonly string[]): number | undefined {
  return names.map((name) => arrival.parameters.integer(name)).find((seconds) => seconds !== undefined);
}

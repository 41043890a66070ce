import { isoMoment } from './moment';
import { Refusal, notFound } from './refusal';
import type { Arrival } from './route';
import type { SyncObject, SyncObjects } from './sync-objects';
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
export function newUniqueName<Stored extends SyncObject>(
  arrival: Arrival,
  objects: SyncObjects<Stored>,
): string | undefined {
  const name = arrival.parameters.text('UniqueName');
  if (name === undefined) return undefined;
  if (name.length < 1 || name.length > uniqueNameLimit || /^[A-Z]{2}[a-f0-9]{32}$/.test(name)) {
    throw new Refusal(400, 54302, 'Invalid unique name');
  }
  if (objects.find(name, arrival.nowMs) !== undefined) throw new Refusal(409, 54301, 'Unique name already exists');
  return name;
}

/** Twilio error 54006: the JSON as it was sent may take 16 KiB. */
export function requireSmallData(arrival: Arrival): void {
  if (arrival.parameters.bytes('Data') > dataLimitBytes) throw new Refusal(413, 54006, 'Request entity too large');
}

/** Twilio error 54009: 20 writes per second and object. */
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

/** When something expires as Sync shows it. */
export function shownExpiry(expiresAtMs: number | undefined): string | null {
  return expiresAtMs === undefined ? null : isoMoment(expiresAtMs);
}

function sentTtl(arrival: Arrival, names: readonly string[]): number | undefined {
  return names.map((name) => arrival.parameters.integer(name)).find((seconds) => seconds !== undefined);
}

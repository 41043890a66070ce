import type { StoredDocument } from './document-store';
import { isoMoment } from './moment';
import { metaPage } from './page';
import { Refusal, notFound } from './refusal';
import type { Arrival, Reply } from './route';
import type { World } from './world';

const dataLimitBytes = 16 * 1024;
const ttlLimitSeconds = 31_536_000;
const uniqueNameLimit = 256;

/** Sync, Document resource: list. Oldest first. */
export function listDocuments(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  const all = world.documents.all(arrival.nowMs);
  return { body: metaPage(arrival, 'documents', all, (document) => shown(world, document)) };
}

/** Sync, Document resource: create. A unique name that is taken is refused with 409/54301. */
export function createDocument(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  const uniqueName = arrival.parameters.text('UniqueName');
  if (uniqueName !== undefined) requireUniqueName(uniqueName);
  const expiresAtMs = expiry(arrival);
  requireSmallData(arrival);
  if (uniqueName !== undefined && world.documents.find(uniqueName, arrival.nowMs) !== undefined) {
    throw new Refusal(409, 54301, 'Unique name already exists');
  }
  const document: StoredDocument = {
    sid: world.newSid('ET'),
    uniqueName,
    data: arrival.parameters.object('Data') ?? {},
    writes: 0,
    createdAtMs: arrival.nowMs,
    updatedAtMs: arrival.nowMs,
    expiresAtMs,
  };
  requireWriteRate(world, document.sid, arrival.nowMs);
  world.documents.put(document);
  return reply(world, document);
}

/** Sync, Document resource: fetch, by SID or unique name. Sync promises only that reads become consistent in the end. */
export function fetchDocument(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  const document = world.documents.findPast(arrival.path['Sid'] ?? '', arrival.nowMs, arrival.readsAgeMs);
  if (document === undefined) throw missing(world, arrival, 54100, 'Document not found');
  return reply(world, document);
}

/** Sync, Document resource: update. With If-Match only when the revision is that one (412/54103). */
export function updateDocument(world: World, arrival: Arrival): Reply {
  const document = requireDocument(world, arrival);
  requireWriteRate(world, document.sid, arrival.nowMs);
  requireMatch(document, arrival.headers['if-match']);
  if (arrival.parameters.names().length === 0) throw new Refusal(400, 54010, 'No parameters specified');
  const updated: StoredDocument = {
    ...document,
    data: arrival.parameters.object('Data') ?? document.data,
    writes: document.writes + 1,
    updatedAtMs: arrival.nowMs,
    expiresAtMs: arrival.parameters.integer('Ttl') === undefined ? document.expiresAtMs : expiry(arrival),
  };
  requireSmallData(arrival);
  world.documents.put(updated);
  return reply(world, updated);
}

/** Sync, Document resource: delete. Takes no If-Match. */
export function deleteDocument(world: World, arrival: Arrival): Reply {
  const document = requireDocument(world, arrival);
  requireWriteRate(world, document.sid, arrival.nowMs);
  world.documents.remove(document);
  return {};
}

function requireService(world: World, arrival: Arrival): void {
  const service = arrival.path['ServiceSid'];
  if (service === 'default' || service === world.documents.serviceSid) return;
  throw missing(world, arrival, 54050, 'Service Instance not found');
}

function requireDocument(world: World, arrival: Arrival): StoredDocument {
  requireService(world, arrival);
  const document = world.documents.find(arrival.path['Sid'] ?? '', arrival.nowMs);
  if (document === undefined) throw missing(world, arrival, 54100, 'Document not found');
  return document;
}

function missing(world: World, arrival: Arrival, code: number, message: string): Refusal {
  if (world.switches.syncNotFoundCode === 20404) return notFound(arrival.url.pathname);
  return new Refusal(404, code, message);
}

/** Twilio error 54302: 1 to 256 characters that do not look like a SID. */
function requireUniqueName(name: string): void {
  if (name.length >= 1 && name.length <= uniqueNameLimit && !/^[A-Z]{2}[a-f0-9]{32}$/.test(name)) return;
  throw new Refusal(400, 54302, 'Invalid unique name');
}

/** Twilio error 54006: the JSON as it was sent may take 16 KiB. */
function requireSmallData(arrival: Arrival): void {
  if (arrival.parameters.bytes('Data') > dataLimitBytes) throw new Refusal(413, 54006, 'Request entity too large');
}

/** Twilio error 54009: 20 writes per second and object. */
function requireWriteRate(world: World, sid: string, nowMs: number): void {
  if (!world.documentRate.admits(sid, nowMs)) throw new Refusal(429, 54009, 'Rate limit exceeded');
}

/** Twilio error 54011: a time to live of 0 means that the document stays. */
function expiry(arrival: Arrival): number | undefined {
  const ttlSeconds = arrival.parameters.integer('Ttl') ?? 0;
  if (ttlSeconds < 0 || ttlSeconds > ttlLimitSeconds) throw new Refusal(400, 54011, 'Invalid TTL');
  return ttlSeconds === 0 ? undefined : arrival.nowMs + ttlSeconds * 1000;
}

function requireMatch(document: StoredDocument, ifMatch: string | undefined): void {
  if (ifMatch === undefined) return;
  if (!/^[0-9a-f]+$/.test(ifMatch)) throw new Refusal(400, 54003, 'Invalid If-Match header');
  if (ifMatch !== revision(document)) {
    throw new Refusal(412, 54103, 'The revision of the Document does not match the expected revision');
  }
}

/** Hexadecimal, so that nobody takes it for a number to count with. */
function revision(document: StoredDocument): string {
  return document.writes.toString(16);
}

function reply(world: World, document: StoredDocument): Reply {
  return { body: shown(world, document), headers: { etag: revision(document) } };
}

function shown(world: World, document: StoredDocument): Record<string, unknown> {
  const { serviceSid } = world.documents;
  const url = `https://sync.twilio.com/v1/Services/${serviceSid}/Documents/${document.sid}`;
  return {
    sid: document.sid,
    unique_name: document.uniqueName ?? null,
    account_sid: world.account.sid,
    service_sid: serviceSid,
    url,
    links: { permissions: `${url}/Permissions` },
    revision: revision(document),
    data: document.data,
    date_expires: document.expiresAtMs === undefined ? null : isoMoment(document.expiresAtMs),
    date_created: isoMoment(document.createdAtMs),
    date_updated: isoMoment(document.updatedAtMs),
    created_by: 'system',
  };
}

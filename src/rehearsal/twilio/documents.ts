import { isoMoment } from './moment';
import { metaPage } from './page';
import { Refusal } from './refusal';
import type { Arrival, Reply } from './route';
import type { StoredDocument } from './sync-objects';
import {
  expiry,
  missing,
  newExpiry,
  newUniqueName,
  requireService,
  requireSmallData,
  requireWriteRate,
  revision,
  shownExpiry,
} from './sync-rules';
import type { World } from './world';

/** Sync, Document resource: list. Oldest first. */
export function listDocuments(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  const all = world.documents.all(arrival.nowMs);
  return { body: metaPage(arrival, 'documents', all, (document) => shown(world, document)) };
}

/** Sync, Document resource: create. A unique name that is taken is refused with 409/54301. */
export function createDocument(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  const uniqueName = newUniqueName(arrival, world.documents);
  const expiresAtMs = expiry(arrival, 'Ttl');
  requireSmallData(arrival);
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
    expiresAtMs: newExpiry(arrival, document.expiresAtMs, 'Ttl'),
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

function requireDocument(world: World, arrival: Arrival): StoredDocument {
  requireService(world, arrival);
  const document = world.documents.find(arrival.path['Sid'] ?? '', arrival.nowMs);
  if (document === undefined) throw missing(world, arrival, 54100, 'Document not found');
  return document;
}

function requireMatch(document: StoredDocument, ifMatch: string | undefined): void {
  if (ifMatch === undefined) return;
  if (!/^[0-9a-f]+$/.test(ifMatch)) throw new Refusal(400, 54003, 'Invalid If-Match header');
  if (ifMatch !== revision(document.writes)) {
    throw new Refusal(412, 54103, 'The revision of the Document does not match the expected revision');
  }
}

function reply(world: World, document: StoredDocument): Reply {
  return { body: shown(world, document), headers: { etag: revision(document.writes) } };
}

function shown(world: World, document: StoredDocument): Record<string, unknown> {
  const url = `https://sync.twilio.com/v1/Services/${world.syncServiceSid}/Documents/${document.sid}`;
  return {
    sid: document.sid,
    unique_name: document.uniqueName ?? null,
    account_sid: world.account.sid,
    service_sid: world.syncServiceSid,
    url,
    links: { permissions: `${url}/Permissions` },
    revision: revision(document.writes),
    data: document.data,
    date_expires: shownExpiry(document.expiresAtMs),
    date_created: isoMoment(document.createdAtMs),
    date_updated: isoMoment(document.updatedAtMs),
    created_by: 'system',
  };
}

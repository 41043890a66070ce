import { metaPage } from './page';
import type { Arrival, Reply } from './route';
import type { StoredDocument } from './sync-objects';
import {
  missing,
  newExpiry,
  newObject,
  requireMatch,
  requireParameters,
  requireService,
  requireSmallData,
  requireWriteRate,
  revision,
  shownObject,
} from './sync-rules';
import type { World } from './world';

const MISMATCH = { code: 54103, message: 'The revision of the Document does not match the expected revision' };

/** Sync, Document resource: list. Oldest first. It may lag behind as a fetch may. */
export function listDocuments(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  const all = world.documents.all(arrival.nowMs, arrival.readsAgeMs);
  return { body: metaPage(arrival, 'documents', all, (document) => shown(world, document)) };
}

/** Sync, Document resource: create. A unique name that is taken is refused with 409/54301. */
export function createDocument(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  requireSmallData(arrival);
  const document: StoredDocument = {
    ...newObject(world, arrival, { prefix: 'ET', objects: world.documents, ttl: ['Ttl'] }),
    data: arrival.parameters.object('Data') ?? {},
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
  requireMatch(world, arrival, document, MISMATCH);
  requireParameters(arrival);
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

function reply(world: World, document: StoredDocument): Reply {
  return { body: shown(world, document), headers: { etag: revision(document.writes) } };
}

function shown(world: World, document: StoredDocument): Record<string, unknown> {
  const url = `https://sync.twilio.com/v1/Services/${world.syncServiceSid}/Documents/${document.sid}`;
  return { ...shownObject(world, document, url), links: { permissions: `${url}/Permissions` }, data: document.data };
}

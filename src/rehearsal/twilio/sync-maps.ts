import { metaPage } from './page';
import { Refusal } from './refusal';
import type { Arrival, Reply } from './route';
import type { StoredMap, StoredMapItem } from './sync-objects';
import {
  livingItems,
  missing,
  newExpiry,
  newItem,
  newObject,
  requireMatch,
  requireParameters,
  requireService,
  requireSmallData,
  requireWriteRate,
  revision,
  shownItem,
  shownObject,
  updatedItem,
  wantedItems,
} from './sync-rules';
import type { World } from './world';

/** Error 54209's page allows 256 characters, the REST description 320: a key that only one of them allows is refused. */
const keyLimit = 256;

const MISMATCH = { code: 54205, message: 'The revision of the Map Item does not match the expected revision' };

/** Sync, Map resource: list. Oldest first. */
export function listSyncMaps(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  return { body: metaPage(arrival, 'maps', world.maps.all(arrival.nowMs), (map) => shown(world, map)) };
}

/** Sync, Map resource: create. A unique name that is taken is refused with 409/54301. */
export function createSyncMap(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  const map: StoredMap = {
    ...newObject(world, arrival, { prefix: 'MP', objects: world.maps, ttl: ['CollectionTtl', 'Ttl'] }),
    items: [],
  };
  requireWriteRate(world, map.sid, arrival.nowMs);
  world.maps.put(map);
  return reply(world, map);
}

/** Sync, Map resource: fetch, by SID or unique name. */
export function fetchSyncMap(world: World, arrival: Arrival): Reply {
  return reply(world, readMap(world, arrival, arrival.path['Sid']));
}

/** Sync, Map resource: update. Only its time to live can be changed. */
export function updateSyncMap(world: World, arrival: Arrival): Reply {
  const map = requireMap(world, arrival, arrival.path['Sid']);
  requireParameters(arrival);
  const updated = written(map, arrival, { expiresAtMs: newExpiry(arrival, map.expiresAtMs, 'CollectionTtl', 'Ttl') });
  requireWriteRate(world, map.sid, arrival.nowMs);
  world.maps.put(updated);
  return reply(world, updated);
}

/** Sync, Map resource: delete, with everything in it. */
export function deleteSyncMap(world: World, arrival: Arrival): Reply {
  const map = requireMap(world, arrival, arrival.path['Sid']);
  requireWriteRate(world, map.sid, arrival.nowMs);
  world.maps.remove(map);
  return {};
}

/** Sync, MapItem resource: list. By key, ascending unless `Order` says otherwise; `From` is the key to begin at. */
export function listSyncMapItems(world: World, arrival: Arrival): Reply {
  const map = readMap(world, arrival, arrival.path['MapSid']);
  const wanted = wantedItems(arrival, livingItems(map.items, arrival.nowMs), {
    from: arrival.parameters.text('From'),
    positionOf: ({ key }) => key,
  });
  return { body: metaPage(arrival, 'items', wanted, (item) => shownMapItem(world, map, item)) };
}

/** Sync, MapItem resource: create. A key that is taken is refused with 409/54208. */
export function createSyncMapItem(world: World, arrival: Arrival): Reply {
  const map = requireMap(world, arrival, arrival.path['MapSid']);
  const key = arrival.parameters.text('Key') ?? '';
  if (key.length < 1 || key.length > keyLimit) throw new Refusal(400, 54209, 'Invalid Map Item key');
  const item: StoredMapItem = { ...newItem(arrival), key };
  const expiresAtMs = newExpiry(arrival, map.expiresAtMs, 'CollectionTtl');
  requireSmallData(arrival);
  requireWriteRate(world, map.sid, arrival.nowMs);
  const others = livingItems(map.items, arrival.nowMs);
  if (others.some((other) => other.key === key)) throw new Refusal(409, 54208, 'Map Item already exists');
  world.maps.put(written(map, arrival, { items: inOrder([...others, item]), expiresAtMs }));
  return itemReply(world, map, item);
}

/** Sync, MapItem resource: fetch, by key. */
export function fetchSyncMapItem(world: World, arrival: Arrival): Reply {
  const map = readMap(world, arrival, arrival.path['MapSid']);
  return itemReply(world, map, requireItem(world, arrival, map));
}

/** Sync, MapItem resource: update. With If-Match only when the item's revision is that one (412/54205). */
export function updateSyncMapItem(world: World, arrival: Arrival): Reply {
  const map = requireMap(world, arrival, arrival.path['MapSid']);
  const item = requireItem(world, arrival, map);
  requireWriteRate(world, map.sid, arrival.nowMs);
  const updated = updatedItem(world, arrival, item, MISMATCH);
  const expiresAtMs = newExpiry(arrival, map.expiresAtMs, 'CollectionTtl');
  requireSmallData(arrival);
  world.maps.put(written(map, arrival, { items: inOrder([...without(map, item), updated]), expiresAtMs }));
  return itemReply(world, map, updated);
}

/** Sync, MapItem resource: delete. Takes If-Match, which the deletion of a document does not. */
export function deleteSyncMapItem(world: World, arrival: Arrival): Reply {
  const map = requireMap(world, arrival, arrival.path['MapSid']);
  const item = requireItem(world, arrival, map);
  requireWriteRate(world, map.sid, arrival.nowMs);
  requireMatch(world, arrival, item, MISMATCH);
  world.maps.put(written(map, arrival, { items: without(map, item) }));
  return {};
}

/** Whatever changes an item makes a new revision of its map, too (docs: sync/api/maps). */
function written(map: StoredMap, { nowMs }: Arrival, changes: Partial<StoredMap>): StoredMap {
  return { ...map, ...changes, writes: map.writes + 1, updatedAtMs: nowMs };
}

/** Items come "ordered lexicographically by Item key" (the REST description of `Order`). */
function inOrder(items: readonly StoredMapItem[]): readonly StoredMapItem[] {
  return items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function without(map: StoredMap, item: StoredMapItem): readonly StoredMapItem[] {
  return map.items.filter((other) => other.key !== item.key);
}

function requireMap(world: World, arrival: Arrival, sidOrUniqueName = ''): StoredMap {
  requireService(world, arrival);
  return existing(world, arrival, world.maps.find(sidOrUniqueName, arrival.nowMs));
}

/** For reading only: Sync promises no more than that reads become consistent in the end. */
function readMap(world: World, arrival: Arrival, sidOrUniqueName = ''): StoredMap {
  requireService(world, arrival);
  return existing(world, arrival, world.maps.findPast(sidOrUniqueName, arrival.nowMs, arrival.readsAgeMs));
}

function existing(world: World, arrival: Arrival, map: StoredMap | undefined): StoredMap {
  if (map === undefined) throw missing(world, arrival, 54200, 'Map not found');
  return map;
}

function requireItem(world: World, arrival: Arrival, map: StoredMap): StoredMapItem {
  const item = livingItems(map.items, arrival.nowMs).find(({ key }) => key === arrival.path['Key']);
  if (item === undefined) throw missing(world, arrival, 54201, 'Map Item not found');
  return item;
}

function address(world: World, map: StoredMap): string {
  return `https://sync.twilio.com/v1/Services/${world.syncServiceSid}/Maps/${map.sid}`;
}

function reply(world: World, map: StoredMap): Reply {
  return { body: shown(world, map), headers: { etag: revision(map.writes) } };
}

function shown(world: World, map: StoredMap): Record<string, unknown> {
  const url = address(world, map);
  const links = { items: `${url}/Items`, permissions: `${url}/Permissions` };
  return { ...shownObject(world, map, url), links };
}

function itemReply(world: World, map: StoredMap, item: StoredMapItem): Reply {
  return { body: shownMapItem(world, map, item), headers: { etag: revision(item.writes) } };
}

function shownMapItem(world: World, map: StoredMap, item: StoredMapItem): Record<string, unknown> {
  const url = `${address(world, map)}/Items/${encodeURIComponent(item.key)}`;
  return { ...shownItem(world, item, url), key: item.key, map_sid: map.sid };
}

import { metaPage } from './page';
import { badParameter } from './refusal';
import type { Arrival, Reply } from './route';
import type { StoredList, StoredListItem } from './sync-objects';
import {
  livingItems,
  missing,
  newExpiry,
  newItem,
  newObject,
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

const MISMATCH = { code: 54155, message: 'The revision of the List Item does not match the expected revision' };

/** Sync, List resource: list. Oldest first. */
export function listSyncLists(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  return { body: metaPage(arrival, 'lists', world.lists.all(arrival.nowMs), (list) => shown(world, list)) };
}

/** Sync, List resource: create. A unique name that is taken is refused with 409/54301. */
export function createSyncList(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  const list: StoredList = {
    ...newObject(world, arrival, { prefix: 'ES', objects: world.lists, ttl: ['CollectionTtl', 'Ttl'] }),
    items: [],
    nextIndex: 0,
  };
  world.lists.put(list);
  return { body: shown(world, list) };
}

/** Sync, List resource: fetch, by SID or unique name. */
export function fetchSyncList(world: World, arrival: Arrival): Reply {
  return { body: shown(world, requireList(world, arrival, arrival.path['Sid'])) };
}

/** Sync, ListItem resource: create. Appends the item; every item is a write to its list, of which 20 a second are admitted. */
export function createSyncListItem(world: World, arrival: Arrival): Reply {
  const list = requireList(world, arrival, arrival.path['ListSid']);
  const item: StoredListItem = { ...newItem(arrival), index: list.nextIndex };
  const expiresAtMs = newExpiry(arrival, list.expiresAtMs, 'CollectionTtl');
  requireSmallData(arrival);
  requireWriteRate(world, list.sid, arrival.nowMs);
  world.lists.put({
    ...list,
    items: [...livingItems(list.items, arrival.nowMs), item],
    nextIndex: item.index + 1,
    writes: list.writes + 1,
    updatedAtMs: arrival.nowMs,
    expiresAtMs,
  });
  return { body: shownListItem(world, list, item) };
}

/** Sync, ListItem resource: list. By index, ascending unless `Order` says otherwise; `From` is the index to begin at. */
export function listSyncListItems(world: World, arrival: Arrival): Reply {
  const list = requireList(world, arrival, arrival.path['ListSid']);
  const wanted = wantedItems(arrival, livingItems(list.items, arrival.nowMs), {
    from: indexFrom(arrival),
    positionOf: ({ index }) => index,
  });
  return { body: metaPage(arrival, 'items', wanted, (item) => shownListItem(world, list, item)) };
}

/** Sync, ListItem resource: update. With If-Match only when the item's revision is that one (412/54155). */
export function updateSyncListItem(world: World, arrival: Arrival): Reply {
  const list = requireList(world, arrival, arrival.path['ListSid']);
  const item = requireItem(world, arrival, list);
  requireWriteRate(world, list.sid, arrival.nowMs);
  const updated = updatedItem(world, arrival, item, MISMATCH);
  const expiresAtMs = newExpiry(arrival, list.expiresAtMs, 'CollectionTtl');
  requireSmallData(arrival);
  world.lists.put({
    ...list,
    items: livingItems(list.items, arrival.nowMs).map((each) => (each === item ? updated : each)),
    writes: list.writes + 1,
    updatedAtMs: arrival.nowMs,
    expiresAtMs,
  });
  return { body: shownListItem(world, list, updated), headers: { etag: revision(updated.writes) } };
}

function requireItem(world: World, arrival: Arrival, list: StoredList): StoredListItem {
  const item = livingItems(list.items, arrival.nowMs).find(({ index }) => String(index) === arrival.path['Index']);
  if (item === undefined) throw missing(world, arrival, 54151, 'List Item not found');
  return item;
}

function requireList(world: World, arrival: Arrival, sidOrUniqueName = ''): StoredList {
  requireService(world, arrival);
  const list = world.lists.find(sidOrUniqueName, arrival.nowMs);
  if (list === undefined) throw missing(world, arrival, 54150, 'List not found');
  return list;
}

/** `From` is text in the description, though every index is a number. */
function indexFrom(arrival: Arrival): number | undefined {
  const from = arrival.parameters.text('From');
  if (from === undefined) return undefined;
  if (!/^\d{1,15}$/.test(from)) throw badParameter('Invalid value for parameter From: it must be the index of an item');
  return Number(from);
}

function address(world: World, list: StoredList): string {
  return `https://sync.twilio.com/v1/Services/${world.syncServiceSid}/Lists/${list.sid}`;
}

function shown(world: World, list: StoredList): Record<string, unknown> {
  const url = address(world, list);
  const links = { items: `${url}/Items`, permissions: `${url}/Permissions` };
  return { ...shownObject(world, list, url), links };
}

function shownListItem(world: World, list: StoredList, item: StoredListItem): Record<string, unknown> {
  const url = `${address(world, list)}/Items/${item.index}`;
  return { ...shownItem(world, item, url), index: item.index, list_sid: list.sid };
}

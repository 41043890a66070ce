import { isoMoment } from './moment';
import { metaPage } from './page';
import { badParameter } from './refusal';
import type { Arrival, Reply } from './route';
import type { StoredItem, StoredList } from './sync-objects';
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

/** Sync, List resource: list. Oldest first. */
export function listSyncLists(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  return { body: metaPage(arrival, 'lists', world.lists.all(arrival.nowMs), (list) => shown(world, list)) };
}

/** Sync, List resource: create. A unique name that is taken is refused with 409/54301. */
export function createSyncList(world: World, arrival: Arrival): Reply {
  requireService(world, arrival);
  const list: StoredList = {
    uniqueName: newUniqueName(arrival, world.lists),
    expiresAtMs: expiry(arrival, 'CollectionTtl', 'Ttl'),
    sid: world.newSid('ES'),
    items: [],
    nextIndex: 0,
    writes: 0,
    createdAtMs: arrival.nowMs,
    updatedAtMs: arrival.nowMs,
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
  const item: StoredItem = {
    index: list.nextIndex,
    data: arrival.parameters.object('Data') ?? {},
    createdAtMs: arrival.nowMs,
    expiresAtMs: expiry(arrival, 'ItemTtl', 'Ttl'),
  };
  const expiresAtMs = newExpiry(arrival, list.expiresAtMs, 'CollectionTtl');
  requireSmallData(arrival);
  requireWriteRate(world, list.sid, arrival.nowMs);
  world.lists.put({
    ...list,
    items: [...itemsOf(list, arrival.nowMs), item],
    nextIndex: item.index + 1,
    writes: list.writes + 1,
    updatedAtMs: arrival.nowMs,
    expiresAtMs,
  });
  return { body: shownItem(world, list, item) };
}

/** Sync, ListItem resource: list. By index, ascending unless `Order` says otherwise; `From` is the index to begin at. */
export function listSyncListItems(world: World, arrival: Arrival): Reply {
  const list = requireList(world, arrival, arrival.path['ListSid']);
  const ascending = itemsOf(list, arrival.nowMs);
  const isDescending = arrival.parameters.text('Order') === 'desc';
  const isWanted = rangeFrom(arrival, isDescending);
  const wanted = (isDescending ? ascending.toReversed() : ascending).filter(({ index }) => isWanted(index));
  return { body: metaPage(arrival, 'items', wanted, (item) => shownItem(world, list, item)) };
}

function requireList(world: World, arrival: Arrival, sidOrUniqueName = ''): StoredList {
  requireService(world, arrival);
  const list = world.lists.find(sidOrUniqueName, arrival.nowMs);
  if (list === undefined) throw missing(world, arrival, 54150, 'List not found');
  return list;
}

function itemsOf(list: StoredList, nowMs: number): readonly StoredItem[] {
  return list.items.filter(({ expiresAtMs }) => expiresAtMs === undefined || expiresAtMs > nowMs);
}

/** Which indexes a page may hold. `From` is text in the description, though every index is a number. */
function rangeFrom(arrival: Arrival, isDescending: boolean): (index: number) => boolean {
  const from = arrival.parameters.text('From');
  if (from === undefined) return () => true;
  if (!/^\d{1,15}$/.test(from)) throw badParameter('Invalid value for parameter From: it must be the index of an item');
  const first = Number(from);
  const isInclusive = arrival.parameters.text('Bounds') !== 'exclusive';
  return (index) => (index === first ? isInclusive : index < first === isDescending);
}

function address(world: World, list: StoredList): string {
  return `https://sync.twilio.com/v1/Services/${world.syncServiceSid}/Lists/${list.sid}`;
}

function shown(world: World, list: StoredList): Record<string, unknown> {
  const url = address(world, list);
  return {
    sid: list.sid,
    unique_name: list.uniqueName ?? null,
    account_sid: world.account.sid,
    service_sid: world.syncServiceSid,
    url,
    links: { items: `${url}/Items`, permissions: `${url}/Permissions` },
    revision: revision(list.writes),
    date_expires: shownExpiry(list.expiresAtMs),
    date_created: isoMoment(list.createdAtMs),
    date_updated: isoMoment(list.updatedAtMs),
    created_by: 'system',
  };
}

function shownItem(world: World, list: StoredList, item: StoredItem): Record<string, unknown> {
  return {
    index: item.index,
    account_sid: world.account.sid,
    service_sid: world.syncServiceSid,
    list_sid: list.sid,
    url: `${address(world, list)}/Items/${item.index}`,
    // Nothing here updates an item.
    revision: revision(0),
    data: item.data,
    date_expires: shownExpiry(item.expiresAtMs),
    date_created: isoMoment(item.createdAtMs),
    date_updated: isoMoment(item.createdAtMs),
    created_by: 'system',
  };
}

import { metaPage } from './page';
import { badParameter, Refusal } from './refusal';
import { PAGE, type Arrival, type Reply, type Routes } from './route';
import type { StoredCollection, StoredItem, SyncObjects } from './sync-objects';
import {
  missing,
  newExpiry,
  newItem,
  newObject,
  requireMatch,
  requireService,
  requireSmallData,
  requireWriteRate,
  revision,
  shownItem,
  shownObject,
  updatedItem,
} from './sync-rules';
import type { World } from './world';

/** Lists and maps are the same to Sync but for names, codes, and what places an item: a number that Sync gives, or a key. */
interface Kind {
  /** In addresses. */
  readonly plural: 'Lists' | 'Maps';
  readonly listKey: 'lists' | 'maps';
  readonly prefix: 'ES' | 'MP';
  readonly sidParameter: 'ListSid' | 'MapSid';
  readonly sidKey: 'list_sid' | 'map_sid';
  readonly placeParameter: 'Index' | 'Key';
  readonly placeKey: 'index' | 'key';
  readonly all: (world: World) => SyncObjects<StoredCollection>;
  readonly missing: readonly [code: number, message: string];
  readonly itemMissing: readonly [code: number, message: string];
  readonly mismatch: { readonly code: number; readonly message: string };
}

const lists: Kind = {
  plural: 'Lists',
  listKey: 'lists',
  prefix: 'ES',
  sidParameter: 'ListSid',
  sidKey: 'list_sid',
  placeParameter: 'Index',
  placeKey: 'index',
  all: (world) => world.lists,
  missing: [54150, 'List not found'],
  itemMissing: [54151, 'List Item not found'],
  mismatch: { code: 54155, message: 'The revision of the List Item does not match the expected revision' },
};

const maps: Kind = {
  plural: 'Maps',
  listKey: 'maps',
  prefix: 'MP',
  sidParameter: 'MapSid',
  sidKey: 'map_sid',
  placeParameter: 'Key',
  placeKey: 'key',
  all: (world) => world.maps,
  missing: [54200, 'Map not found'],
  itemMissing: [54201, 'Map Item not found'],
  mismatch: { code: 54205, message: 'The revision of the Map Item does not match the expected revision' },
};

/** Error 54209's page allows 256 characters, the REST description 320: a key that only one of them allows is refused. */
const keyLimit = 256;

const RANGE = ['Order', 'From', 'Bounds'];
const TTL = ['Ttl', 'CollectionTtl'];
const ITEM_WRITE = ['Data', 'ItemTtl', ...TTL];

type Handler = Routes[string]['handle'];

export const COLLECTIONS: Routes = {
  ListSyncList: { handle: list(lists), parameters: PAGE },
  CreateSyncList: { handle: create(lists), parameters: ['UniqueName', ...TTL] },
  FetchSyncList: { handle: fetch(lists) },
  ListSyncListItem: { handle: listItems(lists), parameters: [...RANGE, ...PAGE] },
  CreateSyncListItem: { handle: createItem(lists), parameters: ITEM_WRITE },
  UpdateSyncListItem: { handle: updateItem(lists), parameters: ITEM_WRITE },
  ListSyncMap: { handle: list(maps), parameters: PAGE },
  CreateSyncMap: { handle: create(maps), parameters: ['UniqueName', ...TTL] },
  FetchSyncMap: { handle: fetch(maps) },
  ListSyncMapItem: { handle: listItems(maps), parameters: [...RANGE, ...PAGE] },
  CreateSyncMapItem: {
    handle: createItem(maps),
    parameters: ['Key', ...ITEM_WRITE],
    missingCodes: { Key: 54209, Data: 54206 },
  },
  FetchSyncMapItem: { handle: fetchSyncMapItem },
  UpdateSyncMapItem: { handle: updateItem(maps), parameters: ITEM_WRITE },
  DeleteSyncMapItem: { handle: deleteSyncMapItem },
};

/** Sync, MapItem resource: fetch, by key. */
function fetchSyncMapItem(world: World, arrival: Arrival): Reply {
  const map = read(maps, world, arrival);
  return itemReply(maps, world, map, requireItem(maps, world, arrival, map));
}

/** Sync, MapItem resource: delete. Takes If-Match, which the deletion of a document does not. */
function deleteSyncMapItem(world: World, arrival: Arrival): Reply {
  const map = requireCollection(maps, world, arrival);
  const item = requireItem(maps, world, arrival, map);
  requireWriteRate(world, map.sid, arrival.nowMs);
  requireMatch(world, arrival, item, maps.mismatch);
  world.maps.put(written(map, arrival, { items: map.items.filter((other) => other !== item) }));
  return {};
}

function list(kind: Kind): Handler {
  return (world, arrival) => {
    requireService(world, arrival);
    const all = kind.all(world).all(arrival.nowMs);
    return { body: metaPage(arrival, kind.listKey, all, (collection) => shown(kind, world, collection)) };
  };
}

function create(kind: Kind): Handler {
  return (world, arrival) => {
    requireService(world, arrival);
    const objects = kind.all(world);
    const made = newObject(world, arrival, { prefix: kind.prefix, objects, ttl: ['CollectionTtl', 'Ttl'] });
    const collection: StoredCollection = { ...made, items: [], nextIndex: 0 };
    if (kind === maps) requireWriteRate(world, collection.sid, arrival.nowMs);
    objects.put(collection);
    return reply(kind, world, collection);
  };
}

function fetch(kind: Kind): Handler {
  return (world, arrival) => reply(kind, world, read(kind, world, arrival, arrival.path['Sid']));
}

function listItems(kind: Kind): Handler {
  return (world, arrival) => {
    const collection = read(kind, world, arrival);
    const wanted = wantedItems(arrival, living(collection, arrival), from(kind, arrival));
    return { body: metaPage(arrival, 'items', wanted, (item) => shownOfKind(kind, world, collection, item)) };
  };
}

function createItem(kind: Kind): Handler {
  return (world, arrival) => {
    const collection = requireCollection(kind, world, arrival);
    const place = kind === maps ? requireKey(arrival) : collection.nextIndex;
    const item: StoredItem = { ...newItem(arrival), place };
    const expiresAtMs = newExpiry(arrival, collection.expiresAtMs, 'CollectionTtl');
    requireSmallData(arrival);
    requireWriteRate(world, collection.sid, arrival.nowMs);
    const others = living(collection, arrival);
    if (others.some((other) => other.place === place)) throw new Refusal(409, 54208, 'Map Item already exists');
    const items = [...others, item].toSorted((a, b) => (a.place < b.place ? -1 : 1));
    kind.all(world).put(written(collection, arrival, { items, nextIndex: collection.nextIndex + 1, expiresAtMs }));
    return itemReply(kind, world, collection, item);
  };
}

function updateItem(kind: Kind): Handler {
  return (world, arrival) => {
    const collection = requireCollection(kind, world, arrival);
    const item = requireItem(kind, world, arrival, collection);
    requireWriteRate(world, collection.sid, arrival.nowMs);
    const updated = updatedItem(world, arrival, item, kind.mismatch);
    const expiresAtMs = newExpiry(arrival, collection.expiresAtMs, 'CollectionTtl');
    requireSmallData(arrival);
    const items = living(collection, arrival).map((each) => (each === item ? updated : each));
    kind.all(world).put(written(collection, arrival, { items, expiresAtMs }));
    return itemReply(kind, world, collection, updated);
  };
}

/** Whatever changes an item makes a new revision of what holds it, too (docs: sync/api/maps). */
function written(
  collection: StoredCollection,
  { nowMs }: Arrival,
  changes: Partial<StoredCollection>,
): StoredCollection {
  return { ...collection, ...changes, writes: collection.writes + 1, updatedAtMs: nowMs };
}

/** The items that have not expired, in order of their places. */
function living({ items }: StoredCollection, { nowMs }: Arrival): readonly StoredItem[] {
  return items.filter(({ expiresAtMs }) => expiresAtMs === undefined || expiresAtMs > nowMs);
}

/** The items that a request for a page asks for, beginning at the place `first`, which counts unless `Bounds` is exclusive. */
function wantedItems(
  { parameters }: Arrival,
  ascending: readonly StoredItem[],
  first: StoredItem['place'] | undefined,
): readonly StoredItem[] {
  const isDescending = parameters.text('Order') === 'desc';
  const inOrder = isDescending ? ascending.toReversed() : ascending;
  if (first === undefined) return inOrder;
  const isInclusive = parameters.text('Bounds') !== 'exclusive';
  return inOrder.filter(({ place }) => (place === first ? isInclusive : place < first === isDescending));
}

/** `From` is text in the description, though every index is a number. */
function from(kind: Kind, { parameters }: Arrival): StoredItem['place'] | undefined {
  const place = parameters.text('From');
  if (place === undefined || kind === maps) return place;
  if (!/^\d{1,15}$/.test(place))
    throw badParameter('Invalid value for parameter From: it must be the index of an item');
  return Number(place);
}

function requireKey({ parameters }: Arrival): string {
  const key = parameters.text('Key') ?? '';
  if (key.length < 1 || key.length > keyLimit) throw new Refusal(400, 54209, 'Invalid Map Item key');
  return key;
}

function requireCollection(
  kind: Kind,
  world: World,
  arrival: Arrival,
  { ageMs = 0, sid = arrival.path[kind.sidParameter] ?? '' } = {},
): StoredCollection {
  requireService(world, arrival);
  const collection = kind.all(world).findPast(sid, arrival.nowMs, ageMs);
  if (collection === undefined) throw missing(world, arrival, ...kind.missing);
  return collection;
}

/** For reading only: Sync promises no more than that reads become consistent in the end. */
function read(kind: Kind, world: World, arrival: Arrival, sid?: string): StoredCollection {
  return requireCollection(kind, world, arrival, {
    ageMs: kind === maps ? arrival.readsAgeMs : 0,
    ...(sid === undefined ? {} : { sid }),
  });
}

function requireItem(kind: Kind, world: World, arrival: Arrival, collection: StoredCollection): StoredItem {
  const item = living(collection, arrival).find(({ place }) => String(place) === arrival.path[kind.placeParameter]);
  if (item === undefined) throw missing(world, arrival, ...kind.itemMissing);
  return item;
}

function address(kind: Kind, world: World, { sid }: StoredCollection): string {
  return `https://sync.twilio.com/v1/Services/${world.syncServiceSid}/${kind.plural}/${sid}`;
}

function reply(kind: Kind, world: World, collection: StoredCollection): Reply {
  return { body: shown(kind, world, collection), headers: { etag: revision(collection.writes) } };
}

function shown(kind: Kind, world: World, collection: StoredCollection): Record<string, unknown> {
  const url = address(kind, world, collection);
  const links = { items: `${url}/Items`, permissions: `${url}/Permissions` };
  return { ...shownObject(world, collection, url), links };
}

function itemReply(kind: Kind, world: World, collection: StoredCollection, item: StoredItem): Reply {
  return { body: shownOfKind(kind, world, collection, item), headers: { etag: revision(item.writes) } };
}

function shownOfKind(
  kind: Kind,
  world: World,
  collection: StoredCollection,
  item: StoredItem,
): Record<string, unknown> {
  const url = `${address(kind, world, collection)}/Items/${encodeURIComponent(item.place)}`;
  return { ...shownItem(world, item, url), [kind.placeKey]: item.place, [kind.sidKey]: collection.sid };
}

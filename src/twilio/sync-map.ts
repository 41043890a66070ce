import type { SyncMapItemListInstance } from 'twilio/lib/rest/sync/v1/service/syncMap/syncMapItem';
import type { Revision } from '../escalation/ports';
import { defined } from '../text/defined';
import { field } from '../text/json';
import type { TwilioClient } from './client';
import { pageOf } from './page';
import { isMissing, type Reader, type Reply, type Requests } from './requests';

/** An item of a Sync Map. */
export interface MapItem {
  readonly key: string;
  readonly data: unknown;
  readonly revision: Revision;
}

/** One Map of a Sync service, which comes into being with its first item. */
export class SyncMap {
  readonly #requests: Requests;
  readonly #service: string;
  readonly #name: string;

  constructor(requests: Requests, service: string, name: string) {
    this.#requests = requests;
    this.#service = service;
    this.#name = name;
  }

  /** Adds an item, which must not be there yet. */
  async add(key: string, data: object, ttlSeconds?: number): Promise<Reply<MapItem>> {
    const create = (): Promise<Reply<MapItem>> =>
      this.#requests.send(
        (client) => this.#items(client).create(defined({ key, data, ttl: ttlSeconds })),
        itemNamed(key),
      );
    const first = await create();
    if (!isMissing(first)) return first;
    await this.create();
    return create();
  }

  /** Makes the Map. Whether it is there now: another run that makes it at the same time gets a 409, and finds it anyway. */
  async create(): Promise<boolean> {
    const reply = await this.#requests.send(
      (client) => client.sync.v1.services(this.#service).syncMaps.create({ uniqueName: this.#name }),
      (value) => (field(value, 'uniqueName') === this.#name ? this.#name : undefined),
    );
    return reply.is === 'granted' || (reply.is === 'refused' && reply.refusal.status === 409);
  }

  /** Changes an item; with a revision only if nobody has changed it since. */
  change(key: string, data: object, revision?: Revision, ttlSeconds?: number): Promise<Reply<MapItem>> {
    return this.#requests.send(
      (client) => this.#items(client)(key).update(defined({ data, ifMatch: revision, ttl: ttlSeconds })),
      itemNamed(key),
    );
  }

  /** One item. */
  item(key: string): Promise<Reply<MapItem>> {
    return this.#requests.send((client) => this.#items(client)(key).fetch(), itemNamed(key));
  }

  #items(client: TwilioClient): SyncMapItemListInstance {
    return client.sync.v1.services(this.#service).syncMaps(this.#name).syncMapItems;
  }

  /** One page of its items by key, from one on. */
  page(size: number, from?: string): Promise<Reply<readonly MapItem[]>> {
    return this.#requests.send(
      (client) =>
        this.#items(client).page({
          order: 'asc',
          pageSize: size,
          ...(from === undefined ? {} : { from, bounds: 'inclusive' }),
        }),
      (reply) => {
        const items = pageOf('items')(reply)?.map(itemIn);
        return items?.every((item) => item !== undefined) === true ? items.flatMap((item) => item ?? []) : undefined;
      },
    );
  }
}

function itemNamed(key: string): Reader<MapItem> {
  return (reply) => {
    const item = itemIn(reply);
    return item?.key === key ? item : undefined;
  };
}

function itemIn(value: unknown): MapItem | undefined {
  const key = field(value, 'key');
  const revision = field(value, 'revision');
  if (typeof key !== 'string' || typeof revision !== 'string' || revision === '') return undefined;
  return { key, data: field(value, 'data'), revision: revision as Revision };
}

import type { Revision } from '../escalation/ports';
import { field } from '../text/json';
import { syncAddress } from './address';
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
        { uri: this.items(), data: { Key: key, Data: JSON.stringify(data), Ttl: ttlSeconds } },
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
      { uri: syncAddress(this.#service, 'Maps'), data: { UniqueName: this.#name } },
      (value) => (field(value, 'unique_name') === this.#name ? this.#name : undefined),
    );
    return reply.is === 'granted' || (reply.is === 'refused' && reply.refusal.status === 409);
  }

  /** Changes an item; with a revision only if nobody has changed it since. */
  change(key: string, data: object, revision?: Revision, ttlSeconds?: number): Promise<Reply<MapItem>> {
    return this.#requests.send(
      { uri: this.items(key), data: { Data: JSON.stringify(data), Ttl: ttlSeconds }, ifMatch: revision },
      itemNamed(key),
    );
  }

  /** The address of its items, or of one. */
  items(...key: readonly string[]): string {
    return syncAddress(this.#service, 'Maps', this.#name, 'Items', ...key);
  }

  /** One page of its items by key, from one on. */
  page(size: number, from?: string): Promise<Reply<readonly MapItem[]>> {
    return this.#requests.send(
      {
        uri: this.items(),
        params: { Order: 'asc', PageSize: size, ...(from === undefined ? {} : { From: from, Bounds: 'inclusive' }) },
      },
      (reply) => {
        const items = pageOf('items')(reply)?.map(itemIn);
        return items?.every((item) => item !== undefined) === true ? items.flatMap((item) => item ?? []) : undefined;
      },
    );
  }
}

/** Reads the item of this key. */
export function itemNamed(key: string): Reader<MapItem> {
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

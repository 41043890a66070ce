/** What everything in Sync has. */
export interface SyncStored {
  /** How often it has been written since it was created. */
  readonly writes: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Undefined when it never expires. */
  readonly expiresAtMs: number | undefined;
}

/** What every object of Sync has, be it a document, a list or a map. */
export interface SyncObject extends SyncStored {
  readonly sid: string;
  readonly uniqueName: string | undefined;
}

/** A Sync document as it is kept. */
export interface StoredDocument extends SyncObject {
  readonly data: Readonly<Record<string, unknown>>;
}

/** What every item of a list or a map has. */
export interface SyncItem extends SyncStored {
  readonly data: Readonly<Record<string, unknown>>;
}

/** A Sync list or map as it is kept. */
export interface StoredCollection extends SyncObject {
  /** In order of their places. */
  readonly items: readonly StoredItem[];
  /** What the next item of a list gets; never given twice. */
  readonly nextIndex: number;
}

/** One item of a Sync list or map. */
export interface StoredItem extends SyncItem {
  /** The index in a list, the key in a map. */
  readonly place: number | string;
}

/** What a name or SID stood for until it was written again; undefined before there was such an object. */
interface Past<Stored> {
  readonly untilMs: number;
  readonly object: Stored | undefined;
}

/** No read lags further behind than this. */
const LONGEST_LAG_MS = 60_000;

/** The objects of one kind in the account's one Sync service, in order of creation. An expired object is gone. */
export class SyncObjects<Stored extends SyncObject> {
  readonly #bySid = new Map<string, Stored>();
  readonly #sidByName = new Map<string, string>();
  readonly #past = new Map<string, readonly Past<Stored>[]>();

  find(sidOrUniqueName: string, nowMs: number): Stored | undefined {
    const object = this.#bySid.get(this.#sidByName.get(sidOrUniqueName) ?? sidOrUniqueName);
    if (object?.expiresAtMs === undefined || object.expiresAtMs > nowMs) return object;
    this.remove(object);
    return undefined;
  }

  /** What a read that lags `ageMs` behind the writes, at most a minute, still finds. */
  findPast(sidOrUniqueName: string, nowMs: number, ageMs: number): Stored | undefined {
    const atMs = nowMs - Math.min(ageMs, LONGEST_LAG_MS);
    const past = this.#past.get(sidOrUniqueName)?.find(({ untilMs }) => untilMs > atMs);
    return past === undefined ? this.find(sidOrUniqueName, nowMs) : past.object;
  }

  /** Those that a list which lags `ageMs` behind the writes, at most a minute, still has. */
  all(nowMs: number, ageMs = 0): readonly Stored[] {
    return [...this.#bySid.keys()].flatMap((sid) => this.findPast(sid, nowMs, ageMs) ?? []);
  }

  put(object: Stored): void {
    const nowMs = object.updatedAtMs;
    const passing = { untilMs: nowMs, object: this.#bySid.get(object.sid) };
    for (const name of [object.sid, object.uniqueName]) {
      if (name === undefined) continue;
      const recent = (this.#past.get(name) ?? []).filter(({ untilMs }) => untilMs > nowMs - LONGEST_LAG_MS);
      this.#past.set(name, [...recent, passing]);
    }
    this.#bySid.set(object.sid, object);
    if (object.uniqueName !== undefined) this.#sidByName.set(object.uniqueName, object.sid);
  }

  remove(object: Stored): void {
    this.#bySid.delete(object.sid);
    if (object.uniqueName !== undefined) this.#sidByName.delete(object.uniqueName);
  }
}

/** A Sync document as it is kept. */
export interface StoredDocument {
  readonly sid: string;
  readonly uniqueName: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  /** How often it has been written since it was created. */
  readonly writes: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Undefined when it never expires. */
  readonly expiresAtMs: number | undefined;
}

/** What a name or SID stood for until it was written again; undefined before the document was created. */
interface PastDocument {
  readonly untilMs: number;
  readonly document: StoredDocument | undefined;
}

/** No read lags further behind than this. */
const LONGEST_LAG_MS = 60_000;

/** The documents of the account's one Sync service, in order of creation. An expired document is gone. */
export class DocumentStore {
  readonly serviceSid: string;
  readonly #bySid = new Map<string, StoredDocument>();
  readonly #sidByName = new Map<string, string>();
  readonly #past = new Map<string, PastDocument[]>();

  constructor(serviceSid: string) {
    this.serviceSid = serviceSid;
  }

  find(sidOrUniqueName: string, nowMs: number): StoredDocument | undefined {
    const document = this.#bySid.get(this.#sidByName.get(sidOrUniqueName) ?? sidOrUniqueName);
    if (document?.expiresAtMs === undefined || document.expiresAtMs > nowMs) return document;
    this.remove(document);
    return undefined;
  }

  /** What a read that lags `ageMs` behind the writes, at most a minute, still finds. */
  findPast(sidOrUniqueName: string, nowMs: number, ageMs: number): StoredDocument | undefined {
    const atMs = nowMs - Math.min(ageMs, LONGEST_LAG_MS);
    const past = this.#past.get(sidOrUniqueName)?.find(({ untilMs }) => untilMs > atMs);
    return past === undefined ? this.find(sidOrUniqueName, nowMs) : past.document;
  }

  all(nowMs: number): readonly StoredDocument[] {
    return [...this.#bySid.keys()].flatMap((sid) => this.find(sid, nowMs) ?? []);
  }

  put(document: StoredDocument): void {
    const nowMs = document.updatedAtMs;
    const passing = { untilMs: nowMs, document: this.#bySid.get(document.sid) };
    for (const name of [document.sid, document.uniqueName]) {
      if (name === undefined) continue;
      const recent = (this.#past.get(name) ?? []).filter(({ untilMs }) => untilMs > nowMs - LONGEST_LAG_MS);
      this.#past.set(name, [...recent, passing]);
    }
    this.#bySid.set(document.sid, document);
    if (document.uniqueName !== undefined) this.#sidByName.set(document.uniqueName, document.sid);
  }

  remove(document: StoredDocument): void {
    this.#bySid.delete(document.sid);
    if (document.uniqueName !== undefined) this.#sidByName.delete(document.uniqueName);
  }
}

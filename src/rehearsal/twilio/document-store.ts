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

/** The documents of the account's one Sync service, in order of creation. An expired document is gone. */
export class DocumentStore {
  readonly serviceSid: string;
  readonly #bySid = new Map<string, StoredDocument>();
  readonly #sidByName = new Map<string, string>();

  constructor(serviceSid: string) {
    this.serviceSid = serviceSid;
  }

  find(sidOrUniqueName: string, nowMs: number): StoredDocument | undefined {
    const document = this.#bySid.get(this.#sidByName.get(sidOrUniqueName) ?? sidOrUniqueName);
    if (document?.expiresAtMs === undefined || document.expiresAtMs > nowMs) return document;
    this.remove(document);
    return undefined;
  }

  all(nowMs: number): readonly StoredDocument[] {
    return [...this.#bySid.keys()].flatMap((sid) => this.find(sid, nowMs) ?? []);
  }

  put(document: StoredDocument): void {
    this.#bySid.set(document.sid, document);
    if (document.uniqueName !== undefined) this.#sidByName.set(document.uniqueName, document.sid);
  }

  remove(document: StoredDocument): void {
    this.#bySid.delete(document.sid);
    if (document.uniqueName !== undefined) this.#sidByName.delete(document.uniqueName);
  }
}

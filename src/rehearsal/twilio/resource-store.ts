/** Resources of one kind by their SID, in order of creation. */
export class ResourceStore<Item extends { readonly sid: string }> {
  readonly #bySid = new Map<string, Item>();

  put(item: Item): void {
    this.#bySid.set(item.sid, item);
  }

  find(sid: string): Item | undefined {
    return this.#bySid.get(sid);
  }

  where(isWanted: (item: Item) => boolean): readonly Item[] {
    return [...this.#bySid.values()].filter((item) => isWanted(item));
  }

  all(): readonly Item[] {
    return [...this.#bySid.values()];
  }

  remove(sid: string): void {
    this.#bySid.delete(sid);
  }
}

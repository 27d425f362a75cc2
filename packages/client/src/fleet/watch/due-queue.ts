/** An item with the time when it is due, in milliseconds. */
export interface Due {
  dueAt: number;
}

/** A binary heap: the item that is due first comes first. */
export class DueQueue<Item extends Due> {
  readonly #items: Item[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** Returns the item that is due first, without removing it. */
  first(): Item | undefined {
    return this.#items[0];
  }

  push(item: Item): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#dueAt(parent) <= item.dueAt) break;
      this.#move(parent, at);
      at = parent;
    }
    items[at] = item;
  }

  /** Removes and returns the item that is due first. */
  take(): Item | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (last && items.length > 0) this.#sink(last);
    return first;
  }

  /** Replaces the first item. */
  #sink(item: Item): void {
    const items = this.#items;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = this.#dueAt(left + 1) < this.#dueAt(left) ? left + 1 : left;
      if (this.#dueAt(child) >= item.dueAt) break;
      this.#move(child, at);
      at = child;
    }
    items[at] = item;
  }

  #move(from: number, to: number): void {
    const item = this.#items[from];
    if (item) this.#items[to] = item;
  }

  #dueAt(index: number): number {
    return this.#items[index]?.dueAt ?? Number.POSITIVE_INFINITY;
  }
}

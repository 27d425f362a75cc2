interface ScheduledItem<T> {
  readonly at: number;
  readonly item: T;
}

/** A queue of items by time, earliest first. Items of the same time keep the order in which they were added. */
interface EventSchedule<T> {
  add(at: number, item: T): void;
  /** Removes and returns the earliest due item. */
  takeDue(now: number): T | undefined;
  readonly size: number;
  clear(): void;
}

/** A binary heap: adding and removing take logarithmic time. */
export function createSchedule<T>(): EventSchedule<T> {
  let heap: (ScheduledItem<T> & { readonly order: number })[] = [];
  let count = 0;

  function isBefore(left: number, right: number): boolean {
    const [a, b] = [heap[left], heap[right]];
    if (!a || !b) return a !== undefined;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  function swap(left: number, right: number): void {
    const [a, b] = [heap[left], heap[right]];
    if (!a || !b) return;
    heap[left] = b;
    heap[right] = a;
  }

  function rise(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(index, parent)) return;
      swap(index, parent);
      index = parent;
    }
  }

  function sink(): void {
    let index = 0;
    while (true) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const child = isBefore(right, left) ? right : left;
      if (!isBefore(child, index)) return;
      swap(index, child);
      index = child;
    }
  }

  return {
    add: (at, item) => {
      count += 1;
      heap.push({ at, item, order: count });
      rise(heap.length - 1);
    },
    takeDue: (now) => {
      const [first] = heap;
      if (!first || first.at > now) return undefined;
      const last = heap.pop();
      if (last && heap.length > 0) {
        heap[0] = last;
        sink();
      }
      return first.item;
    },
    get size() {
      return heap.length;
    },
    clear: () => {
      heap = [];
    },
  };
}

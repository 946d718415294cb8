import type { Instant } from './clock.ts';

/** One entry of a {@link DueQueue}; keep it to remove the entry again, or to put it back. */
export interface DueEntry<T> {
  dueAt: Instant;
  readonly value: T;
  /** Breaks ties: first in, first out. */
  order: number;
  /** Where the entry stands in the heap; -1 when it is not in. */
  position: number;
}

/** A binary heap of values by due time; O(log n) to add, to take and to remove. */
export interface DueQueue<T> {
  readonly size: number;
  add(dueAt: Instant, value: T): DueEntry<T>;
  /** Puts an entry in, or to another time, behind what is due then already. */
  put(entry: DueEntry<T>, dueAt: Instant): void;
  /** When the earliest entry is due; `undefined` when there is none. */
  nextDueAt(): Instant | undefined;
  /** Takes the earliest entry if it is due at `now`. */
  takeDue(now: Instant): T | undefined;
  /** Removes an entry; `false` when it had left already. */
  remove(entry: DueEntry<T>): boolean;
}

/** An entry that is in no queue yet. */
export function createDueEntry<T>(value: T): DueEntry<T> {
  return { dueAt: 0, value, order: 0, position: -1 };
}

export function createDueQueue<T>(): DueQueue<T> {
  const heap: DueEntry<T>[] = [];
  let order = 0;

  const isBefore = (a: DueEntry<T>, b: DueEntry<T>): boolean =>
    a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);

  const place = (entry: DueEntry<T>, position: number): void => {
    heap[position] = entry;
    entry.position = position;
  };

  const siftUp = (entry: DueEntry<T>, from: number): void => {
    let position = from;
    while (position > 0) {
      const above = (position - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      place(parent, position);
      position = above;
    }
    place(entry, position);
  };

  const siftDown = (entry: DueEntry<T>, from: number): void => {
    let position = from;
    for (;;) {
      const left = 2 * position + 1;
      const right = left + 1;
      let child = heap[left];
      if (child === undefined) break;
      const other = heap[right];
      let below = left;
      if (other !== undefined && isBefore(other, child)) {
        child = other;
        below = right;
      }
      if (!isBefore(child, entry)) break;
      place(child, position);
      position = below;
    }
    place(entry, position);
  };

  const removeAt = (position: number): void => {
    const removed = heap[position];
    const last = heap.pop();
    if (removed === undefined || last === undefined) return;
    removed.position = -1;
    if (last === removed) return;
    siftDown(last, position);
    siftUp(last, last.position);
  };

  const put = (entry: DueEntry<T>, dueAt: Instant): void => {
    if (entry.position >= 0) removeAt(entry.position);
    entry.dueAt = dueAt;
    entry.order = order++;
    heap.push(entry);
    siftUp(entry, heap.length - 1);
  };

  return {
    get size() {
      return heap.length;
    },
    add(dueAt, value) {
      const entry = createDueEntry(value);
      put(entry, dueAt);
      return entry;
    },
    put,
    nextDueAt: () => heap[0]?.dueAt,
    takeDue(now) {
      const first = heap[0];
      if (first === undefined || first.dueAt > now) return undefined;
      removeAt(0);
      return first.value;
    },
    remove(entry) {
      if (entry.position < 0) return false;
      removeAt(entry.position);
      return true;
    },
  };
}

import type { Instant } from './clock.ts';

/** One entry of a {@link DueQueue}; keep it to remove the entry again. */
export interface DueEntry<T> {
  readonly dueAt: Instant;
  readonly value: T;
  /** Breaks ties: first in, first out. */
  readonly order: number;
  /** Where the entry stands in the heap; -1 when it has left. */
  position: number;
}

/** A binary heap of values by due time; O(log n) to add, to take and to remove. */
export interface DueQueue<T> {
  readonly size: number;
  add(dueAt: Instant, value: T): DueEntry<T>;
  /** When the earliest entry is due; `undefined` when there is none. */
  nextDueAt(): Instant | undefined;
  /** Takes the earliest entry if it is due at `now`. */
  takeDue(now: Instant): T | undefined;
  /** Removes an entry; `false` when it had left already. */
  remove(entry: DueEntry<T>): boolean;
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

  return {
    get size() {
      return heap.length;
    },
    add(dueAt, value) {
      const entry: DueEntry<T> = { dueAt, value, order: order++, position: heap.length };
      heap.push(entry);
      siftUp(entry, entry.position);
      return entry;
    },
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

import type { Instant } from '../base/clock.ts';
import type { Unit } from './unit.ts';

/** What a unit costs beyond its bytes, roughly; a crowd of tiny frames must not escape the bound on what is held. */
const overheadBytes = 512;

/** Units that wait, first in, first out. */
export interface UnitQueue {
  /** Waits until `dueAt`, `Infinity` until {@link release}; never leaves before what was added earlier. */
  add(unit: Unit, dueAt: Instant): void;
  /** Takes the first one if it is due at `now`. */
  takeDue(now: Instant): Unit | undefined;
  /** When the first one is due; `undefined` when none waits. */
  nextDueAt(): Instant | undefined;
  /** What waited without a due time is due at `now`. */
  release(now: Instant): void;
  /** All that waits is due at `now`. */
  hasten(now: Instant): void;
  clear(): void;
  size(): number;
  /** What the waiting costs in memory. */
  heldBytes(): number;
  /** The end of the direction waits, and no time is known at which it goes on. */
  withholdsEnd(): boolean;
}

interface Waiting {
  readonly unit: Unit;
  readonly dueAt: Instant;
}

/** What is kept for the next units once nothing waits; a long queue lets its memory go. */
const keptSlots = 32;

/**
 * One array for good, emptied slot by slot. If it were replaced, the collector, which sees the old generation rarely, would
 * take what a discarded array points to for alive: on thousands of connections most of what passed would pile up.
 */
export function createUnitQueue(): UnitQueue {
  /** Those that wait stand from `head` to before `tail`: taking from the front of a long array would move all of it. */
  const slots: (Waiting | undefined)[] = [];
  let head = 0;
  let tail = 0;
  let held = 0;
  /** How many wait for {@link UnitQueue.release}. */
  let endless = 0;

  const clear = (): void => {
    slots.fill(undefined, head, tail);
    reset();
  };

  const reset = (): void => {
    if (slots.length > keptSlots) slots.length = 0;
    head = 0;
    tail = 0;
    held = 0;
    endless = 0;
  };

  const moveToFront = (): void => {
    slots.splice(0, head);
    tail -= head;
    head = 0;
  };

  const reschedule = (change: (dueAt: Instant) => Instant): void => {
    endless = 0;
    for (let index = head; index < tail; index++) {
      const waiting = slots[index];
      if (waiting !== undefined) slots[index] = { unit: waiting.unit, dueAt: change(waiting.dueAt) };
    }
  };

  return {
    add(unit, dueAt) {
      slots[tail] = { unit, dueAt };
      tail++;
      if (dueAt === Number.POSITIVE_INFINITY) endless++;
      held += costOf(unit);
    },
    takeDue(now) {
      const first = slots[head];
      if (first === undefined || first.dueAt > now) return undefined;
      held -= costOf(first.unit);
      slots[head] = undefined;
      head++;
      // The slots are empty: only what a crowd has left behind is to be let go.
      if (head === tail) reset();
      else if (head > 1_024 && head * 2 > tail) moveToFront();
      return first.unit;
    },
    nextDueAt: () => slots[head]?.dueAt,
    release: (now) => reschedule((dueAt) => (dueAt === Number.POSITIVE_INFINITY ? now : dueAt)),
    hasten: (now) => reschedule(() => now),
    clear,
    size: () => tail - head,
    heldBytes: () => held,
    // Nothing comes behind an end but a RST behind a FIN; it waits for all before it.
    withholdsEnd: () => endless > 0 && slots[tail - 1]?.unit.kind === 'end',
  };
}

function costOf(unit: Unit): number {
  if (unit.kind === 'end') return 0;
  const { bytes, parts } = unit;
  // A chunk is a copy of what its parts hold.
  return bytes.length + overheadBytes + (parts === undefined ? 0 : bytes.length + overheadBytes * parts.length);
}

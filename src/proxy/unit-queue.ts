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

/** What is kept for the next units once nothing waits; a long queue lets its memory go. */
const keptSlots = 32;

export function createUnitQueue(): UnitQueue {
  return new ArrayUnitQueue();
}

/**
 * One array for good, emptied slot by slot. If it were replaced, the collector, which sees the old generation rarely, would
 * take what a discarded array points to for alive: on thousands of connections most of what passed would pile up.
 * A class: see DESIGN.md, "Memory".
 */
class ArrayUnitQueue implements UnitQueue {
  /** Those that wait stand from `head` to before `tail`: taking from the front of a long array would move all of it. */
  readonly #units: (Unit | undefined)[] = [];
  /** When each is due; of its own, so that nothing is made for a unit that waits. */
  readonly #dueAts: Instant[] = [];
  #head = 0;
  #tail = 0;
  #held = 0;
  /** How many wait for {@link UnitQueue.release}. */
  #endless = 0;

  add(unit: Unit, dueAt: Instant): void {
    this.#units[this.#tail] = unit;
    this.#dueAts[this.#tail] = dueAt;
    this.#tail++;
    if (dueAt === Number.POSITIVE_INFINITY) this.#endless++;
    this.#held += costOf(unit);
  }

  takeDue(now: Instant): Unit | undefined {
    const first = this.#units[this.#head];
    if (first === undefined || (this.#dueAts[this.#head] as Instant) > now) return undefined;
    this.#held -= costOf(first);
    this.#units[this.#head] = undefined;
    this.#head++;
    // The slots are empty: only what a crowd has left behind is to be let go.
    if (this.#head === this.#tail) this.#reset();
    else if (this.#head > 1_024 && this.#head * 2 > this.#tail) this.#moveToFront();
    return first;
  }

  nextDueAt(): Instant | undefined {
    return this.#head === this.#tail ? undefined : this.#dueAts[this.#head];
  }

  release(now: Instant): void {
    this.#reschedule((dueAt) => (dueAt === Number.POSITIVE_INFINITY ? now : dueAt));
  }

  hasten(now: Instant): void {
    this.#reschedule(() => now);
  }

  clear(): void {
    this.#units.fill(undefined, this.#head, this.#tail);
    this.#reset();
  }

  size(): number {
    return this.#tail - this.#head;
  }

  heldBytes(): number {
    return this.#held;
  }

  withholdsEnd(): boolean {
    // Nothing comes behind an end but a RST behind a FIN; it waits for all before it.
    return this.#endless > 0 && this.#units[this.#tail - 1]?.kind === 'end';
  }

  #reset(): void {
    if (this.#units.length > keptSlots) {
      this.#units.length = 0;
      this.#dueAts.length = 0;
    }
    this.#head = 0;
    this.#tail = 0;
    this.#held = 0;
    this.#endless = 0;
  }

  #moveToFront(): void {
    this.#units.splice(0, this.#head);
    this.#dueAts.splice(0, this.#head);
    this.#tail -= this.#head;
    this.#head = 0;
  }

  #reschedule(change: (dueAt: Instant) => Instant): void {
    this.#endless = 0;
    for (let index = this.#head; index < this.#tail; index++) {
      this.#dueAts[index] = change(this.#dueAts[index] as Instant);
    }
  }
}

function costOf(unit: Unit): number {
  if (unit.kind === 'end') return 0;
  const { bytes, parts } = unit;
  // A chunk is a copy of what its parts hold.
  return bytes.length + overheadBytes + (parts === undefined ? 0 : bytes.length + overheadBytes * parts.length);
}

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

export function createUnitQueue(): UnitQueue {
  let entries: Waiting[] = [];
  /** Where the first entry that still waits stands: taking from the front of a long array would move all of it. */
  let head = 0;
  let held = 0;
  /** How many wait for {@link UnitQueue.release}. */
  let endless = 0;

  const clear = (): void => {
    entries = [];
    head = 0;
    held = 0;
    endless = 0;
  };

  const reschedule = (change: (dueAt: Instant) => Instant): void => {
    endless = 0;
    entries = entries.slice(head).map(({ unit, dueAt }) => ({ unit, dueAt: change(dueAt) }));
    head = 0;
  };

  return {
    add(unit, dueAt) {
      entries.push({ unit, dueAt });
      if (dueAt === Number.POSITIVE_INFINITY) endless++;
      held += costOf(unit);
    },
    takeDue(now) {
      const first = entries[head];
      if (first === undefined || first.dueAt > now) return undefined;
      held -= costOf(first.unit);
      head++;
      if (head === entries.length) clear();
      else if (head > 1_024 && head * 2 > entries.length) {
        entries = entries.slice(head);
        head = 0;
      }
      return first.unit;
    },
    nextDueAt: () => entries[head]?.dueAt,
    release: (now) => reschedule((dueAt) => (dueAt === Number.POSITIVE_INFINITY ? now : dueAt)),
    hasten: (now) => reschedule(() => now),
    clear,
    size: () => entries.length - head,
    heldBytes: () => held,
    // Nothing comes behind an end but a RST behind a FIN; it waits for all before it.
    withholdsEnd: () => endless > 0 && entries.at(-1)?.unit.kind === 'end',
  };
}

function costOf(unit: Unit): number {
  if (unit.kind === 'end') return 0;
  const { bytes, parts } = unit;
  // A chunk is a copy of what its parts hold.
  return bytes.length + overheadBytes + (parts === undefined ? 0 : bytes.length + overheadBytes * parts.length);
}

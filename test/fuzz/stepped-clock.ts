import type { Clock, Instant } from '../../src/base/clock.ts';
import { createDueQueue } from '../../src/base/due-queue.ts';
import { alarmOn } from '../support/alarm-on.ts';

/** More callbacks at one instant are no work any more, but something that spins. */
const maxAtOneInstant = 200_000;

/** A clock that only the test moves, so that an hour of a fault takes no longer than a millisecond of it. */
export interface SteppedClock extends Clock {
  /**
   * Moves on by so many milliseconds, or less when that takes more than `maxCallbacks`: a fault may well do something every
   * microsecond.
   * @throws {Error} when time stands still although callbacks run
   */
  advance(ms: number, maxCallbacks?: number): void;
  /** How many callbacks wait. */
  readonly pending: number;
}

export function createSteppedClock(): SteppedClock {
  const queue = createDueQueue<() => void>();
  let now: Instant = 1_000;
  const alarm = alarmOn(queue, () => now);
  const check = (dueAt: Instant): void => {
    if (Number.isNaN(dueAt)) throw new Error('something was scheduled for no time at all (NaN)');
  };
  return {
    now: () => now,
    schedule(dueAt, callback) {
      check(dueAt);
      const entry = queue.add(Math.max(dueAt, now), callback);
      return () => void queue.remove(entry);
    },
    alarm(ring) {
      const { set, cancel } = alarm(ring);
      return {
        set(dueAt) {
          check(dueAt);
          set(dueAt);
        },
        cancel,
      };
    },
    catchUp() {
      for (let due = queue.takeDue(now); due !== undefined; due = queue.takeDue(now)) due();
      return now;
    },
    advance(ms, maxCallbacks = 5_000) {
      const end = now + ms;
      let atThisInstant = 0;
      for (let count = 0; count < maxCallbacks || atThisInstant > 0; count++) {
        const next = queue.nextDueAt();
        if (next === undefined || next > end) {
          now = end;
          return;
        }
        atThisInstant = next > now ? 0 : atThisInstant + 1;
        if (atThisInstant > maxAtOneInstant) throw new Error('callbacks run without end, and time stands still');
        now = next;
        queue.takeDue(now)?.();
      }
    },
    get pending() {
      return queue.size;
    },
  };
}

import type { Clock, Instant } from '../../src/base/clock.ts';
import { createDueQueue } from '../../src/base/due-queue.ts';
import { alarmOn } from './alarm-on.ts';

/** A clock that stands still until the test moves it. */
export interface ManualClock extends Clock {
  /** Moves on by so many milliseconds, running what falls due at its very instant, in order. */
  advance(ms: number): void;
  /** How many callbacks wait. */
  readonly pending: number;
}

export function createManualClock(startAt: Instant = 1_000): ManualClock {
  const queue = createDueQueue<() => void>();
  let now = startAt;
  return {
    now: () => now,
    schedule(dueAt, callback) {
      const entry = queue.add(Math.max(dueAt, now), callback);
      return () => void queue.remove(entry);
    },
    alarm: alarmOn(queue, () => now),
    catchUp() {
      for (let due = queue.takeDue(now); due !== undefined; due = queue.takeDue(now)) due();
      return now;
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = queue.nextDueAt();
        if (next === undefined || next > end) break;
        now = next;
        queue.takeDue(now)?.();
      }
      now = end;
    },
    get pending() {
      return queue.size;
    },
  };
}

import type { Cancel, Clock, Instant } from '../base/clock.ts';
import { createDueEntry, createDueQueue } from '../base/due-queue.ts';

/** The longest delay that `setTimeout` takes; above it Node fires after 1 ms. */
const longestDelayMs = 2 ** 31 - 1;

/** `CLOCK_MONOTONIC` in milliseconds; the same clock in every process of the machine. */
const now = (): Instant => {
  // Read several times for every chunk that is relayed: the bigint would cost half as much again, and garbage.
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
};

/** What will wake the queue next, and when. */
interface Wake {
  readonly at: Instant;
  readonly cancel: Cancel;
}

function wakeAt(at: Instant, callback: () => void): Wake {
  const remainingMs = at - now();
  if (remainingMs <= 0) {
    const immediate = setImmediate(callback);
    return { at, cancel: () => clearImmediate(immediate) };
  }
  // Rounding up lands on the first tick of Node's timers (1 ms apart) that is not before the due time.
  const timer = setTimeout(callback, Math.min(Math.ceil(remainingMs), longestDelayMs));
  return { at, cancel: () => clearTimeout(timer) };
}

/**
 * A clock on `CLOCK_MONOTONIC` that serves everything scheduled on it with one heap and one timer: a timer for each chunk of
 * a busy relay would fire early more often than not and cost more than the relaying. A callback is never early (Node's own
 * timers can be, by up to 1 ms) and late by half a millisecond in the median. The process stays alive while something is
 * scheduled, and no longer. An exception of one callback reaches the process as usual and delays none of the others.
 */
export function createRealClock(): Clock {
  const queue = createDueQueue<() => void>();
  let wake: Wake | undefined;
  let isRunning = false;

  const arm = (): void => {
    const nextDueAt = queue.nextDueAt();
    if (nextDueAt === undefined) {
      wake?.cancel();
      wake = undefined;
    } else if (wake === undefined || nextDueAt < wake.at) {
      wake?.cancel();
      wake = wakeAt(nextDueAt, runDue);
    }
  };

  /** What was due at one instant: what a callback schedules for "now" waits for the next round, so I/O is never starved. */
  const runRound = (roundAt: Instant): void => {
    isRunning = true;
    try {
      for (let due = queue.takeDue(roundAt); due !== undefined; due = queue.takeDue(roundAt)) due();
    } finally {
      isRunning = false;
      arm();
    }
  };

  const runDue = (): void => {
    wake = undefined;
    runRound(now());
  };

  return {
    now,
    schedule(dueAt, callback) {
      const entry = queue.add(Math.max(dueAt, now()), callback);
      arm();
      return () => {
        if (queue.remove(entry)) arm();
      };
    },
    alarm(ring) {
      const entry = createDueEntry(ring);
      return {
        set(dueAt) {
          queue.put(entry, Math.max(dueAt, now()));
          arm();
        },
        cancel() {
          if (queue.remove(entry)) arm();
        },
      };
    },
    catchUp() {
      const calledAt = now();
      const nextDueAt = queue.nextDueAt();
      if (nextDueAt !== undefined && nextDueAt <= calledAt && !isRunning) runRound(calledAt);
      return calledAt;
    },
  };
}

/** The clock of this process; everything that runs shares it. */
export const realClock: Clock = createRealClock();

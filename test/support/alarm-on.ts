import type { Clock, Instant } from '../../src/base/clock.ts';
import { createDueEntry, type DueQueue } from '../../src/base/due-queue.ts';

/** The alarms of a clock that is made of this queue. */
export function alarmOn(queue: DueQueue<() => void>, now: () => Instant): Clock['alarm'] {
  return (ring) => {
    const entry = createDueEntry(ring);
    return {
      set: (dueAt) => queue.put(entry, Math.max(dueAt, now())),
      cancel: () => void queue.remove(entry),
    };
  };
}

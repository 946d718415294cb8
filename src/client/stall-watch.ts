import type { ClientPolicy } from '../base/client-policy.ts';
import type { Instant } from '../base/clock.ts';

/** Watches how much of what one connection sent still stands in our own memory. */
export interface StallWatch {
  /** To be told after each write and whenever the amount has fallen. */
  observe(bufferedBytes: number, now: Instant): void;
  /** True below the high-water mark: more may be written. */
  readonly mayWrite: boolean;
  /** When the amount will have been too high for too long; `undefined` while it is low. */
  nextDueAt(): Instant | undefined;
}

export function createStallWatch({ highWaterMark, stallTimeoutMs }: ClientPolicy['send']): StallWatch {
  let highSince: Instant | undefined;
  return {
    observe(bufferedBytes, now) {
      highSince = bufferedBytes < highWaterMark ? undefined : (highSince ?? now);
    },
    get mayWrite() {
      return highSince === undefined;
    },
    nextDueAt: () => (highSince === undefined ? undefined : highSince + stallTimeoutMs),
  };
}

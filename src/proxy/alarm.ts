import type { Cancel, Clock, Instant } from '../base/clock.ts';

/** One thing to be done later; setting it again replaces what was set. */
export interface Alarm {
  set(dueAt: Instant): void;
  cancel(): void;
}

export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let cancelTimer: Cancel | undefined;
  const cancel = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
  };
  return {
    set(dueAt) {
      cancel();
      cancelTimer = clock.schedule(dueAt, () => {
        cancelTimer = undefined;
        ring();
      });
    },
    cancel,
  };
}

import type { Clock, Instant } from '../base/clock.ts';

/** Waits for conditions that events make true. */
export interface Watch {
  /** Something happened: the condition is looked at again. */
  changed(): void;
  /** Resolves when the condition holds (`true`), or at the deadline or when the run is broken off (`false`). */
  until(condition: () => boolean, deadline: Instant): Promise<boolean>;
}

export function createWatch(clock: Clock, signal: AbortSignal): Watch {
  let look = (): void => {};
  return {
    changed: () => look(),
    until(condition, deadline) {
      if (condition()) return Promise.resolve(true);
      if (signal.aborted) return Promise.resolve(false);
      return new Promise((resolve) => {
        const finish = (held: boolean): void => {
          look = () => {};
          cancel();
          signal.removeEventListener('abort', giveUp);
          resolve(held);
        };
        const giveUp = (): void => finish(false);
        const cancel = clock.schedule(deadline, () => finish(condition()));
        signal.addEventListener('abort', giveUp);
        look = () => {
          if (condition()) finish(true);
        };
      });
    },
  };
}

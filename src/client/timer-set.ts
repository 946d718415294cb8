import type { Cancel, Clock, Instant } from '../base/clock.ts';

/** The timers of one owner, by name; they die together. */
export interface TimerSet<Name extends string> {
  /** Runs `callback` once at `dueAt`, in place of what the name was armed for before. */
  arm(name: Name, dueAt: Instant, callback: () => void): void;
  isArmed(name: Name): boolean;
  disarm(name: Name): void;
  /** Disarms all, for good: from now on `arm` does nothing. */
  dispose(): void;
}

export function createTimerSet<Name extends string>(clock: Clock): TimerSet<Name> {
  const armed = new Map<Name, Cancel>();
  let disposed = false;

  const disarm = (name: Name): void => {
    armed.get(name)?.();
    armed.delete(name);
  };

  return {
    arm(name, dueAt, callback) {
      if (disposed) return;
      disarm(name);
      const cancel = clock.schedule(dueAt, () => {
        armed.delete(name);
        callback();
      });
      armed.set(name, cancel);
    },
    isArmed: (name) => armed.has(name),
    disarm,
    dispose() {
      disposed = true;
      for (const cancel of armed.values()) cancel();
      armed.clear();
    },
  };
}

import type { Cancel, Clock, Instant } from '../base/clock.ts';
import type { Unit } from './unit.ts';
import { createUnitQueue } from './unit-queue.ts';

export interface OutletOptions {
  readonly clock: Clock;
  readonly output: (unit: Unit) => void;
  /** What waits here has changed, and the work that changed it is done. */
  readonly onChanged: () => void;
}

/** Where units leave a stage: at once or when they are due, always in order. */
export interface Outlet {
  /** `Infinity`: waits for {@link release}. */
  pass(unit: Unit, dueAt: Instant): void;
  /** All that waits without a time goes on. */
  release(): void;
  /** All that waits goes on. */
  hasten(): void;
  /** All that waits is gone. */
  discard(): void;
  /** Runs work that may change what waits; `onChanged` is called once it is done, also when `always`. */
  busy(run: () => void, always?: () => boolean): void;
  /** Work is under way. */
  isBusy(): boolean;
  isEmpty(): boolean;
  heldBytes(): number;
  withholdsEnd(): boolean;
}

export function createOutlet({ clock, output, onChanged }: OutletOptions): Outlet {
  const queue = createUnitQueue();
  let depth = 0;
  let cancelTimer: Cancel | undefined;

  const drain = (): void => {
    const now = clock.now();
    for (let unit = queue.takeDue(now); unit !== undefined; unit = queue.takeDue(now)) output(unit);
    setTimer();
  };

  const setTimer = (): void => {
    const next = queue.nextDueAt();
    if (cancelTimer !== undefined || next === undefined || next === Number.POSITIVE_INFINITY) return;
    cancelTimer = clock.schedule(next, onDue);
  };

  const onDue = (): void => {
    cancelTimer = undefined;
    busy(drain);
  };

  const stopTimer = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
  };

  const busy: Outlet['busy'] = (run, always) => {
    const before = queue.heldBytes();
    const withheld = queue.withholdsEnd();
    depth++;
    run();
    depth--;
    if (depth > 0) return;
    if (always?.() === true || queue.heldBytes() !== before || withheld || queue.withholdsEnd()) onChanged();
  };

  return {
    pass(unit, dueAt) {
      if (queue.size() === 0 && dueAt <= clock.now()) {
        output(unit);
        return;
      }
      queue.add(unit, dueAt);
      setTimer();
    },
    release() {
      stopTimer();
      queue.release(clock.now());
      drain();
    },
    hasten() {
      stopTimer();
      queue.hasten(clock.now());
      drain();
    },
    discard() {
      stopTimer();
      queue.clear();
    },
    busy,
    isBusy: () => depth > 0,
    isEmpty: () => queue.size() === 0,
    heldBytes: () => queue.heldBytes(),
    withholdsEnd: () => queue.withholdsEnd(),
  };
}

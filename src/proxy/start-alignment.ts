import type { Clock, Instant } from '../base/clock.ts';

export interface StartAlignmentOptions {
  readonly clock: Clock;
  /** Asked once to say when the first start is to be; `undefined`: every start is at once. */
  readonly align: ((start: () => void) => void) | undefined;
  /** Runs at an instant, at once when that is now or past. */
  readonly at: (id: string, dueAt: Instant, run: () => void) => void;
}

/** Lets the first start wait for its phase; all that is due later keeps its distance from it. */
export interface StartAlignment {
  /** Something that is due now, for a reason of its own. */
  start(id: string, dueAt: Instant, run: () => void): void;
  /** The same for an offset from the common origin: it shifts with the first start, also when that is long past. */
  startShifted(id: string, dueAt: Instant, fromOrigin: boolean, run: () => void): void;
  forget(id: string): void;
  cancel(): void;
  /** The first start waits. */
  isPending(): boolean;
}

interface Held {
  readonly id: string;
  readonly dueAt: Instant;
  readonly run: () => void;
}

export function createStartAlignment({ clock, align, at }: StartAlignmentOptions): StartAlignment {
  let held: Held[] | undefined;
  let firstDueAt: Instant = 0;
  /** How much later than it was due the first start was; `undefined` before it. */
  let shiftMs: number | undefined = align === undefined ? 0 : undefined;

  const release = (): void => {
    if (shiftMs !== undefined) return;
    const shift = clock.now() - firstDueAt;
    shiftMs = shift;
    const starts = held ?? [];
    held = undefined;
    for (const { id, dueAt, run } of starts) at(id, dueAt + shift, run);
  };

  const start = (id: string, dueAt: Instant, run: () => void): void => {
    if (shiftMs !== undefined) run();
    else if (held !== undefined) held.push({ id, dueAt, run });
    else {
      held = [{ id, dueAt, run }];
      firstDueAt = dueAt;
      align?.(release);
    }
  };

  return {
    start,
    startShifted(id, dueAt, fromOrigin, run) {
      if (fromOrigin && shiftMs !== undefined) at(id, dueAt + shiftMs, run);
      else start(id, dueAt, run);
    },
    forget(id) {
      held = held?.filter((entry) => entry.id !== id);
    },
    cancel() {
      held = held === undefined ? undefined : [];
    },
    isPending: () => held !== undefined && held.length > 0,
  };
}

import type { Clock, Instant } from '../base/clock.ts';

export interface StartAlignmentOptions {
  readonly clock: Clock;
  /** Asked once to say when the first start is to be; `undefined`: every start is at once. */
  readonly align: ((start: () => void) => void) | undefined;
  /** Runs after a delay, at once when there is none. */
  readonly later: (id: string, delayMs: number, run: () => void) => void;
}

/** Lets the first start wait for its phase; all that is due later keeps its distance from it. */
export interface StartAlignment {
  /** Something that is due now, for a reason of its own. */
  start(id: string, run: () => void): void;
  /** The same for an offset from the common origin: it shifts with the first start, also when that is long past. */
  startShifted(id: string, fromOrigin: boolean, run: () => void): void;
  forget(id: string): void;
  cancel(): void;
  /** The first start waits. */
  isPending(): boolean;
}

interface Held {
  readonly id: string;
  readonly sinceMs: number;
  readonly run: () => void;
}

export function createStartAlignment({ clock, align, later }: StartAlignmentOptions): StartAlignment {
  let held: Held[] | undefined;
  let heldAt: Instant = 0;
  /** How much later than it was due the first start was; `undefined` before it. */
  let shiftMs: number | undefined = align === undefined ? 0 : undefined;

  const release = (): void => {
    if (shiftMs !== undefined) return;
    shiftMs = clock.now() - heldAt;
    const starts = held ?? [];
    held = undefined;
    for (const { id, sinceMs, run } of starts) later(id, sinceMs, run);
  };

  const start = (id: string, run: () => void): void => {
    if (shiftMs !== undefined) run();
    else if (held !== undefined) held.push({ id, sinceMs: clock.now() - heldAt, run });
    else {
      held = [{ id, sinceMs: 0, run }];
      heldAt = clock.now();
      align?.(release);
    }
  };

  return {
    start,
    startShifted(id, fromOrigin, run) {
      if (fromOrigin && shiftMs !== undefined) later(id, shiftMs, run);
      else start(id, run);
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

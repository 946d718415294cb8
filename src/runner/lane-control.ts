/**
 * How many iterations of a run may go on side by side. It narrows when the machine does not keep up, and what it learnt holds
 * for the cases that follow: within a case it never widens; after a case that ran at that width without noise it tries twice
 * as many, up to what the case may have.
 */
export interface LaneControl {
  readonly width: number;
  /** The next case begins, which may have so many lanes; no lane is taken then. */
  nextCase(lanes: number): void;
  /**
   * An iteration that began at this width was too noisy: from now on half as many. Of many that were disturbed together only
   * the first narrows.
   */
  narrowFrom(width: number): void;
  /** Waits for a lane; resolves with what gives it back. */
  enter(): Promise<() => void>;
}

/** For a run whose first case may have so many lanes. */
export function createLaneControl(lanes: number): LaneControl {
  let width = lanes;
  /** What the machine was found to bear. */
  let bearable = Number.POSITIVE_INFINITY;
  let isQuiet = true;
  let used = 0;
  const waiting: (() => void)[] = [];

  const admit = (): void => {
    while (used < width) {
      const next = waiting.shift();
      if (next === undefined) return;
      used++;
      next();
    }
  };

  return {
    get width() {
      return width;
    },
    nextCase(most) {
      // One that could not use all of them tells nothing about more.
      if (isQuiet && width === bearable) bearable *= 2;
      isQuiet = true;
      width = Math.min(most, bearable);
    },
    narrowFrom(seen) {
      isQuiet = false;
      if (seen !== width) return;
      width = Math.max(1, Math.floor(width / 2));
      bearable = width;
    },
    enter() {
      return new Promise((resolve) => {
        let left = false;
        waiting.push(() =>
          resolve(() => {
            if (left) return;
            left = true;
            used--;
            admit();
          }),
        );
        admit();
      });
    },
  };
}

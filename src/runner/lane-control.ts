/** How many iterations may run side by side; narrows when the machine does not keep up. */
export interface LaneControl {
  readonly width: number;
  /**
   * An iteration that began at this width was too noisy: from now on half as many. Of many that were disturbed together only
   * the first narrows.
   */
  narrowFrom(width: number): void;
  /** Waits for a lane; resolves with what gives it back. */
  enter(): Promise<() => void>;
}

export function createLaneControl(lanes: number): LaneControl {
  let width = lanes;
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
    narrowFrom(seen) {
      if (seen === width) width = Math.max(1, Math.floor(width / 2));
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

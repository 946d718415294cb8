import type { IterationResult } from '../../result/run-result.ts';

/** A wait before a dial: the first, the second, … of a client in an iteration. */
export interface Wait {
  readonly index: number;
  /** From 1. */
  readonly nth: number;
  readonly waitMs: number;
}

/** What each client waited before each dial: by its dials where they are told, else by the attempts since it knew. */
export function readWaits(iterations: readonly IterationResult[]): readonly Wait[] {
  return iterations.flatMap(({ index, dials, marks }) => {
    if (dials !== undefined) {
      return dials.flatMap(({ dials: each }) =>
        each.flatMap(({ waitMs }, place) => (waitMs === null ? [] : [{ index, nth: place + 1, waitMs }])),
      );
    }
    const { detected, attempts } = marks;
    if (detected === null) return [];
    return attempts.map((t, place) => ({ index, nth: place + 1, waitMs: t - (attempts[place - 1] ?? detected) }));
  });
}

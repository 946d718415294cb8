import { median } from '../order-statistics.ts';
import type { Difference } from './difference.ts';
import type { NullDistribution } from './null-distribution.ts';

/** A shift and how sure it is, in ranks: infinities are numbers here. */
export interface Shift {
  /** The median of what is known; `undefined` where nothing is. */
  readonly estimate: number | undefined;
  /** Its ends belong to it; infinite where there are too few figures. */
  readonly interval: readonly [low: number, high: number];
  /** P(figures as far above the tolerance), where the shift is the tolerance or less. */
  readonly pSlower: number;
  /** P(figures as far below −tolerance), where the shift is −tolerance or more. */
  readonly pFaster: number;
}

/**
 * The Hodges–Lehmann estimate with its exact interval, from Walsh averages or all differences, and the p-values of the rank
 * test against the tolerance. Interval and test are one: the low end is above the tolerance exactly when `pSlower` is at
 * most half of what the confidence leaves. What is equal, or not known, never counts for a claim.
 */
export function estimateShift(
  values: readonly Difference[],
  { most, tail }: NullDistribution,
  { tolerance, confidence }: { readonly tolerance: number; readonly confidence: number },
): Shift {
  const lows = Float64Array.from(values, ({ low }) => low).sort();
  const highs = Float64Array.from(values, ({ high }) => high).sort();
  const k = criticalRank(most, tail, (1 - confidence) / 2);
  const known = Float64Array.from(values.filter(({ low, high }) => low === high).map(({ low }) => low)).sort();
  return {
    estimate: known.length === 0 ? undefined : middleOf(known),
    interval:
      k === 0
        ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
        : [lows[k - 1] as number, highs[most - k] as number],
    pSlower: tail(lows.filter((low) => low > tolerance).length),
    pFaster: tail(highs.filter((high) => high < -tolerance).length),
  };
}

/** The largest k for which the k-th smallest value misses the shift with at most that risk; 0: none does. */
function criticalRank(most: number, tail: NullDistribution['tail'], risk: number): number {
  let [held, failed] = [0, most + 1];
  while (failed - held > 1) {
    const k = Math.floor((held + failed) / 2);
    // 0.01 is not exactly half of 1 − 0.98.
    if (tail(most - k + 1) <= risk * (1 + 1e-9)) held = k;
    else failed = k;
  }
  return held;
}

/** Between −∞ and +∞ there is no middle. */
function middleOf(sorted: Float64Array): number | undefined {
  const middle = median([...sorted]);
  return Number.isNaN(middle) ? undefined : middle;
}

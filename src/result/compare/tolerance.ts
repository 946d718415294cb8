import type { MetricUnit } from '../../base/metric.ts';

/** The larger of the two decides. */
export interface Tolerance {
  /** Of the median of BASE: 0.03 is 3 %. */
  readonly share: number;
  /** Of durations. */
  readonly floorMs: number;
}

/** Three hundredths, and what the timers of a busy machine are late. */
export const defaultTolerance: Tolerance = { share: 0.03, floorMs: 30 };

/** Of counts: one more in every iteration is a change, one more in some of them is not. */
const floorOfCounts = 0.5;

/** The shift that counts as none, in the metric's unit. `baseMedian` may be +∞, beyond the timeout: then it is at least that. */
export function toleranceOf(
  unit: MetricUnit,
  { share, floorMs }: Tolerance,
  { baseMedian, timeoutMs }: { readonly baseMedian: number; readonly timeoutMs: number },
): number {
  if (unit === 'share') return 0;
  if (unit === 'count') return Math.max(floorOfCounts, Number.isFinite(baseMedian) ? share * baseMedian : 0);
  return Math.max(floorMs, share * Math.min(baseMedian, timeoutMs));
}

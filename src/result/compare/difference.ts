/** What a difference is at least and at most; the same twice where it is known. */
export interface Difference {
  readonly low: number;
  readonly high: number;
}

/** HEAD − BASE of two figures in ranks, where +∞ is censored. Of two that are censored nothing is known. */
export function differenceOf(base: number, head: number): Difference {
  if (base === Number.POSITIVE_INFINITY && head === Number.POSITIVE_INFINITY) {
    return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  }
  return { low: head - base, high: head - base };
}

/** Every difference between one of HEAD and one of BASE: what the Hodges–Lehmann shift of two samples is the median of. */
export function allDifferences(base: readonly number[], head: readonly number[]): readonly Difference[] {
  return head.flatMap((late) => base.map((early) => differenceOf(early, late)));
}

/** The mean of every two, and of each with itself: what the Hodges–Lehmann shift of pairs is the median of. */
export function walshAverages(differences: readonly Difference[]): readonly Difference[] {
  return differences.flatMap((one, index) => differences.slice(index).map((other) => meanOf(one, other)));
}

/** The mean of +∞ and −∞ may be anything: it counts against every claim. */
function meanOf(one: Difference, other: Difference): Difference {
  const least = Math.min(one.low, other.low);
  const most = Math.max(one.high, other.high);
  return {
    low: least === Number.NEGATIVE_INFINITY ? least : (one.low + other.low) / 2,
    high: most === Number.POSITIVE_INFINITY ? most : (one.high + other.high) / 2,
  };
}

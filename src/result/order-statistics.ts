import { binomialTail } from './binomial-tail.ts';

/** A figure in ranks: censored is +∞. Lists of them are sorted ascending. */
type Ranked = number;

/** Sorts figures; censored ones come last, as +∞. */
export function rank(figures: readonly (number | 'censored')[]): readonly Ranked[] {
  return figures.map((figure) => (figure === 'censored' ? Number.POSITIVE_INFINITY : figure)).sort((a, b) => a - b);
}

/** +∞ back to its name. */
export function toFigure(value: Ranked): number | 'censored' {
  return value === Number.POSITIVE_INFINITY ? 'censored' : value;
}

/** The smallest figure that at least the share (0 < share ≤ 1) does not exceed; no interpolation. The list is not empty. */
export function nearestRank(sorted: readonly Ranked[], share: number): Ranked {
  const position = Math.ceil(share * sorted.length);
  return sorted[Math.min(Math.max(position, 1), sorted.length) - 1] as Ranked;
}

/** The middle, or the mean of the two in the middle; +∞ when either is. The list is not empty. */
export function median(sorted: readonly Ranked[]): Ranked {
  const upper = sorted[Math.floor(sorted.length / 2)] as Ranked;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[sorted.length / 2 - 1] as Ranked) + upper) / 2;
}

/**
 * The narrowest pair of order statistics, the same number from each end, that holds the median with at least the
 * confidence, whatever the distribution; `undefined` when even minimum and maximum do not (fewer than 6 at 95 %).
 */
export function medianInterval(
  sorted: readonly Ranked[],
  confidence = 0.95,
): readonly [low: Ranked, high: Ranked] | undefined {
  const n = sorted.length;
  // The k-th from each end miss the median with probability 2·P(X ≥ n − k + 1), X ~ Binomial(n, ½).
  const holds = (k: number) => k >= 1 && 1 - 2 * binomialTail(n, n - k + 1, 0.5) >= confidence;
  let k = Math.floor(n / 2);
  while (k >= 1 && !holds(k)) k--;
  return k < 1 ? undefined : [sorted[k - 1] as Ranked, sorted[n - k] as Ranked];
}

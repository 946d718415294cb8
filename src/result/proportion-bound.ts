import { binomialTail } from './binomial-tail.ts';

/**
 * The least share that so many successes are compatible with: the one-sided lower bound of Clopper and Pearson (1934).
 * 20 of 20 give 0.861 at 95 %: a client that recovers in fewer than 86 % of all cases passes 20 of 20 in at most one test
 * of twenty.
 *
 * @param successes 0 … `trials`
 * @param confidence between 0 and 1
 */
export function lowerProportionBound(successes: number, trials: number, confidence = 0.95): number {
  if (successes <= 0) return 0;
  const risk = 1 - confidence;
  let [low, high] = [0, 1];
  // P(X ≥ successes) grows with the share: bisect to the last bit that a double has.
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (binomialTail(trials, successes, middle) < risk) low = middle;
    else high = middle;
  }
  return low;
}

import { distributionOf, type NullDistribution } from './null-distribution.ts';

/** For more pairs the recursion takes too long, and a bound is good enough. */
const mostExact = 200;

/**
 * Wilcoxon's W+, the sum of the ranks 1 … n each of which counts with probability ½: exact for up to 200 pairs, by the
 * recursion over n. Beyond, Hoeffding's bound, which is never less.
 */
export function signedRankDistribution(n: number): NullDistribution {
  const most = (n * (n + 1)) / 2;
  if (n > mostExact) {
    const squares = (most * (2 * n + 1)) / 3;
    return { most, tail: (w) => (w > most ? 0 : Math.exp((-2 * Math.max(0, w - most / 2) ** 2) / squares)) };
  }
  const probabilities = new Float64Array(most + 1);
  probabilities[0] = 1;
  let reached = 0;
  for (let rank = 1; rank <= n; rank++) {
    reached += rank;
    for (let w = reached; w >= 0; w--) {
      const withRank = w >= rank ? (probabilities[w - rank] as number) : 0;
      probabilities[w] = ((probabilities[w] as number) + withRank) / 2;
    }
  }
  return distributionOf(probabilities);
}

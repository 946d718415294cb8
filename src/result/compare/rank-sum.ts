import { distributionOf, type NullDistribution } from './null-distribution.ts';

/** For larger m·n the recursion takes too long, and a bound is good enough. */
const mostExact = 10_000;

/**
 * Mann and Whitney's U, of the m·n couples those in which the one sample is above the other: exact for up to 10,000 couples,
 * by the recursion over the largest of all figures. Beyond, Hoeffding's bound, which is never less.
 */
export function rankSumDistribution(m: number, n: number): NullDistribution {
  const most = m * n;
  if (most > mostExact) {
    const least = Math.min(m, n);
    return { most, tail: (u) => (u > most ? 0 : Math.exp(-2 * least * Math.max(0, u / most - 0.5) ** 2)) };
  }
  // row[j]: the probabilities of U for samples of i and j.
  let row: readonly Float64Array[] = Array.from({ length: n + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= m; i++) {
    const next: Float64Array[] = [Float64Array.of(1)];
    for (let j = 1; j <= n; j++) next.push(mix(row[j] as Float64Array, next[j - 1] as Float64Array, i, j));
    row = next;
  }
  return distributionOf(row[n] as Float64Array);
}

/** The largest belongs to the first sample with probability i/(i + j), and is then above all j of the second. */
function mix(withoutFirst: Float64Array, withoutSecond: Float64Array, i: number, j: number): Float64Array {
  const mixed = new Float64Array(i * j + 1);
  for (const [u, probability] of withoutFirst.entries()) mixed[u + j] = (probability * i) / (i + j);
  for (const [u, probability] of withoutSecond.entries()) {
    mixed[u] = (mixed[u] as number) + (probability * j) / (i + j);
  }
  return mixed;
}

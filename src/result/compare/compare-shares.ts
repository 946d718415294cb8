import { binomialTail } from '../binomial-tail.ts';

/** How probable such differences between yes and no are where nothing has changed. */
export interface ShareTest {
  readonly pWorse: number;
  readonly pBetter: number;
}

/** Of pairs, by the exact test of McNemar: only the pairs that differ tell anything. */
export function testPairedShares(worse: number, better: number): ShareTest {
  const differing = worse + better;
  return { pWorse: binomialTail(differing, worse, 0.5), pBetter: binomialTail(differing, better, 0.5) };
}

/** How many of how many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** Of two samples, by the exact test of Fisher. */
export function testShares(base: Share, head: Share): ShareTest {
  const failed = { base: base.of - base.count, head: head.of - head.count };
  return {
    pWorse: hypergeometricTail(failed.head, head.of, failed.base + failed.head, base.of + head.of),
    pBetter: hypergeometricTail(head.count, head.of, base.count + head.count, base.of + head.of),
  };
}

/** P(at least `least` of the `marked` ones are among `drawn` of `all`). */
function hypergeometricTail(least: number, drawn: number, marked: number, all: number): number {
  let sum = 0;
  for (let k = Math.max(least, drawn + marked - all); k <= Math.min(drawn, marked); k++) {
    sum += Math.exp(logChoose(marked, k) + logChoose(all - marked, drawn - k) - logChoose(all, drawn));
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log(n - k + i) - Math.log(i);
  return sum;
}

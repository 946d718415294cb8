import { expect, test } from 'vitest';
import { rankSumDistribution } from '../../../src/result/compare/rank-sum.ts';

/** Every way to give m of m + n places to the one sample. */
function enumerate(m: number, n: number): readonly number[] {
  const counts: number[] = [];
  const place = (left: number, from: number, u: number): void => {
    if (left === 0) counts.push(u);
    // Below a place are as many of the other sample as places that are not ours.
    else for (let at = from; at <= m + n - left; at++) place(left - 1, at + 1, u + (at - (m - left)));
  };
  place(m, 0, 0);
  return Array.from({ length: m * n + 1 }, (_, u) => counts.filter((count) => count >= u).length / counts.length);
}

test.each([
  [1, 1],
  [1, 5],
  [3, 3],
  [4, 7],
  [7, 4],
  [8, 8],
])('of %i and %i figures is what counting all orders gives', (m, n) => {
  const { most, tail } = rankSumDistribution(m, n);
  expect(most).toBe(m * n);
  for (const [u, expected] of enumerate(m, n).entries()) expect(tail(u)).toBeCloseTo(expected, 13);
  expect(tail(most + 1)).toBe(0);
});

test('the bound for many figures is above what is exact', () => {
  const exact = rankSumDistribution(100, 100);
  const bound = rankSumDistribution(101, 101);
  for (const share of [0.5, 0.55, 0.6, 0.65]) {
    expect(bound.tail(share * bound.most)).toBeGreaterThan(exact.tail(Math.round(share * exact.most)));
  }
  expect(bound.tail(0.65 * bound.most)).toBeLessThan(0.015);
  expect(bound.tail(bound.most + 1)).toBe(0);
});

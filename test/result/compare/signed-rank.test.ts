import { expect, test } from 'vitest';
import { signedRankDistribution } from '../../../src/result/compare/signed-rank.ts';

/** Every choice of signs, one by one. */
function enumerate(n: number): readonly number[] {
  const sums = Array.from({ length: 2 ** n }, (_, signs) =>
    Array.from({ length: n }, (_, i) => ((signs >> i) & 1) * (i + 1)).reduce((sum, rank) => sum + rank, 0),
  );
  const most = (n * (n + 1)) / 2;
  return Array.from({ length: most + 1 }, (_, w) => sums.filter((sum) => sum >= w).length / sums.length);
}

test.each([1, 2, 3, 5, 8, 11])('of %i pairs is what counting all signs gives', (n) => {
  const { most, tail } = signedRankDistribution(n);
  expect(most).toBe((n * (n + 1)) / 2);
  for (const [w, expected] of enumerate(n).entries()) expect(tail(w)).toBeCloseTo(expected, 14);
  expect(tail(most + 1)).toBe(0);
});

test('of 20 pairs has the critical value of every table: 43 is the largest sum with at most 1 % below', () => {
  const { most, tail } = signedRankDistribution(20);
  expect(tail(most - 43)).toBeLessThanOrEqual(0.01);
  expect(tail(most - 44)).toBeGreaterThan(0.01);
});

test('the bound for many pairs is above what is exact, and no more than a few times', () => {
  const exact = signedRankDistribution(200);
  const bound = signedRankDistribution(201);
  // The same number of standard deviations above the middle.
  for (const deviations of [0, 1, 2, 3, 4]) {
    const at = (n: number) => (n * (n + 1)) / 4 + deviations * Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
    const ratio = bound.tail(at(201)) / exact.tail(Math.round(at(200)));
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThan(15);
  }
  expect(bound.tail(bound.most + 1)).toBe(0);
});

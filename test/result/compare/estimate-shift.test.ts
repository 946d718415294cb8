import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allDifferences, differenceOf, walshAverages } from '../../../src/result/compare/difference.ts';
import { estimateShift, type Shift } from '../../../src/result/compare/estimate-shift.ts';
import { rankSumDistribution } from '../../../src/result/compare/rank-sum.ts';
import { signedRankDistribution } from '../../../src/result/compare/signed-rank.ts';

const options = { tolerance: 30, confidence: 0.98 };

const ofPairs = (differences: readonly number[]): Shift =>
  estimateShift(
    walshAverages(differences.map((difference) => differenceOf(0, difference))),
    signedRankDistribution(differences.length),
    options,
  );

test('of pairs: the estimate is the median of the Walsh averages, the interval misses 1 % at each end', () => {
  // Of 36 averages the second from each end: P(W ≥ 35) = 2/256.
  const { estimate, interval } = ofPairs([10, 20, 30, 40, 50, 60, 70, 80]);
  expect([estimate, interval]).toEqual([45, [15, 75]]);
});

test('of two samples: the estimate is the median of the differences, the interval misses 1 % at each end', () => {
  const [base, head] = [
    [1, 2, 3, 4, 5],
    [101, 102, 103, 104, 105],
  ];
  const shift = estimateShift(allDifferences(base, head), rankSumDistribution(5, 5), options);
  // Of 252 orders two are among the 1 %: 24 of 25 and all.
  expect(shift).toMatchObject({ estimate: 100, interval: [97, 103], pSlower: 1 / 252 });
});

test('of too few figures the interval is infinite, whatever they are', () => {
  expect(ofPairs([500, 500, 500, 500, 500, 500])).toMatchObject({
    estimate: 500,
    interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    pSlower: 1 / 64,
  });
});

test('interval and test are one: the low end is above the tolerance exactly when the p-value is at most 1 %', () => {
  // Small whole numbers, so that there are ties, zeros and figures that equal the tolerance.
  const figure = fc.oneof(fc.integer({ min: 20, max: 44 }), fc.constant(Number.POSITIVE_INFINITY));
  fc.assert(
    fc.property(fc.array(figure, { minLength: 7, maxLength: 14 }), (differences) => {
      const { interval, pSlower } = ofPairs(differences);
      expect(interval[0] > 30).toBe(pSlower <= 0.01);
      const mirrored = ofPairs(differences.map((difference) => -difference));
      expect(mirrored.interval.map((end) => -end).reverse()).toEqual(interval.map((end) => end));
      expect(mirrored.pFaster).toBe(pSlower);
    }),
  );
});

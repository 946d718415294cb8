import { expect, test } from 'vitest';
import { testPairedShares, testShares } from '../../../src/result/compare/compare-shares.ts';

test.each([
  ['none that differ say nothing', 0, 0, 1, 1],
  ['seven that became worse are too many for chance', 7, 0, 1 / 128, 1],
  ['as many both ways say nothing', 2, 2, 11 / 16, 11 / 16],
])('of pairs, %s', (_title, worse, better, pWorse, pBetter) => {
  const test = testPairedShares(worse, better);
  expect(test.pWorse).toBeCloseTo(pWorse, 12);
  expect(test.pBetter).toBeCloseTo(pBetter, 12);
});

test('of two samples, counting all ways gives the same', () => {
  // 3 of 4 came back, then 1 of 4: of the 70 ways to choose 4 of 8, those with 3 or more of the 4 lost.
  const { pWorse, pBetter } = testShares({ count: 3, of: 4 }, { count: 1, of: 4 });
  expect(pWorse).toBeCloseTo((4 * 4 + 1) / 70, 12);
  expect(pBetter).toBeCloseTo((70 - 1) / 70, 12);
});

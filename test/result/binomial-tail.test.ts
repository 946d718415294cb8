import { describe, expect, it } from 'vitest';
import { binomialTail } from '../../src/result/binomial-tail.ts';

/** Counts outcomes of n fair coins: exact, and nothing like a sum of logarithms. */
function countedTail(n: number, k: number): number {
  const outcomes = Array.from({ length: 2 ** n }, (_, bits) => bits.toString(2).replaceAll('0', '').length);
  return outcomes.filter((heads) => heads >= k).length / 2 ** n;
}

describe('the tail of the binomial distribution', () => {
  it('is what counting the outcomes of up to 10 coins gives', () => {
    for (let n = 1; n <= 10; n++) {
      for (let k = 0; k <= n + 1; k++) expect(binomialTail(n, k, 0.5)).toBeCloseTo(countedTail(n, k), 12);
    }
  });

  it.each([
    ['all of 20 at 0.9', 20, 20, 0.9, 0.9 ** 20],
    ['one of 5 at 0.1', 5, 1, 0.1, 1 - 0.9 ** 5],
    ['none asked for', 5, 0, 0.1, 1],
    ['more than there are', 5, 6, 0.9, 0],
    ['a share of 0', 5, 1, 0, 0],
    ['a share of 1', 5, 5, 1, 1],
  ])('holds for %s', (_title, n, k, p, expected) => {
    expect(binomialTail(n, k, p)).toBeCloseTo(expected, 12);
  });

  it('neither overflows nor vanishes for large n', () => {
    // By symmetry P(X ≥ 5001) is half of what P(X = 5000) leaves; Stirling gives that to ten digits.
    const middle = 1 / Math.sqrt(Math.PI * 5000) / (1 + 1 / (8 * 5000));
    expect(binomialTail(10_000, 5001, 0.5)).toBeCloseTo((1 - middle) / 2, 8);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerProportionBound } from '../../src/result/proportion-bound.ts';

/** P(X ≥ k) by multiplying out, with whole-number coefficients. */
function tail(n: number, k: number, p: number): number {
  let sum = 0;
  for (let i = k; i <= n; i++) {
    let choose = 1;
    for (let j = 1; j <= i; j++) choose = (choose * (n - i + j)) / j;
    sum += choose * p ** i * (1 - p) ** (n - i);
  }
  return sum;
}

describe('the lower bound of a proportion', () => {
  it.each([
    ['20 of 20', 20, 20, 0.05 ** (1 / 20)],
    ['1 of 1', 1, 1, 0.05],
    ['10 of 10', 10, 10, 0.05 ** (1 / 10)],
    ['1 of 20', 1, 20, 1 - 0.95 ** (1 / 20)],
    ['none of 20', 0, 20, 0],
    ['none of none', 0, 0, 0],
  ])('has its closed form for %s', (_title, successes, trials, expected) => {
    expect(lowerProportionBound(successes, trials)).toBeCloseTo(expected, 10);
  });

  it('is the share at which so many successes have just the probability of being wrong', () => {
    const counts = fc
      .integer({ min: 1, max: 40 })
      .chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, fc.constantFrom(0.9, 0.95, 0.99), ([k, n], confidence) => {
        expect(tail(n, k, lowerProportionBound(k, n, confidence))).toBeCloseTo(1 - confidence, 9);
      }),
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, medianInterval, nearestRank, rank, toFigure } from '../../src/result/order-statistics.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe('ranks', () => {
  it('put censored figures last', () => {
    expect(rank([3, 'censored', 1])).toEqual([1, 3, Number.POSITIVE_INFINITY]);
    expect([1, Number.POSITIVE_INFINITY].map(toFigure)).toEqual([1, 'censored']);
  });
});

describe('the nearest rank', () => {
  it.each([
    ['the 19th of 20 at 95 %', 20, 0.95, 19],
    ['the last of 19 at 95 %', 19, 0.95, 19],
    ['the 18th of 20 at 90 %', 20, 0.9, 18],
    ['the 99th of 100 at 99 %', 100, 0.99, 99],
    ['the 95th of 100 at 95 %', 100, 0.95, 95],
    ['the first at a share of nothing', 5, 0, 1],
    ['the last at 100 %', 5, 1, 5],
  ])('is %s', (_title, n, share, expected) => {
    expect(nearestRank(upTo(n), share)).toBe(expected);
  });
});

describe('the median', () => {
  it.each([
    ['the middle one', [1, 5, 9], 5],
    ['the mean of the two in the middle', [1, 5, 6, 9], 5.5],
    [
      'never when one of these is',
      [1, 5, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
      Number.POSITIVE_INFINITY,
    ],
    ['not moved by an outlier', [1, 5, Number.POSITIVE_INFINITY], 5],
  ])('is %s', (_title, sorted, expected) => {
    expect(median(sorted)).toBe(expected);
  });
});

describe('the interval of the median', () => {
  it.each([
    ['minimum and maximum of 6', 6, [1, 6]],
    ['2nd and 9th of 10', 10, [2, 9]],
    ['4th and 12th of 15', 15, [4, 12]],
    ['6th and 15th of 20', 20, [6, 15]],
    ['40th and 61st of 100', 100, [40, 61]],
  ])('is %s', (_title, n, expected) => {
    expect(medianInterval(upTo(n))).toEqual(expected);
  });

  it('does not exist for fewer than 6', () => {
    expect([0, 1, 5].map((n) => medianInterval(upTo(n)))).toEqual([undefined, undefined, undefined]);
  });

  it('reaches 95 % in all orders of heads and tails, and the next narrower one does not', () => {
    for (let n = 6; n <= 12; n++) {
      const [low, high] = medianInterval(upTo(n)) ?? [Number.NaN, Number.NaN];
      expect(low + high).toBe(n + 1);
      expect(coverage(n, low)).toBeGreaterThanOrEqual(0.95);
      expect(coverage(n, low + 1)).toBeLessThan(0.95);
    }
  });

  it('lies around the median', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 6, maxLength: 60 }), (figures) => {
        const sorted = rank(figures);
        const [low, high] = medianInterval(sorted) ?? [Number.NaN, Number.NaN];
        expect(low).toBeLessThanOrEqual(median(sorted));
        expect(high).toBeGreaterThanOrEqual(median(sorted));
      }),
    );
  });
});

/** The share of all ways in which n figures can fall below and above the median, with at least `k` on each side. */
function coverage(n: number, k: number): number {
  const below = Array.from({ length: 2 ** n }, (_, bits) => bits.toString(2).replaceAll('0', '').length);
  return below.filter((count) => count >= k && n - count >= k).length / 2 ** n;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ecdf } from '../../../src/report/html/ecdf.ts';

test('it rises at each figure by its share, at equal ones once', () => {
  expect(ecdf([3, 1, 3, 2])).toEqual([
    { at: 1, share: 0.25 },
    { at: 2, share: 0.5 },
    { at: 3, share: 1 },
  ]);
});

test('what is censored keeps it below 1', () => {
  expect(ecdf([1, 'censored', 2, 'censored'])).toEqual([
    { at: 1, share: 0.25 },
    { at: 2, share: 0.5 },
  ]);
  expect(ecdf(['censored'])).toEqual([]);
});

test('at every step it is the share of the figures that are no larger', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(20), fc.constant('censored' as const)), { minLength: 1 }), (figures) => {
      for (const { at, share } of ecdf(figures)) {
        const within = figures.filter((figure) => figure !== 'censored' && figure <= at).length;
        expect(share).toBeCloseTo(within / figures.length, 12);
      }
    }),
  );
});

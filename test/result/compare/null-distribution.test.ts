import { expect, test } from 'vitest';
import { distributionOf } from '../../../src/result/compare/null-distribution.ts';

test.each([
  [0, 1],
  [1, 0.75],
  [2, 0.25],
  [3, 0],
  [-1, 1],
])('P(W ≥ %i) of ¼, ½, ¼ is %d', (w, expected) => {
  expect(distributionOf(Float64Array.of(0.25, 0.5, 0.25)).tail(w)).toBe(expected);
});

test('it counts to the last of the probabilities', () => {
  expect(distributionOf(Float64Array.of(0.25, 0.5, 0.25)).most).toBe(2);
});

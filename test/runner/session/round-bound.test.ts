import { expect, test } from 'vitest';
import { roundBound } from '../../../src/runner/session/round-bound.ts';

test.each([
  [0, 1],
  [0.3, 0.3],
  [1, 1],
  [1.1, 1.5],
  [101, 150],
  [160, 200],
  [2_001, 3_000],
  [5_100, 7_500],
  [7_600, 10_000],
])('%d becomes %d', (value, bound) => {
  expect(roundBound(value)).toBe(bound);
});

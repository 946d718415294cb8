import { expect, test } from 'vitest';
import { keepEnds } from '../../../src/runner/trace/keep-ends.ts';

test.each([
  [[1, 2, 3, 4], [1, 2, 3, 4], 0],
  [[1, 2, 3, 4, 5], [1, 2, 4, 5], 1],
  [[1, 2, 3, 4, 5, 6, 7], [1, 2, 6, 7], 3],
  [[], [], 0],
])('of %j at most four are kept', (items, kept, leftOut) => {
  expect(keepEnds(items, 4)).toEqual({ kept, leftOut });
});

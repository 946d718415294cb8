import { expect, test } from 'vitest';
import { defaultTolerance, toleranceOf } from '../../../src/result/compare/tolerance.ts';

test.each([
  ['of a short duration: 30 ms', 'duration', 400, 30],
  ['of a long one: 3 %', 'duration', 2_000, 60],
  ['of one beyond the timeout: 3 % of the timeout, which it is at least', 'duration', Number.POSITIVE_INFINITY, 450],
  ['of a count: half of one', 'count', 4, 0.5],
  ['of a large count: 3 %', 'count', 500, 15],
  ['of a count that no client reached: half of one', 'count', Number.POSITIVE_INFINITY, 0.5],
  ['of a share: none, its test needs none', 'share', 0.5, 0],
] as const)('the tolerance %s', (_title, unit, baseMedian, expected) => {
  expect(toleranceOf(unit, defaultTolerance, { baseMedian, timeoutMs: 15_000 })).toBeCloseTo(expected, 12);
});

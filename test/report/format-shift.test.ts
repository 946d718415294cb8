import { expect, test } from 'vitest';
import { formatShift } from '../../src/report/format-shift.ts';

test.each([
  [50, 'duration', '+50 ms'],
  [-1250, 'duration', '−1.25 s'],
  [0, 'duration', '0 ms'],
  [1, 'count', '+1'],
  [-0.5, 'count', '−0.5'],
  [-0.35, 'share', '−35 %'],
  [0, 'share', '0 %'],
  ['infinite', 'duration', '+∞'],
  ['-infinite', 'count', '−∞'],
  [null, 'duration', 'n/o'],
] as const)('%s of a %s is written %s', (shift, unit, expected) => {
  expect(formatShift(shift, unit)).toBe(expected);
});

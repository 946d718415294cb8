import { expect, test } from 'vitest';
import { createScale } from '../../../src/report/html/create-scale.ts';

test.each([
  ['the low end', 10, 100],
  ['the high end', 20, 0],
  ['the middle', 15, 50],
  ['beyond', 30, -100],
])('%s', (_where, value, pixels) => {
  expect(createScale([10, 20], [100, 0])(value)).toBe(pixels);
});

test('where all is one value, it stands in the middle', () => {
  expect(createScale([5, 5], [0, 80])(5)).toBe(40);
});

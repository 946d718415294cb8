import { expect, test } from 'vitest';
import { largest } from '../../../src/report/html/largest.ts';

test('the largest, or what it is at least', () => {
  expect(largest([1, 5, 3])).toBe(5);
  expect(largest([1, 5, 3], 7)).toBe(7);
  expect(largest([], 2)).toBe(2);
});

test('of more values than a call takes arguments', () => {
  expect(largest(Array.from({ length: 300_000 }, (_, index) => index))).toBe(299_999);
});

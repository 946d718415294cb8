import { expect, test } from 'vitest';
import type { Curve } from '../../../src/result/backoff/curve.ts';
import { growthRarity, priceOf } from '../../../src/result/backoff/price-of.ts';

test('each number that was fitted costs, and a list most of all', () => {
  const two: Curve = { kind: 'decorrelated', initialMs: 1, capMs: null, parameters: 2 };
  expect(priceOf(two, 50)).toBeCloseTo(2 * Math.log(50));
  expect(priceOf({ kind: 'list', waitsMs: [1, 2], parameters: 2 }, 50)).toBeGreaterThan(priceOf(two, 50));
});

test('a cap below draws costs more than a number, since the longest of a few looks like one', () => {
  const free: Curve = { kind: 'decorrelated', initialMs: 1, capMs: null, parameters: 1 };
  expect(priceOf({ ...free, capMs: 9 }, 50) - priceOf(free, 50)).toBeGreaterThan(6);
});

test('a first wait at once is nothing special, another one is', () => {
  expect(growthRarity('exponential', 'full', [0, 2])).toBe(0);
  expect(growthRarity('exponential', 'full', [0, 200])).toBeGreaterThan(0);
});

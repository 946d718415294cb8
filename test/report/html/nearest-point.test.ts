import { expect, test } from 'vitest';
import { nearestPoint } from '../../../src/report/html/nearest-point.ts';

const points = [
  { index: 4, x: 10, y: 10 },
  { index: 7, x: 30, y: 10 },
];

test.each([
  ['at one', { x: 11, y: 9 }, 4],
  ['nearer to the other', { x: 21, y: 10 }, 7],
  ['too far from both', { x: 10, y: 40 }, undefined],
])('%s', (_where, at, index) => {
  expect(nearestPoint(points, at, 20)?.index).toBe(index);
});

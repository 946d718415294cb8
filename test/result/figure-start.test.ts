import { expect, test } from 'vitest';
import { figureStart, waitEnd } from '../../src/result/figure-start.ts';
import { iterationOf } from './iteration.ts';

const { marks } = iterationOf(0, {});

test.each([
  ['detection', {}, 0],
  ['outage', {}, 0],
  ['server.detection', {}, 0],
  ['recovery', { lifted: 3000 }, 3000],
  ['recovery', { lifted: -100 }, 0],
  ['recovery', { lifted: null }, null],
  ['fleet.back95', { lifted: 3000 }, 3000],
  ['reconnect', { detected: 40 }, 40],
  ['close', { detected: 40 }, 40],
  ['schedule.3', { detected: 40 }, 40],
  ['schedule.3', {}, null],
  ['attempts', {}, undefined],
  ['noise.loop', {}, undefined],
] as const)('%s with %j counts from %s', (metric, changes, start) => {
  expect(figureStart(metric, { ...marks, ...changes })).toBe(start);
});

test('the wait ends a timeout after steady, counted as the marks are', () => {
  expect(waitEnd({ ...marks, steady: -900 }, 3000)).toBe(2100);
  expect(waitEnd({ ...marks, steady: null }, 3000)).toBe(3000);
});

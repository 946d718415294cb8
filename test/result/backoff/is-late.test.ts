import { expect, test } from 'vitest';
import { isLate } from '../../../src/result/backoff/is-late.ts';

test.each([
  ['in time', { waitMs: 100 }, false],
  ['as late as timers are', { waitMs: 108, lateMs: 8 }, false],
  ['late by much of it', { waitMs: 130, lateMs: 30 }, true],
  ['late by little of it', { waitMs: 2030, lateMs: 30 }, false],
  ['unknown', { waitMs: null, lateMs: 30 }, false],
])('a wait that is %s', (_what, wait, expected) => {
  expect(isLate({ t: 0, after: 'nothing', ...wait })).toBe(expected);
});

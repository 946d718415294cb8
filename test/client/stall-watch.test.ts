import { expect, test } from 'vitest';
import { createStallWatch } from '../../src/client/stall-watch.ts';

const policy = { highWaterMark: 1_000, stallTimeoutMs: 50 };

test('below the mark messages may be written and nothing is due', () => {
  const watch = createStallWatch(policy);
  watch.observe(999, 0);
  expect(watch.mayWrite).toBe(true);
  expect(watch.nextDueAt()).toBeUndefined();
});

test('the time counts from when the mark was reached, not from the last write', () => {
  const watch = createStallWatch(policy);
  watch.observe(1_000, 10);
  watch.observe(5_000, 40);
  expect(watch.mayWrite).toBe(false);
  expect(watch.nextDueAt()).toBe(60);
});

test('falling below the mark ends it, and the next time counts anew', () => {
  const watch = createStallWatch(policy);
  watch.observe(1_000, 10);
  watch.observe(10, 59);
  expect(watch.nextDueAt()).toBeUndefined();
  watch.observe(1_000, 70);
  expect(watch.nextDueAt()).toBe(120);
});

import { expect, test } from 'vitest';
import { createReplyWatch } from '../../src/client/reply-watch.ts';

test('an answer that is overdue at two looks is missed', () => {
  const watch = createReplyWatch(100);
  watch.sent(1, 0);
  expect(watch.nextDueAt()).toBe(100);
  expect(watch.tick(99)).toBe(false);
  expect(watch.tick(100)).toBe(false);
  expect(watch.tick(100)).toBe(true);
});

test('an answer that is read between the two looks is in time', () => {
  const watch = createReplyWatch(100);
  watch.sent(1, 0);
  watch.tick(5_000);
  watch.answered(1);
  expect(watch.tick(5_000)).toBe(false);
  expect(watch.nextDueAt()).toBeUndefined();
});

test('another message that is overdue as well has its own two looks', () => {
  const watch = createReplyWatch(100);
  watch.sent(1, 0);
  watch.sent(2, 0);
  expect(watch.tick(200)).toBe(false);
  watch.answered(1);
  expect(watch.tick(200)).toBe(false);
  expect(watch.tick(200)).toBe(true);
});

test('the oldest unanswered message decides, in whatever order answers come', () => {
  const watch = createReplyWatch(100);
  watch.sent(1, 0);
  watch.sent(2, 30);
  watch.sent(3, 60);
  watch.answered(2);
  expect(watch.nextDueAt()).toBe(100);
  watch.answered(1);
  expect(watch.nextDueAt()).toBe(160);
});

test('without a limit nothing is awaited', () => {
  const watch = createReplyWatch(0);
  watch.sent(1, 0);
  expect(watch.nextDueAt()).toBeUndefined();
  expect(watch.tick(1e9)).toBe(false);
});

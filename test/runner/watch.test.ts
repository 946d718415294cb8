import { expect, test } from 'vitest';
import { createWatch } from '../../src/runner/watch.ts';
import { createManualClock } from '../support/manual-clock.ts';

function setUp() {
  const clock = createManualClock(0);
  const controller = new AbortController();
  return { clock, controller, watch: createWatch(clock, controller.signal) };
}

test('a condition that holds already is not waited for', async () => {
  const { watch, clock, controller } = setUp();
  controller.abort();
  expect(await watch.until(() => true, 100)).toBe(true);
  expect(clock.pending).toBe(0);
});

test('the condition is looked at when something has changed', async () => {
  const { watch, clock } = setUp();
  let value = 0;
  const waited = watch.until(() => value === 2, 100);
  for (value of [1, 2]) watch.changed();
  value = 0;
  expect(await waited).toBe(true);
  expect(clock.pending).toBe(0);
});

test('at the deadline it is looked at for the last time', async () => {
  const { watch, clock } = setUp();
  let holds = false;
  const first = watch.until(() => holds, 100);
  clock.advance(100);
  expect(await first).toBe(false);
  const second = watch.until(() => holds, 200);
  holds = true;
  clock.advance(100);
  expect(await second).toBe(true);
});

test('a run that is broken off waits no longer', async () => {
  const { watch, clock, controller } = setUp();
  const waited = watch.until(() => false, 100);
  controller.abort();
  expect(await waited).toBe(false);
  expect(await watch.until(() => false, 100)).toBe(false);
  expect(clock.pending).toBe(0);
});

test('a change that nobody waits for is harmless', () => {
  expect(setUp().watch.changed).not.toThrow();
});

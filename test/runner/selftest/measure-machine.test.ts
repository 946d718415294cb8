import { expect, test } from 'vitest';
import type { Clock } from '../../../src/base/clock.ts';
import { createDueQueue } from '../../../src/base/due-queue.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { measureMachine } from '../../../src/runner/selftest/measure-machine.ts';
import { alarmOn } from '../../support/alarm-on.ts';

/** Time that passes only to the next thing that is due, which then runs so late. */
function createLateClock(lateMs: (now: number) => number): Clock {
  const queue = createDueQueue<() => void>();
  let now = 0;
  const turn = (): void => {
    const dueAt = queue.nextDueAt();
    if (dueAt === undefined) return;
    now = Math.max(now, dueAt + lateMs(dueAt));
    queue.takeDue(now)?.();
    setImmediate(turn);
  };
  return {
    now: () => now,
    schedule(dueAt, callback) {
      if (queue.size === 0) setImmediate(turn);
      const entry = queue.add(Math.max(dueAt, now), callback);
      return () => void queue.remove(entry);
    },
    alarm: alarmOn(queue, () => now),
    catchUp: () => now,
  };
}

test('a machine that runs everything in time can measure', async () => {
  expect(await measureMachine({ clock: createLateClock(() => 0) })).toEqual({
    loopDelayMs: { p50: 0, p99: 0 },
    timerLatenessMs: { p50: 0, p99: 0 },
    limitMs: 10,
    canMeasure: true,
  });
});

test('a machine that is always late cannot, and its figures say by how much', async () => {
  const { loopDelayMs, timerLatenessMs, canMeasure } = await measureMachine({ clock: createLateClock(() => 25) });
  expect(canMeasure).toBe(false);
  expect(loopDelayMs.p99).toBeGreaterThanOrEqual(25);
  expect(timerLatenessMs.p50).toBeGreaterThanOrEqual(25);
  expect(timerLatenessMs.p99).toBeGreaterThanOrEqual(timerLatenessMs.p50);
});

test('a disturbance that passes does not decide: the machine is looked at again', async () => {
  const clock = createLateClock((now) => (now < 1_500 ? 25 : 1));
  const { loopDelayMs, canMeasure } = await measureMachine({ clock });
  expect([canMeasure, loopDelayMs.p99 < 10]).toEqual([true, true]);
  expect(clock.now()).toBeGreaterThan(2_000);
});

test('one look is all when the test is to end', async () => {
  const clock = createLateClock(() => 25);
  await measureMachine({ clock, signal: AbortSignal.abort() });
  expect(clock.now()).toBeLessThan(1_200);
});

test('a real clock gives figures that are never early', async () => {
  const { loopDelayMs, timerLatenessMs } = await measureMachine({ clock: realClock, windowMs: 200, maxLooks: 1 });
  expect(timerLatenessMs.p50).toBeGreaterThanOrEqual(0);
  expect(loopDelayMs.p99).toBeGreaterThanOrEqual(loopDelayMs.p50);
  expect(loopDelayMs.p99).toBeLessThan(Number.POSITIVE_INFINITY);
});

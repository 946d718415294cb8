import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import { createDueQueue } from '../../src/base/due-queue.ts';
import { createLoopDelayMonitor } from '../../src/runner/loop-delay.ts';
import { createRealClock } from '../../src/runner/real-clock.ts';
import { alarmOn } from '../support/alarm-on.ts';

/** The clock of a loop that can stand still: time passes, and what falls due has to wait. It starts at 0. */
function createLoop() {
  const queue = createDueQueue<() => void>();
  let now = 0;
  const runDue = (): void => {
    for (let due = queue.takeDue(now); due !== undefined; due = queue.takeDue(now)) due();
  };
  const clock: Clock = {
    now: () => now,
    schedule(dueAt, callback) {
      const entry = queue.add(dueAt, callback);
      return () => void queue.remove(entry);
    },
    alarm: alarmOn(queue, () => now),
    catchUp() {
      runDue();
      return now;
    },
  };
  return {
    clock,
    /** Time passes and everything runs in time. */
    run(ms: number) {
      runDue();
      for (let i = 0; i < ms; i += 1) {
        now += 1;
        runDue();
      }
    },
    /** Time passes and nothing runs, as under a long computation; what is due runs with the next `run`. */
    standStill(ms: number) {
      now += ms;
    },
    scheduled: () => queue.size,
  };
}

describe('the loop delay', () => {
  test('is 0 where everything runs in time', () => {
    const loop = createLoop();
    const monitor = createLoopDelayMonitor(loop.clock);
    monitor.start();
    loop.run(1_000);
    expect(monitor.p99Between(0, 1_000)).toBe(0);
  });

  test.each([
    // Samples are due every 10 ms from 210 on, so 29 ms hold up two of them by 19 and 9. Of 100 the 99th is the second longest.
    ['one late sample of a hundred', 19, 0],
    ['two late samples of a hundred', 29, 9],
    ['half of the time', 500, 480],
  ])('counts a standstill by what work would have met it: %s', (_what, standstillMs, expected) => {
    const loop = createLoop();
    const monitor = createLoopDelayMonitor(loop.clock);
    monitor.start();
    loop.run(200);
    loop.standStill(standstillMs);
    loop.run(1_000 - 200 - standstillMs);
    expect(monitor.p99Between(0, 1_000)).toBe(expected);
  });

  test('is told for any share of the work', () => {
    const loop = createLoop();
    const monitor = createLoopDelayMonitor(loop.clock);
    monitor.start();
    loop.run(500);
    // 50 of the 100 samples are due in it, late by 490, 480, … 0.
    loop.standStill(500);
    loop.run(0);
    const shares = [0.5, 0.75, 1].map((share) => monitor.quantileBetween(share, 0, 1_000));
    expect(shares).toEqual([0, 240, 490]);
    expect(monitor.quantileBetween(0.99, 0, 1_000)).toBe(monitor.p99Between(0, 1_000));
    expect(monitor.quantileBetween(0.5, 2_000, 3_000)).toBeUndefined();
  });

  test('is known to the very work that holds up the loop', () => {
    const loop = createLoop();
    const monitor = createLoopDelayMonitor(loop.clock);
    monitor.start();
    loop.run(100);
    loop.standStill(300);
    expect(monitor.p99Between(100, 400)).toBe(290);
  });

  test('is that of the time asked for, and undefined where nothing was sampled', () => {
    const loop = createLoop();
    const monitor = createLoopDelayMonitor(loop.clock);
    monitor.start();
    loop.run(100);
    loop.standStill(300);
    loop.run(600);
    expect(monitor.p99Between(400, 1_000)).toBe(0);
    expect(monitor.p99Between(1_001, 2_000)).toBeUndefined();
    expect(monitor.p99Between(101, 109)).toBeUndefined();
  });

  test('stood still once for all that was due meanwhile', () => {
    const loop = createLoop();
    const monitor = createLoopDelayMonitor(loop.clock);
    monitor.start();
    loop.run(200);
    loop.standStill(300);
    loop.run(100);
    loop.standStill(12);
    loop.run(200);
    // Due at 210 and held up until 500; the 2 ms that 610 was late by are none.
    expect(monitor.standstillsBetween(0, 1_000)).toEqual([{ from: 210, to: 500 }]);
    expect(monitor.standstillsBetween(501, 1_000)).toEqual([]);
    expect(monitor.latenessBetween(0, 600)).toEqual({
      ...{ p99Ms: 290, maxMs: 290 },
      standstills: [{ from: 210, to: 500 }],
    });
  });

  test('forgets the oldest samples, and only those', () => {
    const loop = createLoop();
    const monitor = createLoopDelayMonitor(loop.clock, { everyMs: 10, maxSamples: 10 });
    monitor.start();
    loop.standStill(100);
    loop.run(100);
    expect(monitor.p99Between(0, 100)).toBeUndefined();
    expect(monitor.p99Between(0, 200)).toBe(0);
  });

  test('survives a standstill that is longer than all samples together', () => {
    const loop = createLoop();
    const monitor = createLoopDelayMonitor(loop.clock, { everyMs: 10, maxSamples: 10 });
    monitor.start();
    loop.standStill(1e12);
    expect(monitor.p99Between(0, 1e12)).toBe(90);
  });

  test('is sampled until everybody who asked for it has stopped', () => {
    const loop = createLoop();
    const monitor = createLoopDelayMonitor(loop.clock);
    monitor.start();
    monitor.start();
    loop.run(50);
    monitor.stop();
    loop.run(50);
    expect(monitor.p99Between(60, 100)).toBe(0);
    monitor.stop();
    monitor.stop();
    expect(loop.scheduled()).toBe(0);
    loop.run(100);
    expect(monitor.p99Between(0, 100)).toBe(0);
    expect(monitor.p99Between(101, 200)).toBeUndefined();
  });

  test('of a busy real process is at least as long as what kept it busy', async () => {
    const clock = createRealClock();
    const monitor = createLoopDelayMonitor(clock);
    monitor.start();
    await new Promise<void>((resolve) => void clock.schedule(clock.now() + 50, resolve));
    const from = clock.now();
    while (clock.now() < from + 300);
    const to = clock.now();
    await new Promise<void>((resolve) => void clock.schedule(clock.now() + 50, resolve));
    monitor.stop();
    // The sample that was due first waited for all but the 10 ms at most that had passed of its period.
    expect(monitor.p99Between(from, to)).toBeGreaterThanOrEqual(290);
  });
});

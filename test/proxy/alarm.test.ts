import { expect, test } from 'vitest';
import { createAlarm } from '../../src/proxy/alarm.ts';
import { createManualClock } from '../support/manual-clock.ts';

function bench() {
  const clock = createManualClock(0);
  const rung: number[] = [];
  const alarm = createAlarm(clock, () => rung.push(clock.now()));
  return { clock, rung, alarm };
}

test('an alarm rings once, when it is time', () => {
  const { clock, rung, alarm } = bench();
  alarm.set(30);
  clock.advance(29);
  expect(rung).toEqual([]);
  clock.advance(100);
  expect([rung, clock.pending]).toEqual([[30], 0]);
});

test.each([
  ['later', 50],
  ['earlier', 10],
])('a new time that is %s replaces the one that was set', (_what, dueAt) => {
  const { clock, rung, alarm } = bench();
  alarm.set(30);
  alarm.set(dueAt);
  clock.advance(100);
  expect(rung).toEqual([dueAt]);
});

test('an alarm can be set again while it rings, and is then no other', () => {
  const clock = createManualClock(0);
  const rung: number[] = [];
  const alarm = createAlarm(clock, () => {
    rung.push(clock.now());
    if (rung.length < 3) alarm.set(clock.now() + 10);
  });
  alarm.set(10);
  clock.advance(15);
  expect(clock.pending).toBe(1);
  clock.advance(85);
  expect(rung).toEqual([10, 20, 30]);
});

test('an alarm that is called off does not ring, and can be set anew', () => {
  const { clock, rung, alarm } = bench();
  alarm.cancel();
  alarm.set(10);
  alarm.cancel();
  alarm.cancel();
  expect(clock.pending).toBe(0);
  alarm.set(20);
  clock.advance(100);
  expect(rung).toEqual([20]);
});

import { expect, test } from 'vitest';
import { createTimerSet } from '../../src/client/timer-set.ts';
import { createManualClock } from '../support/manual-clock.ts';

function createLog() {
  const clock = createManualClock(0);
  const timers = createTimerSet<'a' | 'b'>(clock);
  const log: string[] = [];
  return { clock, timers, log, note: (text: string) => () => void log.push(`${text}@${clock.now()}`) };
}

test('a timer runs once, at its time', () => {
  const { clock, timers, log, note } = createLog();
  timers.arm('a', 10, note('a'));
  expect(timers.isArmed('a')).toBe(true);
  clock.advance(100);
  expect(log).toEqual(['a@10']);
  expect(timers.isArmed('a')).toBe(false);
});

test('arming a name again replaces what it was armed for', () => {
  const { clock, timers, log, note } = createLog();
  timers.arm('a', 10, note('first'));
  timers.arm('a', 20, note('second'));
  timers.arm('b', 15, note('other'));
  clock.advance(100);
  expect(log).toEqual(['other@15', 'second@20']);
});

test('a timer may arm its own name', () => {
  const { clock, timers, log, note } = createLog();
  timers.arm('a', 10, () => timers.arm('a', 30, note('again')));
  clock.advance(100);
  expect(log).toEqual(['again@30']);
});

test('a disarmed timer does not run', () => {
  const { clock, timers, log, note } = createLog();
  timers.arm('a', 10, note('a'));
  timers.disarm('a');
  clock.advance(100);
  expect(log).toEqual([]);
});

test('after dispose() nothing runs, and nothing can be armed', () => {
  const { clock, timers, log, note } = createLog();
  timers.arm('a', 10, note('a'));
  timers.dispose();
  timers.arm('b', 20, note('b'));
  expect(clock.pending).toBe(0);
  clock.advance(100);
  expect(log).toEqual([]);
});

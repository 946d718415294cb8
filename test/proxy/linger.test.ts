import { expect, test } from 'vitest';
import { createLinger } from '../../src/proxy/linger.ts';
import { createManualClock } from '../support/manual-clock.ts';

test('what is left is thrown away a minute later, once', () => {
  const clock = createManualClock();
  let finished = 0;
  const linger = createLinger(clock, () => {
    finished++;
    return true;
  });
  linger.begin();
  clock.advance(30_000);
  linger.begin();
  clock.advance(29_999);
  expect(finished).toBe(0);
  clock.advance(1);
  clock.advance(600_000);
  expect(finished).toBe(1);
});

test('while something is held it is asked again every minute', () => {
  const clock = createManualClock();
  const answers = [false, false, true];
  const linger = createLinger(clock, () => answers.shift() ?? true);
  linger.begin();
  clock.advance(180_000);
  expect([answers, clock.pending]).toEqual([[], 0]);
});

test('it can be called off', () => {
  const clock = createManualClock();
  const linger = createLinger(clock, () => {
    throw new Error('called off');
  });
  linger.cancel();
  linger.begin();
  linger.cancel();
  expect(clock.pending).toBe(0);
});

import { expect, test } from 'vitest';
import { createSessionClock } from '../../src/dashboard/session-clock.ts';

test('the instant that came least late says how far the clocks are apart', () => {
  const clock = createSessionClock();
  expect(clock.at(1_000)).toBeUndefined();
  clock.observe(100, 1_150);
  clock.observe(200, 1_210);
  clock.observe(300, 1_900);
  expect(clock.at(2_000)).toBe(990);
});

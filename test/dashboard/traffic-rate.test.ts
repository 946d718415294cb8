import { expect, test } from 'vitest';
import { createTrafficRate } from '../../src/dashboard/traffic-rate.ts';

test('frames are counted by the second, both ways, over the last whole minute', () => {
  const rate = createTrafficRate();
  for (const t of [100, 200, 59_500, 60_000, 60_500, 61_000]) rate.add(t, true);
  for (const t of [60_999, 61_001]) rate.add(t, false);
  const [seconds, toServer, toClient] = rate.columns(61_400);
  expect([seconds.length, seconds[0], seconds.at(-1)]).toEqual([60, -59, 0]);
  expect(toServer.slice(-3)).toEqual([0, 1, 2]);
  expect([toServer[0], toClient.at(-1)]).toEqual([0, 1]);
  expect(rate.columns(60_100)[1][0]).toBe(2);
});

test('a second that is long over is not counted for its successor', () => {
  const rate = createTrafficRate();
  rate.add(1_000, true);
  rate.add(63_000, true);
  rate.add(1_000, true);
  expect(rate.columns(64_000)[1].at(-1)).toBe(1);
  expect(rate.columns(2_000)[1].at(-1)).toBe(0);
  rate.clear();
  expect(rate.columns(64_000)[1].at(-1)).toBe(0);
});

import { expect, test } from 'vitest';
import { loopDelayLimit } from '../../src/runner/loop-delay-limit.ts';

const beating = (intervalMs: number) => ({ style: 'ping', intervalMs, timeoutMs: 1 }) as const;

test.each([
  ['10 ms where no heartbeat is known', undefined, undefined, 10],
  ['10 ms for a quick heartbeat', beating(500), undefined, 10],
  ['a hundredth of the interval of a slow one', beating(30_000), undefined, 300],
  ['what the caller bears, where that is more', beating(500), 40, 40],
])('the event loop may be late by %s', (_what, heartbeat, floorMs, expected) => {
  expect(loopDelayLimit(heartbeat, floorMs)).toBe(expected);
});

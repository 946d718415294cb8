import { expect, test } from 'vitest';
import type { HeartbeatPolicy } from '../../src/base/client-policy.ts';
import { createHeartbeatMonitor } from '../../src/client/heartbeat-monitor.ts';

const policy: HeartbeatPolicy = { mode: 'none', intervalMs: 100, timeoutMs: 50, maxMissed: 1, alive: 'bytes' };

/** Ticks at each due time, twice as the contract says, until the verdict. */
function causeOf(mode: HeartbeatPolicy['mode']): string | undefined {
  const monitor = createHeartbeatMonitor({ ...policy, mode }, 0);
  for (let ticks = 0; ticks < 10; ticks++) {
    const dead = monitor?.tick(monitor.nextDueAt() ?? 0).find(({ kind }) => kind === 'dead');
    if (dead?.kind === 'dead') return dead.cause;
  }
  return undefined;
}

test.each([
  ['ping', 'ping.timeout'],
  ['app', 'app.heartbeat.timeout'],
  ['server', 'server.ping.timeout'],
  ['idle', 'idle.timeout'],
  ['none', undefined],
] as const)('silence under the mode %s has its own cause', (mode, cause) => {
  expect(causeOf(mode)).toBe(cause);
});

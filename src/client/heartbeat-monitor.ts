import type { HeartbeatPolicy } from '../base/client-policy.ts';
import type { Instant } from '../base/clock.ts';
import type { HeartbeatMonitor } from './heartbeat-contract.ts';
import { createProbeMonitor } from './probe-monitor.ts';
import { createSilenceMonitor } from './silence-monitor.ts';

/**
 * The monitor of a policy, or `undefined` for `none`. A passed deadline is not yet a verdict: the next `tick` that comes after
 * it, at the same instant or later, decides. In between the owner's event loop reads what had arrived while it was blocked or
 * stopped, so a client that slept does not blame a live server.
 */
export function createHeartbeatMonitor(policy: HeartbeatPolicy, now: Instant): HeartbeatMonitor | undefined {
  switch (policy.mode) {
    case 'ping':
      return createProbeMonitor(policy, 'ping.timeout', now);
    case 'app':
      return createProbeMonitor(policy, 'app.heartbeat.timeout', now);
    case 'server':
      return createSilenceMonitor(policy, 'server.ping.timeout', now);
    case 'idle':
      return createSilenceMonitor(policy, 'idle.timeout', now);
    case 'none':
      return undefined;
  }
}

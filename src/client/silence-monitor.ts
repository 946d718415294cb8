import type { HeartbeatPolicy } from '../base/client-policy.ts';
import type { Instant } from '../base/clock.ts';
import type { HeartbeatMonitor } from './heartbeat-contract.ts';
import { countsAsLife } from './life-sign.ts';

/**
 * Sends nothing and waits for signs. `server`: the next ping is owed `intervalMs` after the last sign and has `timeoutMs` of
 * grace. `idle`: the limit is `timeoutMs` of silence. With `maxMissed` above 1 so many in a row may be missed.
 */
export function createSilenceMonitor(policy: HeartbeatPolicy, cause: string, startAt: Instant): HeartbeatMonitor {
  const { mode, intervalMs, timeoutMs, maxMissed } = policy;
  let lastSignAt = startAt;
  let missed = 0;
  let overdueSince: Instant | undefined;
  let dead = false;

  const deadline = (): Instant => {
    const count = missed + 1;
    return lastSignAt + (mode === 'server' ? count * intervalMs + timeoutMs : count * timeoutMs);
  };

  return {
    nextDueAt: () => (dead ? undefined : (overdueSince ?? deadline())),
    tick(now) {
      if (dead || now < deadline()) return [];
      if (overdueSince === undefined) {
        overdueSince = now;
        return [];
      }
      overdueSince = undefined;
      missed++;
      if (missed < maxMissed) return [{ kind: 'suspect' }];
      dead = true;
      return [{ kind: 'dead', cause }];
    },
    observe(sign, now) {
      if (dead || !countsAsLife(sign, policy)) return false;
      const wasSuspect = missed > 0;
      lastSignAt = now;
      missed = 0;
      overdueSince = undefined;
      return wasSuspect;
    },
  };
}

import type { Backoff } from '../../../src/base/client-policy.ts';
import { createRandom } from '../../../src/base/random.ts';
import { createBackoffSeries } from '../../../src/client/backoff.ts';
import type { WaitSeries } from '../../../src/result/backoff/curve.ts';

/** What a policy of the reference client is, as a backoff is told from outside. */
export interface SimulatedPolicy {
  readonly backoff: Backoff;
  readonly initialMs: number;
  readonly maxMs: number;
  readonly factor: number;
}

/** The waits of the reference client's own policy, a little late as timers are, and now and then later. */
export function simulateWaits(policy: SimulatedPolicy, series: number, dials: number, seed: number): WaitSeries[] {
  const random = createRandom(seed, policy.backoff, policy.initialMs, policy.factor, policy.maxMs, series, dials);
  return Array.from({ length: series }, () => {
    const backoff = createBackoffSeries(policy, random);
    return Array.from({ length: dials }, () => {
      const lateMs = 0.2 + 1.5 * random.next() + (random.next() < 0.02 ? 8 * random.next() : 0);
      return backoff.next() + lateMs;
    });
  });
}

import type { Instant } from '../base/clock.ts';
import type { ConnectionRate } from './connection-rate.ts';

/** A token bucket: who takes a token is let in. */
export interface ConnectionBucket {
  /** From when on a token is there; in the past when one is there already. */
  nextAt(): Instant;
  /** Takes one that is there. */
  take(now: Instant): void;
}

/**
 * Full at first. It holds what the rate allows in one unit, as the limits of connection rates in proxies do: 20/s lets 20 in
 * at once and then one every 50 ms, so that bunched arrivals do not lose what the rate promises.
 */
export function createConnectionBucket({ count, perMs }: ConnectionRate): ConnectionBucket {
  const spacingMs = perMs / count;
  // The rounding of so many sums must not hold the last token back.
  const depthMs = perMs - spacingMs + 0.001;
  let fullAt = Number.NEGATIVE_INFINITY;
  return {
    nextAt: () => fullAt - depthMs,
    take(now) {
      fullAt = Math.max(fullAt, now) + spacingMs;
    },
  };
}

import type { ReconnectPolicy } from '../base/client-policy.ts';
import { drawBetween, type Random } from '../base/random.ts';

/** The waits between attempts, one after the other. */
export interface BackoffSeries {
  /** The next wait, in milliseconds. */
  next(): number;
  /** Begins again with the first. */
  restart(): void;
}

/**
 * With e(n) = min(max, initial · factor^n), the cap before the jitter, and the jitter drawn anew each time: none 0 · fixed
 * initial · exponential e(n) · full-jitter U(0, e(n)) · equal-jitter e(n)/2 + U(0, e(n)/2) · decorrelated-jitter
 * s = min(max, U(initial, 3·s)) from s = initial. After "Exponential Backoff And Jitter" of the AWS Architecture Blog.
 */
export function createBackoffSeries(
  policy: Pick<ReconnectPolicy, 'backoff' | 'initialMs' | 'maxMs' | 'factor'>,
  random: Random,
): BackoffSeries {
  const { backoff, initialMs, maxMs, factor } = policy;
  let step = 0;
  let previousMs = initialMs;

  /** A power that is too large for a number is infinite, and so the cap; 0 · ∞ must stay 0. */
  const ceilingMs = (): number => (initialMs === 0 ? 0 : Math.min(maxMs, initialMs * factor ** step));

  const draw = (): number => {
    switch (backoff) {
      case 'none':
        return 0;
      case 'fixed':
        return initialMs;
      case 'exponential':
        return ceilingMs();
      case 'full-jitter':
        return drawBetween(random, 0, ceilingMs());
      case 'equal-jitter': {
        const half = ceilingMs() / 2;
        return half + drawBetween(random, 0, half);
      }
      case 'decorrelated-jitter':
        previousMs = Math.min(maxMs, drawBetween(random, initialMs, Math.max(initialMs, 3 * previousMs)));
        return previousMs;
    }
  };

  return {
    next() {
      const waitMs = draw();
      step++;
      return waitMs;
    },
    restart() {
      step = 0;
      previousMs = initialMs;
    },
  };
}

import type { DialSeries } from '../dial-series.ts';
import { atOnceMs } from './curve.ts';

const leastQuietMs = 1000;

/** A dial at once, or one wait, tells nothing of how long the next one may be. */
const leastWaits = 2;

/**
 * True when a client that was not back had been quiet for so long at the end that it would have dialled: four times its
 * longest wait, so that a backoff that doubles, and jitter, are no giving up.
 */
export function isQuiet({ dials, end, quietMs }: DialSeries): boolean {
  if (end !== 'iteration') return false;
  const waits = dials.flatMap(({ waitMs }) => (waitMs !== null && waitMs > atOnceMs ? [waitMs] : []));
  if (waits.length < leastWaits) return false;
  const longest = waits.reduce((most, wait) => Math.max(most, wait), 0);
  return quietMs >= Math.max(leastQuietMs, 4 * longest);
}

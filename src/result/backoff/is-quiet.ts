import type { DialSeries } from '../dial-series.ts';

const leastQuietMs = 1000;

/**
 * True when a client that was not back had been quiet for so long at the end that it would have dialled: four times its
 * longest wait, so that a backoff that doubles, and jitter, are no giving up.
 */
export function isQuiet({ dials, end, quietMs }: DialSeries): boolean {
  if (end !== 'iteration') return false;
  const longest = dials.reduce((most, { waitMs }) => Math.max(most, waitMs ?? 0), 0);
  return quietMs >= Math.max(leastQuietMs, 4 * longest);
}

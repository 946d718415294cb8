import type { RetryAfterFinding } from '../backoff-result.ts';
import type { DialSeries } from '../dial-series.ts';
import { atOnceMs } from './curve.ts';

/** A timer may be early by its resolution. */
const slackMs = 20;

/** A wait that is longer than what was asked for by no more than this, or by this share of it, is near to it. */
const nearMs = 500;
const nearShare = 0.2;

/**
 * Whether the clients waited as long as the answers asked for; `undefined` where none asked. A wait that is much longer is
 * counted only where the waits that nobody asked for are shorter than that: else it may be the client's own.
 */
export function findRetryAfter(series: readonly DialSeries[]): RetryAfterFinding | undefined {
  const waits = series.flatMap(({ dials }) =>
    dials.flatMap(({ waitMs, retryAfterMs: askedMs = 0 }) =>
      waitMs === null || askedMs <= slackMs ? [] : [{ waitMs, askedMs }],
    ),
  );
  const [first, ...rest] = waits;
  if (first === undefined) return undefined;
  const worst = rest.reduce(
    (least, one) => (one.waitMs / one.askedMs < least.waitMs / least.askedMs ? one : least),
    first,
  );
  const own = longestOwn(series);
  const long = waits.filter(({ waitMs, askedMs }) => waitMs >= askedMs - slackMs);
  const respected = long.filter(
    ({ waitMs, askedMs }) =>
      (own !== null && own < askedMs - slackMs) || waitMs <= askedMs + Math.max(nearMs, nearShare * askedMs),
  ).length;
  return {
    answers: waits.length,
    respected,
    ...(respected === long.length ? {} : { unclear: long.length - respected }),
    askedMs: worst.askedMs,
    waitedMs: worst.waitMs,
  };
}

/** Of the waits that nobody asked for; `null` where none is known. A dial at once, as many a first one is, tells nothing. */
function longestOwn(series: readonly DialSeries[]): number | null {
  return series
    .flatMap(({ dials }) => dials)
    .reduce<number | null>(
      (most, { waitMs, retryAfterMs }) =>
        waitMs === null || waitMs <= atOnceMs || retryAfterMs !== undefined ? most : Math.max(most ?? 0, waitMs),
      null,
    );
}

import type { RetryAfterFinding } from '../backoff-result.ts';
import type { DialSeries } from '../dial-series.ts';

/** A timer may be early by its resolution. */
const slackMs = 20;

/** Whether the clients waited as long as the answers asked for; `undefined` where none asked. */
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
  return {
    answers: waits.length,
    respected: waits.filter(({ waitMs, askedMs }) => waitMs >= askedMs - slackMs).length,
    askedMs: worst.askedMs,
    waitedMs: worst.waitMs,
  };
}

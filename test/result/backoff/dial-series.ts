import type { DialSeries, Redial } from '../../../src/result/dial-series.ts';

/** A client's dials by hand: what was before each, and how long it waited. */
export function seriesOf(
  dials: readonly (readonly [after: Redial['after'], waitMs: number | null, retryAfterMs?: number])[],
  changes: Partial<DialSeries> = {},
): DialSeries {
  return {
    ...{ client: 1, source: 'client', end: 'ready', quietMs: 0, last: null },
    dials: dials.map(([after, waitMs, retryAfterMs], t) => ({
      ...{ t, after, waitMs },
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    })),
    ...changes,
  };
}

import type { BackoffResult, BackoffShape } from '../backoff-result.ts';
import type { DialSeries } from '../dial-series.ts';
import { median } from '../order-statistics.ts';
import type { IterationResult } from '../run-result.ts';
import { unseenDials } from '../sample-attempts.ts';
import type { WaitSeries } from './curve.ts';
import { findGivingUp } from './find-giving-up.ts';
import { findRefusedForGood } from './find-refused-for-good.ts';
import { findResetOnOpen } from './find-reset-on-open.ts';
import { findRetryAfter } from './find-retry-after.ts';
import { fitBackoff } from './fit-backoff.ts';
import { nameShape } from './name-shape.ts';

/** Fewer waits have no shape. */
const leastGaps = 4;

/**
 * What the waits of all iterations of a case tell about the client's backoff; `undefined` where no client had to dial twice.
 * What was not seen is not inferred: of a client that tells nothing, behind a port that refuses, nothing is said but that.
 */
export function findBackoff(iterations: readonly IterationResult[]): BackoffResult | undefined {
  const seen = iterations.filter(({ dials }) => (dials?.length ?? 0) > 0);
  const hidden = iterations.filter(({ unobservable }) => unobservable.attempts === unseenDials);
  if (seen.length === 0) return hidden.length === 0 ? undefined : nothingOf(hidden.length, unseenDials);

  const all = seen.flatMap(({ dials = [] }) => dials);
  const delays = seen.map(({ noise }) => noise.loop ?? 0).sort((a, b) => a - b);
  const loopDelayMs = median(delays);
  const retryAfter = findRetryAfter(all);
  const isObeyed = retryAfter !== undefined && 2 * retryAfter.respected >= retryAfter.answers;
  const waits = all.map((series) => freeWaits(series, isObeyed));
  const known = waits.flat().filter((wait) => wait !== null);
  const places = waits.reduce((most, series) => Math.max(most, series.findLastIndex((wait) => wait !== null) + 1), 0);
  const refusedForGood = findRefusedForGood(all);
  const givingUp = refusedForGood === undefined ? findGivingUp(all) : undefined;
  const resetOnOpen = findResetOnOpen(all, loopDelayMs);
  return {
    gaps: known.length,
    iterations: seen.length,
    dials: all.reduce((most, { dials }) => Math.max(most, dials.length), 0),
    longestMs: known.length === 0 ? null : Math.max(...known),
    source: all.some(({ source }) => source === 'client') ? 'client' : 'wire',
    ...shapeOf(waits, known.length, places, isObeyed, loopDelayMs),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(resetOnOpen === undefined ? {} : { resetOnOpen }),
    ...(refusedForGood === undefined ? {} : { refusedForGood }),
    ...(givingUp === undefined ? {} : { givingUp }),
  };
}

/** A wait that the server asked for, and got, is none of the backoff. */
function freeWaits({ dials }: DialSeries, obeysRetryAfter: boolean): WaitSeries {
  return dials.map(({ waitMs, retryAfterMs }) => (obeysRetryAfter && retryAfterMs !== undefined ? null : waitMs));
}

type Shape = Pick<BackoffResult, 'shape' | 'rivals' | 'unknown'>;

function shapeOf(
  waits: readonly WaitSeries[],
  gaps: number,
  places: number,
  obeysRetryAfter: boolean,
  loopDelayMs: number,
): Shape {
  const fit = gaps < leastGaps || places < 2 ? undefined : fitBackoff(waits, loopDelayMs);
  if (fit === undefined) {
    const asked = obeysRetryAfter ? ' beside those that Retry-After asked for' : '';
    const spread = places < 2 && gaps >= leastGaps ? ', all of them first ones' : '';
    return { shape: null, rivals: [], unknown: `too few waits to tell the shape${asked}${spread}` };
  }
  const rivals = fit.rivals.map(nameShape).map(nameRival);
  return { shape: nameShape(fit.curve), rivals: [...new Set(rivals)] };
}

function nameRival({ kind, jitter }: BackoffShape): string {
  if (jitter === null || kind === 'none') return kind;
  if (jitter === 'none') return `${kind} without jitter`;
  return `${kind} with ${jitter === 'percent' ? 'another' : jitter} jitter`;
}

function nothingOf(iterations: number, unknown: string): BackoffResult {
  return { gaps: 0, iterations, dials: 0, longestMs: null, source: null, shape: null, unknown, rivals: [] };
}

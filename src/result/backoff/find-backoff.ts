import { ambiguity } from '../ambiguity.ts';
import type { BackoffResult, BackoffShape } from '../backoff-result.ts';
import { median } from '../order-statistics.ts';
import type { IterationResult } from '../run-result.ts';
import { unseenDials } from '../sample-attempts.ts';
import type { WaitSeries } from './curve.ts';
import { findGivingUp } from './find-giving-up.ts';
import { findRefusedForGood } from './find-refused-for-good.ts';
import { findResetOnOpen } from './find-reset-on-open.ts';
import { findRetryAfter } from './find-retry-after.ts';
import { fitBackoff } from './fit-backoff.ts';
import { isLate } from './is-late.ts';
import { nameShape } from './name-shape.ts';

/** Fewer waits have no shape. */
const leastGaps = 4;

/**
 * What the waits of all iterations of a case tell about the client's backoff; `undefined` where no client had to dial twice.
 * What was not seen is not inferred: of a client that tells nothing, behind a port that refuses, nothing is said but that.
 */
export function findBackoff(iterations: readonly IterationResult[]): BackoffResult | undefined {
  const seen = iterations.filter(({ dials }) => (dials?.length ?? 0) > 0);
  if (seen.length === 0) {
    const [reason] = [ambiguity, unseenDials].filter((one) => countHidden(iterations, one) > 0);
    return reason === undefined ? undefined : nothingOf(countHidden(iterations, reason), reason);
  }

  const all = seen.flatMap(({ dials = [] }) => dials);
  const delays = seen.map(({ noise }) => noise.loop ?? 0).sort((a, b) => a - b);
  const loopDelayMs = median(delays);
  const retryAfter = findRetryAfter(all);
  const isObeyed = retryAfter !== undefined && 2 * retryAfter.respected >= retryAfter.answers;
  // A wait that the server asked for, and got, is none of the backoff.
  const free = all.map(({ dials }) => dials.map((dial) => (isObeyed && dial.retryAfterMs !== undefined ? null : dial)));
  const late = free.flat().filter((dial) => dial !== null && isLate(dial));
  const waits = free.map((dials) => dials.map((dial) => (dial === null || isLate(dial) ? null : dial.waitMs)));
  const known = waits.flat().filter((wait) => wait !== null);
  const refusedForGood = findRefusedForGood(all);
  const givingUp = refusedForGood === undefined ? findGivingUp(all) : undefined;
  const resetOnOpen = findResetOnOpen(all, loopDelayMs);
  return {
    gaps: known.length,
    ...(late.length === 0
      ? {}
      : { late: { gaps: late.length, mostMs: late.reduce((most, dial) => Math.max(most, dial?.lateMs ?? 0), 0) } }),
    iterations: seen.length,
    dials: all.reduce((most, { dials }) => Math.max(most, dials.length), 0),
    longestMs: known.length === 0 ? null : known.reduce((most, wait) => Math.max(most, wait), 0),
    source: all.some(({ source }) => source === 'client') ? 'client' : 'wire',
    ...shapeOf(
      waits,
      free.map((dials) => dials.map((dial) => dial?.waitMs ?? null)),
      isObeyed,
      loopDelayMs,
    ),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(resetOnOpen === undefined ? {} : { resetOnOpen }),
    ...(refusedForGood === undefined ? {} : { refusedForGood }),
    ...(givingUp === undefined ? {} : { givingUp }),
  };
}

type Shape = Pick<BackoffResult, 'shape' | 'rivals' | 'unknown'>;

/** `planned` has the waits that the machine was late for as well. */
function shapeOf(
  waits: readonly WaitSeries[],
  planned: readonly WaitSeries[],
  obeysRetryAfter: boolean,
  loopDelayMs: number,
): Shape {
  const has = extentOf(waits);
  const fit = has.isEnough ? fitBackoff(waits, loopDelayMs) : undefined;
  if (fit === undefined) {
    if (extentOf(planned).isEnough) {
      return { shape: null, rivals: [], unknown: 'cannot tell the shape: the machine was too busy' };
    }
    const asked = obeysRetryAfter ? ' beside those that Retry-After asked for' : '';
    const spread = has.places < 2 && has.gaps >= leastGaps ? ', all of them first ones' : '';
    return { shape: null, rivals: [], unknown: `too few waits to tell the shape${asked}${spread}` };
  }
  const rivals = fit.rivals.map(nameShape).map(nameRival);
  return { shape: nameShape(fit.curve), rivals: [...new Set(rivals)] };
}

function extentOf(waits: readonly WaitSeries[]) {
  const gaps = waits.flat().filter((wait) => wait !== null).length;
  const places = waits.reduce((most, series) => Math.max(most, series.findLastIndex((wait) => wait !== null) + 1), 0);
  return { gaps, places, isEnough: gaps >= leastGaps && places >= 2 };
}

function nameRival({ kind, jitter }: BackoffShape): string {
  if (jitter === null || kind === 'none') return kind;
  if (jitter === 'none') return `${kind} without jitter`;
  return `${kind} with ${jitter === 'percent' ? 'another' : jitter} jitter`;
}

function countHidden(iterations: readonly IterationResult[], reason: string): number {
  return iterations.filter(({ unobservable }) => unobservable.attempts === reason).length;
}

function nothingOf(iterations: number, unknown: string): BackoffResult {
  return { gaps: 0, iterations, dials: 0, longestMs: null, source: null, shape: null, unknown, rivals: [] };
}

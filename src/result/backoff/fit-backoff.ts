import { nearestRank } from '../order-statistics.ts';
import { atOnceMs, type Curve, growthAt, leastNoiseMs, logLikelihood, type WaitSeries } from './curve.ts';
import { priceOf } from './price-of.ts';
import { proposeCurves } from './propose-curves.ts';

/** The best curve, and the other kinds that explain the waits nearly as well. */
export interface BackoffFit {
  readonly curve: Curve;
  readonly rivals: readonly Curve[];
}

/** A rival is worse by less than this much of the Bayesian information criterion: odds of 20 to 1. */
const clearMargin = 6;

const atOnce: Curve = {
  ...{ kind: 'growth', growth: { kind: 'flat' }, initialMs: 0, capMs: null, capsDraws: false, jitter: 'none' },
  ...{ range: [1, 1], first: null, parameters: 0 },
};

/** However busy the machine, waits are no less exact than this: else nothing would be told apart. */
const mostNoiseMs = 10;

/** What a client of another process needs for its dial and for hearing of its end, beside the wait. */
const dialCostMs = 20;

/** So many places are enough: later ones are at the cap. */
const mostPlaces = 16;
const mostWaits = 600;

/**
 * Finds the curve that the waits were most likely drawn from; `undefined` without any wait. `loopDelayMs` is what 1 % of the
 * work of the machine was later than: the busier, the less the waits say.
 */
export function fitBackoff(given: readonly WaitSeries[], loopDelayMs = 0): BackoffFit | undefined {
  const noiseMs = Math.min(mostNoiseMs, Math.max(leastNoiseMs, loopDelayMs / 5));
  const series = thin(given);
  const waits = series.flat().filter((wait) => wait !== null);
  if (waits.length === 0) return undefined;
  const longestMs = Math.max(...waits);
  if (isAtOnce(waits, loopDelayMs)) return { curve: atOnce, rivals: [] };
  const judged = proposeCurves(series, noiseMs)
    .map((curve) => ({
      curve,
      criterion: priceOf(curve, waits.length) - 2 * logLikelihood(curve, series, longestMs, noiseMs),
    }))
    .sort((a, b) => a.criterion - b.criterion);
  const likeliest = judged[0];
  if (likeliest === undefined) return undefined;
  const plainer = judged.find(({ curve }) => isPlainerThan(curve, likeliest.curve, loopDelayMs));
  const best = plainer ?? likeliest;
  const rivals = new Map<string, Curve>();
  if (plainer !== undefined && !isMostlyMet(plainer.curve, likeliest.curve)) rivals.set('list', likeliest.curve);
  for (const { curve, criterion } of judged) {
    const margin = criterion - best.criterion;
    if (margin >= 2 * clearMargin) break;
    const kind = kindOf(curve);
    if (margin >= clearMargin && !isRangeOf(best.curve, curve)) continue;
    if (isAnother(curve, best.curve) && !rivals.has(kind)) rivals.set(kind, curve);
  }
  return { curve: best.curve, rivals: [...rivals.values()] };
}

/** Most dials are immediate, and none is later than a busy machine makes it. */
function isAtOnce(waits: readonly number[], loopDelayMs: number): boolean {
  const sorted = [...waits].sort((a, b) => a - b);
  return nearestRank(sorted, 0.6) <= atOnceMs && nearestRank(sorted, 0.9) <= Math.max(5 * atOnceMs, loopDelayMs);
}

/**
 * A list explains any waits, and a range that is fitted to them lies within the one that they were drawn from: no other
 * explanations.
 */
function isAnother(curve: Curve, best: Curve): boolean {
  if (curve.kind === 'list' || kindOf(curve) === kindOf(best)) return false;
  if (curve.kind !== 'growth' || best.kind !== 'growth') return true;
  return !(curve.growth.kind === best.growth.kind && curve.jitter === 'percent');
}

/** A range that was fitted to the waits needs more than the odds against one that people write: a late wait stretches both. */
function isRangeOf(fitted: Curve, usual: Curve): boolean {
  return (
    fitted.kind === 'growth' &&
    usual.kind === 'growth' &&
    fitted.growth.kind === usual.growth.kind &&
    fitted.jitter === 'percent' &&
    (usual.jitter === 'full' || usual.jitter === 'equal')
  );
}

/**
 * Clients that are watched side by side are late together, and never early: a list that a formula meets but for that is none.
 */
function isPlainerThan(curve: Curve, list: Curve, loopDelayMs: number): boolean {
  return excesses(curve, list).every((excess) => -dialCostMs <= excess && excess <= Math.max(dialCostMs, loopDelayMs));
}

/** Lateness is rare: what is late at many places is planned. */
function isMostlyMet(curve: Curve, list: Curve): boolean {
  const all = excesses(curve, list);
  return 3 * all.filter((excess) => excess <= dialCostMs).length >= 2 * all.length;
}

/** By how much the waits of a list exceed a formula without jitter; infinite where there is nothing to compare. */
function excesses(curve: Curve, list: Curve): readonly number[] {
  if (list.kind !== 'list' || curve.kind !== 'growth' || curve.jitter !== 'none' || curve.first !== null) {
    return [Number.POSITIVE_INFINITY];
  }
  return list.waitsMs.flatMap((wait, place) => {
    const formula = Math.min(curve.initialMs * growthAt(curve.growth, place), curve.capMs ?? Number.POSITIVE_INFINITY);
    return Number.isNaN(wait) ? [] : [wait - formula];
  });
}

/** What a reader would call it. */
export function kindOf(curve: Curve): string {
  return curve.kind === 'growth' ? `${curve.growth.kind} ${curve.jitter}` : curve.kind;
}

/** Evenly fewer series of a large fleet. */
function thin(given: readonly WaitSeries[]): readonly WaitSeries[] {
  const series = given
    .map((waits) => waits.slice(0, mostPlaces))
    .filter((waits) => waits.some((wait) => wait !== null));
  const count = series.reduce((sum, { length }) => sum + length, 0);
  const keep = Math.ceil(count / mostWaits);
  return keep <= 1 ? series : series.filter((_, index) => index % keep === 0);
}

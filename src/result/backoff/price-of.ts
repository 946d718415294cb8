import { atOnceMs, type Curve, type GrowthCurve } from './curve.ts';

/**
 * What a curve has to make good by its likelihood, by the Bayesian information criterion: what was fitted, and more where few
 * clients do so. A range that was fitted to the waits always fits them better than the one that they were drawn from, and a
 * short curve is nearly a straight line.
 */
export function priceOf(curve: Curve, waits: number): number {
  return curve.parameters * Math.log(waits) + rarityOf(curve);
}

function rarityOf(curve: Curve): number {
  if (curve.kind === 'growth') return growthRarity(curve.growth.kind, curve.jitter, curve.first);
  return curve.kind === 'list' ? 12 : 0;
}

/** Of a curve that need not exist yet. */
export function growthRarity(
  growth: GrowthCurve['growth']['kind'],
  jitter: GrowthCurve['jitter'],
  first: GrowthCurve['first'],
): number {
  const firstOfItsOwn = first === null || first[1] <= atOnceMs ? 0 : 14;
  return (jitter === 'percent' ? 6 : 0) + (growth === 'linear' ? 4 : 0) + firstOfItsOwn;
}

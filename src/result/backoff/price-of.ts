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
  if (curve.kind === 'list') return 12;
  if (curve.kind === 'decorrelated') return capRarity(curve.capMs);
  return (
    growthRarity(curve.growth.kind, curve.jitter, curve.first) + (curve.jitter === 'none' ? 0 : capRarity(curve.capMs))
  );
}

/**
 * Of a few draws from a range even the longest stays well below its top, which looks like a cap wherever it is looked for.
 * With this a cap that is not there is told once in a hundred times.
 */
function capRarity(capMs: number | null): number {
  return capMs === null ? 0 : 9;
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

import type { BackoffShape } from '../backoff-result.ts';
import { atOnceMs, type Curve, type GrowthCurve } from './curve.ts';

/** Says what a curve is in the words of the field, with figures that are no more exact than they are known. */
export function nameShape(curve: Curve): BackoffShape {
  switch (curve.kind) {
    case 'list':
      return {
        kind: 'list',
        jitter: null,
        initialMs: round(curve.waitsMs.find((wait) => !Number.isNaN(wait)) ?? 0),
        capMs: null,
        waitsMs: curve.waitsMs.map((wait) => (Number.isNaN(wait) ? null : round(wait))),
      };
    case 'decorrelated':
      return {
        ...{ kind: 'decorrelated-jitter', jitter: null },
        initialMs: round(curve.initialMs),
        capMs: curve.capMs === null ? null : round(curve.capMs),
      };
    case 'growth':
      return nameGrowth(curve);
  }
}

function nameGrowth({ growth, initialMs, capMs, jitter, range, first }: GrowthCurve): BackoffShape {
  const isNone = growth.kind === 'flat' && jitter === 'none' && initialMs <= atOnceMs;
  return {
    kind: isNone ? 'none' : growth.kind === 'flat' ? 'fixed' : growth.kind,
    jitter,
    ...(jitter === 'percent' ? { percent: Math.round(50 * (range[1] - range[0])) } : {}),
    initialMs: isNone ? 0 : round(initialMs),
    ...(growth.kind === 'exponential' ? { factor: Number(growth.factor.toFixed(2)) } : {}),
    ...(growth.kind === 'linear' ? { stepMs: round(growth.step * initialMs) } : {}),
    capMs: capMs === null ? null : round(capMs),
    ...(first === null ? {} : { firstMs: [round(first[0]), round(first[1])] as const }),
  };
}

/** Two digits; three where the first is a 1. */
function round(ms: number): number {
  if (!(ms > 0)) return 0;
  const unit = 10 ** (Math.floor(Math.log10(ms)) - 1);
  return Number(
    (ms / unit < 20 ? Math.round((10 * ms) / unit) * (unit / 10) : Math.round(ms / unit) * unit).toPrecision(6),
  );
}

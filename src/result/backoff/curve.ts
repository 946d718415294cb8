/** How the waits of a client grow from one attempt to the next. `step` and `factor` are relative to the first wait. */
export type Growth =
  | { readonly kind: 'flat' }
  | { readonly kind: 'linear'; readonly step: number }
  | { readonly kind: 'exponential'; readonly factor: number };

/**
 * A curve e(n) = min(cap, initial · growth(n)), and the range around it that a wait is drawn from: `[0, 1]` is full jitter,
 * `[0.5, 1]` equal jitter, `[1, 1]` none.
 */
export interface GrowthCurve {
  readonly kind: 'growth';
  readonly growth: Growth;
  readonly initialMs: number;
  readonly capMs: number | null;
  /** The cap cuts what was drawn; else the wait is drawn below the cap. */
  readonly capsDraws: boolean;
  readonly jitter: 'none' | 'full' | 'equal' | 'percent';
  readonly range: readonly [low: number, high: number];
  /** The first wait has a range of its own, milliseconds; the curve begins behind it. */
  readonly first: readonly [lowMs: number, highMs: number] | null;
  /** How many numbers were fitted. */
  readonly parameters: number;
}

/** s = min(cap, U(initial, 3 · s)): each wait is drawn from the one before. */
export interface DecorrelatedCurve {
  readonly kind: 'decorrelated';
  readonly initialMs: number;
  readonly capMs: number | null;
  readonly parameters: number;
}

/** Waits that are the same every time, and follow no formula. */
export interface ListCurve {
  readonly kind: 'list';
  readonly waitsMs: readonly number[];
  readonly parameters: number;
}

export type Curve = GrowthCurve | DecorrelatedCurve | ListCurve;

/** The waits of one client after one loss, in order; `null` where a wait says nothing about the curve. */
export type WaitSeries = readonly (number | null)[];

/** A dial within this time did not wait: what is left is the machine's. */
export const atOnceMs = 15;

/** How exactly waits are known on a machine that is as quiet as can be, milliseconds: timers have no finer steps. */
export const leastNoiseMs = 2;

/** How exactly a wait is known where `noiseMs` is the least that can be asked for; the clocks of long timers drift. */
export function noiseOf(waitMs: number, noiseMs: number): number {
  return Math.max(noiseMs, 0.004 * waitMs);
}

/** Relative to the first wait of the curve. */
export function growthAt(growth: Growth, step: number): number {
  switch (growth.kind) {
    case 'flat':
      return 1;
    case 'linear':
      return 1 + growth.step * step;
    case 'exponential':
      return growth.factor ** step;
  }
}

/** The share of waits that may be anything: a machine that slept, a timer that was late. */
const strayShare = 0.02;

/** The logarithm of the likelihood of the waits; `longestMs` is the longest of all. */
export function logLikelihood(curve: Curve, series: readonly WaitSeries[], longestMs: number, noiseMs: number): number {
  const stray = strayShare / (2 * longestMs + 10);
  let sum = 0;
  for (const waits of series) {
    for (const [place, wait] of waits.entries()) {
      if (wait === null) continue;
      const density = densityAt(curve, place, wait, waits[place - 1] ?? null, longestMs, noiseMs);
      sum += Math.log((1 - strayShare) * density + stray);
    }
  }
  return sum;
}

function densityAt(
  curve: Curve,
  place: number,
  wait: number,
  previous: number | null,
  longestMs: number,
  noiseMs: number,
): number {
  switch (curve.kind) {
    case 'list':
      return spread(wait, curve.waitsMs[place] ?? longestMs, curve.waitsMs[place] ?? longestMs, noiseMs);
    case 'decorrelated': {
      const { initialMs, capMs } = curve;
      // Of an unknown wait only the bounds are known.
      const before = place === 0 ? initialMs : (previous ?? longestMs / 3);
      return cutSpread(wait, initialMs, Math.max(initialMs, 3 * before), capMs, noiseMs);
    }
    case 'growth': {
      const { first, growth, initialMs, capMs, capsDraws, range } = curve;
      if (first !== null && place === 0) return spread(wait, first[0], first[1], noiseMs);
      const whole = initialMs * growthAt(growth, first === null ? place : place - 1);
      if (capsDraws) return cutSpread(wait, whole * range[0], whole * range[1], capMs, noiseMs);
      const capped = Math.min(whole, capMs ?? Number.POSITIVE_INFINITY);
      return spread(wait, capped * range[0], capped * range[1], noiseMs);
    }
  }
}

/** The share of waits that a busy machine made longer, and by how much in the mean: a timer is late, but never early. */
const lateShare = 0.2;
const lateMs = 30;

/** Uniform in [low, high], with the noise at its edges. */
function spread(wait: number, low: number, high: number, noiseMs: number): number {
  const noise = noiseOf(wait, noiseMs);
  const width = high - low;
  if (wait < low) return ((1 - lateShare) * Math.exp((wait - low) / noise)) / (width + 2 * noise);
  const above = Math.max(0, wait - high);
  const inTime = Math.exp(-above / noise) / (width + 2 * noise);
  const late = Math.max(lateMs, 2 * noise);
  return (1 - lateShare) * inTime + (lateShare * Math.exp(-above / late)) / (width + late);
}

/** Uniform in [low, high], and what is above the cap lies on it. */
function cutSpread(wait: number, low: number, high: number, capMs: number | null, noiseMs: number): number {
  if (capMs === null || high <= capMs) return spread(wait, low, high, noiseMs);
  if (low >= capMs) return spread(wait, capMs, capMs, noiseMs);
  const above = (high - capMs) / (high - low);
  return above * spread(wait, capMs, capMs, noiseMs) + (1 - above) * spread(wait, low, capMs, noiseMs);
}

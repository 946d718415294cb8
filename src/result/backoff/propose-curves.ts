import { median } from '../order-statistics.ts';
import { type Curve, type Growth, type GrowthCurve, growthAt, noiseOf, type WaitSeries } from './curve.ts';
import { growthRarity } from './price-of.ts';
import { type WaitColumn, waitColumns } from './wait-columns.ts';

/** Factors and steps that people write; others are taken from the waits themselves. */
const usualFactors = [1.1, 1.2, 1.25, 1.3, 1.4, 1.5, 1.6, 1.618, 1.7, 1.75, 1.8, 2, 2.25, 2.5, 3, 4, 5, 10];
const usualSteps = [0.1, 0.2, 0.25, 0.5, 1, 2, 3, 5];

/** So many of each kind are looked at closely. */
const shortlist = 4;

/** A cap below this share of growth is none: the waits are flat, and the machine is noisy. */
const leastGrowth = 1.2;

/**
 * Curves that may have given the waits, each with the numbers that fit it best: the tightest range that holds all waits, or
 * the middle of those that do not vary. What cannot be right is left out by a rough estimate from the columns alone, so that
 * a long series costs no more than milliseconds.
 */
export function proposeCurves(series: readonly WaitSeries[], noiseMs: number): readonly Curve[] {
  const columns = waitColumns(series);
  const first = columns[0];
  if (first === undefined) return [];
  const rest = columns.slice(1);
  const ownFirst: [number, number] | null = first.place === 0 && rest.length >= 2 ? [first.min, first.max] : null;
  const growths = proposeGrowths(columns);
  const rough = growths.flatMap((growth) => [
    ...fitGrowth(growth, columns, null, noiseMs),
    ...(ownFirst === null ? [] : fitGrowth(growth, rest, ownFirst, noiseMs)),
  ]);
  const count = columns.reduce((sum, column) => sum + column.count, 0);
  return [
    ...bestOfEach(rough, count, first, noiseMs),
    ...fitCutDraws(growths, series, columns, noiseMs),
    ...fitDecorrelated(series, noiseMs),
    fitList(columns),
  ];
}

/** The best few of each kind, so that no kind crowds out another. */
function bestOfEach(rough: readonly Rough[], count: number, { min, max, count: firsts }: WaitColumn, noiseMs: number) {
  const firstCost = 2 * firsts * Math.log(max - min + 2 * noiseOf(max, noiseMs));
  const kinds = new Map<string, { readonly one: Rough; readonly badness: number }[]>();
  for (const one of rough) {
    const { growth, jitter, first, parameters } = one;
    const price = parameters * Math.log(count) + growthRarity(growth.kind, jitter, first);
    const judged = { one, badness: 2 * one.cost + price + (first === null ? 0 : firstCost) };
    const kind = `${growth.kind} ${jitter} ${first === null}`;
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [judged]);
    else known.push(judged);
  }
  return [...kinds.values()].flatMap((ofKind) =>
    ofKind
      .sort((a, b) => a.badness - b.badness)
      .slice(0, shortlist)
      .map(({ one }) => curveOf(one)),
  );
}

function curveOf({ growth, jitter, first, initialMs, capMs, low, parameters }: Rough): GrowthCurve {
  // The curve of a range that is no share of it runs through its middle.
  const scale = jitter === 'percent' ? (1 + low) / 2 : 1;
  return {
    ...{ kind: 'growth', growth, capsDraws: false, jitter, first, parameters },
    initialMs: initialMs * scale,
    capMs: capMs === null ? null : capMs * scale,
    range: [low / scale, 1 / scale],
  };
}

function proposeGrowths(columns: readonly WaitColumn[]): readonly Growth[] {
  const own = ownFactors(columns);
  const initial = columns[0]?.median ?? 0;
  const last = columns.at(-1);
  const rise = last === undefined || initial === 0 ? 0 : (last.median / initial - 1) / last.place;
  return [
    { kind: 'flat' },
    ...[...usualFactors, ...own].map((factor) => ({ kind: 'exponential', factor }) as const),
    ...[...usualSteps, ...(rise > 0.04 ? [rise] : [])].map((step) => ({ kind: 'linear', step }) as const),
  ];
}

/** A curve whose fit is only estimated. `low` is where its range begins, as a share of where it ends. */
interface Rough extends Pick<GrowthCurve, 'growth' | 'jitter' | 'first' | 'initialMs' | 'capMs' | 'parameters'> {
  readonly low: number;
  readonly cost: number;
}

/** With a cap that begins at every place in turn, and without. */
function fitGrowth(
  growth: Growth,
  columns: readonly WaitColumn[],
  first: readonly [number, number] | null,
  noiseMs: number,
): readonly Rough[] {
  const offset = first === null ? 0 : 1;
  const points = columns.map((column) => ({ ...column, growth: growthAt(growth, column.place - offset) }));
  const ends = growth.kind === 'flat' ? [points.length] : points.map((_, index) => index + 1);
  return ends.flatMap((end) => {
    const rising = points.slice(0, end);
    const capped = points.slice(end);
    return [...fitRanges(growth, rising, capped, first, noiseMs), ...fitExact(growth, rising, capped, first, noiseMs)];
  });
}

/**
 * From the shortest waits of two places, since lateness only adds: the farther apart, the better they are known. Behind a cap
 * the ratio falls, so the places where it begins to are tried in turn.
 */
function ownFactors(columns: readonly WaitColumn[]): readonly number[] {
  const [first] = columns;
  if (first === undefined || first.min <= 0) return [];
  const middles = columns.slice(1).flatMap(({ place, min, median: at }) => {
    const steps = place - first.place;
    return [(min / first.min) ** (1 / steps), (at / first.median) ** (1 / steps)];
  });
  const later = columns.slice(2).map(({ min }, index) => min / (columns[index + 1] as WaitColumn).min);
  return [...middles, ...later].filter((factor) => factor > 1.04 && factor < 20 && isUnusual(factor));
}

function isUnusual(factor: number, share = 0.012): boolean {
  return usualFactors.every((usual) => Math.abs(factor / usual - 1) > share);
}

interface Point extends WaitColumn {
  readonly growth: number;
}

function fitRanges(
  growth: Growth,
  rising: readonly Point[],
  capped: readonly Point[],
  first: GrowthCurve['first'],
  noiseMs: number,
): readonly Rough[] {
  let highest = 0;
  for (const { max } of capped) highest = Math.max(highest, max);
  const lastGrowth = rising.at(-1)?.growth ?? 1;
  let initialMs = highest / (capped[0]?.growth ?? lastGrowth);
  for (const { max, growth: by } of rising) initialMs = Math.max(initialMs, max / by);
  const capMs = capped.length === 0 ? null : Math.max(highest, initialMs * lastGrowth);
  if (initialMs <= 0 || (capMs !== null && capMs < leastGrowth * initialMs)) return [];
  const points = [...rising, ...capped];
  let lowest = 1;
  for (const { min, growth: by } of points) {
    lowest = Math.min(lowest, min / Math.min(initialMs * by, capMs ?? Number.POSITIVE_INFINITY));
  }
  const parameters = countParameters(growth, capMs, first);
  // Nor can a range tell a factor from a usual one that is as near as this.
  if (growth.kind === 'exponential' && isUnusual(growth.factor, 0) && !isUnusual(growth.factor, 0.04)) return [];
  return jitters.flatMap((jitter) => {
    // So narrow a range is none.
    if (jitter === 'percent' && lowest > 0.95) return [];
    const low = jitter === 'full' ? 0 : jitter === 'equal' ? 0.5 : lowest;
    let cost = 0;
    for (const { count, min, growth: by } of points) {
      const ceiling = Math.min(initialMs * by, capMs ?? Number.POSITIVE_INFINITY);
      const short = Math.max(0, low * ceiling - min) / noiseOf(min, noiseMs);
      cost +=
        count * Math.log(ceiling * (1 - low) + 2 * noiseOf(ceiling, noiseMs)) + Math.min(short, 8 * Math.sqrt(count));
    }
    return {
      growth,
      jitter,
      first,
      initialMs,
      capMs,
      low,
      cost,
      parameters: parameters + (jitter === 'percent' ? 1 : 0),
    };
  });
}

const jitters = ['full', 'equal', 'percent'] as const;

function fitExact(
  growth: Growth,
  rising: readonly Point[],
  capped: readonly Point[],
  first: GrowthCurve['first'],
  noiseMs: number,
): readonly Rough[] {
  const initialMs = middle(rising.map(({ median: at, growth: by }) => at / by));
  const capMs = capped.length === 0 ? null : middle(capped.map(({ median: at }) => at));
  if (capMs !== null && capMs < leastGrowth * initialMs) return [];
  let cost = 0;
  for (const { count, median: at, deviation, growth: by } of [...rising, ...capped]) {
    const expected = Math.min(initialMs * by, capMs ?? Number.POSITIVE_INFINITY);
    const noise = noiseOf(expected, noiseMs);
    cost += count * (Math.log(2 * noise) + Math.min((Math.abs(at - expected) + deviation) / noise, 6));
  }
  const parameters = countParameters(growth, capMs, first);
  return [{ growth, jitter: 'none', first, initialMs, capMs, low: 1, cost, parameters }];
}

/** Draws that a cap cuts show as several waits of one length, the longest. */
function fitCutDraws(
  growths: readonly Growth[],
  series: readonly WaitSeries[],
  columns: readonly WaitColumn[],
  noiseMs: number,
): readonly GrowthCurve[] {
  const capMs = findCut(series, noiseMs);
  if (capMs === undefined) return [];
  return growths
    .filter(({ kind }) => kind !== 'flat')
    .flatMap((growth) => {
      const ratios = series.flatMap((waits) =>
        waits.flatMap((wait, place) =>
          wait === null || wait > capMs - 2 * noiseOf(capMs, noiseMs) ? [] : [wait / growthAt(growth, place)],
        ),
      );
      if (ratios.length < 2 || columns[0]?.place !== 0) return [];
      const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
      if (high <= leastGrowth * low) return [];
      const initialMs = (low + high) / 2;
      const parameters = countParameters(growth, capMs, null) + 1;
      const base = { kind: 'growth', growth, capMs, capsDraws: true, first: null } as const;
      return [
        { ...base, initialMs, jitter: 'percent', range: [low / initialMs, high / initialMs], parameters } as const,
      ];
    });
}

function fitDecorrelated(series: readonly WaitSeries[], noiseMs: number): readonly Curve[] {
  const waits = series.flat().filter((wait) => wait !== null);
  const initialMs = Math.min(...waits);
  if (initialMs <= 0) return [];
  const cut = findCut(series, noiseMs);
  return [
    { kind: 'decorrelated', initialMs, capMs: null, parameters: 1 },
    ...(cut === undefined || cut < 1.5 * initialMs
      ? []
      : [{ kind: 'decorrelated', initialMs, capMs: cut, parameters: 2 } as const]),
  ];
}

function fitList(columns: readonly WaitColumn[]): Curve {
  const waitsMs: number[] = [];
  for (const { place, median: at } of columns) waitsMs[place] = at;
  return { kind: 'list', waitsMs: Array.from(waitsMs, (at) => at ?? Number.NaN), parameters: columns.length };
}

/** Where the most waits are of one length; what is above it was late. */
function findCut(series: readonly WaitSeries[], noiseMs: number): number | undefined {
  const waits = series.flat().filter((wait) => wait !== null);
  waits.sort((a, b) => a - b);
  let most: readonly [from: number, to: number] = [0, 0];
  let to = 0;
  for (const [from, wait] of waits.entries()) {
    while (to < waits.length && (waits[to] as number) <= wait + 2 * noiseOf(wait, noiseMs)) to += 1;
    if (to - from >= most[1] - most[0]) most = [from, to];
  }
  return most[1] - most[0] >= 3 ? median(waits.slice(...most)) : undefined;
}

function countParameters(growth: Growth, capMs: number | null, first: GrowthCurve['first']): number {
  return 1 + (growth.kind === 'flat' ? 0 : 1) + (capMs === null ? 0 : 1) + (first === null ? 0 : 2);
}

function middle(values: readonly number[]): number {
  return median([...values].sort((a, b) => a - b));
}

import { findMetric } from '../../base/metric.ts';
import { figureFloors } from '../figure-floors.ts';
import { figuresOf } from '../figures-of.ts';
import { median, rank, toFigure } from '../order-statistics.ts';
import type { IterationResult } from '../run-result.ts';
import type { ChosenMetric } from './choose-metrics.ts';
import { testPairedShares, testShares } from './compare-shares.ts';
import type { MetricComparison } from './comparison.ts';
import { allDifferences, differenceOf, walshAverages } from './difference.ts';
import { estimateShift, type Shift } from './estimate-shift.ts';
import type { Design } from './pair-iterations.ts';
import { rankSumDistribution } from './rank-sum.ts';
import { signedRankDistribution } from './signed-rank.ts';
import { type Tolerance, toleranceOf } from './tolerance.ts';

/** Fewer figures, or pairs, are not judged: their interval is infinite. */
export const fewestFigures = 8;

/** A metric before its verdict, which depends on how many others there are. */
export interface MeasuredMetric extends Omit<MetricComparison, 'shift' | 'interval' | 'p' | 'verdict' | 'note'> {
  readonly shift: Shift;
  /** There are enough figures to say anything. */
  readonly isTested: boolean;
}

export interface MetricRequest extends ChosenMetric {
  readonly base: readonly IterationResult[];
  readonly head: readonly IterationResult[];
  readonly design: Design;
  readonly timeoutMs: number;
  readonly tolerance: Tolerance;
  readonly confidence: number;
}

/** In ranks; of pairs at the same place. */
interface Figures {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/** Those of both, and what each is at least. Iterations without exactly one are left out. */
interface ReadFigures extends Figures {
  readonly floors: Figures;
}

export function compareMetric(request: MetricRequest): MeasuredMetric {
  const { metric, gates, design, timeoutMs, confidence } = request;
  const unit = findMetric(metric)?.unit ?? 'count';
  const { base, head, floors } = readFigures(request);
  const isTested = Math.min(base.length, head.length) >= fewestFigures;
  const middle = unit === 'share' ? meanOf : medianOf;
  const [baseMiddle, headMiddle] = [middle(base), middle(head)];
  const tolerance = toleranceOf(unit, request.tolerance, { baseMedian: baseMiddle ?? 0, timeoutMs });
  const measure = unit === 'share' ? shareShift : rankShift;
  const shift = measure({ base, head }, design.kind, { tolerance, confidence });
  return {
    ...{ metric, unit, gates, n: [base.length, head.length] as const, tolerance, isTested },
    base: baseMiddle === undefined ? null : toFigure(baseMiddle),
    head: headMiddle === undefined ? null : toFigure(headMiddle),
    ...(unit === 'duration' ? findBeyond({ base: baseMiddle, head: headMiddle }, floors) : {}),
    shift: isTested ? shift : { ...shift, ...nothingKnown },
  };
}

const nothingKnown = {
  interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  pSlower: 1,
  pFaster: 1,
} as const;

/** Of medians that are censored: what they exceed for certain. */
function findBeyond(
  middles: { readonly base: number | undefined; readonly head: number | undefined },
  floors: Figures,
): Pick<MetricComparison, 'beyond'> {
  const known = (['base', 'head'] as const).flatMap((side) => {
    const floor = middles[side] === Number.POSITIVE_INFINITY ? (medianOf(floors[side]) ?? 0) : 0;
    return floor > 0 ? [[side, floor] as const] : [];
  });
  return known.length === 0 ? {} : { beyond: Object.fromEntries(known) };
}

function readFigures({ metric, base, head, design, timeoutMs }: MetricRequest): ReadFigures {
  const figureOf = (iteration: IterationResult): readonly Figure[] => {
    const [value, ...more] = rank(figuresOf(iteration, metric));
    if (value === undefined || more.length > 0) return [];
    return [{ value, floor: figureFloors(iteration, metric, timeoutMs)[0] ?? 0 }];
  };
  const pairs =
    design.kind === 'unpaired' ? undefined : design.pairs.map(([one, other]) => [figureOf(one), figureOf(other)]);
  const whole = pairs?.filter((pair) => pair.every(({ length }) => length === 1));
  const figures = {
    base: whole?.flatMap(([one = []]) => one) ?? base.flatMap(figureOf),
    head: whole?.flatMap(([, other = []]) => other) ?? head.flatMap(figureOf),
  };
  const pick = (key: keyof Figure): Figures => ({
    base: figures.base.map((figure) => figure[key]),
    head: figures.head.map((figure) => figure[key]),
  });
  return { ...pick('value'), floors: pick('floor') };
}

interface Figure {
  readonly value: number;
  readonly floor: number;
}

type Measure = (
  figures: Figures,
  design: Design['kind'],
  options: { readonly tolerance: number; readonly confidence: number },
) => Shift;

const rankShift: Measure = ({ base, head }, design, options) => {
  if (design === 'unpaired') {
    return estimateShift(allDifferences(base, head), rankSumDistribution(head.length, base.length), options);
  }
  const differences = base.map((figure, place) => differenceOf(figure, head[place] as number));
  return estimateShift(walshAverages(differences), signedRankDistribution(base.length), options);
};

/** Of `recovered`: every figure is 0 or 1. Less of it is worse. */
const shareShift: Measure = ({ base, head }, design) => {
  const { pWorse, pBetter } =
    design === 'paired'
      ? testPairedShares(
          base.filter((figure, place) => figure > (head[place] as number)).length,
          base.filter((figure, place) => figure < (head[place] as number)).length,
        )
      : testShares({ count: sumOf(base), of: base.length }, { count: sumOf(head), of: head.length });
  const [before, after] = [meanOf(base), meanOf(head)];
  return {
    estimate: before === undefined || after === undefined ? undefined : after - before,
    interval: nothingKnown.interval,
    pSlower: pWorse,
    pFaster: pBetter,
  };
};

function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0);
}

function meanOf(figures: readonly number[]): number | undefined {
  return figures.length === 0 ? undefined : sumOf(figures) / figures.length;
}

function medianOf(figures: readonly number[]): number | undefined {
  return figures.length === 0 ? undefined : median([...figures].sort((a, b) => a - b));
}

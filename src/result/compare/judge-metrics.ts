import type { MeasuredMetric } from './compare-metric.ts';
import { fewestFigures } from './compare-metric.ts';
import type { ComparisonVerdict, MetricComparison, ShiftFigure } from './comparison.ts';
import { holmAdjusted } from './holm.ts';

/**
 * The verdicts of all metrics of all cases together, in the order given. Those that gate share one risk of a false alarm,
 * by Holm's method; one that only is shown is judged by itself.
 */
export function judgeMetrics(measured: readonly MeasuredMetric[], confidence: number): readonly MetricComparison[] {
  const family = measured.filter(({ gates, isTested }) => gates && isTested);
  const adjust = (side: 'pSlower' | 'pFaster'): ReadonlyMap<MeasuredMetric, number> => {
    const adjusted = holmAdjusted(family.map(({ shift }) => shift[side]));
    return new Map(family.map((metric, place) => [metric, adjusted[place] as number]));
  };
  const [slower, faster] = [adjust('pSlower'), adjust('pFaster')];
  return measured.map((metric) => {
    const { shift, isTested, ...shared } = metric;
    const p = { slower: slower.get(metric) ?? shift.pSlower, faster: faster.get(metric) ?? shift.pFaster };
    return {
      ...shared,
      shift: shift.estimate === undefined ? null : toShiftFigure(shift.estimate),
      interval: metric.unit === 'share' ? null : [toShiftFigure(shift.interval[0]), toShiftFigure(shift.interval[1])],
      p,
      ...(isTested ? decide(metric, p, (1 - confidence) / 2) : { verdict: 'unclear', note: explainFew(metric) }),
    };
  });
}

interface Decision {
  readonly verdict: ComparisonVerdict;
  readonly note?: string;
}

function decide(
  { unit, shift, base, head, tolerance }: MeasuredMetric,
  p: MetricComparison['p'],
  risk: number,
): Decision {
  const isWithin = (value: number): boolean => value <= risk * (1 + 1e-9);
  if (isWithin(p.slower)) return { verdict: 'slower' };
  if (isWithin(p.faster)) return { verdict: 'faster' };
  if (isWithin(shift.pSlower)) return { verdict: 'unclear', note: 'slower by itself; not sure among so many' };
  if (isWithin(shift.pFaster)) return { verdict: 'unclear', note: 'faster by itself; not sure among so many' };
  if (unit === 'share') return { verdict: base === head && shift.pSlower === 1 ? 'same' : 'unclear' };
  const [low, high] = shift.interval;
  const [isNotSlower, isNotFaster] = [high < tolerance, low > -tolerance];
  if (isNotSlower && isNotFaster) return { verdict: 'same' };
  if (isNotSlower) return { verdict: 'unclear', note: 'not slower, perhaps faster' };
  if (isNotFaster) return { verdict: 'unclear', note: 'not faster, perhaps slower' };
  return { verdict: 'unclear' };
}

function explainFew({ n: [base, head] }: MeasuredMetric): string {
  const what = base === head ? `${base}` : `${base} and ${head}`;
  return `${what} figures; ${fewestFigures} are the least`;
}

function toShiftFigure(value: number): ShiftFigure {
  if (value === Number.POSITIVE_INFINITY) return 'infinite';
  return value === Number.NEGATIVE_INFINITY ? '-infinite' : value + 0;
}

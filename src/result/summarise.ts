import { figuresOf } from './figures-of.ts';
import { median, medianInterval, nearestRank, rank, toFigure } from './order-statistics.ts';
import type { IterationResult, MetricSummary } from './run-result.ts';

/** Below so many figures the percentile is not printed: it would only be another name for the maximum. */
const leastForP95 = 20;
const leastForP99 = 100;

/**
 * Summarises figures; censored ones count as +∞ in every rank. `independent: false` (several figures from one iteration)
 * gives no interval of the median, which would be too narrow.
 */
export function summarise(
  figures: readonly (number | 'censored')[],
  { independent = true }: { readonly independent?: boolean } = {},
): MetricSummary {
  const n = figures.length;
  const censored = figures.filter((figure) => figure === 'censored').length;
  if (n === 0) {
    return { n, censored, min: null, median: null, medianInterval: null, p95: null, p99: null, max: null };
  }
  const sorted = rank(figures);
  const interval = independent ? medianInterval(sorted) : undefined;
  return {
    n,
    censored,
    min: toFigure(nearestRank(sorted, 1 / n)),
    median: toFigure(median(sorted)),
    medianInterval: interval === undefined ? null : [toFigure(interval[0]), toFigure(interval[1])],
    p95: n < leastForP95 ? null : toFigure(nearestRank(sorted, 0.95)),
    p99: n < leastForP99 ? null : toFigure(nearestRank(sorted, 0.99)),
    max: toFigure(nearestRank(sorted, 1)),
  };
}

/** A summary of every metric that any of the iterations has a figure for. */
export function summariseIterations(iterations: readonly IterationResult[]): Readonly<Record<string, MetricSummary>> {
  const metrics = new Set(iterations.flatMap(({ samples }) => Object.keys(samples)));
  const summaries: Record<string, MetricSummary> = {};
  for (const metric of metrics) {
    const perIteration = iterations.map((iteration) => figuresOf(iteration, metric));
    const figures = perIteration.flat();
    const independent = perIteration.every(({ length }) => length <= 1);
    if (figures.length > 0) summaries[metric] = summarise(figures, { independent });
  }
  return summaries;
}

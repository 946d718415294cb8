import { figureFloors } from './figure-floors.ts';
import { figuresOf } from './figures-of.ts';
import { median, medianInterval, nearestRank, rank, toFigure } from './order-statistics.ts';
import type { IterationResult, MetricSummary } from './run-result.ts';

/** Below so many figures the percentile is not printed: it would only be another name for the maximum. */
const leastForP95 = 20;
const leastForP99 = 100;

export interface SummaryOptions {
  /** Several figures from one iteration give no interval of the median: it would be too narrow. */
  readonly independent?: boolean;
  /** What each figure is at least, in the same order. */
  readonly floors?: readonly number[];
}

/** Summarises figures; censored ones count as +∞ in every rank. */
export function summarise(
  figures: readonly (number | 'censored')[],
  { independent = true, floors = [] }: SummaryOptions = {},
): MetricSummary {
  const n = figures.length;
  const censored = figures.filter((figure) => figure === 'censored').length;
  if (n === 0) {
    return { n, censored, min: null, median: null, medianInterval: null, p95: null, p99: null, max: null };
  }
  const sorted = rank(figures);
  const interval = independent ? medianInterval(sorted) : undefined;
  const summary = {
    n,
    censored,
    min: toFigure(statistics.min(sorted)),
    median: toFigure(statistics.median(sorted)),
    medianInterval: interval === undefined ? null : ([toFigure(interval[0]), toFigure(interval[1])] as const),
    p95: n < leastForP95 ? null : toFigure(statistics.p95(sorted)),
    p99: n < leastForP99 ? null : toFigure(statistics.p99(sorted)),
    max: toFigure(statistics.max(sorted)),
  };
  const beyond = findBeyond(summary, floors);
  return { ...summary, ...(beyond.length === 0 ? {} : { beyond: Object.fromEntries(beyond) }) };
}

const statistics = {
  min: (sorted) => nearestRank(sorted, 1 / sorted.length),
  median,
  p95: (sorted) => nearestRank(sorted, 0.95),
  p99: (sorted) => nearestRank(sorted, 0.99),
  max: (sorted) => nearestRank(sorted, 1),
} as const satisfies Readonly<Record<string, (sorted: readonly number[]) => number>>;

/** The figures of a summary, in this order wherever they are listed. */
export const summaryStatistics = Object.keys(statistics) as readonly (keyof typeof statistics)[];

/** A rank of what the figures are at least is a bound of the same rank of the figures. */
function findBeyond(summary: Omit<MetricSummary, 'beyond'>, floors: readonly number[]) {
  const sorted = rank(floors);
  const censored = sorted.length === summary.n ? summaryStatistics.filter((name) => summary[name] === 'censored') : [];
  return censored.map((name) => [name, statistics[name](sorted)] as const).filter(([, floor]) => floor > 0);
}

/** A summary of every metric that any of the iterations has a figure for. */
export function summariseIterations(
  iterations: readonly IterationResult[],
  timeoutMs: number,
): Readonly<Record<string, MetricSummary>> {
  const metrics = new Set(iterations.flatMap(({ samples }) => Object.keys(samples)));
  const summaries: Record<string, MetricSummary> = {};
  for (const metric of metrics) {
    const perIteration = iterations.map((iteration) => figuresOf(iteration, metric));
    const figures = perIteration.flat();
    const independent = perIteration.every(({ length }) => length <= 1);
    const floors = iterations.flatMap((iteration) => figureFloors(iteration, metric, timeoutMs));
    if (figures.length > 0) summaries[metric] = summarise(figures, { independent, floors });
  }
  return summaries;
}

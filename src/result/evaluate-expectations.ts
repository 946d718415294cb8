import type { Expectation, Operator, Statistic } from '../base/expectation.ts';
import { findMetric } from '../base/metric.ts';
import { figureFloors } from './figure-floors.ts';
import { figuresOf } from './figures-of.ts';
import { median, nearestRank, rank, toFigure } from './order-statistics.ts';
import type { ExpectationResult, IterationResult } from './run-result.ts';

/** Shares are quotients: 19/20 must equal 95 %. */
const shareTolerance = 1e-9;

/**
 * Judges expectations by the valid iterations of a case, in order; those at level `off` are left out. Without a statistic
 * the bound must hold for every figure. A percentile is the nearest rank, also of few figures: `p95` of fewer than 20 is
 * the maximum, which errs on the strict side (summaries do not print it). No figure at all fails.
 */
export function evaluateExpectations(
  expectations: readonly Expectation[],
  iterations: readonly IterationResult[],
  timeoutMs: number,
): readonly ExpectationResult[] {
  const valid = iterations.filter(({ verdict }) => verdict !== 'invalid');
  return expectations
    .filter(({ level }) => level !== 'off')
    .map((expectation) => evaluate(expectation, valid, timeoutMs));
}

interface Figure {
  readonly value: number;
  /** What it is at least; itself where it is not censored. */
  readonly floor: number;
  readonly index: number;
}

function evaluate(
  expectation: Expectation,
  iterations: readonly IterationResult[],
  timeoutMs: number,
): ExpectationResult {
  const { expression, level, unit, because, file, line, column, metric } = expectation;
  const shared = { expression, level, unit, ...(because === undefined ? {} : { because }), file, line, column };
  const figures = iterations.flatMap((iteration) => {
    const floors = figureFloors(iteration, metric, timeoutMs);
    return figuresOf(iteration, metric).map((figure, place) => ({
      value: rank([figure])[0] as number,
      floor: floors[place] as number,
      index: iteration.index,
    }));
  });
  if (figures.length === 0) {
    const witness = iterations[0] === undefined ? {} : { witness: iterations[0].index };
    return { ...shared, actual: null, pass: false, note: `no data: ${explainMissing(metric, iterations)}`, ...witness };
  }
  const actual = actualOf(expectation, figures);
  const pass = holds(actual, expectation);
  return {
    ...shared,
    actual: toFigure(actual),
    ...(toFigure(actual) === 'censored' && unit === 'duration' ? findBeyond(expectation, figures) : {}),
    pass,
    ...(pass ? {} : chooseWitness(expectation, figures, actual)),
  };
}

function actualOf(expectation: Expectation, figures: readonly Figure[]): number {
  const sorted = rank(figures.map(({ value }) => value));
  if (expectation.statistic !== undefined) return statisticOf(expectation.statistic, sorted);
  if (expectation.unit === 'share') return sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return worstFor(expectation, sorted);
}

/** Of a censored figure: what it exceeds for certain. */
function findBeyond({ statistic, operator }: Expectation, figures: readonly Figure[]): { readonly beyond?: number } {
  const isOfAll = statistic !== undefined || operator === '<' || operator === '<=';
  const floors = rank(
    figures.filter(({ value }) => isOfAll || toFigure(value) === 'censored').map(({ floor }) => floor),
  );
  // Without a statistic the worst is the longest; where long is no fault, any of the censored ones.
  const beyond = statisticOf(statistic ?? (isOfAll ? 'max' : 'min'), floors);
  return beyond > 0 ? { beyond } : {};
}

function statisticOf(statistic: Statistic, sorted: readonly number[]): number {
  switch (statistic) {
    case 'min':
      return nearestRank(sorted, 1 / sorted.length);
    case 'median':
      return median(sorted);
    case 'p90':
      return nearestRank(sorted, 0.9);
    case 'p95':
      return nearestRank(sorted, 0.95);
    case 'p99':
      return nearestRank(sorted, 0.99);
    case 'max':
      return nearestRank(sorted, 1);
  }
}

/** The figure that is farthest on the wrong side of the bound. */
function worstFor({ operator, value }: Expectation, figures: readonly number[]): number {
  return figures.reduce((worst, figure) =>
    badness(operator, figure, value) > badness(operator, worst, value) ? figure : worst,
  );
}

function badness(operator: Operator, figure: number, bound: number): number {
  switch (operator) {
    case '<':
    case '<=':
      return figure;
    case '>':
    case '>=':
      return -figure;
    case '==':
      return Math.abs(figure - bound);
    case '!=':
      return -Math.abs(figure - bound);
  }
}

function holds(actual: number, { operator, value, unit }: Expectation): boolean {
  const isEqual = unit === 'share' ? Math.abs(actual - value) <= shareTolerance : actual === value;
  switch (operator) {
    case '<':
      return actual < value && !isEqual;
    case '<=':
      return actual < value || isEqual;
    case '>':
      return actual > value && !isEqual;
    case '>=':
      return actual > value || isEqual;
    case '==':
      return isEqual;
    case '!=':
      return !isEqual;
  }
}

/**
 * The iteration that shows the failure best. For an extreme, or a bound on every iteration, the worst one; for a median or
 * percentile the median of those that break the bound by themselves, because the worst may be an oddity of its own.
 */
function chooseWitness(
  expectation: Expectation,
  figures: readonly Figure[],
  actual: number,
): Pick<ExpectationResult, 'witness' | 'witnessIs'> {
  const { operator, value, statistic } = expectation;
  const failing = figures.filter((figure) => !holds(figure.value, expectation));
  // A median between two figures can break an `==` that neither breaks, and the other way round.
  const candidates = failing.length > 0 ? failing : figures.filter((figure) => figure.value === actual);
  const byBadness = [...(candidates.length > 0 ? candidates : figures)].sort((a, b) => {
    const [left, right] = [badness(operator, a.value, value), badness(operator, b.value, value)];
    return left === right ? a.index - b.index : left - right;
  });
  const isTypical = statistic === 'median' || statistic === 'p90' || statistic === 'p95' || statistic === 'p99';
  const last = byBadness.length - 1;
  const worst = byBadness.find((figure) => figure.value === byBadness[last]?.value) ?? byBadness[last];
  const chosen = isTypical ? byBadness[Math.floor(last / 2)] : worst;
  return chosen === undefined ? {} : { witness: chosen.index, witnessIs: isTypical ? 'median' : 'worst' };
}

function explainMissing(metric: string, iterations: readonly IterationResult[]): string {
  if (iterations.length === 0) return 'no valid iteration';
  const family = findMetric(metric)?.name ?? metric;
  const reasons = iterations.map(({ unobservable }) => unobservable[metric] ?? unobservable[family]);
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    const text = reason ?? explainAbsence(metric, family);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const ordered = [...counts].sort((a, b) => b[1] - a[1]);
  if (ordered.length === 1) return ordered[0]?.[0] ?? '';
  return ordered.map(([reason, count]) => `${reason} (${count} of ${iterations.length})`).join('; ');
}

function explainAbsence(metric: string, family: string): string {
  if (family === 'schedule.K') return `no attempt ${metric.slice('schedule.'.length)} (they are counted from 0)`;
  if (family === 'tolerance') return 'a run does not search for it; `wschaos tolerance` does';
  return 'not measured';
}

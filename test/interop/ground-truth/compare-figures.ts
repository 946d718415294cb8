import { nearestRank } from '../../../src/result/order-statistics.ts';
import type { CaseResult, IterationResult, RunResult } from '../../../src/result/run-result.ts';

/** What the packets say about one run of a client; durations in ms, `null` where they do not show it. */
export interface CapturedRun {
  readonly case: string;
  readonly iteration: number;
  readonly steady: number | null;
  readonly detection: number | null;
  readonly close: number | null;
  readonly reconnect: number | null;
  readonly outage: number | null;
  readonly recovery: number | null;
  /** The earliest and the latest that it can have been. */
  readonly lifted: readonly [number | null, number | null];
  readonly attempts: number;
  readonly schedule: readonly number[];
  readonly interval: readonly number[];
}

/** One figure of one iteration, twice. */
export interface Comparison {
  readonly case: string;
  readonly metric: string;
  readonly source: 'wire' | 'client';
  readonly ours: number;
  readonly capture: number;
}

const durations = ['detection', 'close', 'reconnect', 'recovery', 'outage'] as const;

/** Every figure that both have. A run that was invalid was repeated: the last one of an iteration counts. */
export function compareFigures(result: RunResult, runs: readonly CapturedRun[]): readonly Comparison[] {
  return result.cases.flatMap((one) =>
    one.iterations.flatMap((iteration) => compareIteration(one, iteration, findRun(runs, one, iteration))),
  );
}

/** @throws where the capture lacks the iteration. */
export function findRun(runs: readonly CapturedRun[], { id }: CaseResult, { index }: IterationResult): CapturedRun {
  const run = runs.findLast((candidate) => candidate.case === id && candidate.iteration === index);
  if (run === undefined) throw new Error(`the capture has no run of ${id}, iteration ${index}`);
  return run;
}

function compareIteration({ id }: CaseResult, iteration: IterationResult, run: CapturedRun): readonly Comparison[] {
  const { samples, source, marks } = iteration;
  const pairs: Comparison[] = [];
  const pair = (metric: string, ours: unknown, capture: number | null | undefined, from = source[metric]): void => {
    if (typeof ours !== 'number' || capture == null) return;
    pairs.push({ case: id, metric, source: from ?? 'wire', ours, capture });
  };
  for (const metric of durations) pair(metric, samples[metric], run[metric]);
  // The injection itself, against an instant before it that the wire shows.
  pair('injected', marks.steady === null ? null : -marks.steady, run.steady, 'wire');
  pair('attempts', samples.attempts, run.attempts);
  run.schedule.forEach((t, index) => {
    pair(`schedule.${index}`, samples[`schedule.${index}`], t);
  });
  const gaps = samples.interval;
  if (Array.isArray(gaps)) gaps.forEach((gap, index) => void pair('interval', gap, run.interval[index]));
  return pairs;
}

export interface DifferenceRow {
  readonly metric: string;
  readonly case: string;
  readonly n: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** The table metric × scenario of |ours − capture| in ms, with rows over all scenarios for each metric and for all of them. */
export function tabulateDifferences(comparisons: readonly Comparison[]): readonly DifferenceRow[] {
  const named = (metric: string): string => metric.replace(/^schedule\.\d+$/, 'schedule');
  const metrics = [...new Set(comparisons.map(({ metric }) => named(metric)))];
  const byMetric = metrics.flatMap((metric) => {
    const ofMetric = comparisons.filter((one) => named(one.metric) === metric);
    const cases = [...new Set(ofMetric.map((one) => one.case))];
    const rows = cases.map((name) =>
      summariseDifferences(
        metric,
        name,
        ofMetric.filter((one) => one.case === name),
      ),
    );
    return [...rows, summariseDifferences(metric, 'all', ofMetric)];
  });
  return [...byMetric, summariseDifferences('every one', 'all', comparisons)];
}

function summariseDifferences(metric: string, name: string, of: readonly Comparison[]): DifferenceRow {
  const sorted = of.map(({ ours, capture }) => Math.abs(ours - capture)).sort((a, b) => a - b);
  const rank = (share: number): number => nearestRank(sorted, share);
  return { metric, case: name, n: sorted.length, p50: rank(0.5), p99: rank(0.99), max: rank(1) };
}

export function formatDifferences(rows: readonly DifferenceRow[]): string {
  const ms = (value: number): string => value.toFixed(3).padStart(8);
  const lines = rows.map(
    ({ metric, case: name, n, p50, p99, max }) =>
      `${metric.padEnd(10)} ${name.padEnd(14)} ${String(n).padStart(4)} ${ms(p50)} ${ms(p99)} ${ms(max)}`,
  );
  return ['metric     scenario          n   p50 ms   p99 ms   max ms', ...lines].join('\n');
}

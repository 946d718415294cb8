import { compareMetric, type MeasuredMetric, type MetricRequest } from '../../../src/result/compare/compare-metric.ts';
import { defaultTolerance } from '../../../src/result/compare/tolerance.ts';
import type { Sample } from '../../../src/result/run-result.ts';
import { iterationsOf } from '../iteration.ts';

/** Compares figures of one metric; of pairs those at the same place. */
export function compareFigures(
  kind: 'paired' | 'unpaired',
  base: readonly Sample[],
  head: readonly Sample[],
  changes: Partial<MetricRequest> = {},
): MeasuredMetric {
  const metric = changes.metric ?? 'detection';
  const [before, after] = [iterationsOf(metric, base), iterationsOf(metric, head)];
  const pairs = before.flatMap((one, place) => {
    const other = after[place];
    return other === undefined ? [] : [[one, other] as const];
  });
  return compareMetric({
    ...{ metric, gates: true, base: before, head: after, timeoutMs: 15_000, tolerance: defaultTolerance },
    confidence: 0.98,
    design: kind === 'paired' ? { kind, pairs, left: 0 } : { kind, reason: 'not paired' },
    ...changes,
  });
}

/** Detection by a heartbeat of 1 s with a timeout of 500 ms, at n phases. */
export const sweep = (n: number, shift = 0) =>
  Array.from({ length: n }, (_, i) => 500 + (1000 * (i + 0.5)) / n + shift);

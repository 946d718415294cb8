import type { CaseResult } from '../../src/result/run-result.ts';
import { runScenario } from '../../src/runner/run-scenario.ts';
import { bounded, type Figure, median, plain } from './figures.ts';

const sweep = 20;
/** What a shift must exceed to be more than noise: the larger of a share and a time. */
const toleranceShare = 0.03;
const toleranceMs = 30;
const names = ['half-open', 'refuse'] as const;
const metrics = ['detection', 'reconnect', 'outage', 'recovery', 'close'] as const;

/** Whether iterations side by side measure what they measure one after the other, and how much sooner they are done. */
export async function benchJobs(): Promise<readonly Figure[]> {
  const files = names.map((name) => `builtin:${name}`);
  const overrides = { repeat: sweep, seed: 7 };
  const auto = await runScenario(files, { jobs: 'auto', seed: 7, overrides });
  const alone = await runScenario(files, { jobs: 1, seed: 7, overrides });
  const figures: Figure[] = [];
  for (const [place, one] of alone.cases.entries()) {
    const many = auto.cases[place];
    if (many === undefined || many.id !== one.id) throw new Error(`${one.id} was not measured twice`);
    figures.push(bounded(`${one.id}: verdicts that differ`, countDifferent(one, many), '<=', 0, ''));
    for (const metric of metrics) {
      const shift = medianShift(one, many, metric);
      if (shift === undefined) continue;
      figures.push(bounded(`${one.id}: ${metric}, shift as a share of the tolerance`, shift, '<=', 1, ''));
    }
  }
  return [
    ...figures,
    bounded(
      'a sweep of 20, wall time: one after the other / side by side',
      alone.elapsedMs / auto.elapsedMs,
      '>=',
      5,
      ' ×',
    ),
    plain('… side by side', auto.elapsedMs / 1_000, ' s'),
    plain('… one after the other', alone.elapsedMs / 1_000, ' s'),
  ];
}

function countDifferent(one: CaseResult, many: CaseResult): number {
  const verdictOf = new Map(many.iterations.map(({ index, verdict }) => [index, verdict]));
  return one.iterations.filter(({ index, verdict }) => verdictOf.get(index) !== verdict).length;
}

/** The median of the differences, iteration by iteration, against the tolerance; `undefined` where nothing was measured. */
function medianShift(one: CaseResult, many: CaseResult, metric: string): number | undefined {
  const of = new Map(many.iterations.map(({ index, samples }) => [index, samples[metric]]));
  const pairs = one.iterations.flatMap(({ index, samples }) => {
    const [a, b] = [samples[metric], of.get(index)];
    return typeof a === 'number' && typeof b === 'number' ? [[a, b] as const] : [];
  });
  if (pairs.length === 0) return undefined;
  const base = median(pairs.map(([a]) => a));
  const shift = median(pairs.map(([a, b]) => b - a));
  return Math.abs(shift) / Math.max(toleranceShare * base, toleranceMs);
}

import type { CaseResult, IterationResult, RunResult, Sample } from '../../../src/result/run-result.ts';
import { caseOf, runOf } from '../../report/example-run.ts';
import { iterationOf } from '../iteration.ts';
import { sweep } from './compare-figures.ts';

/** A sweep of n iterations in which the detection, and all that follows, is later by `shift`. */
export function sweptCase(
  { n = 20, shift = 0, jitter = 0 }: { readonly n?: number; readonly shift?: number; readonly jitter?: number } = {},
  changes: Partial<CaseResult> = {},
): CaseResult {
  const iterations = sweep(n, shift).map((detection, index) => {
    // Alternately early and late, so that an interval has a width.
    const noise = jitter * (index % 2 === 0 ? 1 : -1) * (1 + index / n);
    return sweptIteration(index, n, {
      detection: detection + noise,
      'schedule.0': 100,
      reconnect: 104,
      recovery: detection + noise + 105,
      outage: detection + noise + 105,
      attempts: 1,
    });
  });
  return caseOf({ id: 'drop-pongs', name: 'drop-pongs', timeoutMs: 15_000, iterations, ...changes });
}

export function sweptIteration(
  index: number,
  n: number,
  samples: Readonly<Record<string, Sample>>,
  changes: Partial<IterationResult> = {},
): IterationResult {
  return iterationOf(index, samples, { seed: 100 + index, phase: (index + 0.5) / n, ...changes });
}

export const baseFile = (...cases: readonly CaseResult[]) => named('base.json', runOf(cases));
export const headFile = (...cases: readonly CaseResult[]) => named('head.json', runOf(cases));

function named(file: string, result: RunResult) {
  return { file, result };
}

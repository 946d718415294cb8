import path from 'node:path';
import type { CaseResult, IterationResult, RunResult } from '../result/run-result.ts';

/**
 * The result with its traces named from another folder on.
 * @param from - where the names count from, absolute
 * @param to - where they are to count from, absolute
 */
export function rebaseTraces(result: RunResult, from: string, to: string): RunResult {
  if (from === to) return result;
  const rebase = (iteration: IterationResult): IterationResult =>
    iteration.trace === undefined
      ? iteration
      : { ...iteration, trace: toUrlPath(path.relative(to, path.join(from, iteration.trace))) };
  const cases = result.cases.map(
    (one): CaseResult => ({ ...one, iterations: one.iterations.map(rebase), invalid: one.invalid.map(rebase) }),
  );
  return { ...result, cases };
}

/** The same on every system: a results file is read elsewhere. */
function toUrlPath(name: string): string {
  return name.split(path.sep).join('/');
}

import path from 'node:path';
import type { NamedResult } from '../result/compare/compare-results.ts';
import type { CaseResult, IterationResult } from '../result/run-result.ts';

/** The result with its traces named from another folder on than the one where its file stands. */
export function rebaseTraces({ file, result }: NamedResult, folder: string, cwd: string): NamedResult {
  const from = path.resolve(cwd, folder);
  const stands = path.resolve(cwd, path.dirname(file));
  const rebase = (iteration: IterationResult): IterationResult =>
    iteration.trace === undefined
      ? iteration
      : { ...iteration, trace: toUrlPath(path.relative(from, path.join(stands, iteration.trace))) };
  const cases = result.cases.map(
    (one): CaseResult => ({ ...one, iterations: one.iterations.map(rebase), invalid: one.invalid.map(rebase) }),
  );
  return { file, result: { ...result, cases } };
}

/** The same on every system: a results file is read elsewhere. */
function toUrlPath(name: string): string {
  return name.split(path.sep).join('/');
}

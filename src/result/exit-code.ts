import type { Comparison } from './compare/comparison.ts';
import type { CaseResult, RunResult } from './run-result.ts';

/** As a shell counts: 128 and the number of the signal. */
export const signalExitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** What decides beside the result. */
export interface ExitCircumstances {
  /** Failed expectations are shown, and do not fail the run. */
  readonly warnOnly: boolean;
  /** What ended the run early. */
  readonly signal: keyof typeof signalExitCodes | undefined;
  /** A reporter of the user's own failed. */
  readonly isReportMissing?: boolean;
  /** Results, reports or traces could not be written. */
  readonly isOutputMissing?: boolean;
}

/** What of a result decides. */
export interface Exiting extends Pick<RunResult, 'interrupted' | 'shard' | 'comparison'> {
  readonly cases: readonly Pick<CaseResult, 'status' | 'reasonKind'>[];
}

/**
 * The exit code of a run, nowhere else decided: 129, 130 or 143 after a signal, 2 with nothing to run, 1 when an `error`-level
 * expectation failed or a metric is slower than the baseline, 2 when a client could not be loaded because of its own file, or
 * a reporter of the user's failed, 3 when a case could not be measured or something could not be written, 2 when the baseline has nothing to compare with, else
 * 0. 1 beats 2, and 2 beats 3. A shard may be empty: there are no more cases.
 */
export function exitCode(
  result: Exiting,
  { warnOnly, signal, isReportMissing = false, isOutputMissing = false }: ExitCircumstances,
): 0 | 1 | 2 | 3 | 129 | 130 | 143 {
  if (signal !== undefined || result.interrupted) return signalExitCodes[signal ?? 'SIGINT'];
  if (result.cases.length === 0) return result.shard.total > 1 && !isReportMissing ? 0 : 2;
  const compared = result.comparison === undefined ? 0 : comparisonExitCode(result.comparison, { warnOnly });
  if (compared === 1 || (!warnOnly && result.cases.some(({ status }) => status === 'fail'))) return 1;
  if (isReportMissing || result.cases.some(({ reasonKind }) => reasonKind === 'not-loaded')) return 2;
  return isOutputMissing || result.cases.some(({ status }) => status === 'unmeasured') ? 3 : compared;
}

/**
 * Of a comparison: 1 when a metric that gates is slower, 3 when a case of HEAD could not be measured, 2 when no case could
 * be compared, else 0.
 */
export function comparisonExitCode(
  { cases }: Comparison,
  { warnOnly }: Pick<ExitCircumstances, 'warnOnly'>,
): 0 | 1 | 2 | 3 {
  const compared = cases.filter((one) => one.kind === 'compared');
  const isSlower = compared.some(({ metrics }) => metrics.some(({ gates, verdict }) => gates && verdict === 'slower'));
  if (isSlower && !warnOnly) return 1;
  if (cases.some((one) => one.kind === 'not-compared' && one.why === 'unmeasured-in-head')) return 3;
  return compared.length === 0 ? 2 : 0;
}

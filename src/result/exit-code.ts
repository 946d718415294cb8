import type { RunResult } from './run-result.ts';

/** What decides beside the result. */
export interface ExitCircumstances {
  /** Failed expectations are shown, and do not fail the run. */
  readonly warnOnly: boolean;
  /** What ended the run early. */
  readonly signal: 'SIGINT' | 'SIGTERM' | undefined;
}

/**
 * The exit code of a run, nowhere else decided: 130 or 143 after a signal, 2 with nothing to run, 1 when an `error`-level
 * expectation failed, 3 when a case could not be measured, else 0. 1 beats 3. A shard may be empty: there are no more cases.
 */
export function exitCode(result: RunResult, { warnOnly, signal }: ExitCircumstances): 0 | 1 | 2 | 3 | 130 | 143 {
  if (signal === 'SIGTERM') return 143;
  if (signal === 'SIGINT' || result.interrupted) return 130;
  if (result.cases.length === 0) return result.shard.total > 1 ? 0 : 2;
  if (!warnOnly && result.cases.some(({ status }) => status === 'fail')) return 1;
  return result.cases.some(({ status }) => status === 'unmeasured') ? 3 : 0;
}

import { formatDurationLiteral } from '../base/duration.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { CheckContext } from './describe-issues.ts';
import { findPlace, quote } from './located-node.ts';
import { problemAt } from './place.ts';

/** How long an iteration lasts, and whether the command line says so. */
export interface IterationLength {
  readonly timeoutMs: number;
  readonly isOverridden: boolean;
}

/** Reports faults whose `at` is not before the end of the iteration: both count from `steady`. */
export function checkStarts(
  plans: readonly FaultPlan[],
  /** Of all faults, in the order of the file. */
  ids: readonly string[],
  { timeoutMs, isOverridden }: IterationLength,
  { root, report }: CheckContext,
): void {
  const limit = isOverridden ? '--timeout' : '"timeout"';
  for (const { id, start } of plans) {
    if (start.kind !== 'at' || start.offsetMs < timeoutMs) continue;
    const when = `begins ${formatDurationLiteral(start.offsetMs)} after "steady"`;
    const message = `the fault ${quote(id)} ${when}, when the iteration is over: its ${limit} is ${formatDurationLiteral(timeoutMs)}`;
    report(problemAt(findPlace(root, ['faults', ids.indexOf(id), 'at']), message));
  }
}
